"""A rectangle in one colour."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter


def fill(painter: QPainter, box: QRect | QRectF, colour: QColor) -> None:
    """Fill ``box``, and leave pen and brush as they were.

    ``QPainter.fillRect`` does it too, but brings Python all of Qt's gradients to choose from: 169.
    """
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(box)
    painter.restore()
