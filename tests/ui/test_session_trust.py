"""The session page and this computer’s key: trust after a code, forgetting, leaving everywhere."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.foundation.device_errors import DeviceSuspendedError
from desktop.session.device_facts import DeviceTrust
from desktop.session.snapshot import Obstacle, SessionFact, Snapshot
from desktop.ui.pages.session import SessionPage
from desktop.ui.routing import PageName
from desktop.ui.widgets.dialog import Dialog
from tests.ui.device_scenes import ITSELF, NOT_TRUSTED, THIS, TRUSTED, with_others, with_trust
from tests.ui.scenes import ACTIVE, ENTRY, NOW, demo, overview_of
from tests.ui.stage import Stage, press, settle, words_of

PROVED = replace(NOT_TRUSTED, proved_until=NOW + 500)

menus_are_windows = pytest.mark.qt_log_ignore("This plugin does not support")


def drawn(stage: Stage, snapshot: Snapshot) -> SessionPage:
    """The page that shows this session."""
    stage.show(overview_of(snapshot))
    return stage.page(SessionPage)


def entry_of(page: SessionPage, text: str) -> QAction:
    """An entry of the menu behind the three dots, opened."""
    press(page.more, Qt.Key.Key_Space)
    [menu] = [one for one in page.findChildren(QMenu) if one.isVisible()]
    [entry] = [one for one in menu.actions() if one.text() == text]
    return entry


def choose(page: SessionPage, text: str) -> None:
    """Choose an entry of the menu."""
    entry = entry_of(page, text)
    entry.trigger()
    menu = entry.parent()
    assert isinstance(menu, QMenu)
    menu.close()
    settle()


def asked(stage: Stage) -> Dialog:
    """The question that is asked."""
    [dialog] = [one for one in stage.window.findChildren(Dialog) if one.isVisible()]
    return dialog


# ------------------------------------------------------------------------------- trusting it


def test_after_a_code_it_offers_to_trust_this_computer(stage: Stage) -> None:
    page = drawn(stage, PROVED)
    assert "Next time without a code?" in words_of(page)
    press(page.trust_banner.button, Qt.Key.Key_Space)
    assert stage.commands.calls == [("trust_computer",)]


def test_the_offer_ends_with_the_proof(stage: Stage) -> None:
    page = drawn(stage, PROVED)
    stage.pass_seconds(501)
    assert "Next time without a code?" not in words_of(page)


@pytest.mark.parametrize(
    "snapshot",
    [
        NOT_TRUSTED,
        replace(PROVED, this_device=THIS),
        replace(PROVED, ways=("OTP",)),
        demo(PROVED),
        replace(PROVED, obstacle=Obstacle.OFFLINE),
        replace(PROVED, session=SessionFact.EXPIRED),
        with_trust(DeviceTrust.KEY_LOST),
    ],
)
def test_it_is_not_offered_where_it_would_not_work(stage: Stage, snapshot: Snapshot) -> None:
    assert not drawn(stage, snapshot).trust_banner.isVisible()


def test_a_computer_that_is_trusted_now_says_so_where_it_was_asked_for(stage: Stage) -> None:
    page = drawn(stage, PROVED)
    press(page.trust_banner.button, Qt.Key.Key_Space)
    drawn(stage, replace(PROVED, this_device=replace(PROVED.this_device, busy=True)))
    assert not page.trust_banner.button.isVisible()
    drawn(stage, replace(PROVED, this_device=THIS))
    assert "This computer is trusted now." in words_of(stage.window)


def test_trust_that_came_otherwise_is_not_announced(stage: Stage) -> None:
    drawn(stage, PROVED)
    drawn(stage, replace(PROVED, this_device=THIS))
    assert "This computer is trusted now." not in words_of(stage.window)


def test_a_suspended_computer_can_be_confirmed_here(stage: Stage) -> None:
    page = drawn(stage, with_trust(DeviceTrust.SUSPENDED))
    assert "The service has suspended this computer" in words_of(page)
    press(page.trust_banner.button, Qt.Key.Key_Space)
    assert stage.commands.calls == [("trust_computer",)]


def test_what_takes_a_code_sends_one_and_comes_back(stage: Stage) -> None:
    page = drawn(stage, replace(NOT_TRUSTED, needs_code=True))
    assert "Confirm it is you with a code first" in words_of(page)
    press(page.trust_banner.button, Qt.Key.Key_Space)
    assert stage.commands.calls == [("confirm_with_code",)]
    stage.show(overview_of(replace(NOT_TRUSTED, sign_in=ENTRY)))
    assert stage.shown() is PageName.CODE
    stage.show(overview_of(replace(NOT_TRUSTED, this_device=THIS)))
    assert "This computer is trusted now." in words_of(stage.window)


def test_a_refused_key_is_not_to_be_mended_by_renewing(stage: Stage) -> None:
    page = drawn(stage, replace(ACTIVE, problem=DeviceSuspendedError()))
    assert "The service has suspended this computer" in words_of(page)
    assert not page.banner.button.isVisible()


# ----------------------------------------------------------------------------- leaving for good


@menus_are_windows
def test_this_computer_is_forgotten_after_a_question(stage: Stage) -> None:
    page = drawn(stage, TRUSTED)
    choose(page, "Forget this computer…")
    assert "Forget this computer?" in words_of(asked(stage))
    assert "You sign out and its device key is deleted." in words_of(asked(stage))
    assert stage.commands.calls == []
    press(asked(stage).confirm, Qt.Key.Key_Space)
    assert stage.commands.calls == [("forget_computer",)]


@menus_are_windows
def test_forgetting_the_last_device_warns(stage: Stage) -> None:
    assert ITSELF.is_this
    choose(drawn(stage, with_others()), "Forget this computer…")
    assert "It is the last device you trust" in words_of(asked(stage))


@menus_are_windows
def test_a_computer_that_was_never_trusted_has_nothing_to_forget(stage: Stage) -> None:
    assert not entry_of(drawn(stage, NOT_TRUSTED), "Forget this computer…").isEnabled()


@menus_are_windows
def test_every_session_is_ended_after_a_question(stage: Stage) -> None:
    choose(drawn(stage, NOT_TRUSTED), "Sign out everywhere…")
    assert "Every session of maya@example.com at login.example.com ends" in words_of(asked(stage))
    press(asked(stage).confirm, Qt.Key.Key_Space)
    assert stage.commands.calls == [("sign_out_everywhere",)]
