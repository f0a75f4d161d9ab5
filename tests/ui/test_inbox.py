"""The demo's inbox: the mail that its service would have sent."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel

from desktop.session.list_entries import Message
from desktop.ui.inbox import Inbox, Letter
from desktop.ui.pages.code import CodePage
from tests.ui.scenes import ACTIVE, BLANK, ENTRY, MESSAGE, NOW, demo, overview_of, signing_in
from tests.ui.stage import Stage, settle, words_of

CODE = overview_of(demo(signing_in(ENTRY)))


def inbox_of(stage: Stage) -> Inbox:
    [inbox] = stage.window.findChildren(Inbox)
    return inbox


def test_it_is_beside_the_pages_that_a_mail_is_needed_for(stage: Stage) -> None:
    stage.show(overview_of(demo(BLANK)))
    assert inbox_of(stage).isVisible()
    stage.show(CODE)
    assert inbox_of(stage).isVisible()
    stage.show(overview_of(demo(ACTIVE)))
    assert not inbox_of(stage).isVisible()


def test_a_real_service_has_no_inbox_here(stage: Stage) -> None:
    stage.show(replace(overview_of(signing_in(ENTRY)), inbox=(MESSAGE,)))
    assert stage.window.findChildren(Inbox) == []


def test_an_empty_inbox_says_what_will_be_there(stage: Stage) -> None:
    stage.show(CODE)
    assert "No mail yet" in words_of(inbox_of(stage))
    stage.show(replace(CODE, inbox=(MESSAGE,)))
    assert "No mail yet" not in words_of(inbox_of(stage))


def test_a_mail_is_shown_with_its_code_and_can_be_selected(stage: Stage) -> None:
    stage.show(replace(CODE, inbox=(MESSAGE,)))
    said = words_of(inbox_of(stage)).replace("\u202f", " ")
    assert "482913 is your code for Demo" in said
    assert "Your code is 482 913." in said
    assert "maya@example.com" in said
    assert "13:49" in said
    [letter] = inbox_of(stage).findChildren(Letter)
    selectable = [
        one.text() for one in letter.findChildren(QLabel) if one.textInteractionFlags().value & 1
    ]
    assert MESSAGE.subject in selectable


def test_the_newest_mail_is_on_top(stage: Stage) -> None:
    older = replace(MESSAGE, subject="111111 is your code for Demo", received_at=NOW - 300)
    stage.show(replace(CODE, inbox=(older, MESSAGE)))
    letters = sorted(inbox_of(stage).findChildren(Letter), key=lambda one: one.y())
    assert "482913" in words_of(letters[0])
    assert "111111" in words_of(letters[1])


def test_a_mail_is_text_whatever_it_holds(stage: Stage) -> None:
    sly = Message(
        "maya@example.com", "<b>Code</b> 123456", "<img src='http://x.example/p.png'>", NOW
    )
    stage.show(replace(CODE, inbox=(sly,)))
    assert "<b>Code</b> 123456" in words_of(inbox_of(stage))
    assert "<img src" in words_of(inbox_of(stage))


@pytest.mark.parametrize(
    ("width", "below"), [(420, True), (800, True), (952, False), (1280, False)]
)
def test_it_is_beside_the_page_or_below_it_where_both_do_not_fit(
    stage: Stage, width: int, below: bool
) -> None:
    stage.window.resize(width, 640)
    stage.show(replace(CODE, inbox=(MESSAGE,)))
    settle()
    page = stage.page(CodePage)
    at = inbox_of(stage).mapTo(stage.window, QPoint(0, 0))
    edge = page.mapTo(stage.window, QPoint(page.width(), page.height()))
    assert (at.y() >= edge.y()) is below
    assert (at.x() >= edge.x()) is not below
