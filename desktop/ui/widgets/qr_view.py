"""A QR code, black on white in every theme: a camera has to read it."""

from typing import Final

import segno
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.theme import measure
from desktop.ui.widgets.button import draw_ground

BORDER: Final = 4
"""Modules of margin that readers need."""

MODULE: Final = 6
MODULE_LEAST: Final = 5
"""Pixels of a module, in a wide window and in a narrow one."""

EMPTY_MODULES: Final = 57
"""What the code of a device has with its margin."""

BLACK: Final = 0xFF000000
WHITE: Final = 0xFFFFFFFF


def qr_image(text: str) -> QImage:
    """The code of ``text`` with its margin, one pixel a module, error correction M."""
    code = segno.make_qr(text, error="m", boost_error=False)
    rows = tuple(code.matrix_iter(border=BORDER))
    image = QImage(len(rows), len(rows), QImage.Format.Format_RGB32)
    for y, row in enumerate(rows):
        for x, is_dark in enumerate(row):
            image.setPixel(x, y, BLACK if is_dark else WHITE)
    return image


class QrView(QWidget):
    """A card whose margin is the code's own, so that it can be read on any ground."""

    def __init__(self, name: str) -> None:
        """Be empty; ``name`` is what the code is."""
        super().__init__()
        self._text = ""
        self._image = QImage()
        self._module = MODULE
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """What the code says."""
        return self._text

    def show_text(self, text: str) -> None:
        """Show the code of ``text``; an empty card where it is empty."""
        if text == self._text:
            return
        self._text = text
        if text:
            self._image = qr_image(text)
        self.updateGeometry()
        self.update()

    def set_narrow(self, *, narrow: bool) -> None:
        """Take smaller modules where there is less room."""
        self._module = MODULE_LEAST if narrow else MODULE
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Whole modules; an empty card is as large as the code that it waits for."""
        modules = self._image.width() or EMPTY_MODULES
        edge = modules * self._module + 2 * measure.LINE
        return QSize(edge, edge)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Modules without smoothing, on white."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not self._text:
                ground = QRectF(self.rect())
                draw_ground(painter, ground, "surface", "border", measure.ROUND_CARD)
                return
            draw_ground(painter, QRectF(self.rect()), "border", "border", measure.ROUND_CARD)
            inside = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(Qt.GlobalColor.white)
            painter.drawRoundedRect(inside, measure.ROUND_CARD - 1, measure.ROUND_CARD - 1)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            # Without the margin, whose corners would not be round.
            margin = BORDER * self._module
            place = inside.toRect().adjusted(margin, margin, -margin, -margin)
            code = self._image.rect().adjusted(BORDER, BORDER, -BORDER, -BORDER)
            painter.drawImage(place, self._image, code)
