"""The session page: who, how long still, what the token says, and what stands in the way."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from desktop.foundation.errors import KeystoreUnavailableError
from desktop.session.list_entries import Claim, RenewalDay
from desktop.session.snapshot import Activity, Obstacle, SessionFact, Snapshot
from desktop.ui.pages.session import SessionPage
from desktop.ui.widgets.claims_list import ClaimsList
from tests.ui.scenes import ACTIVE, BLANK, EXPIRES, NOW, demo, overview_of
from tests.ui.stage import Stage, press, settle, words_of

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


def claims_of(page: SessionPage) -> list[str]:
    """The rows of the table, as assistive tools read them."""
    [table] = page.findChildren(ClaimsList)
    model = table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


# ------------------------------------------------------------------------------ who and how long


def test_it_says_who_is_signed_in_how_and_until_when(stage: Stage) -> None:
    said = said_on(drawn(stage, ACTIVE))
    assert "maya@example.com" in said
    assert "Signed in today at 09:04 with a code by e-mail" in said
    assert "14:32" in said
    assert "about 14:20, by itself" in said
    assert "Secret Service" in said


def test_the_ring_shows_what_is_left_and_says_it(stage: Stage) -> None:
    page = drawn(stage, ACTIVE)
    assert page.summary.ring.accessibleDescription() == "42 min left"
    assert page.summary.ring.value() == round(100 * (EXPIRES - NOW) / 3600)
    stage.pass_seconds(42 * 60)
    assert page.summary.ring.accessibleDescription() == "29 s left"
    stage.pass_seconds(30)
    assert page.summary.ring.value() == 0


def test_a_token_that_is_nearly_over_turns_the_ring_and_the_word(stage: Stage) -> None:
    page = drawn(stage, ACTIVE)
    calm = colours_of(page)
    assert "Active" in said_on(page)
    stage.pass_seconds(EXPIRES - NOW - 42)
    assert "Expiring" in said_on(page)
    assert colours_of(page) != calm


def colours_of(page: SessionPage) -> set[str]:
    """The colours that the ring is painted in."""
    image = page.summary.ring.grab().toImage()
    return {image.pixelColor(x, 4).name() for x in range(image.width())}


@pytest.mark.parametrize(
    ("snapshot", "word"),
    [
        (ACTIVE, "Active"),
        (replace(ACTIVE, session=SessionFact.UNREAD, claims=()), "Reading the keystore"),
        (replace(ACTIVE, activity=Activity.RENEWING), "Renewing"),
        (OFFLINE, "Offline"),
        (replace(ACTIVE, session=SessionFact.EXPIRED, expires_at=NOW - 60), "Waiting for renewal"),
        (LOCKED, "Keystore locked"),
        (GONE, "No keystore"),
        (replace(ACTIVE, obstacle=Obstacle.CLOCK_UNCERTAIN), "Clock uncertain"),
        (replace(REFUSED, refusal="revoked"), "Sign-in needed"),
    ],
)
def test_each_state_has_a_word(stage: Stage, snapshot: Snapshot, word: str) -> None:
    page = drawn(stage, snapshot)
    assert word in said_on(page).splitlines()


@pytest.mark.parametrize(
    ("way_in", "channel", "words"),
    [
        ("OTP", "SMS", "with a code by SMS"),
        ("OTP", "WHATSAPP", "with a code by WhatsApp"),
        ("OTP", "BROWSER", "with the browser"),
        ("TRUSTED_DEVICE", "", "with a device you trust"),
        ("SOMETHING_NEW", "", "with SOMETHING_NEW"),
    ],
)
def test_the_way_in_is_said(stage: Stage, way_in: str, channel: str, words: str) -> None:
    page = drawn(stage, replace(ACTIVE, way_in=way_in, channel=channel))
    assert f"Signed in today at 09:04 {words}" in said_on(page)


def test_a_session_that_was_not_read_yet_is_shown_as_last_seen_and_never_as_signed_out(
    stage: Stage,
) -> None:
    page = drawn(stage, replace(ACTIVE, session=SessionFact.UNREAD, claims=()))
    said = said_on(page)
    assert "14:32, as last seen" in said
    assert "Sign in" not in said
    assert not page.copy.isEnabled()
    assert not page.renew.isEnabled()


def test_the_demo_says_that_tokens_are_in_memory_only(stage: Stage) -> None:
    page = drawn(stage, demo(ACTIVE))
    said = said_on(page)
    assert "Tokens are in memory only. They are gone when you quit." in said
    assert "Memory, until you quit" in said
    press(page.demo_banner.button, Qt.Key.Key_Space)
    assert stage.commands.named("leave_demo") == [()]


def test_a_session_in_memory_says_so_without_a_demo(stage: Stage) -> None:
    page = drawn(stage, replace(ACTIVE, kept_in="memory"))
    assert "Memory, until you quit" in said_on(page)
    assert not page.demo_banner.isVisible()


# ------------------------------------------------------------------------------------ the claims


def test_the_claims_are_a_table_with_plain_names(stage: Stage) -> None:
    page = drawn(stage, ACTIVE)
    assert claims_of(page) == [
        "User id: 61e51b1b-6d0c-4f7c-9a53-0d8d750eb00f",
        "Way in: Code by e-mail",
        "Issued by: login.example.com",
        "Meant for: Work (API key id)",
        "Issued: today, 13:32:07",
        "Valid until: today, 14:32:07",
        "Kind: access token",
        "Token id: 9f2c07aa-9e0b-4ad4-8a3d-fa2df5d841d7",
        "Allowed: access",
    ]


def test_a_claim_that_nobody_knows_keeps_its_own_name(stage: Stage) -> None:
    page = drawn(stage, replace(ACTIVE, claims=(Claim("shoe_size", "44"), Claim("exp", "soon"))))
    assert claims_of(page) == ["shoe_size: 44", "Valid until: soon"]


def test_the_whole_value_of_a_claim_can_be_copied_by_keyboard(stage: Stage) -> None:
    page = drawn(stage, ACTIVE)
    [table] = page.findChildren(ClaimsList)
    table.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(4):
        QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == ACTIVE.claims[4].value


@pytest.mark.parametrize(
    ("snapshot", "words"),
    [
        (LOCKED, "Unlock it to see what the access token says."),
        (replace(ACTIVE, session=SessionFact.UNREAD, claims=()), "Claims show up when it has"),
        (REFUSED, "Sign in to see what one says."),
    ],
)
def test_where_there_are_no_claims_it_says_why(
    stage: Stage, snapshot: Snapshot, words: str
) -> None:
    drawn(stage, ACTIVE)
    page = drawn(stage, snapshot)
    assert words in said_on(page)
    assert all(not one.isVisible() for one in page.findChildren(ClaimsList))


def test_a_locked_keystore_hides_claims_that_were_shown_before(stage: Stage) -> None:
    drawn(stage, ACTIVE)
    page = drawn(stage, replace(ACTIVE, obstacle=Obstacle.KEYSTORE_LOCKED))
    assert all(not one.isVisible() for one in page.findChildren(ClaimsList))


# ------------------------------------------------------------------------------------- the chart


def test_the_chart_says_in_a_sentence_what_its_columns_show(stage: Stage) -> None:
    page = drawn(stage, ACTIVE)
    assert page.chart.accessibleDescription() == (
        "Renewals in the last 7 days: on time 50, after waiting for the network 3, failed 1."
    )
    nothing = tuple(RenewalDay(one.day) for one in ACTIVE.renewals)
    drawn(stage, replace(ACTIVE, renewals=nothing))
    assert page.chart.accessibleDescription() == "No renewals in the last 7 days."


# --------------------------------------------------------------------------------- what one can do


def test_the_token_is_copied_and_renewed_by_their_buttons(stage: Stage) -> None:
    page = drawn(stage, ACTIVE)
    press(page.copy, Qt.Key.Key_Space)
    press(page.renew, Qt.Key.Key_Return)
    press(page.summary.sign_out, Qt.Key.Key_Space)
    assert stage.commands.calls == [("copy_access_token",), ("renew",), ("sign_out",)]


@pytest.mark.parametrize(
    ("keys", "call"),
    [("Ctrl+R", "renew"), ("F5", "renew"), ("Ctrl+Shift+C", "copy_access_token"),
     ("Ctrl+Q", "quit")],
)  # fmt: skip
def test_keys_do_what_buttons_do(stage: Stage, keys: str, call: str) -> None:
    drawn(stage, ACTIVE)
    QTest.keySequence(stage.window, keys)
    assert stage.commands.calls == [(call,)]


def test_a_renewal_that_was_asked_for_is_confirmed_when_it_came(stage: Stage) -> None:
    page = drawn(stage, ACTIVE)
    press(page.renew, Qt.Key.Key_Space)
    drawn(stage, replace(ACTIVE, activity=Activity.RENEWING))
    assert not page.renew.isEnabled()
    assert "Renewed." not in words_of(stage.window)
    renewed = replace(ACTIVE, issued_at=NOW, expires_at=NOW + 3600)
    drawn(stage, renewed)
    said = words_of(stage.window).replace("\u202f", " ")
    assert "Renewed. Valid until 14:49." in said


def test_a_renewal_that_came_by_itself_is_not_announced(stage: Stage) -> None:
    drawn(stage, ACTIVE)
    drawn(stage, replace(ACTIVE, activity=Activity.RENEWING))
    drawn(stage, replace(ACTIVE, issued_at=NOW, expires_at=NOW + 3600))
    assert "Renewed." not in words_of(stage.window)


def test_a_renewal_that_failed_is_not_called_done_when_a_later_one_works(stage: Stage) -> None:
    page = drawn(stage, ACTIVE)
    press(page.renew, Qt.Key.Key_Space)
    drawn(stage, replace(ACTIVE, activity=Activity.RENEWING))
    drawn(stage, OFFLINE)
    drawn(stage, replace(ACTIVE, issued_at=NOW, expires_at=NOW + 3600))
    assert "Renewed." not in words_of(stage.window)


@pytest.mark.qt_log_ignore("This plugin does not support")  # menus are windows; this is offscreen
def test_the_rest_is_in_the_menu(stage: Stage) -> None:
    page = drawn(stage, ACTIVE)
    assert page.more.accessibleName() == "More"
    press(page.more, Qt.Key.Key_Space)
    [menu] = [one for one in page.findChildren(QMenu) if one.isVisible()]
    texts = [one.text() for one in menu.actions() if not one.isSeparator()]
    assert texts == [
        "Sign out",
        "Sign out everywhere…",
        "Forget this computer…",
        "Remove “Work”",
    ]
    menu.actions()[0].trigger()
    assert stage.commands.calls == [("sign_out",)]
    menu.close()
    settle()


def test_the_button_that_renews_has_the_focus_again_afterwards(stage: Stage) -> None:
    stage.show(overview_of(ACTIVE))
    page = stage.page(SessionPage)
    press(page.renew, Qt.Key.Key_Space)
    stage.show(overview_of(replace(ACTIVE, activity=Activity.RENEWING)))
    assert not page.renew.isEnabled()
    assert not page.more.hasFocus()
    stage.show(overview_of(ACTIVE))
    assert page.renew.hasFocus()
