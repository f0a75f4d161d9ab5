"""The picture of a device on a soft square in the tone of what it is."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.button import draw_ground
from desktop.ui.widgets.chip import Tone
from desktop.ui.widgets.text import draw_icon

EDGE: Final = 56
INSET: Final = 13


class DeviceTile(QWidget):
    """It says nothing that the chip beside it doesn't say too."""

    def __init__(self, icon: str) -> None:
        """Show ``icon`` on neutral ground."""
        super().__init__()
        self._icon, self._tone = icon, Tone.NEUTRAL
        self.setFixedSize(EDGE, EDGE)

    def show_tone(self, tone: Tone) -> None:
        """Take another tone."""
        if tone is not self._tone:
            self._tone = tone
            self.update()

    def show_icon(self, icon: str) -> None:
        """Show another kind of device."""
        if icon != self._icon:
            self._icon = icon
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Soft ground, and the icon in its ink."""
        ground, tone = self._tone.value
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_ground(painter, QRectF(self.rect()), ground, "")
            draw_icon(painter, self._icon, tone, self.rect().adjusted(INSET, INSET, -INSET, -INSET))
