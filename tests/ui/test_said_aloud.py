"""What appears without the focus moving is said aloud, once; what nobody sees is not."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent

from desktop.session.list_entries import Outcome
from desktop.session.snapshot import Overview
from desktop.ui.pages.approval_wait import ApprovalWaitPage
from desktop.ui.pages.code import CodePage
from desktop.ui.routing import Where
from tests.ui.request_scenes import FIREFOX, PHONE, REQUEST_SCENES, WAIT, asked, ended
from tests.ui.scenes import ACTIVE, BLANK, ENTRY, NOW, SCENES, WRONG, overview_of, signing_in
from tests.ui.stage import Stage, settle, type_text


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What assistive tools are asked to say, in that order."""
    said: list[str] = []

    def hear(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return said


def test_the_page_that_came_is_named(stage: Stage, heard: list[str]) -> None:
    stage.show(overview_of(BLANK))
    assert heard == []
    stage.show(overview_of(signing_in(ENTRY)))
    assert heard == ["Enter the code"]
    stage.show(overview_of(signing_in(ENTRY)))
    assert heard == ["Enter the code"]


def test_where_the_focus_says_it_the_page_is_not_named_again(
    stage: Stage, heard: list[str]
) -> None:
    stage.show(overview_of(ACTIVE))
    stage.window.go(Where.SETTINGS)
    stage.window.go(Where.SESSION)
    settle()
    assert heard == []


def test_of_a_request_for_approval_the_number_is_said(stage: Stage, heard: list[str]) -> None:
    stage.show(overview_of(BLANK))
    stage.show(overview_of(signing_in(WAIT)))
    assert heard == ["Approve on another device. Type this number there: 4 7"]


@pytest.mark.parametrize("outcome", [Outcome.DENIED, Outcome.EXPIRED])
def test_how_the_wait_for_an_approval_ended_is_said_once(
    stage: Stage, heard: list[str], outcome: Outcome
) -> None:
    stage.show(overview_of(signing_in(WAIT)))
    stage.show(ended(outcome))
    stage.show(ended(outcome))
    assert len(heard) == 1
    assert heard[0].startswith(stage.page(ApprovalWaitPage).ending.words())


def test_a_wrong_code_is_said_once_for_each_time(stage: Stage, heard: list[str]) -> None:
    stage.show(overview_of(signing_in(ENTRY)))
    for left in (3, 2):
        type_text(stage.page(CodePage).boxes, "730114")
        stage.show(overview_of(signing_in(replace(ENTRY, busy=True))))
        stage.show(overview_of(signing_in(replace(WRONG, attempts_left=left))))
        stage.show(overview_of(signing_in(replace(WRONG, attempts_left=left))))
    next_step = "Use the newest message, or send a new code."
    assert heard == [
        f"That code doesn’t match. {left} attempts left. {next_step}" for left in (3, 2)
    ]


def test_a_new_request_is_said_once(stage: Stage, heard: list[str]) -> None:
    stage.show(overview_of(asked(FIREFOX)), Where.REQUESTS)
    heard.clear()
    for _ in range(2):
        stage.show(overview_of(asked(FIREFOX, PHONE)))
        stage.pass_seconds(1)
    assert heard == ["Spare phone asks to sign in…"]


def test_a_request_whose_time_is_up_is_said_to_be_over_once(stage: Stage, heard: list[str]) -> None:
    stage.show(overview_of(asked(replace(FIREFOX, expires_at=NOW + 5))), Where.REQUESTS)
    heard.clear()
    for _ in range(8):
        stage.pass_seconds(1)
    assert len(heard) == 1
    assert heard[0].startswith("This request has run out.")


def test_the_end_of_a_session_is_said_once(stage: Stage, heard: list[str]) -> None:
    stage.show(overview_of(replace(ACTIVE, expires_at=NOW + 5)))
    heard.clear()
    for _ in range(8):
        stage.pass_seconds(1)
    assert [one for one in heard if "ended" in one] == heard[:1], heard


def test_a_banner_and_a_toast_are_said(stage: Stage, heard: list[str]) -> None:
    stage.show(overview_of(ACTIVE))
    stage.show(SCENES["session-offline"])
    stage.show(SCENES["session-offline"])
    assert len(heard) == 1
    stage.window.say("Renewed. Valid until 15:20.")
    assert heard[1:] == ["Renewed. Valid until 15:20."]


@pytest.mark.parametrize("minimised", [False, True])
def test_a_window_that_nobody_sees_says_nothing(
    stage: Stage, heard: list[str], minimised: bool
) -> None:
    stage.show(overview_of(ACTIVE))
    if minimised:
        stage.window.showMinimized()
    else:
        stage.window.hide()
    settle()
    stage.window.draw(SCENES["session-offline"])
    settle()
    assert heard == []


@pytest.mark.parametrize("overview", REQUEST_SCENES.values(), ids=REQUEST_SCENES)
def test_the_focus_never_begins_at_what_has_no_name(stage: Stage, overview: Overview) -> None:
    stage.show(overview, Where.REQUESTS)
    focused = stage.window.focusWidget()
    interface = QAccessible.queryAccessibleInterface(focused)
    assert interface.text(QAccessible.Text.Name), focused
