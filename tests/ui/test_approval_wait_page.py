"""Waiting until another device approves: what to do there, the number, and how it ends."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop.foundation.errors import ServiceUnreachableError, TooManyTriesError
from desktop.session.list_entries import Outcome
from desktop.session.snapshot import Activity
from desktop.session.under_way import ApprovalWait
from desktop.ui.pages.approval_wait import ApprovalWaitPage
from desktop.ui.routing import PageName
from desktop.ui.widgets.sidebar import StatusLine
from tests.ui.request_scenes import WAIT, ended
from tests.ui.scenes import BLANK, HOST, overview_of, signing_in
from tests.ui.stage import Stage, press, words_of


def waiting(stage: Stage, wait: ApprovalWait = WAIT) -> ApprovalWaitPage:
    """The page while it is waited."""
    stage.show(overview_of(signing_in(wait)))
    return stage.page(ApprovalWaitPage)


def test_it_says_what_to_do_there_and_shows_the_number(stage: Stage) -> None:
    page = waiting(stage)
    words = words_of(page)
    assert HOST in words
    assert "We asked the devices that maya@example.com trusts." in words
    assert page.number.digits == "47"
    assert page.number.accessibleDescription() == "4 7"
    assert page.ring.accessibleDescription() == "2:22 left"
    assert "Type it only on your own device. Don’t read it out to anyone." in words
    assert page.cancel.hasFocus()
    [line] = stage.window.findChildren(StatusLine)
    assert line.accessibleName() == "Waiting for approval"


def test_the_time_left_steps(stage: Stage) -> None:
    page = waiting(stage)
    stage.pass_seconds(83)
    assert page.ring.accessibleDescription() == "0:59 left"
    stage.pass_seconds(600)
    assert page.ring.accessibleDescription() == "0:00 left"


def test_a_service_without_numbers_shows_none(stage: Stage) -> None:
    page = waiting(stage, replace(WAIT, number=""))
    assert not page.number.isVisible()
    assert "This service gives no number to compare." in words_of(page)
    assert "Type it only" not in words_of(page)


def test_a_name_that_looks_like_markup_is_shown_as_it_is(stage: Stage) -> None:
    page = waiting(stage, replace(WAIT, device_name="<b>studio</b>"))
    assert "&lt;b>studio&lt;/b>" in words_of(page)


@pytest.mark.parametrize("by_header", [True, False])
def test_it_can_be_taken_back(stage: Stage, by_header: bool) -> None:
    page = waiting(stage)
    press(page.header.back if by_header else page.cancel, Qt.Key.Key_Space)
    assert stage.commands.calls == [("cancel_sign_in",)]


def test_escape_does_not_take_it_back(stage: Stage) -> None:
    page = waiting(stage)
    press(page.cancel, Qt.Key.Key_Escape)
    assert stage.commands.calls == []
    assert stage.shown() is PageName.APPROVAL_WAIT


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.DENIED, "The request was denied."),
        (Outcome.WRONG_NUMBER, "Another number was typed there, so the request was denied."),
        (Outcome.EXPIRED, "Nobody answered in time."),
    ],
)
def test_it_ends_at_once_and_can_be_asked_again(stage: Stage, outcome: Outcome, words: str) -> None:
    page = waiting(stage)
    stage.show(ended(outcome))
    assert words in words_of(page)
    assert not page.number.isVisible()
    assert not page.cancel.isVisible()
    assert page.again.hasFocus()
    press(page.again, Qt.Key.Key_Return)
    assert stage.commands.calls == [("ask_another_device", "maya@example.com", "")]


def test_asking_again_shows_that_it_is_under_way_and_then_the_new_number(stage: Stage) -> None:
    stage.show(ended(Outcome.DENIED))
    page = stage.page(ApprovalWaitPage)
    again = replace(
        BLANK,
        activity=Activity.SIGNING_IN,
        sending=True,
        sign_in=replace(WAIT, outcome=Outcome.DENIED),
    )
    stage.show(overview_of(again))
    assert page.again.text() == "Asking…"
    assert not page.again.isEnabled()
    waiting(stage, replace(WAIT, number="08"))
    assert page.number.digits == "08"
    assert page.number.isVisible()
    assert not page.again.isVisible()
    assert page.cancel.hasFocus()


def test_what_went_wrong_is_said(stage: Stage) -> None:
    page = waiting(stage)
    trouble = ServiceUnreachableError(host=HOST, reason="no route to host")
    stage.show(overview_of(replace(BLANK, sign_in=replace(WAIT, problem=trouble))))
    assert "No answer from login.example.com: no route to host." in words_of(page)
    assert page.again.isEnabled()


def test_after_too_many_requests_the_button_counts_down(stage: Stage) -> None:
    over = replace(WAIT, outcome=Outcome.EXPIRED)
    blocked = replace(BLANK, sign_in=over, problem=TooManyTriesError(seconds=90))
    stage.show(overview_of(blocked))
    page = stage.page(ApprovalWaitPage)
    assert "Too many tries." in words_of(page)
    assert page.again.text() == "Ask again in 1:30"
    stage.pass_seconds(89)
    assert not page.again.isEnabled()
    stage.pass_seconds(1)
    assert page.again.text() == "Ask again"
    assert page.again.isEnabled()


@pytest.mark.parametrize(
    ("identifier", "channels", "sent"),
    [
        ("maya@example.com", ("EMAIL", "SMS"), [("maya@example.com", "", "EMAIL")]),
        ("+4915123456789", ("EMAIL", "WHATSAPP"), [("+4915123456789", "", "WHATSAPP")]),
        ("+4915123456789", ("EMAIL",), []),
    ],
)
def test_a_code_can_be_used_instead(
    stage: Stage, identifier: str, channels: tuple[str, ...], sent: list[tuple[str, ...]]
) -> None:
    snapshot = signing_in(replace(WAIT, identifier=identifier))
    stage.show(overview_of(replace(snapshot, channels=channels)))
    press(stage.page(ApprovalWaitPage).use_code, Qt.Key.Key_Space)
    assert stage.commands.calls[0] == ("cancel_sign_in",)
    assert stage.commands.named("send_code") == sent
