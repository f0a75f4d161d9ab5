"""A toast: it says that something was done, goes by itself, and stays while it is looked at."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication

from desktop.ui.toasts import token_copied
from desktop.ui.widgets.toast import Toast
from tests.ui.scenes import ACTIVE, overview_of
from tests.ui.stage import Stage, press, settle, words_of


@pytest.fixture
def toast(stage: Stage) -> Toast:
    """A toast that is shown in a window."""
    stage.show(overview_of(ACTIVE))
    stage.window.say(token_copied(30))
    settle()
    [toast] = stage.window.findChildren(Toast)
    return toast


def timer_of(toast: Toast) -> QTimer:
    [timer] = toast.findChildren(QTimer)
    return timer


def test_it_says_one_line_for_eight_seconds(toast: Toast) -> None:
    assert words_of(toast) == "Access token copied. It leaves the clipboard in 30 s."
    assert timer_of(toast).interval() == 8000
    assert timer_of(toast).isActive()
    timer_of(toast).timeout.emit()
    assert not toast.isVisible()


def test_it_stays_while_the_pointer_is_on_it(toast: Toast) -> None:
    at = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(at, at, at))
    assert not timer_of(toast).isActive()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert timer_of(toast).isActive()


def test_a_newer_one_takes_its_place(toast: Toast, stage: Stage) -> None:
    stage.window.say("Renewed. Valid until 15:20.")
    settle()
    assert [one for one in stage.window.findChildren(Toast) if one.isVisible()] == [toast]
    assert words_of(toast) == "Renewed. Valid until 15:20."


@pytest.mark.parametrize("size", [(420, 560), (960, 640), (1280, 800)])
def test_it_is_at_the_bottom_of_the_window_whatever_its_size(
    toast: Toast, stage: Stage, size: tuple[int, int]
) -> None:
    stage.window.resize(*size)
    settle()
    assert stage.window.rect().contains(toast.geometry())
    middle = stage.window.rect().center().x()
    assert abs(toast.geometry().center().x() - middle) <= 1
    assert toast.geometry().bottom() > stage.window.height() - 40


def test_its_action_is_done_by_keyboard_and_keeps_it_while_it_has_the_focus(
    toast: Toast, stage: Stage
) -> None:
    acted: list[str] = []
    toast.say("Profile “Test” removed.", "Undo", lambda: acted.append("undone"))
    settle()
    toast._action.setFocus(Qt.FocusReason.TabFocusReason)
    assert not timer_of(toast).isActive()
    press(toast._action, Qt.Key.Key_Space)
    assert acted == ["undone"]
    assert not toast.isVisible()


@pytest.mark.parametrize("action", ["", "See what’s new"])
def test_a_few_words_are_one_line_whatever_stands_beside_them(
    toast: Toast, stage: Stage, action: str
) -> None:
    stage.window.say("Version 1.2 is out.", action)
    settle()
    assert toast._text.heightForWidth(toast._text.width()) <= toast._text.minimumHeight()


def test_it_takes_no_focus_and_lies_on_top(toast: Toast, stage: Stage) -> None:
    focused = stage.window.focusWidget()
    assert focused is not None
    assert not toast.isAncestorOf(focused)
    at = toast.geometry().center()
    under = stage.window.childAt(at)
    assert under is not None
    assert under is toast or toast.isAncestorOf(under)
    assert stage.window.childAt(QPoint(at.x(), at.y() - 100)) is not toast
