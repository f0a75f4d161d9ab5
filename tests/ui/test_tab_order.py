"""The tabulator key reads a page as eyes do: every stop once, down the page, along each row."""

import itertools
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from desktop.foundation.settings import Theme
from desktop.ui.window import MainWindow
from tests.ui.gallery import ALL_SCENES, scene
from tests.ui.stage import end, settle

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
MOST_STOPS = 60

LEFT_TO_RIGHT, RIGHT_TO_LEFT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@pytest.fixture(params=[LEFT_TO_RIGHT, RIGHT_TO_LEFT], ids=["from-left", "from-right"])
def direction(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Qt.LayoutDirection]:
    """The way in which lines are read."""
    before = qapp.layoutDirection()
    qapp.setLayoutDirection(request.param)
    yield request.param
    qapp.setLayoutDirection(before)


@pytest.fixture(params=[(960, 640), (420, 560)], ids=["wide", "narrow"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    width, height = request.param
    return width, height


@pytest.fixture(params=ALL_SCENES)
def window(
    request: pytest.FixtureRequest,
    size: tuple[int, int],
    direction: Qt.LayoutDirection,
) -> Iterator[MainWindow]:
    """Each scene in its window, with the focus where the page puts it."""
    window = scene(request.param, Theme.LIGHT)
    window.resize(*size)
    window.show()
    window.activateWindow()
    settle()
    yield window
    end(window)


def test_each_stop_comes_once_in_the_order_of_reading_and_backwards_too(
    window: MainWindow, direction: Qt.LayoutDirection
) -> None:
    there = round_trip(window, Qt.Key.Key_Tab)
    assert {name(one) for one in controls(window)} == {
        name(one) for one in there if is_control(one)
    }
    back = round_trip(window, Qt.Key.Key_Backtab)
    # The same circle, the other way round.
    assert back[:1] + back[:0:-1] == there, [name(one) for one in back]
    assert window.page is not None
    page = window.page_widget(window.page)
    for before, after in itertools.pairwise(on_the_page(there, page)):
        assert not comes_before(after, before, direction), (name(before), name(after))


def round_trip(window: MainWindow, key: Qt.Key) -> list[QWidget]:
    """All stops, from the one that the page begins with until that comes again."""
    start: QWidget | None = window.focusWidget()
    if start is None or start.focusPolicy() is Qt.FocusPolicy.NoFocus:
        # A page may begin where no key leads, so that what scrolls there does so by the arrows.
        QTest.keyClick(start or window, key)
        start = window.focusWidget()
    assert start is not None, "nothing takes the focus"
    found = [start]
    for _ in range(MOST_STOPS):
        QTest.keyClick(found[-1], key)
        now = window.focusWidget()
        assert now is not None
        if now is start:
            return found
        assert now not in found, f"{name(now)} comes twice before {name(start)} comes again"
        found.append(now)
    raise AssertionError("it never comes round")


def controls(window: MainWindow) -> list[QWidget]:
    """What can be used, but for choices that the arrows lead to from the chosen one."""
    return [
        one
        for one in window.findChildren(QWidget)
        if is_control(one) and one.isVisible() and one.isEnabled()
        if not isinstance(one, QRadioButton) or one.isChecked()
    ]


def is_control(widget: QWidget) -> bool:
    """Whether it is one of those that people use."""
    return isinstance(widget, CONTROLS)


def on_the_page(stops: list[QWidget], page: QWidget) -> list[QWidget]:
    """Those of a page, from the first one of it that follows something beside it."""
    first = next(
        (
            at
            for at, one in enumerate(stops)
            if page.isAncestorOf(one) and not page.isAncestorOf(stops[at - 1])
        ),
        None,
    )
    inside = [one for one in stops if page.isAncestorOf(one)]
    if first is not None:
        rotated = stops[first:] + stops[:first]
        return [one for one in rotated if page.isAncestorOf(one)]
    if not inside:
        return []
    # Nothing beside it: the circle begins at whatever is read first.
    at = min(range(len(inside)), key=lambda at: inside[at].mapTo(page, QPoint(0, 0)).y())
    return inside[at:] + inside[:at]


def comes_before(one: QWidget, other: QWidget, direction: Qt.LayoutDirection) -> bool:
    """Whether ``one`` is read before ``other``: it is above it, or before it in the same row."""
    if one.isAncestorOf(other) or other.isAncestorOf(one):
        return False
    here, there = places(one, other)
    shared = min(here.bottom(), there.bottom()) - max(here.top(), there.top())
    if shared >= min(here.height(), there.height()) / 2:
        is_left = here.right() <= there.left()
        is_right = here.left() >= there.right()
        return is_left if direction is LEFT_TO_RIGHT else is_right
    return here.bottom() <= there.top()


def places(one: QWidget, other: QWidget) -> tuple[QRect, QRect]:
    """Where both are; what only one of them scrolls in stands for it."""
    here, there = framed(one, other), framed(other, one)
    window = one.window()
    return (
        QRect(here.mapTo(window, QPoint(0, 0)), here.size()),
        QRect(there.mapTo(window, QPoint(0, 0)), there.size()),
    )


def framed(widget: QWidget, other: QWidget) -> QWidget:
    """The outermost frame that ``widget`` scrolls in and ``other`` doesn't; else the widget."""
    outermost = widget
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea) and not above.isAncestorOf(other):
            outermost = above
        above = above.parentWidget()
    return outermost


def name(widget: QWidget) -> str:
    """A word for it in a failure, different for different ones."""
    said = widget.text() if isinstance(widget, QAbstractButton) else ""
    kind = "scroll " if isinstance(widget, QAbstractScrollArea) else ""
    return f"{kind}{type(widget).__name__} “{said or widget.accessibleName()}” {id(widget):x}"
