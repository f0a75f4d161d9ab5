"""What stands in the way of a session: said on its page, with what still holds and what to do."""

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop.foundation.errors import (
    KeystoreBusyError,
    KeystoreUnavailableError,
    RecordNewerError,
    TokenUnacceptableError,
)
from desktop.session.snapshot import Obstacle, SessionFact, Snapshot
from desktop.ui.pages.session import SessionPage
from desktop.ui.routing import PageName
from desktop.ui.widgets.button import Button
from tests.ui.scenes import ACTIVE, BLANK, HOST, NOW, demo, overview_of
from tests.ui.stage import Stage, press, words_of

LOCKED = replace(ACTIVE, obstacle=Obstacle.KEYSTORE_LOCKED, claims=())
GONE = replace(
    ACTIVE,
    obstacle=Obstacle.KEYSTORE_UNAVAILABLE,
    problem=KeystoreUnavailableError(reason="no D-Bus session"),
    claims=(),
)
OFFLINE = replace(ACTIVE, obstacle=Obstacle.OFFLINE, next_renewal_at=None, retry_at=NOW + 40)
REFUSED = replace(BLANK, session=SessionFact.REFUSED, identifier="maya@example.com")


def drawn(stage: Stage, snapshot: Snapshot) -> SessionPage:
    """The page that shows this session."""
    stage.show(overview_of(snapshot))
    return stage.page(SessionPage)


def said_on(page: SessionPage) -> str:
    """Its words, with plain spaces."""
    return words_of(page).replace("\u202f", " ")


def test_a_locked_keystore_can_be_unlocked_and_nothing_else_can_be_done(stage: Stage) -> None:
    page = drawn(stage, LOCKED)
    assert "You are still signed in. Unlock it to copy or renew." in said_on(page)
    assert "14:32, as last seen" in said_on(page)
    assert page.banner.button.text() == "Unlock keystore…"
    assert page.banner.button.hasFocus()
    assert not page.copy.isEnabled()
    assert not page.renew.isEnabled()
    press(page.banner.button, Qt.Key.Key_Space)
    assert stage.commands.calls == [("unlock_keystore",)]


def test_where_nobody_is_known_to_be_signed_in_a_locked_keystore_does_not_say_so(
    stage: Stage,
) -> None:
    page = drawn(stage, replace(BLANK, obstacle=Obstacle.KEYSTORE_LOCKED))
    assert "Unlock it to see who is signed in, or to sign in." in said_on(page)
    assert "still signed in" not in said_on(page)
    assert page.banner.button.text() == "Unlock keystore…"


def test_unlocking_can_be_cancelled(stage: Stage) -> None:
    page = drawn(stage, replace(LOCKED, unlocking=True))
    assert "Your system asks for it in a window of its own." in said_on(page)
    assert page.banner.button.text() == "Cancel"
    press(page.banner.button, Qt.Key.Key_Space)
    assert stage.commands.calls == [("cancel_unlock",)]


def test_a_keystore_that_is_gone_is_said_with_its_reason(stage: Stage) -> None:
    page = drawn(stage, GONE)
    assert "The keystore can’t be reached: no D-Bus session" in said_on(page)
    assert page.banner.button.text() == "Choose"
    assert "Secret Service, not there" in said_on(page)


def test_a_keystore_that_is_busy_is_tried_again_and_not_replaced(stage: Stage) -> None:
    page = drawn(stage, replace(GONE, problem=KeystoreBusyError()))
    assert "The keystore is still busy with an earlier request" in said_on(page)
    assert "Look for a window that asks for its password, then try again." in said_on(page)
    assert page.banner.button.text() == "Try now"
    press(page.banner.button, Qt.Key.Key_Space)
    assert stage.commands.calls == [("renew",)]


def test_a_session_of_a_newer_version_is_left_to_it(stage: Stage) -> None:
    page = drawn(stage, replace(GONE, problem=RecordNewerError()))
    assert "This session was stored by a newer version of this program" in said_on(page)
    assert "It was left as it is. Update this program." in said_on(page)
    assert not page.banner.button.isVisible()


def test_offline_says_what_holds_and_when_it_is_tried_again(stage: Stage) -> None:
    page = drawn(stage, OFFLINE)
    said = said_on(page)
    assert "No answer from login.example.com" in said
    assert "Your session stays valid until 14:32. Trying again in 40 s." in said
    stage.pass_seconds(15)
    assert "Trying again in 25 s." in said_on(page)
    stage.pass_seconds(26)
    assert "Trying again" not in said_on(page)
    assert page.copy.isEnabled()
    press(page.banner.button, Qt.Key.Key_Space)
    assert stage.commands.calls == [("renew",)]


def test_only_what_is_needed_takes_the_focus(stage: Stage) -> None:
    page = drawn(stage, OFFLINE)
    assert page.banner.isVisible()
    assert not page.banner.button.hasFocus()


def test_expired_while_offline_says_that_it_is_renewed_by_itself(stage: Stage) -> None:
    over = replace(OFFLINE, session=SessionFact.EXPIRED, expires_at=NOW - 60)
    page = drawn(stage, over)
    said = said_on(page)
    assert "Your token ran out at 13:48. It is renewed once the service answers." in said
    assert "13:48, over" in said
    assert not page.copy.isEnabled()
    assert page.renew.isEnabled()
    assert page.summary.ring.accessibleDescription() == "Offline"


def test_a_clock_that_can_not_be_trusted_leaves_the_session_and_says_so(stage: Stage) -> None:
    page = drawn(stage, replace(ACTIVE, obstacle=Obstacle.CLOCK_UNCERTAIN))
    assert "You are still signed in. Set the clock, or ask the service again." in said_on(page)
    press(page.banner.button, Qt.Key.Key_Space)
    assert stage.commands.calls == [("renew",)]


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        ("reused", "The service ended this session because its renewal was used twice"),
        ("revoked", "This session was ended elsewhere"),
        ("signed_out", "This session was ended elsewhere"),
        ("disabled", "The service has closed this account"),
        ("damaged", "What the keystore holds of this session is damaged"),
        ("unknown", "Your session ended"),
    ],
)
def test_a_session_that_was_ended_says_why_and_leads_to_a_sign_in(
    stage: Stage, refusal: str, words: str
) -> None:
    page = drawn(stage, replace(REFUSED, refusal=refusal))
    assert words in said_on(page)
    assert not page.copy.isEnabled()
    assert not page.renew.isEnabled()
    assert not page.summary.sign_out.isEnabled()
    press(page.banner.button, Qt.Key.Key_Space)
    assert stage.shown() is PageName.SIGN_IN
    assert stage.commands.calls == []


def test_a_session_that_expired_for_good_says_when(stage: Stage) -> None:
    page = drawn(stage, replace(REFUSED, refusal="expired", expires_at=NOW - 60))
    assert "Your session ended today at 13:48" in said_on(page)


def test_a_token_that_was_not_believed_is_said_and_can_be_tried_again(stage: Stage) -> None:
    bad = TokenUnacceptableError(host=HOST, reason="its signature is wrong")
    page = drawn(stage, replace(ACTIVE, problem=bad))
    said = said_on(page)
    assert "login.example.com sent a token that can’t be trusted: its signature is wrong" in said
    assert "the means to renew were kept" in said
    press(page.banner.button, Qt.Key.Key_Space)
    assert stage.commands.calls == [("renew",)]


def test_a_banner_goes_when_what_it_was_about_is_over(stage: Stage) -> None:
    page = drawn(stage, OFFLINE)
    assert page.banner.isVisible()
    drawn(stage, ACTIVE)
    assert not page.banner.isVisible()


def test_no_state_shows_more_than_one_primary_button(stage: Stage) -> None:
    for snapshot in (ACTIVE, LOCKED, GONE, OFFLINE, REFUSED, demo(ACTIVE)):
        page = drawn(stage, snapshot)
        texts = re.findall(r"\bSign in\b|Unlock keystore…|\bChoose\b", buttons_of(page))
        assert len(texts) <= 1, texts


def buttons_of(page: SessionPage) -> str:
    """The words on the buttons that can be seen."""
    return "\n".join(one.text() for one in page.findChildren(Button) if one.isVisible())
