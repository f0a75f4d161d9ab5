"""Before there is a session: Welcome, the browser, where to keep a session, the vault file."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu

from desktop.foundation.errors import (
    KeystoreChangedError,
    KeystoreUnavailableError,
    PassphraseWrongError,
)
from desktop.session.demo import DemoError
from desktop.session.snapshot import Obstacle, Overview
from desktop.session.under_way import BrowserWait
from desktop.ui.commands import KeystoreChoice
from desktop.ui.pages.browser_wait import BrowserWaitPage
from desktop.ui.pages.keystore_choice import KeystoreChoicePage
from desktop.ui.pages.session import SessionPage
from desktop.ui.pages.unlock_vault import UnlockVaultPage
from desktop.ui.pages.welcome import WelcomePage
from desktop.ui.routing import PageName
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.ring import Bar
from tests.ui.scenes import ACTIVE, HOST, NOW, overview_of, signing_in
from tests.ui.stage import Stage, press, type_text, words_of

PASSPHRASE = "four plain small words"


# ------------------------------------------------------------------------------------- Welcome


def test_welcome_leads_to_a_service(stage: Stage) -> None:
    stage.show(Overview())
    page = stage.page(WelcomePage)
    assert page.connect_choice.hasFocus()
    press(page.connect_choice, Qt.Key.Key_Return)
    assert stage.shown() is PageName.CONNECT
    assert stage.commands.calls == []


def test_welcome_starts_the_demo_once(stage: Stage) -> None:
    stage.show(Overview())
    page = stage.page(WelcomePage)
    press(page.demo_choice, Qt.Key.Key_Space)
    assert stage.commands.calls == [("start_demo",)]
    stage.show(Overview(demo_starting=True))
    assert "Starting the service on this computer…" in words_of(page)
    assert not page.demo_choice.isEnabled()
    assert not page.connect_choice.isEnabled()


def test_welcome_leads_to_the_settings_and_the_settings_lead_back(stage: Stage) -> None:
    stage.show(Overview())
    page = stage.page(WelcomePage)
    [settings] = [one for one in page.findChildren(Button) if one.text() == "Settings"]
    press(settings, Qt.Key.Key_Space)
    assert stage.shown() is PageName.SETTINGS
    [back] = [one for one in visible_buttons(stage) if one.text() == "Welcome"]
    press(back, Qt.Key.Key_Space)
    assert stage.shown() is PageName.WELCOME


def test_a_demo_that_did_not_start_is_said_until_it_is_closed(stage: Stage) -> None:
    failed = Overview(problem=DemoError(reason="the port is taken"))
    stage.show(failed)
    assert "The service of the demo did not start: the port is taken" in words_of(stage.window)
    [close] = [one for one in visible_buttons(stage) if one.text() == "Close"]
    press(close, Qt.Key.Key_Space)
    assert "did not start" not in words_of(stage.window)
    stage.show(failed)
    assert "did not start" not in words_of(stage.window)
    stage.show(Overview(problem=DemoError(reason="no room is left")))
    assert "no room is left" in words_of(stage.window)


def visible_buttons(stage: Stage) -> list[Button]:
    """Every button that can be seen in the window."""
    return [one for one in stage.window.findChildren(Button) if one.isVisible()]


# ----------------------------------------------------------------------------------- the browser


def test_waiting_for_the_browser_can_be_stopped_and_says_how_long_it_lasts(stage: Stage) -> None:
    stage.show(overview_of(signing_in(BrowserWait(host=HOST, expires_at=NOW + 290))))
    page = stage.page(BrowserWaitPage)
    assert page.cancel.hasFocus()
    assert HOST in words_of(page)
    assert "4:50 left" in words_of(page)
    stage.pass_seconds(145)
    assert "2:25 left" in words_of(page)
    [bar] = page.findChildren(Bar)
    assert bar.value() == 50
    press(page.cancel, Qt.Key.Key_Return)
    assert stage.commands.named("cancel_sign_in") == [()]


def test_the_way_back_stops_waiting_too(stage: Stage) -> None:
    stage.show(overview_of(signing_in(BrowserWait(host=HOST, expires_at=NOW + 290))))
    press(stage.page(BrowserWaitPage).header.back, Qt.Key.Key_Space)
    assert stage.commands.named("cancel_sign_in") == [()]


# --------------------------------------------------------------------- where to keep a session


def test_memory_is_chosen_in_words_and_with_one_press(stage: Stage) -> None:
    stage.show(Overview(keystore_choice=True))
    page = stage.page(KeystoreChoicePage)
    assert "Gone when you quit. Other programs can’t ask for a token." in words_of(page)
    assert not page.here_now.isVisible()
    press(page.memory, Qt.Key.Key_Return)
    assert stage.commands.calls == [("choose_keystore", KeystoreChoice.MEMORY, None)]


@pytest.mark.parametrize("size", [(420, 560), (960, 640)])
def test_a_vault_file_takes_a_passphrase_that_was_typed_twice(
    stage: Stage, size: tuple[int, int]
) -> None:
    stage.window.resize(*size)
    stage.show(Overview(keystore_choice=True))
    page = stage.page(KeystoreChoicePage)
    press(page.vault, Qt.Key.Key_Space)
    assert page.first.edit.hasFocus()
    assert page.keep.visibleRegion().boundingRect() == page.keep.rect()
    assert stage.commands.calls == []
    type_text(page.first.edit, PASSPHRASE)
    press(page.first.edit, Qt.Key.Key_Return)
    assert page.second.edit.hasFocus()
    type_text(page.second.edit, PASSPHRASE)
    press(page.second.edit, Qt.Key.Key_Return)
    assert stage.commands.calls == [("choose_keystore", KeystoreChoice.VAULT_FILE, PASSPHRASE)]
    assert page.first.text() == page.second.text() == ""


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("short", "short", "Use at least 8 characters. Four words make a good one."),
        (PASSPHRASE, "four plain small word", "The two are not the same."),
    ],
)
def test_a_passphrase_that_can_not_be_is_said_and_kept(
    stage: Stage, first: str, second: str, said: str
) -> None:
    stage.show(Overview(keystore_choice=True))
    page = stage.page(KeystoreChoicePage)
    press(page.vault, Qt.Key.Key_Space)
    type_text(page.first.edit, first)
    type_text(page.second.edit, second)
    press(page.keep, Qt.Key.Key_Space)
    assert said in words_of(page)
    assert stage.commands.calls == []
    assert page.first.text() == first


def test_a_passphrase_can_not_be_read_over_a_shoulder(stage: Stage) -> None:
    stage.show(Overview(keystore_choice=True))
    page = stage.page(KeystoreChoicePage)
    for field in (page.first, page.second):
        assert field.edit.echoMode() is QLineEdit.EchoMode.Password


def test_another_keystore_than_before_can_be_taken_knowingly(stage: Stage) -> None:
    changed = KeystoreChangedError(before="Secret Service", now="a vault file")
    stage.show(Overview(keystore_choice=True, problem=changed))
    page = stage.page(KeystoreChoicePage)
    assert "Your session is kept in Secret Service, but a vault file is here now." in words_of(page)
    press(page.here_now, Qt.Key.Key_Space)
    assert stage.commands.calls == [("choose_keystore", KeystoreChoice.HERE_NOW, None)]


def test_a_session_whose_keystore_is_gone_leads_to_the_choice_and_back(stage: Stage) -> None:
    gone = replace(
        ACTIVE,
        obstacle=Obstacle.KEYSTORE_UNAVAILABLE,
        problem=KeystoreUnavailableError(reason="no D-Bus session"),
        claims=(),
    )
    stage.show(overview_of(gone))
    press(stage.page(SessionPage).banner.button, Qt.Key.Key_Space)
    assert stage.shown() is PageName.KEYSTORE_CHOICE
    press(stage.page(KeystoreChoicePage).memory, Qt.Key.Key_Escape)
    assert stage.shown() is PageName.SESSION
    press(stage.page(SessionPage).banner.button, Qt.Key.Key_Space)
    stage.show(overview_of(ACTIVE))
    assert stage.shown() is PageName.SESSION


@pytest.mark.qt_log_ignore("This plugin does not support")  # menus are windows; this is offscreen
def test_a_session_in_memory_can_be_kept_from_the_menu_of_its_page(stage: Stage) -> None:
    in_memory = replace(ACTIVE, kept_in="memory")
    stage.show(overview_of(in_memory))
    page = stage.page(SessionPage)
    press(page.more, Qt.Key.Key_Space)
    [menu] = [one for one in page.findChildren(QMenu) if one.isVisible()]
    [keep] = [one for one in menu.actions() if one.text() == "Keep the session when you quit…"]
    keep.trigger()
    menu.close()
    stage.show(overview_of(in_memory))
    assert stage.shown() is PageName.KEYSTORE_CHOICE
    choosing = stage.page(KeystoreChoicePage)
    assert "It is in memory until you quit, and comes along." in words_of(choosing)
    assert not choosing.memory.isVisible()
    assert choosing.system.hasFocus()
    press(choosing.system, Qt.Key.Key_Space)
    assert stage.commands.calls == [("choose_keystore", KeystoreChoice.HERE_NOW, None)]
    stage.show(overview_of(replace(ACTIVE, kept_in="Secret Service")))
    assert stage.shown() is PageName.SESSION


@pytest.mark.qt_log_ignore("This plugin does not support")  # menus are windows; this is offscreen
@pytest.mark.parametrize(
    "kept", [{"kept_in": "Secret Service"}, {"kept_in": "memory", "demo": True}]
)
def test_elsewhere_the_menu_does_not_offer_it(stage: Stage, kept: dict[str, object]) -> None:
    stage.show(overview_of(replace(ACTIVE, **kept)))  # type: ignore[arg-type]  # names of fields
    page = stage.page(SessionPage)
    press(page.more, Qt.Key.Key_Space)
    [menu] = [one for one in page.findChildren(QMenu) if one.isVisible()]
    assert not [one for one in menu.actions() if "Keep the session" in one.text()]
    menu.close()


# ----------------------------------------------------------------------------------- the vault file


def test_the_vault_file_is_opened_with_its_passphrase(stage: Stage) -> None:
    stage.show(Overview(passphrase_needed=True))
    page = stage.page(UnlockVaultPage)
    assert page.passphrase.edit.hasFocus()
    assert page.passphrase.edit.echoMode() is QLineEdit.EchoMode.Password
    assert "You are still signed in." in words_of(page)
    press(page.open_vault, Qt.Key.Key_Space)
    assert stage.commands.calls == []
    type_text(page.passphrase.edit, PASSPHRASE)
    press(page.passphrase.edit, Qt.Key.Key_Return)
    assert stage.commands.calls == [("open_vault", PASSPHRASE)]


def test_a_wrong_passphrase_is_said_at_the_field(stage: Stage) -> None:
    stage.show(Overview(passphrase_needed=True))
    page = stage.page(UnlockVaultPage)
    stage.show(Overview(passphrase_needed=True, problem=PassphraseWrongError()))
    assert "That passphrase doesn’t open the vault file." in words_of(page.passphrase)
    assert "The vault file is as it was. Try again." in words_of(page.passphrase)
    assert page.passphrase.edit.property("wrong") is True
