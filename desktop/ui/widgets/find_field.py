"""A field to find something with: a glass at its beginning, its name as placeholder."""

from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from desktop.ui.theme import measure
from desktop.ui.widgets.text import draw_icon

SIDE: Final = 13
WIDTH: Final = 200
LEAST: Final = 96


class FindField(QLineEdit):
    """One line; what is found changes with every letter."""

    def __init__(self, name: str) -> None:
        """Be empty."""
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setProperty("ring", "none")
        self.setClearButtonEnabled(False)
        self.setMinimumHeight(max(measure.CONTROL, self.fontMetrics().height() + 12))
        self.setMinimumWidth(LEAST)
        needs = self.fontMetrics().horizontalAdvance(name) + SIDE + measure.ICON + 2 * SIDE
        self.setMaximumWidth(max(WIDTH, needs))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        room = SIDE + measure.ICON - 1
        self.setTextMargins(*((0, 0, room, 0) if self.isRightToLeft() else (room, 0, 0, 0)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and the glass on it."""
        super().paintEvent(event)
        top = (self.height() - measure.ICON) // 2
        left = self.width() - SIDE - measure.ICON if self.isRightToLeft() else SIDE
        with QPainter(self) as painter:
            box = QRect(left, top, measure.ICON, measure.ICON)
            draw_icon(painter, "ui/search", "muted" if self.isEnabled() else "disabled", box)
