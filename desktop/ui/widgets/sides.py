"""Margins that change sides with the language: Qt mirrors what is in a layout, and not these."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLayout


def set_sides(layout: QLayout, start: int, top: int, end: int, bottom: int) -> None:
    """Keep so many pixels clear; ``start`` is where the lines of the language begin."""
    if QGuiApplication.isRightToLeft():
        start, end = end, start
    layout.setContentsMargins(start, top, end, bottom)


def beginning() -> Qt.AlignmentFlag:
    """Where lines begin, for what runs from left to right in every language: digits."""
    side = Qt.AlignmentFlag.AlignLeft
    if QGuiApplication.isRightToLeft():
        side = Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignAbsolute
