"""Digits that are read here and typed elsewhere, one tile each."""

from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import measure
from desktop.ui.theme.palette import ink
from desktop.ui.theme.type import Size, Weight, font
from desktop.ui.widgets.button import draw_ground

SIDES: Final = 12
"""Pixels that a tile is wider and higher than its digit at least."""

HALVES_FROM: Final = 6
"""From so many digits on, an even number is shown as two halves."""


class DigitTiles(QWidget):
    """Tiles that say their digits to assistive tools one by one. They never mirror."""

    def __init__(
        self,
        name: str,
        *,
        tile: tuple[int, int] = (36, 44),
        gap: int = 4,
        between: int = 14,
        size: Size = Size.HEADING,
    ) -> None:
        """``tile`` is least width and height in pixels, ``between`` the gap between two halves."""
        super().__init__()
        self._digits = ""
        self._tile, self._gap, self._between, self._size = tile, gap, between, size
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def digits(self) -> str:
        """What is shown."""
        return self._digits

    def show_digits(self, digits: str) -> None:
        """Show these digits."""
        if digits != self._digits:
            self._digits = digits
            self.setAccessibleDescription(" ".join(digits))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """All tiles with their gaps."""
        last = self._box(max(0, len(self._digits) - 1))
        return QSize(last.right() + 1, last.height())

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A tile for each digit."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(font(self._size, Weight.STRONG))
            for index, digit in enumerate(self._digits):
                box = self._box(index)
                draw_ground(painter, QRectF(box), "surface", "border", measure.ROUND)
                painter.setPen(ink("text"))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, digit)

    def _box(self, index: int) -> QRect:
        metrics = QFontMetrics(font(self._size, Weight.STRONG))
        width = max(self._tile[0], metrics.horizontalAdvance("0") + SIDES)
        height = max(self._tile[1], metrics.height() + SIDES)
        count = len(self._digits)
        left = index * (width + self._gap)
        if count >= HALVES_FROM and count % 2 == 0 and index >= count // 2:
            left += self._between - self._gap
        return QRect(left, 0, width, height)
