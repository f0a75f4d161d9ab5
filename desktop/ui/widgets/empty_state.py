"""Where there is nothing to show: why, and what would change it."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.theme import measure
from desktop.ui.theme.type import Weight
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import Glyph, Text

SIDE: Final = 24


class EmptyState(QWidget):
    """Icon, a line and a second one, in the middle; maybe a button."""

    def __init__(self, icon: str, title: str, detail: str) -> None:
        """Show them."""
        super().__init__()
        # Where it is all that a page has, the focus begins at it, and then no ring is needed.
        self.setProperty("ring", "none")
        self.button: Final = Button("")
        self._below = QWidget()
        self._below.hide()
        self._glyph = Glyph(icon, "muted", measure.ICON_EMPTY)
        self._title = Text(title, weight=Weight.STRONG, wrap=True)
        self._detail = Text(detail, tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 16, SIDE, 16)
        column.setSpacing(6)
        column.addStretch(1)
        column.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        for text in (self._title, self._detail):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            text.setContentsMargins(SIDE, 0, SIDE, 0)
            column.addWidget(text)
        below = QHBoxLayout(self._below)
        below.setContentsMargins(0, 8, 0, 0)
        below.addWidget(self.button)
        column.addWidget(self._below, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def say(self, icon: str, title: str, detail: str, action: str = "") -> None:
        """Show another icon and other words; ``action`` is the verb on the button."""
        self.button.setText(action)
        self._below.setVisible(bool(action))
        self.button.updateGeometry()
        self._glyph.set_glyph(icon, "muted")
        self._title.setText(title)
        self._detail.setText(detail)
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
