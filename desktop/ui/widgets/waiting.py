"""Something is waited for: a small ring that moves once a second, and words that say it."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.theme import measure, motion
from desktop.ui.theme.palette import ink
from desktop.ui.widgets.text import Text

STROKE: Final = 2.0
ARC: Final = 90
STEP: Final = 45
WHOLE: Final = 360
SIXTEENTHS: Final = 16
"""Qt counts angles in sixteenths of a degree."""


class _Spinner(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._angle = WHOLE // 4
        self.setFixedSize(measure.ICON, measure.ICON)

    def step(self) -> None:
        if motion.milliseconds():
            self._angle = (self._angle - STEP) % WHOLE
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            half = STROKE / 2
            box = QRectF(self.rect()).adjusted(half + 1, half + 1, -half - 1, -half - 1)
            painter.setPen(QPen(ink("track"), STROKE))
            painter.drawEllipse(box)
            painter.setPen(QPen(ink("accent"), STROKE, c=Qt.PenCapStyle.RoundCap))
            painter.drawArc(box, self._angle * SIXTEENTHS, -ARC * SIXTEENTHS)


class Waiting(QWidget):
    """The page steps it once a second while it is visible; it has no timer of its own."""

    def __init__(self, words: str) -> None:
        """Wait for what ``words`` say."""
        super().__init__()
        self._spinner = _Spinner()
        self._text = Text(words, tone="muted", wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(measure.GAP)
        line.addWidget(self._spinner)
        line.addWidget(self._text, 1)

    def say(self, words: str) -> None:
        """Wait for something else."""
        self._text.setText(words)

    def step(self) -> None:
        """A second has passed."""
        self._spinner.step()
