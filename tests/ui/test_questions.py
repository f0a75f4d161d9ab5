"""The questions before something is gone for good: the safe answer is the easy one."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.session.snapshot import Overview
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.routing import PageName, Where
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.dialog import Dialog
from desktop.ui.widgets.toast import Toast
from tests.ui.scenes import ACTIVE, overview_of
from tests.ui.stage import Stage, click, press, settle, words_of


@pytest.fixture
def asked(stage: Stage) -> Callable[[], Dialog]:
    """The question whether to reset, as the settings ask it."""

    def ask() -> Dialog:
        stage.show(overview_of(ACTIVE), Where.SETTINGS)
        press(stage.page(SettingsPage).reset, Qt.Key.Key_Space)
        [dialog] = dialogs(stage)
        return dialog

    return ask


def dialogs(stage: Stage) -> list[Dialog]:
    """The questions that can be seen."""
    return [one for one in stage.window.findChildren(Dialog) if one.isVisible()]


def place_of(stage: Stage, widget: QWidget) -> QRect:
    """Where a widget is in its window."""
    return QRect(widget.mapTo(stage.window, QPoint(0, 0)), widget.size())


def test_a_question_can_be_read_and_answered(asked: Callable[[], Dialog], stage: Stage) -> None:
    dialog = asked()
    assert "Reset everything?" in words_of(dialog)
    assert "Every session, profile, key and file of this app is removed." in words_of(dialog)
    for button in (dialog.cancel, dialog.confirm):
        assert button.isVisible()
        assert button.window() is stage.window
        middle = button.mapTo(stage.window, button.rect().center())
        assert stage.window.childAt(middle) is button


def test_a_question_is_a_dialog_with_a_name_to_assistive_tools(
    asked: Callable[[], Dialog],
) -> None:
    sheet = asked().cancel.parentWidget()
    assert sheet is not None
    told = QAccessible.queryAccessibleInterface(sheet)
    assert told.role() is QAccessible.Role.Dialog
    assert told.text(QAccessible.Text.Name) == "Reset everything?"


def test_enter_at_once_does_nothing_that_is_not_safe(
    asked: Callable[[], Dialog], stage: Stage
) -> None:
    dialog = asked()
    assert dialog.cancel.hasFocus()
    QTest.keyClick(dialog.cancel, Qt.Key.Key_Return)
    assert dialogs(stage) == []
    assert stage.commands.calls == []


def test_escape_goes_and_stays_where_it_was_asked(
    asked: Callable[[], Dialog], stage: Stage
) -> None:
    dialog = asked()
    QTest.keyClick(dialog.cancel, Qt.Key.Key_Escape)
    settle()
    assert dialogs(stage) == []
    assert stage.commands.calls == []
    assert stage.shown() is PageName.SETTINGS


def test_confirming_does_it_once(asked: Callable[[], Dialog], stage: Stage) -> None:
    dialog = asked()
    press(dialog.confirm, Qt.Key.Key_Return)
    assert stage.commands.calls == [("reset",)]
    assert dialogs(stage) == []


def test_the_focus_stays_inside_and_returns_afterwards(
    asked: Callable[[], Dialog], stage: Stage
) -> None:
    dialog = asked()
    for before, after in ((dialog.cancel, dialog.confirm), (dialog.confirm, dialog.cancel)):
        QTest.keyClick(before, Qt.Key.Key_Tab)
        assert after.hasFocus()
    QTest.keyClick(dialog.cancel, Qt.Key.Key_Backtab)
    assert dialog.confirm.hasFocus()
    QTest.keyClick(dialog.confirm, Qt.Key.Key_Backtab)
    assert dialog.cancel.hasFocus()
    press(dialog.cancel, Qt.Key.Key_Space)
    assert stage.page(SettingsPage).reset.hasFocus()


@pytest.mark.parametrize("keys", ["Ctrl+1", "Ctrl+R", "F5", "Ctrl+Shift+C", "Ctrl+P", "Alt+Left"])
def test_the_keys_of_the_window_rest(asked: Callable[[], Dialog], stage: Stage, keys: str) -> None:
    asked()
    QTest.keySequence(stage.window, keys)
    settle()
    assert stage.commands.calls == []
    assert len(dialogs(stage)) == 1
    assert stage.shown() is PageName.SETTINGS


def test_removing_a_profile_asks_nothing_and_can_be_undone(stage: Stage) -> None:
    stage.show(overview_of(ACTIVE))
    stage.window.remove_shown()
    settle()
    assert dialogs(stage) == []
    assert stage.commands.calls == [("remove_profile", "work")]
    [toast] = stage.window.findChildren(Toast)
    assert "Profile “Work” removed." in words_of(toast)
    click(next(one for one in toast.findChildren(Button) if one.text() == "Undo"))
    assert stage.commands.calls[1:] == [("keep_profile", "work")]


def test_what_is_asked_twice_is_shown_once(stage: Stage) -> None:
    stage.show(overview_of(ACTIVE))
    stage.window.ask_reset()
    stage.window.ask_reset()
    settle()
    assert len(dialogs(stage)) == 1


def test_there_is_nothing_to_remove_without_a_profile(stage: Stage) -> None:
    stage.show(Overview())
    stage.window.remove_shown()
    settle()
    assert stage.commands.calls == []


@pytest.mark.parametrize("size", [(420, 560), (1280, 800)])
def test_a_question_fits_its_window_and_follows_it(
    asked: Callable[[], Dialog], stage: Stage, size: tuple[int, int]
) -> None:
    dialog = asked()
    stage.window.resize(*size)
    settle()
    assert dialog.geometry() == stage.window.rect()
    sheet = dialog.cancel.parentWidget()
    assert isinstance(sheet, QWidget)
    assert stage.window.rect().contains(place_of(stage, sheet))
    for button in (dialog.cancel, dialog.confirm):
        assert place_of(stage, sheet).contains(place_of(stage, button))
