"""Time left: as a ring, and as a thin bar. Both are progress bars to assistive tools."""

from enum import Enum
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from desktop.ui.theme import measure
from desktop.ui.theme.palette import ink
from desktop.ui.theme.type import Size, Weight, font, grown, line_height
from desktop.ui.widgets.text import draw_icon

STEPS: Final = 100
TURN: Final = 360 * 16
"""Qt counts angles in sixteenths of a degree, from three o'clock, against the clock."""


class RingTone(Enum):
    """The colour of what is left."""

    CALM = "accent"
    SOON = "warning"
    OFFLINE = "muted"


class Ring(QProgressBar):
    """A ring that runs out clockwise from the top; a padlock when nothing can be known."""

    def __init__(self, *, small: bool = False, stacked: bool = False) -> None:
        """Be empty; ``small`` has its text in one line, unless it is ``stacked`` too."""
        super().__init__()
        self._small, self._stacked = small, stacked or not small
        self._fraction = 0.0
        self._tone = RingTone.CALM
        self._figure = self._unit = ""
        self._icon = ""
        edge = grown(measure.RING_SMALL if small else measure.RING)
        self.setFixedSize(edge, edge)
        self.setRange(0, STEPS)
        self.setValue(0)
        self.setTextVisible(False)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAccessibleName(self.tr("Time left"))

    def show_left(self, fraction: float, tone: RingTone, figure: str, unit: str) -> None:
        """Show ``fraction`` (0 to 1) of the ring, and ``42`` above ``min left`` in it."""
        self._fraction = min(max(fraction, 0.0), 1.0)
        self._tone, self._figure, self._unit, self._icon = tone, figure, unit, ""
        self._tell(f"{figure} {unit}")

    def show_icon(self, icon: str, meaning: str) -> None:
        """Show an empty ring around an icon; ``meaning`` is what assistive tools say."""
        self._fraction, self._icon = 0.0, icon
        self._figure = self._unit = ""
        self._tell(meaning)

    def _tell(self, words: str) -> None:
        self.setValue(round(self._fraction * STEPS))
        if self.accessibleDescription() != words:
            self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Its fixed size."""
        return self.size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Track, arc with round ends, and what stands inside."""
        stroke = measure.RING_SMALL_STROKE if self._small else measure.RING_STROKE
        half = stroke / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(ink("track"), stroke))
            painter.drawEllipse(box)
            if self._fraction > 0:
                cap = Qt.PenCapStyle.RoundCap
                painter.setPen(QPen(ink(self._tone.value), stroke, c=cap))
                painter.drawArc(box, TURN // 4, -round(TURN * self._fraction))
            self._draw_inside(painter)

    def _draw_inside(self, painter: QPainter) -> None:
        centre = Qt.AlignmentFlag.AlignCenter
        if self._icon:
            edge = measure.ICON_LARGE if self._small else measure.ICON_EMPTY
            inset = (self.width() - edge) // 2
            tone = "warning" if self._icon == "ui/lock" else "muted"
            box = self.rect().adjusted(inset, inset, -inset, -inset)
            draw_icon(painter, self._icon, tone, box)
            return
        painter.setPen(ink("text"))
        if not self._stacked:
            painter.setFont(font(Size.BODY, Weight.STRONG))
            painter.drawText(self.rect(), centre, f"{self._figure} {self._unit}")
            return
        size = Size.HEADING if self._small else Size.DISPLAY
        display, small = line_height(size), line_height(Size.SMALL)
        top = (self.height() - display - small) // 2
        painter.setFont(font(size, Weight.STRONG))
        painter.drawText(0, top, self.width(), display, centre, self._figure)
        painter.setPen(ink("muted"))
        painter.setFont(font(Size.SMALL))
        painter.drawText(0, top + display - 2, self.width(), small, centre, self._unit)


class Bar(QProgressBar):
    """A thin bar that gets shorter while time runs out."""

    def __init__(self) -> None:
        """Be empty."""
        super().__init__()
        self._fraction = 0.0
        self.setFixedHeight(measure.BAR)
        self.setRange(0, STEPS)
        self.setTextVisible(False)
        self.setAccessibleName(self.tr("Time left"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_left(self, fraction: float, words: str) -> None:
        """Show ``fraction`` (0 to 1); ``words`` say the same."""
        self._fraction = min(max(fraction, 0.0), 1.0)
        self.setValue(round(self._fraction * STEPS))
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Track, and on it what is left."""
        radius = self.height() / 2
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink("track"))
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
            width = self.width() * self._fraction
            if width >= self.height():
                left = self.width() - width if self.isRightToLeft() else 0.0
                painter.setBrush(ink("accent"))
                painter.drawRoundedRect(QRectF(left, 0, width, self.height()), radius, radius)
