"""A line of things goes on below where there is no room, and comes back where there is."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.widgets.flow import Flow


class Block(QWidget):
    """So many pixels wide and ten high."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.setFixedSize(width, 10)


@pytest.fixture
def around(qtbot: QtBot) -> Iterator[QWidget]:
    """What the flow is in."""
    window = QWidget()
    window.resize(400, 200)
    qtbot.addWidget(window)
    window.show()
    yield QWidget(window)
    window.close()


def places(around: QWidget, width: int, *parts: QWidget) -> list[tuple[int, int]]:
    """Where the parts are in a width: pixels across and down."""
    layout = around.layout()
    assert layout is not None
    around.resize(width, layout.heightForWidth(width))
    around.show()
    QApplication.processEvents()
    return [(one.x(), one.y()) for one in parts]


def test_what_has_no_room_goes_on_in_the_next_line(around: QWidget) -> None:
    flow, first, second = Flow(around, gap=5, below=3), Block(60), Block(50)
    flow.add(first)
    flow.add(second)
    assert places(around, 115, first, second) == [(0, 0), (65, 0)]
    assert places(around, 114, first, second) == [(0, 0), (0, 13)]


def test_the_last_of_a_spread_line_stands_at_its_end(around: QWidget) -> None:
    flow, first, second = Flow(around, spread=True), Block(60), Block(50)
    flow.add(first)
    flow.add(second)
    assert places(around, 200, first, second) == [(0, 0), (150, 0)]


def test_from_right_to_left_it_is_the_mirror_image(around: QWidget) -> None:
    around.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    flow, first, second = Flow(around, gap=5), Block(60), Block(50)
    flow.add(first)
    flow.add(second)
    assert places(around, 200, first, second) == [(140, 0), (85, 0)]


def test_what_grows_takes_the_room_that_is_left(around: QWidget) -> None:
    flow, words, block = Flow(around, gap=5, below=3), QWidget(), Block(50)
    words.setMinimumSize(40, 10)
    flow.add(words, least=40)
    flow.add(block)
    assert places(around, 200, words, block) == [(0, 0), (150, 0)]
    assert words.width() == 145
    assert places(around, 90, words, block) == [(0, 0), (0, 13)]
    assert words.width() == 90


def test_what_is_hidden_or_gone_takes_no_room(around: QWidget) -> None:
    flow, gone, words, block = Flow(around, gap=5), Block(60), QWidget(), Block(50)
    words.setMinimumSize(40, 10)
    flow.add(gone)
    flow.add(words, least=40)
    flow.add(block)
    gone.hide()
    assert places(around, 200, words, block) == [(0, 0), (150, 0)]
    gone.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert flow.count() == 2
    assert places(around, 220, words, block) == [(0, 0), (170, 0)]
