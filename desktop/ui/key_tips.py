"""A letter for every control: shown while Alt is held, and used by it.

Letters are given from the words of the controls, whatever the language: no text has to mark one.
"""

import sys
from collections.abc import Sequence
from functools import partial
from typing import Final, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QWidget

from desktop.ui.theme import measure
from desktop.ui.theme.palette import ink
from desktop.ui.theme.type import Size, Weight, font
from desktop.ui.widgets.button import draw_ground
from desktop.ui.widgets.dialog import Dialog

CONTROLS: Final = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
HELD_MS: Final = 250
"""Alt with a letter or with another key is quicker, and should not flash."""

TIP: Final = 18
REACH: Final = 6
"""Pixels of a letter's plate, and how far it stands out over its control."""


def letters_for(names: Sequence[str]) -> tuple[str, ...]:
    """A capital letter for each name, or nothing where all of its letters are taken.

    ============================= ======================================================
    tried in this order           “Copy access token”
    ============================= ======================================================
    the first letter of a word    C, A, T
    any other letter              O, P, Y, C, E, S, K, N
    a digit                       1 to 9
    ============================= ======================================================

    Names that come first choose first. Only what keyboards have counts: letters A to Z.
    """
    taken: set[str] = set()
    given = []
    for name in names:
        words = name.upper().split()
        wanted = [word[0] for word in words] + list("".join(words)) + list("123456789")
        free = (one for one in wanted if one.isascii() and one.isalnum() and one not in taken)
        letter = next(free, "")
        taken.add(letter)
        given.append(letter)
    return tuple(given)


class KeyTips(QWidget):
    """Lies over its window while Alt is held; the pointer goes through it."""

    def __init__(self, window: QWidget) -> None:
        """Wait for Alt: a key that no widget used arrives at the window."""
        super().__init__(window)
        self._window = window
        self._tips: list[tuple[QPoint, str]] = []
        self._letters: dict[str, str] = {}
        self._shortcuts: list[QShortcut] = []
        self._rise = QTimer(self, singleShot=True, interval=HELD_MS)
        self._rise.timeout.connect(self._appear)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        if sys.platform != "darwin":  # where Option types letters
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come with Alt, go with it and with everything that takes the window away."""
        kind = event.type()
        if kind is QEvent.Type.KeyPress:
            key = cast("QKeyEvent", event)
            if key.key() == Qt.Key.Key_Alt and not key.isAutoRepeat():
                self._offer()
        elif kind in (QEvent.Type.KeyRelease, QEvent.Type.WindowDeactivate, QEvent.Type.Resize):
            self.withdraw()
        return super().eventFilter(watched, event)

    @property
    def letters(self) -> dict[str, str]:
        """The letters that are shown, by the names of their controls, from top to bottom."""
        return dict(self._letters)

    def withdraw(self) -> None:
        """Show and use no letters any more."""
        for shortcut in self._shortcuts:
            # At once: two of one key would be none.
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts, self._tips, self._letters = [], [], {}
        self._rise.stop()
        self.hide()

    def _offer(self) -> None:
        self.withdraw()
        controls = self._controls()
        names = [_name(one) for one in controls]
        for control, name, letter in zip(controls, names, letters_for(names), strict=True):
            if not letter:
                continue
            start = control.rect().topRight() if self.isRightToLeft() else QPoint(0, 0)
            self._letters[name] = letter
            self._tips.append((control.mapTo(self._window, start), letter))
            shortcut = QShortcut(QKeySequence(f"Alt+{letter}"), self._window)
            shortcut.activated.connect(partial(self._use, control))
            self._shortcuts.append(shortcut)
        self._rise.start()

    def _appear(self) -> None:
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def _controls(self) -> list[QWidget]:
        questions = [one for one in self._window.findChildren(Dialog) if one.is_open]
        ground = questions[-1] if questions else self._window
        found: list[QWidget] = [
            one
            for one in ground.findChildren(QWidget)
            if isinstance(one, CONTROLS)
            and one.isVisible()
            and one.isEnabled()
            and not one.visibleRegion().isEmpty()
            and one.focusPolicy() != Qt.FocusPolicy.NoFocus
        ]
        place = {one: one.mapTo(self._window, QPoint(0, 0)) for one in found}
        return sorted(found, key=lambda one: (place[one].y(), place[one].x()))

    def _use(self, control: QWidget) -> None:
        self.withdraw()
        control.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(control, QAbstractButton):
            control.click()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A plate with a letter at the beginning of each control."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(font(Size.SMALL, Weight.STRONG))
            edge = max(TIP, painter.fontMetrics().height() + 2)
            for at, letter in self._tips:
                left = min(max(0, at.x() - REACH), self.width() - edge)
                box = QRect(left, max(0, at.y() - REACH), edge, edge)
                draw_ground(painter, QRectF(box), "accent", "", measure.ROUND - 2)
                painter.setPen(ink("on_accent"))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)


def _name(control: QWidget) -> str:
    if isinstance(control, QAbstractButton) and control.text():
        return control.text()
    return control.accessibleName()
