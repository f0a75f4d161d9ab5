"""A token on the clipboard: concealed from histories, gone after a while, if it is still ours."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.foundation.secret import Secret
from desktop.ui.clipboard import ConcealedClipboard
from tests.ui.stage import put_on_clipboard

TOKEN = "an access token"


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[ConcealedClipboard]:
    clipboard = ConcealedClipboard()
    yield clipboard
    clipboard.take_back()
    QGuiApplication.clipboard().clear()


def timer_of(clipboard: ConcealedClipboard) -> QTimer:
    [timer] = clipboard.findChildren(QTimer)
    return timer


def let_time_run_out(clipboard: ConcealedClipboard) -> None:
    """What the timer does after its seconds."""
    assert timer_of(clipboard).isActive()
    timer_of(clipboard).timeout.emit()


def test_it_holds_the_token_for_the_seconds_that_were_set(clipboard: ConcealedClipboard) -> None:
    clipboard.copy(Secret(TOKEN), 30)
    assert QGuiApplication.clipboard().text() == TOKEN
    assert timer_of(clipboard).interval() == 30_000
    assert timer_of(clipboard).isSingleShot()


def test_histories_are_asked_to_look_away(clipboard: ConcealedClipboard) -> None:
    clipboard.copy(Secret(TOKEN), 30)
    mime = QGuiApplication.clipboard().mimeData()
    assert bytes(mime.data("x-kde-passwordManagerHint").data()) == b"secret"
    assert mime.hasFormat("application/x-nspasteboard-concealed-type")


def test_it_is_gone_when_the_time_is_over(clipboard: ConcealedClipboard) -> None:
    left: list[str] = []
    clipboard.left.connect(lambda: left.append("left"))
    clipboard.copy(Secret(TOKEN), 30)
    let_time_run_out(clipboard)
    assert QGuiApplication.clipboard().text() == ""
    assert left == ["left"]


def test_what_somebody_else_copied_meanwhile_is_left_alone(clipboard: ConcealedClipboard) -> None:
    clipboard.copy(Secret(TOKEN), 30)
    put_on_clipboard("a shopping list")
    let_time_run_out(clipboard)
    assert QGuiApplication.clipboard().text() == "a shopping list"


def test_nothing_of_ours_means_nothing_to_clear(clipboard: ConcealedClipboard) -> None:
    put_on_clipboard(TOKEN)
    clipboard.take_back()
    assert QGuiApplication.clipboard().text() == TOKEN


def test_it_is_taken_back_once(clipboard: ConcealedClipboard) -> None:
    clipboard.copy(Secret(TOKEN), 30)
    clipboard.take_back()
    put_on_clipboard(TOKEN)
    clipboard.take_back()
    assert QGuiApplication.clipboard().text() == TOKEN
    assert not timer_of(clipboard).isActive()


def test_a_second_copy_begins_its_own_time(clipboard: ConcealedClipboard) -> None:
    clipboard.copy(Secret(TOKEN), 10)
    clipboard.copy(Secret("a newer one"), 60)
    assert timer_of(clipboard).interval() == 60_000
    let_time_run_out(clipboard)
    assert QGuiApplication.clipboard().text() == ""


def test_it_really_leaves_by_itself(clipboard: ConcealedClipboard) -> None:
    clipboard.copy(Secret(TOKEN), 0)
    while QGuiApplication.clipboard().text():  # pytest's time limit watches
        QApplication.processEvents()
    assert not timer_of(clipboard).isActive()
