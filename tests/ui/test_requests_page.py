"""The page of sign-in requests: read, type the number, approve or deny; leaving decides nothing."""

from dataclasses import replace
from time import process_time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.foundation.errors import ServiceUnreachableError
from desktop.session.device_facts import DeviceTrust, Requests
from desktop.session.list_entries import Outcome, SignInRequest
from desktop.session.snapshot import Obstacle, Overview, Snapshot
from desktop.ui.pages.requests import RequestsPage
from desktop.ui.routing import PageName, Where
from desktop.ui.widgets.code_boxes import Mood
from desktop.ui.widgets.dialog import Dialog
from desktop.ui.widgets.sidebar import Place
from tests.ui.request_scenes import (
    CHROMIUM,
    DECIDED,
    FIREFOX,
    FORGED,
    LONG,
    PHONE,
    SERVER,
    TRUSTED,
    UNNUMBERED,
    asked,
    trust_of,
)
from tests.ui.scenes import BLANK, HOST, overview_of
from tests.ui.stage import Stage, press, settle, type_text, words_of

NARROW = (420, 560)

in_front = pytest.mark.qt_log_ignore("This plugin does not support raise")  # offscreen


def shown(stage: Stage, snapshot: Snapshot) -> RequestsPage:
    """The page, with what a snapshot knows."""
    stage.show(overview_of(snapshot), Where.REQUESTS)
    return stage.page(RequestsPage)


def question(stage: Stage) -> Dialog | None:
    """What is asked over the window."""
    return next((one for one in stage.window.findChildren(Dialog) if one.isVisible()), None)


def click_row(page: RequestsPage, number: int) -> None:
    """Click a line of the list; headings count too."""
    box = page.list.visualRect(page.list.model().index(number, 0))
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(page.list.viewport(), left, pos=box.center())
    settle()


# ---------------------------------------------------------------------------------------- approving


def test_the_newest_request_is_shown_with_all_that_is_known(stage: Stage) -> None:
    page = shown(stage, asked(FIREFOX, PHONE, decided=DECIDED))
    assert words_of(page.decision).splitlines() == [
        "Firefox on Windows",
        "wants to sign in as maya@example.com",
        "2:14 left to decide",
        "Device",
        "Firefox on Windows",
        "(its own claim)",
        "Address",
        "203.0.113.24",
        "(seen by the service)",
        "Asked",
        "today, 13:48:52",
        "Service",
        HOST,
        "Request",
        "Signature checked",
        "Type the number that device shows",
        "Only if you are signing in there yourself right now.",
        "Closing the window decides nothing.",
    ]
    assert page.decision.number.hasFocus()
    assert page.decision.number.accessibleName() == "Number, 2 digits"


def test_approve_wakes_with_the_second_digit_and_sends_the_number(stage: Stage) -> None:
    page = shown(stage, asked(FIREFOX))
    decision = page.decision
    assert not decision.approve.isEnabled()
    type_text(decision.number, "4")
    assert not decision.approve.isEnabled()
    type_text(decision.number, "7")
    assert decision.approve.isEnabled()
    assert stage.commands.calls == []
    press(decision.approve, Qt.Key.Key_Space)
    assert stage.commands.calls == [("approve_request", 7, "47")]


def test_neither_button_is_the_default_one(stage: Stage) -> None:
    page = shown(stage, asked(FIREFOX))
    type_text(page.decision.number, "47")
    QTest.keyClick(page.decision.number, Qt.Key.Key_Return)
    settle()
    assert stage.commands.calls == []


def test_deny_and_approve_are_equally_large(stage: Stage) -> None:
    page = shown(stage, asked(FIREFOX))
    assert page.decision.deny.height() == page.decision.approve.height()
    assert abs(page.decision.deny.width() - page.decision.approve.width()) <= 1


def test_deny_needs_no_number(stage: Stage) -> None:
    page = shown(stage, asked(FIREFOX))
    press(page.decision.deny, Qt.Key.Key_Space)
    assert stage.commands.calls == [("deny_request", 7)]


def test_nothing_can_be_pressed_while_the_decision_is_on_its_way(stage: Stage) -> None:
    page = shown(stage, asked(FIREFOX))
    type_text(page.decision.number, "47")
    stage.show(overview_of(asked(replace(FIREFOX, busy=True))))
    assert not page.decision.approve.isEnabled()
    assert not page.decision.deny.isEnabled()
    assert page.decision.number.mood is Mood.WAITING
    assert "Telling the service…" in words_of(page.decision)
    stage.show(overview_of(asked(FIREFOX)))
    assert page.decision.number.text() == "47"
    assert page.decision.approve.isEnabled()


def test_a_decision_that_did_not_arrive_keeps_the_number_and_says_why(stage: Stage) -> None:
    page = shown(stage, asked(FIREFOX))
    type_text(page.decision.number, "47")
    trouble = ServiceUnreachableError(host=HOST, reason="no route to host")
    stage.show(overview_of(asked(replace(FIREFOX, problem=trouble))))
    assert "No answer from login.example.com: no route to host." in words_of(page.decision)
    assert page.decision.approve.isEnabled()


def test_a_request_with_a_wrong_signature_can_only_be_denied(stage: Stage) -> None:
    page = shown(stage, asked(FORGED))
    assert "Signature is wrong" in words_of(page.decision)
    assert "This request can’t be approved" in words_of(page.decision)
    assert not page.decision.approve.isVisible()
    assert not page.decision.number.isVisible()
    press(page.decision.deny, Qt.Key.Key_Space)
    assert stage.commands.calls == [("deny_request", 7)]


@pytest.mark.parametrize("yes", [True, False])
def test_a_request_without_a_number_asks_once_more(stage: Stage, yes: bool) -> None:
    page = shown(stage, asked(UNNUMBERED))
    assert "Not signed by this service" in words_of(page.decision)
    assert "Not told by the service" in words_of(page.decision)
    assert not page.decision.number.isVisible()
    press(page.decision.approve, Qt.Key.Key_Space)
    assert stage.commands.calls == []
    asked_for = question(stage)
    assert asked_for is not None
    assert asked_for.cancel.hasFocus()
    assert "Firefox on Windows shows no number to compare." in words_of(asked_for)
    assert asked_for.confirm.text() == "Approve"
    press(asked_for.confirm if yes else asked_for.cancel, Qt.Key.Key_Space)
    assert stage.commands.calls == ([("approve_request", 7, "")] if yes else [])


# -------------------------------------------------------------------------------------- how it ends


def test_a_request_runs_out_while_it_is_looked_at(stage: Stage) -> None:
    page = shown(stage, asked(FIREFOX))
    type_text(page.decision.number, "47")
    stage.pass_seconds(133)
    assert "0:01 left to decide" in words_of(page.decision)
    stage.pass_seconds(1)
    assert "This request has run out." in words_of(page.decision)
    assert "Nobody was signed in by it. Start again on the other device." in words_of(page.decision)
    assert not page.decision.approve.isVisible()
    assert not page.decision.deny.isVisible()
    assert page.list.hasFocus()


@pytest.mark.parametrize(
    ("decided", "words"),
    [
        (replace(CHROMIUM, id=7), "Already denied on Phone."),
        (replace(SERVER, id=7), "You approved this request."),
        (
            replace(SERVER, id=7, outcome=Outcome.WRONG_NUMBER),
            "That number doesn’t match. The request was denied.",
        ),
    ],
)
def test_a_request_that_was_decided_says_so_in_its_place(
    stage: Stage, decided: object, words: str
) -> None:
    page = shown(stage, asked(FIREFOX, PHONE))
    stage.show(overview_of(replace(TRUSTED, requests=Requests(open=(PHONE,), decided=(decided,)))))  # type: ignore[arg-type]  # parametrize knows no types
    assert words in words_of(page.decision)
    assert "wanted to sign in as maya@example.com" in words_of(page.decision)
    assert not page.decision.deny.isVisible()
    assert page.list.chosen() == 7


def test_a_request_that_vanishes_is_over(stage: Stage) -> None:
    page = shown(stage, asked(FIREFOX))
    stage.show(overview_of(asked(decided=DECIDED)))
    assert "This request is over." in words_of(page.decision)


# ----------------------------------------------------------------------------------------- the list


def test_a_new_request_takes_nobodys_place(stage: Stage) -> None:
    page = shown(stage, asked(PHONE))
    type_text(page.decision.number, "4")
    stage.show(overview_of(asked(FIREFOX, PHONE)))
    assert page.list.chosen() == PHONE.id
    assert page.decision.number.text() == "4"
    assert page.decision.number.hasFocus()


def test_another_request_begins_with_empty_boxes(stage: Stage) -> None:
    page = shown(stage, asked(FIREFOX, PHONE))
    type_text(page.decision.number, "47")
    click_row(page, 2)
    assert "Spare phone" in words_of(page.decision)
    assert page.decision.number.text() == ""
    assert not page.decision.approve.isEnabled()
    assert page.decision.number.hasFocus()


def test_the_arrows_move_over_requests_and_past_headings(stage: Stage) -> None:
    page = shown(stage, asked(FIREFOX, PHONE, decided=DECIDED))
    page.list.setFocus(Qt.FocusReason.TabFocusReason)
    for chosen, words in ((6, "Spare phone"), (5, "build-server")):
        QTest.keyClick(page.list, Qt.Key.Key_Down)
        settle()
        assert page.list.chosen() == chosen
        assert words in words_of(page.decision)
        assert page.list.hasFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Up)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    settle()
    assert page.decision.number.hasFocus()


def test_rows_are_read_out_whole(stage: Stage) -> None:
    page = shown(stage, asked(FIREFOX, decided=(CHROMIUM,)))
    model = page.list.model()
    said = [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(4)]
    assert said == [
        "Waiting",
        "Firefox on Windows, 203.0.113.24, 2:14",
        "Decided today",
        "Chromium on Linux, Denied on Phone, 10:02",
    ]


def test_the_time_left_steps_in_the_list_too(stage: Stage) -> None:
    page = shown(stage, asked(FIREFOX))
    stage.pass_seconds(4)
    row = page.list.model().index(1, 0)
    assert str(row.data()).endswith("2:10")
    assert page.list.chosen() == 7


def test_five_hundred_requests_are_drawn_within_a_frame_or_three(stage: Stage) -> None:
    many = tuple(replace(PHONE, id=number) for number in range(1, 501))
    page = shown(stage, asked(*many))
    begin = process_time()
    for _ in range(10):
        page.draw(overview_of(asked(*many)), stage.clock.wall())
        settle()
    assert (process_time() - begin) / 10 < 0.05


@pytest.mark.parametrize("name", [LONG.device_name, "<img src=x>&amp;", "שלום \u202e", "a\nb"])
def test_a_name_that_is_not_nice_does_no_harm(stage: Stage, name: str) -> None:
    page = shown(stage, asked(replace(FIREFOX, device_name=name)))
    assert page.width() <= 960
    said = words_of(page.decision)
    assert "\u202e" not in said
    assert len(max(said.splitlines(), key=len)) < 200
    row = page.list.model().index(1, 0)
    assert "<img" not in str(row.data(Qt.ItemDataRole.ToolTipRole))
    assert page.decision.deny.isVisible()


# ---------------------------------------------------------------------------------------- two steps


def test_in_a_narrow_window_list_and_decision_are_two_steps(stage: Stage) -> None:
    stage.window.resize(*NARROW)
    page = shown(stage, asked(FIREFOX, PHONE))
    assert page.list.isVisible()
    assert not page.decision.isVisible()
    click_row(page, 2)
    assert not page.list.isVisible()
    assert "Spare phone" in words_of(page.decision)
    assert page.decision.number.hasFocus()
    press(page.header.back, Qt.Key.Key_Space)
    assert page.list.isVisible()
    assert not page.decision.isVisible()
    assert stage.commands.calls == []


def test_escape_goes_a_step_back_and_decides_nothing(stage: Stage) -> None:
    stage.window.resize(*NARROW)
    page = shown(stage, asked(FIREFOX))
    click_row(page, 1)
    for there in (PageName.REQUESTS, PageName.SESSION):
        QTest.keyClick(stage.window, Qt.Key.Key_Escape)
        settle()
        assert stage.shown() is there
    assert page.list.isVisibleTo(page)
    assert stage.commands.calls == []


def test_what_is_being_decided_stays_in_sight_when_the_window_gets_narrow(stage: Stage) -> None:
    page = shown(stage, asked(FIREFOX))
    type_text(page.decision.number, "4")
    stage.window.resize(*NARROW)
    settle()
    assert page.decision.isVisible()
    assert page.decision.number.text() == "4"
    stage.window.resize(960, 640)
    settle()
    assert page.list.isVisible()
    assert page.decision.isVisible()


# --------------------------------------------------------------------------- being led to a request


@in_front
@pytest.mark.parametrize("size", [(960, 640), NARROW])
def test_a_menu_or_a_notification_leads_to_its_request(stage: Stage, size: tuple[int, int]) -> None:
    stage.window.resize(*size)
    stage.show(overview_of(asked(FIREFOX, PHONE)))
    stage.window.review("work", PHONE.id)
    settle()
    page = stage.page(RequestsPage)
    assert page.list.chosen() == PHONE.id
    assert page.decision.isVisible()
    assert page.decision.number.hasFocus()
    assert stage.commands.calls == []


@in_front
def test_it_leads_to_another_profile_too(stage: Stage) -> None:
    home = replace(asked(PHONE), profile_id="home", profile_name="Home")
    both = Overview(snapshots=(asked(FIREFOX), home), active_id="work")
    stage.show(both)
    stage.window.review("home", PHONE.id)
    assert stage.commands.calls == [("show_profile", "home")]
    stage.show(replace(both, active_id="home"))
    assert stage.page(RequestsPage).list.chosen() == PHONE.id


@in_front
def test_the_list_alone_can_be_asked_for(stage: Stage) -> None:
    stage.show(overview_of(asked(FIREFOX)))
    stage.window.review("", None)
    settle()
    assert stage.shown() is PageName.REQUESTS
    assert stage.commands.calls == []


def test_the_badge_counts_what_can_be_decided(stage: Stage) -> None:
    shown(stage, asked(FIREFOX, PHONE, replace(PHONE, id=9, expires_at=stage.clock.wall() - 1)))
    [place] = [one for one in stage.window.findChildren(Place) if one.name == Where.REQUESTS]
    assert place.accessibleName() == "Sign-in requests, 2 waiting"
    stage.show(overview_of(TRUSTED))
    assert place.accessibleName() == ""


# ---------------------------------------------------------------------------- nothing to be decided


def test_nobody_asks(stage: Stage) -> None:
    page = shown(stage, TRUSTED)
    assert words_of(page.empty).splitlines() == [
        "Nobody is asking",
        "Requests from other devices show up here.",
    ]
    assert page.empty.button.text() == "See decided requests"


@pytest.mark.parametrize(
    ("overview", "words", "step"),
    [
        (overview_of(replace(TRUSTED, obstacle=Obstacle.KEYSTORE_LOCKED)),
         "The keystore is locked", "unlock_keystore"),
        (overview_of(replace(TRUSTED, obstacle=Obstacle.KEYSTORE_LOCKED, unlocking=True)),
         "Waiting for the keystore’s password", "cancel_unlock"),
        (overview_of(replace(TRUSTED, obstacle=Obstacle.KEYSTORE_UNAVAILABLE)),
         "There is no keystore here", PageName.KEYSTORE_CHOICE),
        (overview_of(BLANK), "Nobody is signed in", PageName.SIGN_IN),
        (trust_of(DeviceTrust.NOT_TRUSTED), "This computer is not trusted", PageName.DEVICES),
        (trust_of(DeviceTrust.KEY_LOST), "This computer’s key is gone", PageName.DEVICES),
    ],
)  # fmt: skip
def test_what_has_to_be_first_is_a_press_away(
    stage: Stage, overview: Overview, words: str, step: str
) -> None:
    stage.show(overview, Where.REQUESTS)
    page = stage.page(RequestsPage)
    assert words in words_of(page.empty)
    assert page.empty.button.hasFocus()
    press(page.empty.button, Qt.Key.Key_Return)
    if isinstance(step, PageName):
        assert stage.shown() is step
    else:
        assert (step,) in stage.commands.calls


def test_a_service_that_does_not_answer_is_said_and_what_is_known_stays(stage: Stage) -> None:
    trouble = ServiceUnreachableError(host=HOST, reason="no route to host")
    page = shown(stage, replace(TRUSTED, requests=Requests(open=(FIREFOX,), problem=trouble)))
    assert "No answer from login.example.com: no route to host" in words_of(page.trouble)
    assert page.decision.isVisible()
    stage.show(overview_of(asked(FIREFOX)))
    assert not page.trouble.isVisible()


def test_what_takes_a_code_first_offers_one(stage: Stage) -> None:
    page = shown(stage, replace(asked(FIREFOX), needs_code=True))
    press(page.banner.button, Qt.Key.Key_Space)
    assert ("confirm_with_code",) in stage.commands.calls


def test_another_profile_has_its_own_requests(stage: Stage) -> None:
    page = shown(stage, asked(FIREFOX))
    home = replace(asked(PHONE), profile_id="home")
    stage.show(overview_of(home))
    assert page.list.chosen() == PHONE.id
    other: SignInRequest = replace(FIREFOX, device_name="Somebody else")
    stage.show(overview_of(asked(other)))
    assert "Somebody else" in words_of(page.decision)
    assert page.decision.number.text() == ""


@in_front
def test_the_focus_never_falls_on_deny_by_itself(stage: Stage) -> None:
    page = shown(stage, asked(UNNUMBERED))
    assert page.list.hasFocus()
    press(page.list, Qt.Key.Key_Return)
    stage.window.resize(*NARROW)
    settle()
    assert page.header.back.hasFocus()
    stage.window.resize(960, 640)
    settle()
    assert page.list.hasFocus()
    stage.window.review("", UNNUMBERED.id)
    settle()
    assert not page.decision.deny.hasFocus()
    assert stage.commands.calls == []
