"""Every page fits every window: nothing is cut off, nothing lies on another thing."""

import itertools

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.foundation.settings import Theme
from desktop.ui.pages.page import Page
from desktop.ui.widgets.text import Elided
from desktop.ui.window import MainWindow
from tests.ui.gallery import scene
from tests.ui.scenes import SCENES

SIZES = ((420, 560), (720, 560), (800, 600), (960, 640), (1280, 800))


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    size: tuple[int, int] = request.param
    return size


def shown(name: str, size: tuple[int, int], qtbot: QtBot) -> MainWindow:
    """A scene in a window of this size, laid out."""
    window = scene(name, Theme.LIGHT)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    for _ in range(3):
        QApplication.processEvents()
    return window


@pytest.mark.parametrize("name", SCENES)
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


@pytest.mark.parametrize("name", SCENES)
async def test_no_word_is_cut_off(name: str, size: tuple[int, int], qtbot: QtBot) -> None:
    window = shown(name, size, qtbot)
    labels = [one for one in visible(window) if isinstance(one, QLabel)]
    cut = [label.text() for label in labels if is_cut_off(label)]
    assert not cut
    window.end()


@pytest.mark.parametrize("name", SCENES)
async def test_no_control_lies_on_another(name: str, size: tuple[int, int], qtbot: QtBot) -> None:
    window = shown(name, size, qtbot)
    page = page_of(window)
    places = [(one, place_in(page, one)) for one in visible(page) if not one.findChildren(QWidget)]
    words = [(one, place) for one, place in places if isinstance(one, QLabel)]
    for (one, here), (other, there) in itertools.combinations(words, 2):
        assert not here.intersects(there), (one.text(), other.text())
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


def is_cut_off(label: QLabel) -> bool:
    """Whether a label has less room than its words need. Elided ones give way on purpose."""
    if isinstance(label, Elided) or not label.text():
        return False
    if label.wordWrap():
        return label.height() < label.heightForWidth(label.width())
    return label.width() < label.fontMetrics().horizontalAdvance(label.text())
