"""A question inside the window, for what can't be undone."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.theme import measure
from desktop.ui.theme.type import Size, Weight, grown
from desktop.ui.widgets.button import Button, Kind, draw_ground
from desktop.ui.widgets.enter_key import ENTER
from desktop.ui.widgets.fill import fill
from desktop.ui.widgets.text import Text

SHADE: Final = QColor(0, 0, 0, 77)
"""Black at 30 %, behind the question."""


class _Sheet(QDialog):
    """A dialog to assistive tools, a frame to the eye; it is part of the window."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # Said afterwards: the constructor takes no kind of window for a wish to be a dialog.
        self.setWindowFlags(Qt.WindowType.Widget)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect())
            draw_ground(painter, box, "window", "outline", measure.ROUND_CARD)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class Dialog(QWidget):
    """Covers its window, keeps the focus, and focuses the safe button."""

    def __init__(
        self,
        window: QWidget,
        title: str,
        detail: str,
        action: str,
        kind: Kind = Kind.DANGER_LAST,
    ) -> None:
        """Ask ``title`` and explain ``detail``; ``action`` is the verb that can't be undone."""
        super().__init__(window)
        self._window = window
        self.is_open = False
        self._on_yes: Callable[[], None] | None = None
        self._focus_before: QWidget | None = None
        sheet = _Sheet(self)
        sheet.setAccessibleName(title)
        sheet.setAccessibleDescription(detail)
        self._between = QVBoxLayout()
        self.cancel: Final = Button(self.tr("Cancel"))
        self.confirm: Final = Button(action, kind)
        self.cancel.clicked.connect(self.close_question)
        self.confirm.clicked.connect(self._confirmed)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(25, 25, 25, 25)
        column.setSpacing(0)
        column.addWidget(Text(title, size=Size.HEADING, weight=Weight.STRONG, wrap=True))
        column.addSpacing(4)
        explained = Text(detail, tone="muted", wrap=True)
        if not detail:
            explained.hide()
        column.addWidget(explained)
        column.addLayout(self._between)
        column.addSpacing(20)
        buttons = QHBoxLayout()
        buttons.setSpacing(measure.GAP)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.confirm)
        if not action:
            self.confirm.hide()
        column.addLayout(buttons)
        self._sheet, self._column = sheet, column
        self.hide()

    def show_between(self, part: QWidget) -> None:
        """Have ``part`` between the words and the buttons."""
        self._between.addWidget(part)

    def open(self, on_yes: Callable[[], None]) -> None:
        """Ask; ``on_yes`` is called when the person confirms."""
        self._on_yes = on_yes
        self.is_open = True
        self._focus_before = self.window().focusWidget()
        self._window.installEventFilter(self)
        self._take_place()
        self.show()
        self.raise_()
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_question(self) -> None:
        """Go without doing anything."""
        self.is_open = False
        self._window.removeEventFilter(self)
        self.hide()
        if self._focus_before is not None and self._focus_before.isVisible():
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus_before = None
        self.deleteLater()

    def _confirmed(self) -> None:
        action = self._on_yes
        self.close_question()
        if action is not None:
            action()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window whatever its size."""
        if event.type() is QEvent.Type.Resize:
            self._take_place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes, Enter is left to :class:`.EnterKey`; nothing else leaves the question."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_question()
        elif event.key() in ENTER:
            event.ignore()

    def focusNextPrevChild(self, _next: bool) -> bool:  # noqa: N802 (Qt's override)
        """Tab goes around between the two buttons."""
        only_one = self.confirm.isHidden()
        other = self.cancel if only_one or self.confirm.hasFocus() else self.confirm
        other.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The shade."""
        with QPainter(self) as painter:
            fill(painter, self.rect(), SHADE)

    def _take_place(self) -> None:
        self.setGeometry(self._window.rect())
        width = min(grown(measure.DIALOG), self.width() - 2 * measure.PAGE_PADDING_NARROW)
        most = self.height() - 2 * measure.PAGE_PADDING_NARROW
        height = min(self._column.heightForWidth(width), most)
        left, top = (self.width() - width) // 2, (self.height() - height) // 2
        self._sheet.setGeometry(left, top, width, height)
