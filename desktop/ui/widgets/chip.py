"""Chips: a state or a host in a word, on soft ground."""

from enum import Enum
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop.ui.theme import measure
from desktop.ui.theme.palette import ink
from desktop.ui.theme.type import Size, Weight, font
from desktop.ui.widgets.button import draw_ground
from desktop.ui.widgets.text import draw_icon

SIDE: Final = 10
ICON_GAP: Final = 6


class Tone(Enum):
    """Ground and ink of a chip."""

    NEUTRAL = ("inset", "muted")
    ACCENT = ("accent_soft", "accent_ink")
    POSITIVE = ("positive_soft", "positive")
    WARNING = ("warning_soft", "warning")
    DANGER = ("danger_soft", "danger")


class Chip(QLabel):
    """Icon and word; a long word gives way in its middle."""

    def __init__(self, text: str = "", icon: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        """Show ``text`` after ``icon`` (``ui/check``)."""
        super().__init__(text)
        self._icon, self._tone = icon, tone
        self._gives_way = True
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(Size.SMALL, Weight.MEDIUM))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def say(self, text: str, icon: str, tone: Tone) -> None:
        """Show something else; nothing at all where ``text`` is empty."""
        self._icon, self._tone = icon, tone
        self.setText(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def set_giving_way(self, *, gives_way: bool) -> None:
        """Elide where there is no room, or have all the room that the word needs."""
        self._gives_way = gives_way
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Sides, icon and word."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2 * SIDE + 1
        height = max(measure.CHIP, self.fontMetrics().height() + 8)
        return QSize(width + self._before(), height)

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters, unless it doesn't give way."""
        if not self._gives_way:
            return self.sizeHint()
        least = self.fontMetrics().horizontalAdvance("mmm…") + 2 * SIDE + self._before()
        return QSize(min(least, self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Half its height is its rounding: more would turn it square."""
        ground, text = self._tone.value
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_ground(painter, QRectF(self.rect()), ground, "", self.height() / 2)
            mirrored = self.isRightToLeft()
            start = SIDE + self._before()
            room = self.width() - start - SIDE
            left = SIDE if mirrored else start
            if self._icon:
                at = self.width() - SIDE - measure.ICON_CHIP if mirrored else SIDE
                top = (self.height() - measure.ICON_CHIP) // 2
                box = QRect(at, top, measure.ICON_CHIP, measure.ICON_CHIP)
                draw_icon(painter, self._icon, text, box)
            painter.setPen(ink(text))
            elide = Qt.TextElideMode.ElideMiddle
            shown = self.fontMetrics().elidedText(self.text(), elide, room)
            box = QRect(left, 0, room + 1, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)

    def _before(self) -> int:
        return measure.ICON_CHIP + ICON_GAP if self._icon else 0
