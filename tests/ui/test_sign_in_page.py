"""The page that asks for an e-mail address or a phone number."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.foundation.errors import (
    InvalidIdentifierError,
    ServiceUnreachableError,
    TooManyTriesError,
)
from desktop.session.device_facts import DeviceTrust
from desktop.session.snapshot import Activity, Snapshot
from desktop.ui.pages.sign_in import SignInPage
from desktop.ui.widgets.segments import Segment
from tests.ui.request_scenes import THIS
from tests.ui.scenes import BLANK, HOST, demo, overview_of
from tests.ui.stage import Stage, click, press, type_text, words_of


@pytest.fixture
def asked(stage: Stage) -> Callable[..., SignInPage]:
    """The page, drawn from a profile without a session."""

    def draw(snapshot: Snapshot = BLANK) -> SignInPage:
        stage.show(overview_of(snapshot))
        return stage.page(SignInPage)

    return draw


def segments(page: SignInPage) -> dict[str, Segment]:
    """The channels, by their value."""
    return {one.value: one for one in page.channel.findChildren(Segment) if one.isVisible()}


def test_the_field_has_the_focus_and_the_host_stays_in_sight(
    asked: Callable[..., SignInPage],
) -> None:
    page = asked()
    assert page.identifier.edit.hasFocus()
    assert HOST in words_of(page)


def test_the_last_identifier_is_there_and_selected(asked: Callable[..., SignInPage]) -> None:
    page = asked(replace(BLANK, last_identifier="maya@example.com"))
    assert page.identifier.edit.selectedText() == "maya@example.com"


def test_an_address_is_recognised_as_it_is_typed(asked: Callable[..., SignInPage]) -> None:
    page = asked()
    type_text(page.identifier.edit, "maya@example")
    assert "E-mail" not in words_of(page.identifier).splitlines()
    type_text(page.identifier.edit, ".com")
    assert "E-mail" in words_of(page.identifier).splitlines()
    assert page.channel.value() == "EMAIL"
    assert {name: one.isEnabled() for name, one in segments(page).items()} == {
        "EMAIL": True,
        "SMS": False,
        "WHATSAPP": False,
    }
    assert "SMS and WhatsApp need a phone number." in words_of(page)


def test_a_number_is_recognised_and_asks_for_its_country(
    asked: Callable[..., SignInPage], stage: Stage
) -> None:
    page = asked()
    assert not page.country.isVisible()
    type_text(page.identifier.edit, "0151 23456789")
    assert page.country.isVisible()
    assert "Phone" in words_of(page.identifier)
    page.country.setCurrentIndex(page.country.findData("DE"))
    press(page.identifier.edit, Qt.Key.Key_Return)
    assert stage.commands.named("send_code") == [("0151 23456789", "DE", "SMS")]


def test_a_number_with_its_country_needs_no_picker(asked: Callable[..., SignInPage]) -> None:
    page = asked()
    type_text(page.identifier.edit, "+49151 23456789")
    assert not page.country.isVisible()
    assert "Phone" in words_of(page.identifier)


def test_the_way_of_the_code_can_be_chosen_for_a_number(
    asked: Callable[..., SignInPage], stage: Stage
) -> None:
    page = asked()
    type_text(page.identifier.edit, "+4915123456789")
    click(segments(page)["WHATSAPP"])
    press(page.send, Qt.Key.Key_Space)
    assert stage.commands.named("send_code")[0][2] == "WHATSAPP"


def test_a_service_with_one_channel_offers_no_choice(asked: Callable[..., SignInPage]) -> None:
    page = asked(replace(BLANK, channels=("EMAIL",)))
    assert not page.channel.isVisible()
    assert "Send the code by" not in words_of(page)


def test_a_number_is_told_that_the_service_sends_mail_only(
    asked: Callable[..., SignInPage],
) -> None:
    page = asked(replace(BLANK, channels=("EMAIL",)))
    type_text(page.identifier.edit, "+4915123456789")
    assert "This service sends codes by e-mail only." in words_of(page)


def test_enter_in_the_field_sends(asked: Callable[..., SignInPage], stage: Stage) -> None:
    page = asked()
    type_text(page.identifier.edit, "  maya@example.com ")
    QTest.keyClick(page.identifier.edit, Qt.Key.Key_Return)
    [(identifier, _region, channel)] = stage.commands.named("send_code")
    assert (identifier, channel) == ("maya@example.com", "EMAIL")


def test_an_empty_field_is_said_and_nothing_is_sent(
    asked: Callable[..., SignInPage], stage: Stage
) -> None:
    page = asked()
    press(page.send, Qt.Key.Key_Space)
    assert stage.commands.named("send_code") == []
    assert "Type your e-mail address or phone number." in words_of(page)
    assert page.identifier.edit.hasFocus()


def test_what_can_not_be_an_address_is_said_at_the_field_until_it_is_changed(
    asked: Callable[..., SignInPage],
) -> None:
    page = asked()
    type_text(page.identifier.edit, "maya@example")
    wrong = InvalidIdentifierError(identifier="maya@example", reason="its domain has no dot")
    asked(replace(BLANK, problem=wrong))
    assert "its domain has no dot" in words_of(page.identifier)
    assert "its domain has no dot" in page.identifier.edit.accessibleDescription()
    assert page.identifier.edit.property("wrong") is True
    assert page.identifier.text() == "maya@example"
    type_text(page.identifier.edit, ".com")
    assert "its domain has no dot" not in words_of(page)
    assert page.identifier.edit.property("wrong") is False
    assert page.identifier.edit.accessibleDescription() == ""


def test_trouble_with_the_service_keeps_what_was_typed(asked: Callable[..., SignInPage]) -> None:
    page = asked()
    type_text(page.identifier.edit, "maya@example.com")
    trouble = ServiceUnreachableError(host=HOST, reason="connection refused")
    asked(replace(BLANK, problem=trouble))
    assert page.identifier.text() == "maya@example.com"
    assert "No answer from login.example.com: connection refused." in words_of(page)
    assert page.send.isEnabled()


def test_the_button_rests_while_the_code_is_asked_for(
    asked: Callable[..., SignInPage], stage: Stage
) -> None:
    page = asked(replace(BLANK, last_identifier="maya@example.com", sending=True))
    assert page.send.text() == "Sending…"
    assert not page.send.isEnabled()
    QTest.keyClick(page.identifier.edit, Qt.Key.Key_Return)
    assert stage.commands.named("send_code") == []


def test_after_too_many_tries_the_button_counts_down_and_then_works_again(
    asked: Callable[..., SignInPage], stage: Stage
) -> None:
    blocked = replace(
        BLANK, last_identifier="maya@example.com", problem=TooManyTriesError(seconds=90)
    )
    page = asked(blocked)
    assert page.send.text() == "Send code in 1:30"
    assert not page.send.isEnabled()
    assert "You can ask again at 13:51." in words_of(page).replace("\u202f", " ")
    QTest.keyClick(page.identifier.edit, Qt.Key.Key_Return)
    assert stage.commands.named("send_code") == []
    stage.pass_seconds(89)
    assert page.send.text() == "Send code in 0:01"
    asked(blocked)
    assert not page.send.isEnabled()
    stage.pass_seconds(1)
    assert page.send.text() == "Send code"
    assert page.send.isEnabled()
    press(page.send, Qt.Key.Key_Space)
    assert len(stage.commands.named("send_code")) == 1


def test_one_profile_does_not_wait_for_the_limit_of_another(
    asked: Callable[..., SignInPage], stage: Stage
) -> None:
    blocked = replace(BLANK, problem=TooManyTriesError(seconds=90))
    page = asked(blocked)
    asked(replace(BLANK, profile_id="home"))
    assert page.send.text() == "Send code"
    assert page.send.isEnabled()
    stage.pass_seconds(30)
    asked(blocked)
    assert page.send.text() == "Send code in 1:00"


def test_the_browser_is_a_way_without_typing_anything(
    asked: Callable[..., SignInPage], stage: Stage
) -> None:
    page = asked()
    assert page.browser.accessibleDescription() == "Opens login.example.com"
    press(page.browser, Qt.Key.Key_Return)
    assert stage.commands.named("continue_in_browser")[0][0] == ""
    type_text(page.identifier.edit, "maya@example.com")
    press(page.browser, Qt.Key.Key_Space)
    assert stage.commands.named("continue_in_browser")[1][0] == "maya@example.com"


def test_another_profile_begins_with_its_own_identifier(asked: Callable[..., SignInPage]) -> None:
    page = asked(replace(BLANK, last_identifier="maya@example.com"))
    type_text(page.identifier.edit, "x")
    asked(replace(BLANK, last_identifier="maya@example.com"))
    assert page.identifier.text() == "x"
    asked(replace(BLANK, profile_id="home", last_identifier="m@home.example"))
    assert page.identifier.text() == "m@home.example"


def test_only_the_demo_can_be_left(asked: Callable[..., SignInPage], stage: Stage) -> None:
    page = asked()
    assert not page.leave_demo.isVisible()
    asked(demo(BLANK))
    press(page.leave_demo, Qt.Key.Key_Space)
    assert stage.commands.named("leave_demo") == [()]


# ----------------------------------------------------------------------------- by a trusted device


def test_another_device_is_a_way_where_the_service_has_it(
    asked: Callable[..., SignInPage], stage: Stage
) -> None:
    page = asked()
    assert not page.other_device.isVisible()
    asked(replace(BLANK, ways=("OTP", "TRUSTED_DEVICE")))
    press(page.other_device, Qt.Key.Key_Return)
    assert stage.commands.named("ask_another_device") == []
    assert "Type your e-mail address or phone number." in words_of(page)
    type_text(page.identifier.edit, "maya@example.com")
    press(page.other_device, Qt.Key.Key_Return)
    assert stage.commands.named("ask_another_device")[0][0] == "maya@example.com"


def test_a_trusted_computer_signs_in_with_one_press(
    asked: Callable[..., SignInPage], stage: Stage
) -> None:
    page = asked(replace(BLANK, this_device=THIS))
    assert page.own_device.button.hasFocus()
    assert "As maya@example.com, without a code" in words_of(page)
    press(page.own_device.button, Qt.Key.Key_Return)
    assert stage.commands.calls == [("sign_in_with_device",)]
    asked(replace(BLANK, this_device=THIS, activity=Activity.SIGNING_IN))
    assert page.own_device.button.text() == "Signing in…"
    assert not page.own_device.button.isEnabled()


def test_a_code_stays_a_way_on_a_trusted_computer(
    asked: Callable[..., SignInPage], stage: Stage
) -> None:
    page = asked(replace(BLANK, this_device=THIS))
    type_text(page.identifier.edit, "maya@example.com")
    press(page.identifier.edit, Qt.Key.Key_Return)
    assert stage.commands.named("send_code")[0][0] == "maya@example.com"
    assert stage.commands.named("sign_in_with_device") == []


@pytest.mark.parametrize(
    ("trust", "words"),
    [
        (DeviceTrust.SUSPENDED, "The service has suspended this computer."),
        (DeviceTrust.REMOVED, "This computer is not trusted any more."),
        (DeviceTrust.KEY_LOST, "This computer’s key is gone from the keystore."),
    ],
)
def test_a_computer_that_can_not_sign_in_any_more_says_why(
    asked: Callable[..., SignInPage], trust: DeviceTrust, words: str
) -> None:
    page = asked(replace(BLANK, this_device=replace(THIS, trust=trust)))
    assert words in words_of(page)
    assert not page.own_device.isVisible()
    assert page.identifier.edit.hasFocus()


@pytest.mark.parametrize("refusal", ["revoked", "signed_out", "disabled"])
def test_a_session_that_was_ended_on_purpose_takes_a_code(
    asked: Callable[..., SignInPage], refusal: str
) -> None:
    page = asked(replace(BLANK, this_device=THIS, refusal=refusal))
    assert not page.own_device.isVisible()
    assert "Your session was ended elsewhere. A code signs you in." in words_of(page)
    asked(replace(BLANK, this_device=THIS, refusal="reused"))
    assert page.own_device.isVisible()


@pytest.mark.parametrize(
    ("channels", "label"),
    [
        (("EMAIL",), "E-mail address"),
        (("SMS", "WHATSAPP"), "Phone number"),
        (("EMAIL", "SMS"), "E-mail address or phone number"),
        ((), "E-mail address or phone number"),
    ],
)
def test_the_field_asks_for_what_the_service_can_reach(
    stage: Stage, channels: tuple[str, ...], label: str
) -> None:
    stage.show(overview_of(replace(BLANK, channels=channels)))
    page = stage.page(SignInPage)
    assert page.identifier.label.text() == label
    assert page.identifier.edit.accessibleName() == label
