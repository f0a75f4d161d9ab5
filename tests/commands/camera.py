"""A photograph of a terminal with a code on it."""

from PySide6.QtGui import QColor, QImage, QPainter

from desktop.commands.terminal_qr import BLACK_ON_WHITE, USUAL

CELL = 8
DARK = "#1e1e1e"


def photograph(drawn: str) -> QImage:
    """A dark terminal that shows ``drawn``; a character is twice as high as wide."""
    lines = [line.removeprefix(BLACK_ON_WHITE).removesuffix(USUAL) for line in drawn.splitlines()]
    width, height = CELL * max(map(len, lines)), 2 * CELL * len(lines)
    picture = QImage(width + 10 * CELL, height + 10 * CELL, QImage.Format.Format_RGB32)
    picture.fill(QColor(DARK))
    painter = QPainter(picture)
    painter.fillRect(0, 0, width, height, QColor("#ffffff"))
    for row, line in enumerate(lines):
        for column, character in enumerate(line):
            for half, of in enumerate(("▀█", "▄█")):
                if character in of:
                    at = (2 * row + half) * CELL
                    painter.fillRect(column * CELL, at, CELL, CELL, QColor("#000000"))
    painter.end()
    return picture
