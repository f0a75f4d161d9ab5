"""What does not fit in a window: words that are cut off, things on other things, pages too wide."""

import itertools
import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from desktop.ui.pages.page import Page
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.field import SIDE
from desktop.ui.widgets.focus_ring import FocusRing
from desktop.ui.widgets.segments import Segment
from desktop.ui.widgets.text import Elided
from desktop.ui.window import MainWindow

TAG = re.compile("<[^>]*>")
BREAKS = re.compile("[\\s\u200b]+|(?<=[-–/])")
"""Where Qt may begin a new line."""

DRAWN_OVER = (FocusRing, QScrollBar)
"""What lies on something else on purpose, or beside what scrolls below it."""


def faults_of(window: MainWindow) -> list[str]:
    """Everything in a window that has less room than it needs, a sentence each."""
    page = page_of(window)
    return [*too_wide(page), *cut_off(window), *on_each_other(page)]


def too_wide(page: Page) -> Iterator[str]:
    """What is wider than its page."""
    for area in page.findChildren(QScrollArea):
        inside, room = area.widget(), area.viewport().width()
        assert inside is not None
        needs = inside.minimumSizeHint().width()
        if needs > room and area.isVisible():
            yield f"a page needs {needs} pixels and has {room}"
    for widget in visible(page):
        left = widget.mapTo(page, QPoint(0, 0)).x()
        if left < 0 or left + widget.width() > page.width():
            yield f"{said(widget)} goes beyond the page"


def cut_off(window: MainWindow) -> Iterator[str]:
    """Words of labels, buttons and fields that have less room than they need."""
    for one in visible(window):
        if isinstance(one, QLabel):
            is_short = is_cut_off(one)
        elif isinstance(one, Button | Segment):
            is_short = (
                one.width() < one.sizeHint().width() or one.height() < one.sizeHint().height()
            )
        elif isinstance(one, QLineEdit):
            needs = one.fontMetrics().horizontalAdvance(one.placeholderText())
            is_short = needs > one.width() - 2 * SIDE
        elif isinstance(one, QComboBox):
            is_short = one.height() < one.sizeHint().height()
        else:
            is_short = False
        if is_short:
            yield f"{said(one)} is cut off: {one.width()} of {one.sizeHint().width()} pixels"


def on_each_other(page: Page) -> Iterator[str]:
    """Things that lie on other things."""
    places = [
        (one, place_in(page, one))
        for one in visible(page)
        if not one.findChildren(QWidget) and not isinstance(one, DRAWN_OVER)
    ]
    for (one, here), (other, there) in itertools.combinations(places, 2):
        if here.intersects(there) and scrolls_with(one) is scrolls_with(other):
            yield f"{said(one)} lies on {said(other)}"


def page_of(window: MainWindow) -> Page:
    """The page that is shown."""
    assert window.page is not None
    return window.page_widget(window.page)


def visible(parent: QWidget) -> list[QWidget]:
    """What a person sees of it, by scrolling if need be."""
    return [one for one in parent.findChildren(QWidget) if one.isVisible()]


def place_in(page: QWidget, widget: QWidget) -> QRect:
    """Where a widget is on its page."""
    return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())


def scrolls_with(widget: QWidget) -> QWidget | None:
    """What moves the widget when it is scrolled, and cuts off what is beyond it."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QAbstractScrollArea):
        above = above.parentWidget()
    return above


def said(widget: QWidget) -> str:
    """What a widget is called in a failure."""
    text = widget.accessibleName()
    if isinstance(widget, QLabel | QAbstractButton):
        text = widget.text()
    elif isinstance(widget, QLineEdit):
        text = widget.placeholderText() or text
    return f"{type(widget).__name__} “{text}”"


def is_cut_off(label: QLabel) -> bool:
    """Whether a label has less room than its words need. Elided ones give way on purpose."""
    if isinstance(label, Elided) or not label.text():
        return False
    if label.wordWrap():
        longest = max(BREAKS.split(TAG.sub("", label.text())), key=len)
        if label.fontMetrics().horizontalAdvance(longest) > label.width():
            return True
        return label.height() < label.heightForWidth(label.width())
    return label.width() < label.fontMetrics().horizontalAdvance(label.text())
