"""Hidden from onlookers: one page without anybody on it, and the window as it was afterwards."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.session.snapshot import Overview
from desktop.session.under_way import CodeEntry
from desktop.ui.pages.code import CodePage
from desktop.ui.pages.requests import RequestsPage
from desktop.ui.pages.screened import ScreenedPage
from desktop.ui.routing import PageName, Where, page_for
from desktop.ui.tray import Tray
from tests.doubles.recording_commands import RecordingCommands
from tests.ui.device_scenes import DEVICE_SCENES
from tests.ui.request_scenes import REQUEST_SCENES
from tests.ui.scenes import ENTRY, SCENES, overview_of, signing_in
from tests.ui.stage import Stage, press, settle, words_of

HIDDEN = SCENES["screened"]


@pytest.mark.parametrize("where", list(Where))
def test_wherever_the_person_went_it_is_the_page_that_shows(where: Where) -> None:
    assert page_for(HIDDEN, where) is PageName.SCREENED


@pytest.mark.parametrize(
    "overview", [*SCENES.values(), *DEVICE_SCENES.values(), *REQUEST_SCENES.values()]
)
def test_no_word_of_any_page_is_left(stage: Stage, overview: Overview) -> None:
    stage.show(overview)
    stage.window.draw(HIDDEN)
    settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert words_of(stage.window).splitlines() == [
        "Hidden while you were away",
        "Sessions are kept and renewed meanwhile.",
    ]
    left = {label.text() for label in stage.window.findChildren(QLabel)}
    assert not {text for text in left if "example.com" in text or "maya" in text}
    names = {
        one.accessibleName()
        for one in stage.window.findChildren(QObject)
        if hasattr(one, "accessibleName")
    }
    assert not {name for name in names if "Work" in name or "Home" in name}


def test_the_button_has_the_focus_and_asks_to_show_everything(stage: Stage) -> None:
    stage.show(HIDDEN)
    page = stage.page(ScreenedPage)
    assert page.show_again.hasFocus()
    press(page.show_again, Qt.Key.Key_Space)
    assert stage.commands.calls == [("show_behind_screen",)]


@pytest.mark.qt_log_ignore("This plugin does not support")  # to raise windows
def test_no_key_does_anything_to_an_account(stage: Stage) -> None:
    stage.show(overview_of(signing_in(ENTRY)))
    stage.window.draw(HIDDEN)
    settle()
    stage.window.review("home", 7)
    for keys in ("Ctrl+R", "Ctrl+Shift+C", "Ctrl+P", "Ctrl+2", "Ctrl+5", "Escape", "Alt+Left"):
        QTest.keySequence(stage.window, keys)
    assert stage.shown() is PageName.SCREENED
    assert stage.commands.calls == []
    assert not stage.window.findChildren(RequestsPage)


def test_digits_that_were_typed_are_gone_and_the_code_page_comes_back(stage: Stage) -> None:
    overview = overview_of(signing_in(ENTRY))
    stage.show(overview)
    stage.page(CodePage).boxes.setText("482")
    stage.window.draw(HIDDEN)
    settle()
    stage.window.draw(overview)
    settle()
    assert stage.page(CodePage).boxes.text() == ""


def test_a_code_that_is_shown_to_be_scanned_is_hidden_for_good(stage: Stage) -> None:
    stage.show(DEVICE_SCENES["show-code"], Where.SHOW_CODE)
    stage.window.draw(HIDDEN)
    settle()
    assert ("hide_code",) in stage.commands.calls


def test_what_came_meanwhile_leads_on_as_if_it_had_been_seen(stage: Stage) -> None:
    entry = overview_of(signing_in(ENTRY))
    before = replace(entry, snapshots=(replace(entry.snapshots[0], sign_in=None),))
    stage.show(before, Where.DEVICES)
    stage.window.draw(HIDDEN)
    assert isinstance(entry.snapshots[0].sign_in, CodeEntry)
    stage.window.draw(entry)
    settle()
    assert stage.shown() is PageName.CODE


def test_the_tray_says_nothing_but_that_it_is_hidden(qapp: QApplication) -> None:
    tray = Tray(RecordingCommands(), lambda: False)
    tray.draw(REQUEST_SCENES["requests"], 0.0)
    tray.draw(HIDDEN, 0.0)
    texts = [one.text() for one in tray.menu.actions() if not one.isSeparator()]
    assert texts == [
        "Cotter Authenticator · hidden", "Copy access token", "Renew now",
        "Open Cotter Authenticator", "Profiles", "Sign out", "Quit",
    ]  # fmt: skip
    usable = [one.text() for one in tray.menu.actions() if one.isEnabled() and one.text()]
    assert usable == ["Open Cotter Authenticator", "Quit"]
    assert tray.profiles.actions() == []
    tray.stop()
    tray.deleteLater()
