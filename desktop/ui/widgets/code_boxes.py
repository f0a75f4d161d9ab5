"""The boxes that a code is typed into: one line edit, painted as cells."""

import re
import unicodedata
from enum import Enum
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QValidator,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from desktop.ui.theme import measure
from desktop.ui.theme.palette import ink
from desktop.ui.theme.type import Size, Weight, font
from desktop.ui.widgets.fill import fill

PARTS_FROM: Final = 6
"""From so many digits on, an even number is shown as two halves."""

SEPARATOR: Final = r"[\s.\-\u2010-\u2015\u00b7]?"
"""What a message may put between two digits of a code."""


class Mood(Enum):
    """What the boxes tell about the code in them."""

    TYPING = "typing"
    WAITING = "waiting"
    WRONG = "wrong"
    RIGHT = "right"


def digits_of(text: str) -> str:
    """The decimal digits of a text in any script, as ASCII, in their order."""
    values = (unicodedata.decimal(character, None) for character in text)
    return "".join(str(value) for value in values if value is not None)


def code_in(text: str, digits: int) -> str:
    """The code of so many digits that a pasted text holds.

    ============================== ======================================================
    text                           result
    ============================== ======================================================
    a run of exactly ``digits``    that run: "Your code is 123456. It holds for 10 minutes"
    the same with separators       without them: "123 456", "12-34-56"
    anything else                  its first ``digits`` digits, maybe fewer, maybe none
    ============================== ======================================================
    """
    plain = "".join(digits_of(one) or one for one in text)
    whole = re.search(rf"(?<!\d)\d{{{digits}}}(?!\d)", plain)
    parted = re.search(rf"(?<!\d)\d(?:{SEPARATOR}\d){{{digits - 1}}}(?!\d)", plain)
    found = whole or parted
    return digits_of(found.group() if found else plain)[:digits]


class _DigitsOnly(QValidator):
    """Normalises whatever arrives, by whichever way: keys, input methods, assistive tools."""

    def __init__(self, parent: QWidget, digits: int) -> None:
        super().__init__(parent)
        self.digits = digits

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        kept = digits_of(text)[: self.digits]
        before = len(digits_of(text[:position]))
        whole = len(kept) == self.digits
        state = QValidator.State.Acceptable if whole else QValidator.State.Intermediate
        return state, kept, min(before, len(kept))


class CodeBoxes(QLineEdit):
    """One control to the keyboard and to assistive tools, one cell a digit to the eye.

    ``completed`` carries the digits, once for each time the last box is filled, and when Enter is
    pressed in full boxes. Typing over a digit replaces it.
    """

    completed = Signal(str)

    def __init__(self, digits: int = 6) -> None:
        """Show so many empty boxes."""
        super().__init__()
        self._mood = Mood.TYPING
        self._sent = ""
        self._compact = False
        self._only = _DigitsOnly(self, digits)
        self.setValidator(self._only)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFont(font(Size.DISPLAY, Weight.STRONG))
        self.setProperty("ring", "none")
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setDragEnabled(False)
        self.set_digits(digits)
        # Changed, not only edited: dictation and screen readers set the text as a whole.
        self.textChanged.connect(self._edited)
        self.cursorPositionChanged.connect(self._repaint)
        self.selectionChanged.connect(self._repaint)

    @property
    def digits(self) -> int:
        """How many boxes there are."""
        return self._only.digits

    @property
    def mood(self) -> Mood:
        """What the boxes tell."""
        return self._mood

    def set_digits(self, digits: int) -> None:
        """Show so many boxes; what was typed goes when the number changes."""
        if digits != self._only.digits:
            self._only.digits = digits
            self.start_anew()
        self.setAccessibleName(self.tr("Code, %n digits", "", digits))
        self.setFixedSize(self.sizeHint())
        self.update()

    def set_compact(self, *, compact: bool) -> None:
        """Be narrower, for a window that has no room for all boxes otherwise."""
        self._compact = compact
        self.setFixedSize(self.sizeHint())
        self.update()

    def start_anew(self) -> None:
        """Empty boxes for another code."""
        self.clear()
        self._sent = ""
        self._set_mood(Mood.TYPING)

    def show_waiting(self) -> None:
        """The code is on its way: nothing can be changed meanwhile."""
        self._set_mood(Mood.WAITING)

    def show_typing(self) -> None:
        """The code can be changed; what is there stays."""
        self._set_mood(Mood.TYPING)

    def show_wrong(self) -> None:
        """Keep the digits and select them, so that the next key begins anew."""
        self._set_mood(Mood.WRONG)
        self._sent = ""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()

    def show_right(self) -> None:
        """The code was accepted."""
        self._set_mood(Mood.RIGHT)

    def fill(self, text: str) -> None:
        """Take a pasted text: a whole code replaces what is there, fewer digits are inserted."""
        if self.isReadOnly():
            return
        code = code_in(text, self.digits)
        if len(code) == self.digits:
            self.setText(code)
        elif code:
            kept = self.text()
            start = self.selectionStart() if self.hasSelectedText() else self.cursorPosition()
            end = self.selectionEnd() if self.hasSelectedText() else start + len(code)
            self.setText((kept[:start] + code + kept[end:])[: self.digits])
            self.setCursorPosition(min(start + len(code), self.digits))
        else:
            return
        self._edited()

    def paste_clipboard(self) -> None:
        """Take what the clipboard holds."""
        self.fill(QGuiApplication.clipboard().text())

    def sizeHint(self) -> QSize:
        """All boxes with their gaps."""
        last = self._box(self.digits - 1)
        return QSize(last.right() + 1, last.height())

    minimumSizeHint = sizeHint

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste in any shape, replace under the caret, send again on Enter."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_clipboard()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._sent = ""
            self._send_when_full()
            return
        typed = digits_of(event.text())
        if typed and not self.isReadOnly():
            if not self.hasSelectedText() and self.cursorPosition() < len(self.text()):
                self.setSelection(self.cursorPosition(), 1)
            self.insert(typed)
            self._edited()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the caret into the box that was clicked."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setCursorPosition(
                min(self._index_at(event.position().toPoint()), len(self.text()))
            )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Nothing is selected by dragging: boxes are not words."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button pastes the selection of X11."""
        clipboard = QGuiApplication.clipboard()
        if event.button() is Qt.MouseButton.MiddleButton and clipboard.supportsSelection():
            self.fill(clipboard.text(clipboard.Mode.Selection))

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Select everything."""
        self.selectAll()

    def dropEvent(self, event: QDropEvent) -> None:
        """A dropped text is a paste."""
        self.fill(event.mimeData().text())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to paste and to clear."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Paste code")).triggered.connect(self.paste_clipboard)
        menu.addAction(self.tr("Clear")).triggered.connect(self.start_anew)
        menu.setEnabled(not self.isReadOnly())
        menu.popup(event.globalPos())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw every box with its digit."""
        caret = self._caret()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for index in range(self.digits):
                self._draw_box(painter, index, has_caret=index == caret)

    def _draw_box(self, painter: QPainter, index: int, *, has_caret: bool) -> None:
        box = self._box(index)
        edge, width = self._edge(has_caret=has_caret)
        painter.setPen(QPen(ink(edge), width))
        painter.setBrush(ink("inset" if self._mood is Mood.WAITING else "surface"))
        half = width / 2
        radius = measure.ROUND_CARD - half
        painter.drawRoundedRect(QRectF(box).adjusted(half, half, -half, -half), radius, radius)
        digit = self.text()[index : index + 1]
        if self._is_selected(index):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink("danger_soft" if self._mood is Mood.WRONG else "accent_soft"))
            painter.drawRoundedRect(box.adjusted(11, 9, -11, -9), 3, 3)
        if digit:
            painter.setPen(ink("disabled" if self._mood is Mood.WAITING else "text"))
            painter.setFont(self.font())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, digit)
        if has_caret and not digit:
            line = QRect(0, 0, measure.FOCUS, box.height() // 2 - 1)
            line.moveCenter(box.center())
            fill(painter, line, ink("text"))

    def _edge(self, *, has_caret: bool) -> tuple[str, float]:
        match self._mood:
            case Mood.WRONG:
                return "danger", measure.FOCUS
            case Mood.RIGHT:
                return "positive", measure.FOCUS
            case Mood.WAITING:
                return "border", measure.LINE
            case Mood.TYPING:
                return ("focus", measure.FOCUS) if has_caret else ("outline", measure.LINE)

    def _caret(self) -> int:
        if not self.hasFocus() or self._mood is not Mood.TYPING:
            return -1
        # What the next key replaces, where something is selected.
        start = self.selectionStart()
        return min(self.cursorPosition() if start == -1 else start, self.digits - 1)

    def _is_selected(self, index: int) -> bool:
        start = self.selectionStart()
        return start != -1 and start <= index < self.selectionEnd() and self.hasFocus()

    def _box(self, index: int) -> QRect:
        width, height = measure.CODE_BOX
        gap, between = measure.CODE_BOX_GAP, measure.CODE_GROUP_GAP
        if self._compact:
            width, gap, between = measure.CODE_BOX_COMPACT
        in_halves = self.digits >= PARTS_FROM and self.digits % 2 == 0
        left = index * (width + gap)
        if in_halves and index >= self.digits // 2:
            left += between - gap
        return QRect(left, 0, width, max(height, self.fontMetrics().height() + 12))

    def _index_at(self, place: QPoint) -> int:
        for index in range(self.digits):
            if place.x() <= self._box(index).right():
                return index
        return self.digits - 1

    def _edited(self) -> None:
        if self._mood is Mood.WRONG:
            self._set_mood(Mood.TYPING)
        if len(self.text()) < self.digits:
            self._sent = ""
        self._send_when_full()
        self.update()

    def _send_when_full(self) -> None:
        code = self.text()
        if len(code) == self.digits and code != self._sent and not self.isReadOnly():
            self._sent = code
            self.completed.emit(code)

    def _set_mood(self, mood: Mood) -> None:
        self._mood = mood
        self.setReadOnly(mood in (Mood.WAITING, Mood.RIGHT))
        self.update()

    def _repaint(self) -> None:
        # Qt repaints around its own caret, which is not where ours is.
        self.update()
