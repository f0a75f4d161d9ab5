"""Where there is nothing to show: why, and what would change it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.theme import measure
from desktop.ui.theme.type import Weight
from desktop.ui.widgets.text import Glyph, Text


class EmptyState(QWidget):
    """Icon, a line and a second one, in the middle."""

    def __init__(self, icon: str, title: str, detail: str) -> None:
        """Show them."""
        super().__init__()
        self._glyph = Glyph(icon, "muted", measure.ICON_EMPTY)
        self._title = Text(title, weight=Weight.STRONG, wrap=True)
        self._detail = Text(detail, tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 16, 48, 16)
        column.setSpacing(6)
        column.addStretch(1)
        column.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        for text in (self._title, self._detail):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(text)
        column.addStretch(1)

    def say(self, icon: str, title: str, detail: str) -> None:
        """Show another icon and other words."""
        self._glyph.set_glyph(icon, "muted")
        self._title.setText(title)
        self._detail.setText(detail)
