"""Every page fits every window: nothing is cut off, nothing lies on another thing."""

import itertools

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.foundation.settings import Theme
from desktop.ui.pages.page import Page, Scroll
from desktop.ui.theme.measure import WINDOW
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.field import SIDE
from desktop.ui.widgets.focus_ring import FocusRing
from desktop.ui.widgets.segments import Segment
from desktop.ui.widgets.text import Elided
from desktop.ui.window import MainWindow
from tests.ui.gallery import ALL_SCENES, scene

SIZES = ((420, 560), (720, 560), (800, 600), (960, 640), (1280, 800))
DRAWN_OVER = (FocusRing, QScrollBar)
"""What lies on something else on purpose, or beside what scrolls below it."""


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    size: tuple[int, int] = request.param
    return size


def shown(name: str, size: tuple[int, int], qtbot: QtBot, theme: Theme = Theme.LIGHT) -> MainWindow:
    """A scene in a window of this size, laid out."""
    window = scene(name, theme)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    for _ in range(3):
        QApplication.processEvents()
    return window


@pytest.mark.parametrize("name", ALL_SCENES)
async def test_a_page_is_no_wider_than_its_window(
    name: str, size: tuple[int, int], qtbot: QtBot
) -> None:
    window = shown(name, size, qtbot)
    page = page_of(window)
    for area in page.findChildren(QScrollArea):
        inside, room = area.widget(), area.viewport().width()
        assert inside is not None
        assert inside.minimumSizeHint().width() <= room, (area, inside.minimumSizeHint(), room)
    for widget in visible(page):
        left = widget.mapTo(page, QPoint(0, 0)).x()
        assert left >= 0, widget
        assert left + widget.width() <= page.width(), widget
    window.end()


@pytest.mark.parametrize("name", ALL_SCENES)
async def test_no_word_is_cut_off(name: str, size: tuple[int, int], qtbot: QtBot) -> None:
    window = shown(name, size, qtbot)
    assert not words_cut_off(window)
    window.end()


@pytest.mark.parametrize("name", [one for one in ALL_SCENES if one.startswith("session")])
async def test_a_session_is_seen_whole_in_a_new_window(name: str, qtbot: QtBot) -> None:
    window = shown(name, WINDOW, qtbot)
    page = page_of(window)
    scrolling = [one for one in visible(page) if isinstance(one, Scroll)]
    assert [one.verticalScrollBar().maximum() for one in scrolling] == [0]
    window.end()


@pytest.mark.parametrize("size", [(420, 560), (1280, 800)])
@pytest.mark.parametrize("name", ALL_SCENES)
async def test_the_dark_theme_has_the_same_measures(
    name: str, size: tuple[int, int], qtbot: QtBot
) -> None:
    places = []
    for theme in (Theme.LIGHT, Theme.DARK):
        window = shown(name, size, qtbot, theme)
        page = page_of(window)
        places.append([(type(one).__name__, place_in(page, one)) for one in visible(page)])
        window.end()
    light, dark = places
    assert dark == light


@pytest.mark.parametrize("name", ALL_SCENES)
async def test_no_control_lies_on_another(name: str, size: tuple[int, int], qtbot: QtBot) -> None:
    window = shown(name, size, qtbot)
    page = page_of(window)
    places = [
        (one, place_in(page, one))
        for one in visible(page)
        if not one.findChildren(QWidget) and not isinstance(one, DRAWN_OVER)
    ]
    for (one, here), (other, there) in itertools.combinations(places, 2):
        if scrolls_with(one) is scrolls_with(other):
            assert not here.intersects(there), (said(one), said(other))
    window.end()


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
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} {text}"


def words_cut_off(window: MainWindow) -> list[str]:
    """The words of labels and buttons that have less room than they need."""
    widgets = visible(window)
    labels = [one for one in widgets if isinstance(one, QLabel) and is_cut_off(one)]
    buttons = [
        one
        for one in widgets
        if isinstance(one, Button | Segment)
        and (one.width() < one.sizeHint().width() or one.height() < one.sizeHint().height())
    ]
    fields = [
        one.placeholderText()
        for one in widgets
        if isinstance(one, QLineEdit)
        and one.fontMetrics().horizontalAdvance(one.placeholderText()) > one.width() - 2 * SIDE
    ]
    return [one.text() for one in (*labels, *buttons)] + fields


def is_cut_off(label: QLabel) -> bool:
    """Whether a label has less room than its words need. Elided ones give way on purpose."""
    if isinstance(label, Elided) or not label.text():
        return False
    if label.wordWrap():
        return label.height() < label.heightForWidth(label.width())
    return label.width() < label.fontMetrics().horizontalAdvance(label.text())
