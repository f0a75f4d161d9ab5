"""Showing this computer's code: what is to be read and typed elsewhere, and for how long."""

from dataclasses import replace

import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage

from desktop.foundation.errors import InvalidIdentifierError
from desktop.session.device_facts import DeviceTrust
from desktop.session.snapshot import Overview, Snapshot
from desktop.ui.pages.show_code import ShowCodePage
from desktop.ui.routing import PageName, Where
from tests.ui.device_scenes import (
    DEVICE_SCENES,
    NOT_TRUSTED,
    REMEMBERED,
    SHOWN,
    THIS,
    UNTRUSTED,
)
from tests.ui.scenes import ACTIVE, BLANK, NOW, overview_of
from tests.ui.stage import Stage, press, settle, type_text, words_of

SHOWS = replace(NOT_TRUSTED, shown_code=SHOWN)


def drawn(stage: Stage, shown: Snapshot | Overview) -> ShowCodePage:
    """The page that shows this code."""
    stage.show(shown if isinstance(shown, Overview) else overview_of(shown), Where.SHOW_CODE)
    return stage.page(ShowCodePage)


def test_the_code_can_be_scanned_from_the_window(stage: Stage) -> None:
    drawn(stage, SHOWS)
    picture = stage.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert [one.text for one in zxingcpp.read_barcodes(picture)] == [SHOWN.text]


def test_it_says_what_to_do_and_which_digits_to_type(stage: Stage) -> None:
    page = drawn(stage, SHOWS)
    names = " ".join(one.accessibleName() for one in page.findChildren(type(page.digits)))
    assert names == "Six digits"
    assert page.digits.digits == "298842"
    assert page.digits.accessibleDescription() == "2 9 8 8 4 2"
    assert "On a device you already trust" in words_of(page)
    assert "login.example.com" in words_of(page)


def test_it_says_who_is_added_and_by_which_key(stage: Stage) -> None:
    said = words_of(drawn(stage, SHOWS))
    assert "It adds studio-laptop for maya@example.com. Its key is 5CC6 0E13 9A7B." in said


def test_its_time_runs_out_and_the_next_one_is_drawn(stage: Stage) -> None:
    page = drawn(stage, SHOWS)
    assert "2:31 left, then a new code appears." in words_of(page)
    stage.pass_seconds(150)
    assert "0:01 left, then a new code appears." in words_of(page)
    text = SHOWN.text.replace("1600000000", "1600000180")
    fresh = replace(SHOWN, text=text, started_at=NOW + 151, expires_at=NOW + 331)
    drawn(stage, replace(NOT_TRUSTED, shown_code=fresh))
    assert page.qr.text == text
    assert "3:01 left" in words_of(page)


def test_the_text_can_be_copied(stage: Stage) -> None:
    press(drawn(stage, SHOWS).copy, Qt.Key.Key_Space)
    assert QGuiApplication.clipboard().text() == SHOWN.text
    assert "Code copied. Paste it on the other device." in words_of(stage.window)


def test_it_is_shown_as_long_as_the_page_is_seen(stage: Stage) -> None:
    page = drawn(stage, NOT_TRUSTED)
    assert len(stage.commands.named("show_code")) == 1
    drawn(stage, SHOWS)
    stage.commands.calls.clear()
    press(page.cancel, Qt.Key.Key_Space)
    assert stage.shown() is PageName.DEVICES
    assert ("hide_code",) in stage.commands.calls


@pytest.mark.parametrize("where", [Where.SESSION, Where.SETTINGS, Where.HISTORY])
def test_going_elsewhere_takes_it_back(stage: Stage, where: Where) -> None:
    drawn(stage, SHOWS)
    stage.commands.calls.clear()
    stage.show(overview_of(SHOWS), where)
    assert ("hide_code",) in stage.commands.calls


def test_a_hidden_window_shows_nothing_and_a_window_that_comes_back_shows_it_again(
    stage: Stage,
) -> None:
    drawn(stage, SHOWS)
    stage.commands.calls.clear()
    stage.window.hide()
    settle()
    assert [call[0] for call in stage.commands.calls] == ["hide_code"]
    stage.window.show()
    settle()
    assert [call[0] for call in stage.commands.calls] == ["hide_code", "show_code"]


def test_before_the_service_knows_of_it_there_is_nothing_to_copy(stage: Stage) -> None:
    page = drawn(stage, DEVICE_SCENES["show-code-asking"])
    assert "Asking the service" in words_of(page)
    assert not page.copy.isEnabled()
    assert not page.digits.isVisible()


def test_what_went_wrong_is_said_and_can_be_tried_again(stage: Stage) -> None:
    page = drawn(stage, DEVICE_SCENES["show-code-unreachable"])
    assert "No answer from login.example.com: connection refused." in words_of(page)
    stage.commands.calls.clear()
    press(page.again, Qt.Key.Key_Return)
    assert [call[0] for call in stage.commands.calls] == ["show_code"]
    drawn(stage, SHOWS)
    assert "No answer" not in words_of(page)
    assert page.qr.isVisible()


def test_once_it_was_added_and_signed_in_the_session_is_shown(stage: Stage) -> None:
    drawn(stage, replace(REMEMBERED, shown_code=SHOWN))
    stage.show(overview_of(replace(ACTIVE, this_device=THIS)))
    assert stage.shown() is PageName.SESSION


def test_once_it_was_added_for_who_is_signed_in_the_devices_are_shown(stage: Stage) -> None:
    drawn(stage, SHOWS)
    stage.show(overview_of(replace(NOT_TRUSTED, this_device=THIS)))
    assert THIS.trust is DeviceTrust.TRUSTED
    assert stage.shown() is PageName.DEVICES


# --------------------------------------------------------------------------------- for whom it is


def test_where_nobody_is_known_it_asks_for_whom(stage: Stage) -> None:
    page = drawn(stage, replace(BLANK, this_device=UNTRUSTED))
    assert stage.commands.named("show_code") == []
    assert page.identifier.edit.hasFocus()
    type_text(page.identifier.edit, "maya@example.com")
    press(page.show_button, Qt.Key.Key_Space)
    [(identifier, _region)] = stage.commands.named("show_code")
    assert identifier == "maya@example.com"


def test_enter_in_the_field_shows_it_too(stage: Stage) -> None:
    page = drawn(stage, replace(BLANK, this_device=UNTRUSTED))
    type_text(page.identifier.edit, "maya@example.com")
    press(page.identifier.edit, Qt.Key.Key_Return)
    assert len(stage.commands.named("show_code")) == 1


@pytest.mark.parametrize("typed", ["", "maya", "maya@example"])
def test_what_is_no_address_is_said_and_not_sent(stage: Stage, typed: str) -> None:
    page = drawn(stage, replace(BLANK, this_device=UNTRUSTED))
    type_text(page.identifier.edit, typed)
    press(page.show_button, Qt.Key.Key_Space)
    assert "Type your e-mail address or phone number." in words_of(page)
    assert stage.commands.named("show_code") == []


def test_an_address_that_is_refused_is_said_at_the_field(stage: Stage) -> None:
    error = InvalidIdentifierError(identifier="a@b.c", reason="its domain has no dot")
    page = drawn(stage, replace(BLANK, this_device=UNTRUSTED, problem=error))
    assert "“a@b.c” can’t be an e-mail address or phone number" in words_of(page)


def test_another_address_can_be_chosen_before_signing_in(stage: Stage) -> None:
    page = drawn(stage, replace(REMEMBERED, shown_code=SHOWN))
    stage.commands.calls.clear()
    press(page.change, Qt.Key.Key_Space)
    assert stage.commands.calls == [("hide_code",)]
    drawn(stage, REMEMBERED)
    assert page.identifier.edit.selectedText() == "maya@example.com"
    type_text(page.identifier.edit, "noah@example.com")
    press(page.identifier.edit, Qt.Key.Key_Return)
    assert stage.commands.named("show_code")[0][0] == "noah@example.com"


def test_who_is_signed_in_can_not_be_changed_here(stage: Stage) -> None:
    assert not drawn(stage, SHOWS).change.isVisible()
