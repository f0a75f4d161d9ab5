"""What a scroll area shows its content through."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def give_viewport(area: QAbstractScrollArea) -> None:
    """Give ``area`` a transparent viewport that Python has made.

    One that Qt has made, Python meets at the first call of ``viewport``; to find out what it is, it
    makes all classes and enumerations of QtWidgets: up to 20 ms in which nothing else happens.
    """
    viewport = QWidget()
    viewport.setAttribute(Qt.WidgetAttribute.WA_Hover)
    area.setViewport(viewport)
