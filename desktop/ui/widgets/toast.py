"""A toast: something was done. It goes by itself, and stays while it is looked at."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QTimer, QVariantAnimation
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.ui.theme import measure, motion
from desktop.ui.widgets.banner import announce
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.sides import set_sides
from desktop.ui.widgets.text import Glyph, Text

FROM_BOTTOM: Final = 24
WIDEST: Final = 480
RISE: Final = 8
"""Pixels below its place where it appears."""


class Toast(QFrame):
    """One line at the bottom of the window, with one quiet action at most."""

    def __init__(self, parent: QWidget) -> None:
        """Hide until there is something to say; stay at the bottom of ``parent``."""
        super().__init__(parent)
        self.setProperty("ground", "raised")
        self._text = Text(wrap=True)
        self._action = Button("", Kind.QUIET)
        self._action.clicked.connect(self._act)
        line = QHBoxLayout(self)
        self._line, self._window = line, parent
        self._do: Callable[[], None] | None = None
        set_sides(line, 17, 7, 9, 7)
        line.setSpacing(12)
        line.addWidget(Glyph("ui/check", "positive"))
        line.addWidget(self._text, 1)
        line.addWidget(self._action)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(measure.TOAST_SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        self._below = 0
        self._rising = QVariantAnimation(self)
        self._rising.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._rising.setStartValue(RISE)
        self._rising.setEndValue(0)
        self._rising.valueChanged.connect(self._rise)
        parent.installEventFilter(self)
        self._action.installEventFilter(self)
        self.hide()

    def say(self, text: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        """Show ``text`` for a while, with a verb to press that does ``act``."""
        self._do = act
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        set_sides(self._line, 17, 7, 9 if action else 17, 7)
        if motion.milliseconds() and not self.isVisible():
            self._rising.setDuration(motion.milliseconds())
            self._below = RISE
            self._rising.start()
        self._take_place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window; stay while the action has the focus."""
        if watched is self._window and event.type() is QEvent.Type.Resize and self.isVisible():
            self._take_place()
        elif watched is self._action and event.type() is QEvent.Type.FocusIn:
            self._timer.stop()
        elif watched is self._action and event.type() is QEvent.Type.FocusOut:
            self._timer.start()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer is on it."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go a while after the pointer has left."""
        if self.isVisible():
            self._timer.start()
        super().leaveEvent(event)

    def _act(self) -> None:
        self.hide()
        if self._do is not None:
            self._do()

    def _rise(self, below: object) -> None:
        if isinstance(below, int):
            self._below = below
            self._take_place()

    def _take_place(self) -> None:
        room = self._window.size()
        # The style sheet's edge takes room too, and a pixel too little makes two lines of one.
        words = self._text.fontMetrics().horizontalAdvance(self._text.text()) + 6
        wanted = self._line.sizeHint().width() - self._text.sizeHint().width() + words
        width = min(wanted, WIDEST, room.width() - 2 * measure.PAGE_PADDING_NARROW)
        height = max(measure.TOAST, self._line.heightForWidth(width))
        left = (room.width() - width) // 2
        top = room.height() - FROM_BOTTOM - height + self._below
        self.setGeometry(left, top, width, height)
