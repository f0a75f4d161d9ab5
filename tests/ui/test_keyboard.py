"""Everything can be reached by keyboard, is seen when it has the focus, and has a name."""

import itertools
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from desktop.foundation.settings import Theme
from desktop.ui.window import MainWindow
from tests.ui.gallery import ALL_SCENES, scene
from tests.ui.stage import end, settle

INTERACTIVE = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
SAID = (*INTERACTIVE, QProgressBar)
REACH = 5
"""Pixels around a widget in which its focus may be seen."""

MOST_STOPS = 40


@pytest.fixture(params=["wide", "narrow"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return {"wide": (960, 640), "narrow": (420, 560)}[request.param]


@pytest.fixture(params=ALL_SCENES)
def window(
    request: pytest.FixtureRequest, size: tuple[int, int], qapp: QApplication
) -> Iterator[MainWindow]:
    """Each scene in its window."""
    window = scene(request.param, Theme.LIGHT)
    window.resize(*size)
    window.show()
    window.activateWindow()
    settle()
    yield window
    end(window)


def seen(window: MainWindow, kinds: tuple[type[QWidget], ...]) -> list[QWidget]:
    """What can be seen of these kinds, by scrolling if need be."""
    return [
        one for one in window.findChildren(QWidget) if one.isVisible() and isinstance(one, kinds)
    ]


def stops(window: MainWindow) -> list[QWidget]:
    """Where the tabulator key leads, from the first stop on until it comes round."""
    found: list[QWidget] = []
    for _ in range(MOST_STOPS):
        QTest.keyClick(focus_of(window), Qt.Key.Key_Tab)
        settle()
        if focus_of(window) in found:
            break
        found.append(focus_of(window))
    return found


def focus_of(window: MainWindow) -> QWidget:
    """What has the focus; the window itself where nothing in it has."""
    focused: QWidget | None = window.focusWidget()
    return window if focused is None else focused


def is_left_to_the_arrows(widget: QWidget) -> bool:
    """A choice that is not chosen: the arrows lead to it from the one that is."""
    return isinstance(widget, QRadioButton) and not widget.isChecked()


def test_the_tabulator_key_reaches_everything_that_can_be_used(window: MainWindow) -> None:
    wanted = [
        one
        for one in seen(window, INTERACTIVE)
        if one.isEnabled() and not is_left_to_the_arrows(one)
    ]
    reached = stops(window)
    missed = [name_of(one) for one in wanted if one not in reached]
    assert not missed


def test_the_tabulator_key_goes_down_the_page(window: MainWindow) -> None:
    page = window.page_widget(window.page) if window.page is not None else window
    inside = [one for one in stops(window) if page.isAncestorOf(one)]
    first = min(range(len(inside)), key=lambda index: top_of(page, inside[index]), default=0)
    tops = [top_of(page, one) for one in inside[first:] + inside[:first]]
    assert tops == sorted(tops), [name_of(one) for one in inside]


def top_of(page: QWidget, widget: QWidget) -> int:
    """Where on the page a widget begins, in rows of 24 pixels, scrolled or not."""
    above: QWidget | None = widget
    top = 0
    while above is not None and above is not page:
        top += above.y() if above.parentWidget() is not None else 0
        if above.property("ground") == "page":  # what scrolls: where it has been scrolled to
            top -= above.y()
        above = above.parentWidget()
    return (top + widget.height() // 2) // 24


def test_the_focus_is_seen_wherever_it_is(window: MainWindow) -> None:
    reached = stops(window)
    for before, after in itertools.pairwise(reached):
        focus(before)
        place = QRect(before.mapTo(window, QPoint(0, 0)), before.size())
        place = place.adjusted(-REACH, -REACH, REACH, REACH) & window.rect()
        with_focus = picture(window, place)
        focus(after)
        if place.topLeft() + QPoint(REACH, REACH) != before.mapTo(window, QPoint(0, 0)):
            continue  # it was scrolled away
        assert picture(window, place) != with_focus, name_of(before)


def focus(widget: QWidget) -> None:
    """What the tabulator does: the focus goes there, and what scrolls brings it into view."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
    settle()


def picture(window: MainWindow, place: QRect) -> QImage:
    """What is seen there."""
    return window.grab(place).toImage()


def test_everything_that_can_be_used_has_a_name(window: MainWindow) -> None:
    nameless = [one for one in seen(window, SAID) if not name_of(one)]
    assert not nameless


def name_of(widget: QWidget) -> str:
    """What assistive tools call a widget."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def test_names_on_a_page_tell_its_controls_apart(window: MainWindow) -> None:
    page = window.page_widget(window.page) if window.page is not None else window
    names = [
        name_of(one)
        for one in seen(window, INTERACTIVE)
        if page.isAncestorOf(one) and one.isEnabled()
    ]
    assert len(names) == len(set(names)), names
