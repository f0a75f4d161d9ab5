"""What moves, for how long, and that nothing does where less motion is asked for."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEasingCurve, QVariantAnimation
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.theme import motion
from desktop.ui.theme.palette import LIGHT
from desktop.ui.widgets.page_fade import PageFade
from desktop.ui.widgets.switch import Switch
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.toast import RISE, Toast

LONGEST_MS = 150

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # this is offscreen


class Moving:
    """A window with one of everything that moves."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.stack = QStackedWidget()
        self.pages = (Text("One"), Text("Two"))
        for page in self.pages:
            self.stack.addWidget(page)
        self.switch = Switch("Notify")
        column = QVBoxLayout(self.window)
        column.addWidget(self.stack)
        column.addWidget(self.switch)
        self.fade = PageFade(self.stack)
        self.toast = Toast(self.window)
        self.window.resize(420, 300)
        self.window.show()

    def move_all(self) -> list[QVariantAnimation]:
        """Set everything in motion; what is under way."""
        self.switch.click()
        self.stack.setCurrentIndex(1)
        self.toast.say("Renewed.")
        return [
            one
            for one in self.window.findChildren(QVariantAnimation)
            if one.state() is QVariantAnimation.State.Running
        ]


@pytest.fixture
def moving(qtbot: QtBot) -> Iterator[Moving]:
    moving = Moving()
    qtbot.addWidget(moving.window)
    yield moving
    motion.set_reduced(reduced=False)


def test_all_that_moves_takes_its_time_and_eases_out(moving: Moving) -> None:
    under_way = moving.move_all()
    assert len(under_way) == 3
    for one in under_way:
        assert 0 < one.duration() <= LONGEST_MS
        assert one.easingCurve().type() is QEasingCurve.Type.OutCubic


def test_nothing_moves_where_less_motion_is_asked_for(moving: Moving) -> None:
    motion.set_reduced(reduced=True)
    assert moving.move_all() == []
    assert not moving.fade.isVisible()
    assert moving.toast.isVisible()


def test_a_page_comes_up_out_of_its_ground(moving: Moving, qtbot: QtBot) -> None:
    moving.stack.setCurrentIndex(1)
    veiled = moving.stack.grab().toImage()
    assert veiled.pixelColor(veiled.rect().center()).name() == LIGHT.window.lower()
    qtbot.waitUntil(lambda: not moving.fade.isVisible(), timeout=2000)
    assert moving.pages[1].isVisible()


def test_a_page_that_is_gone_leaves_nothing_behind(moving: Moving) -> None:
    moving.stack.setCurrentIndex(1)
    for page in moving.pages:
        moving.stack.removeWidget(page)
        page.hide()
    assert not moving.fade.isVisible()


def test_a_toast_rises_to_its_place(moving: Moving, qtbot: QtBot) -> None:
    moving.toast.say("Renewed.")
    below = moving.toast.y()
    qtbot.waitUntil(lambda: moving.toast.y() == below - RISE, timeout=2000)
