"""The page on which the code is typed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.foundation.errors import (
    CodeExpiredError,
    ServiceUnreachableError,
    TooManyTriesError,
    WrongCodeError,
)
from desktop.session.snapshot import Overview, SessionFact
from desktop.session.under_way import CodeEntry
from desktop.ui.pages.code import CodePage
from desktop.ui.routing import PageName
from desktop.ui.widgets.code_boxes import Mood
from desktop.ui.widgets.ring import Bar
from tests.ui.scenes import ACTIVE, ENTRY, HOST, NOW, WRONG, overview_of, signing_in
from tests.ui.stage import Stage, click, press, put_on_clipboard, words_of


def entered(stage: Stage, entry: CodeEntry, **changes: object) -> CodePage:
    """The page that shows this challenge."""
    stage.show(overview(entry, **changes))
    return stage.page(CodePage)


def overview(entry: CodeEntry, **changes: object) -> Overview:
    return overview_of(replace(signing_in(entry), **changes))  # type: ignore[arg-type]  # any field


def test_the_boxes_have_the_focus_and_the_host_stays_in_sight(stage: Stage) -> None:
    page = entered(stage, ENTRY)
    assert page.boxes.hasFocus()
    assert HOST in words_of(page)


def test_the_place_the_code_went_to_is_said(stage: Stage) -> None:
    page = entered(stage, ENTRY)
    said = [one for one in words_of(page).splitlines() if one.startswith("We sent")]
    assert "six digits" in said[0]
    assert "m···a@example.com" in said[0]


def test_another_number_of_digits_and_another_channel_are_said(stage: Stage) -> None:
    page = entered(stage, replace(ENTRY, digits=4))
    assert "We sent 4 digits to" in words_of(page)
    assert page.boxes.digits == 4
    stage.show(overview(replace(ENTRY, channel="WHATSAPP", sent_to="+49 ··· 789")))
    assert "We sent a code by WhatsApp to" in words_of(page)


def test_a_place_with_marks_of_html_is_shown_as_it_is(stage: Stage) -> None:
    page = entered(stage, replace(ENTRY, sent_to="<b>&m@example.com"))
    assert "&lt;b>&amp;m@example.com" in words_of(page)


def test_a_full_code_is_sent_once_and_nothing_can_be_changed_meanwhile(stage: Stage) -> None:
    page = entered(stage, ENTRY)
    QTest.keyClicks(page.boxes, "482913")
    assert stage.commands.named("submit_code") == [("482913",)]
    assert page.boxes.mood is Mood.WAITING
    stage.show(overview(replace(ENTRY, busy=True)))
    QTest.keyClicks(page.boxes, "7")
    QTest.keyClick(page.boxes, Qt.Key.Key_Return)
    assert page.boxes.text() == "482913"
    assert not page.paste.isEnabled()
    assert stage.commands.named("submit_code") == [("482913",)]


def test_a_wrong_code_keeps_what_was_typed_and_says_how_many_attempts_are_left(
    stage: Stage,
) -> None:
    page = entered(stage, ENTRY)
    QTest.keyClicks(page.boxes, "730114")
    stage.show(overview(replace(ENTRY, busy=True)))
    stage.show(overview(WRONG))
    assert page.boxes.text() == "730114"
    assert page.boxes.selectedText() == "730114"
    assert page.boxes.hasFocus()
    said = words_of(page)
    assert "That code doesn’t match. 3 attempts left." in said
    assert "Use the newest message, or send a new code." in said
    QTest.keyClicks(page.boxes, "482913")
    assert stage.commands.named("submit_code") == [("730114",), ("482913",)]


def test_drawing_the_same_wrong_code_again_leaves_the_new_digits_alone(stage: Stage) -> None:
    page = entered(stage, WRONG)
    QTest.keyClicks(page.boxes, "48")
    stage.show(overview(WRONG))
    assert page.boxes.text() == "48"
    assert page.boxes.selectedText() == ""
    QTest.keyClicks(page.boxes, "2")
    assert page.boxes.text() == "482"


def test_the_last_attempt_is_said_in_the_singular(stage: Stage) -> None:
    page = entered(stage, replace(ENTRY, attempts_left=1))
    assert "1 attempt left" in words_of(page).splitlines()
    last = replace(ENTRY, attempts_left=1, problem=WrongCodeError(attempts_left=1))
    stage.show(overview(last))
    assert "That code doesn’t match. 1 attempt left." in words_of(page)


def test_a_service_that_does_not_count_attempts_is_not_made_to(stage: Stage) -> None:
    page = entered(stage, replace(ENTRY, attempts_left=None))
    assert "attempt" not in words_of(page)


def test_trouble_on_the_way_keeps_the_code_and_lets_it_be_sent_again(stage: Stage) -> None:
    page = entered(stage, ENTRY)
    QTest.keyClicks(page.boxes, "482913")
    stage.show(overview(replace(ENTRY, busy=True)))
    trouble = ServiceUnreachableError(host=HOST, reason="connection refused")
    stage.show(overview(replace(ENTRY, problem=trouble)))
    assert page.boxes.text() == "482913"
    assert "No answer from login.example.com: connection refused." in words_of(page)
    QTest.keyClick(page.boxes, Qt.Key.Key_Return)
    assert stage.commands.named("submit_code") == [("482913",), ("482913",)]


def test_time_left_counts_down(stage: Stage) -> None:
    page = entered(stage, ENTRY)
    assert "4:12 left" in words_of(page)
    stage.pass_seconds(13)
    assert "3:59 left" in words_of(page)


def test_the_time_runs_out_while_the_page_is_looked_at(stage: Stage) -> None:
    page = entered(stage, ENTRY)
    stage.pass_seconds(253)
    assert "This code has run out." in words_of(page)
    assert page.again.text() == "Send a new one"
    assert page.again.isEnabled()


def test_a_code_that_the_service_calls_expired_can_only_be_replaced(stage: Stage) -> None:
    page = entered(stage, ENTRY)
    expired = replace(ENTRY, resend_at=NOW - 1, problem=CodeExpiredError())
    stage.show(overview(expired))
    QTest.keyClicks(page.boxes, "482913")
    assert stage.commands.named("submit_code") == []
    assert "This code has run out." in words_of(page)
    press(page.again, Qt.Key.Key_Space)
    assert stage.commands.named("send_code_again") == [()]


def test_another_code_can_be_asked_for_when_the_wait_is_over(stage: Stage) -> None:
    page = entered(stage, ENTRY)
    assert page.again.text() == "Send again in 0:28"
    assert not page.again.isEnabled()
    click(page.again)
    assert stage.commands.named("send_code_again") == []
    stage.pass_seconds(27)
    assert page.again.text() == "Send again in 0:01"
    assert not page.again.isEnabled()
    stage.pass_seconds(1)
    assert page.again.text() == "Send again"
    press(page.again, Qt.Key.Key_Space)
    assert stage.commands.named("send_code_again") == [()]
    assert page.boxes.hasFocus()


def test_too_many_tries_say_when_it_goes_on(stage: Stage) -> None:
    blocked = replace(
        ENTRY, attempts_left=0, resend_at=NOW + 900, problem=TooManyTriesError(seconds=900)
    )
    page = entered(stage, blocked)
    assert "Too many tries." in words_of(page)
    assert "You can ask again at 14:04." in words_of(page).replace("\u202f", " ")
    assert page.again.text() == "Send again in 15:00"
    assert not page.again.isEnabled()
    stage.pass_seconds(900)
    assert page.again.isEnabled()


def test_a_new_challenge_begins_with_empty_boxes(stage: Stage) -> None:
    page = entered(stage, WRONG)
    QTest.keyClicks(page.boxes, "4829")
    stage.show(overview(replace(ENTRY, started_at=NOW, expires_at=NOW + 300)))
    assert page.boxes.text() == ""
    assert "doesn’t match" not in words_of(page)


def test_a_pasted_message_is_sent(stage: Stage) -> None:
    page = entered(stage, ENTRY)
    put_on_clipboard("482 913 is your code for Example Works")
    press(page.paste, Qt.Key.Key_Space)
    assert stage.commands.named("submit_code") == [("482913",)]


def test_what_helps_depends_on_how_the_code_came(stage: Stage) -> None:
    page = entered(stage, ENTRY)
    assert "Look in the spam folder for “Your code is”" in words_of(page)
    assert page.change.text() == "Change the address"
    stage.show(overview(replace(ENTRY, channel="SMS"), channels=("SMS",)))
    assert "spam" not in words_of(page)
    assert page.change.text() == "Change the number"
    stage.show(overview(replace(ENTRY, channel="SMS")))
    assert page.change.text() == "Change the number or the way"


@pytest.mark.parametrize("way", ["change", "back"])
def test_the_challenge_is_left_by_its_buttons(stage: Stage, way: str) -> None:
    page = entered(stage, ENTRY)
    press(page.change if way == "change" else page.header.back, Qt.Key.Key_Space)
    assert stage.commands.named("cancel_sign_in") == [()]


def test_escape_does_not_throw_a_challenge_away(stage: Stage) -> None:
    page = entered(stage, ENTRY)
    press(page.boxes, Qt.Key.Key_Escape)
    assert stage.commands.calls == []
    assert stage.shown() is PageName.CODE


def test_a_right_code_is_seen_for_a_moment_before_the_session_is(stage: Stage) -> None:
    page = entered(stage, ENTRY)
    QTest.keyClicks(page.boxes, "482913")
    stage.show(overview(replace(ENTRY, accepted=True)))
    assert page.boxes.mood is Mood.RIGHT
    session = overview_of(replace(ACTIVE, session=SessionFact.ACTIVE))
    stage.window.draw(session)
    assert stage.shown() is PageName.CODE
    while stage.shown() is PageName.CODE:  # the green lasts 120 ms; pytest's time limit watches
        QApplication.processEvents()
    assert stage.shown() is PageName.SESSION


def test_assistive_tools_are_told_the_time_left(stage: Stage) -> None:
    page = entered(stage, ENTRY)
    described = {one.accessibleDescription() for one in page.findChildren(Bar)}
    assert described == {"4:12 left"}
