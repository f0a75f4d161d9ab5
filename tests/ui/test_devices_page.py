"""The page of devices: what this computer is, the others, and the ways to more and to fewer."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from desktop.foundation.device_errors import DeviceUnknownError
from desktop.session.device_facts import DeviceList, DeviceTrust
from desktop.session.list_entries import DeviceKind
from desktop.session.snapshot import Obstacle, Overview, Snapshot
from desktop.ui.pages.devices import DevicesPage
from desktop.ui.routing import PageName, Where
from desktop.ui.trust_words import KIND_ICONS, TrustStep, standing_of, step_word
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.dialog import Dialog
from desktop.ui.widgets.text import Elided
from tests.ui.device_scenes import (
    DEVICE_SCENES,
    ITSELF,
    NOT_TRUSTED,
    PHONE,
    STRANGE_NAMES,
    TABLET,
    THIS,
    TRUSTED,
    with_others,
    with_trust,
)
from tests.ui.scenes import overview_of
from tests.ui.stage import Stage, press, settle, words_of


def drawn(stage: Stage, shown: Snapshot | Overview) -> DevicesPage:
    """The page that shows these devices."""
    stage.show(shown if isinstance(shown, Overview) else overview_of(shown), Where.DEVICES)
    return stage.page(DevicesPage)


def said_on(page: DevicesPage) -> str:
    """Its words, with plain spaces."""
    return words_of(page).replace("\u202f", " ")


def buttons(page: DevicesPage) -> list[str]:
    """The words on the buttons of this computer's card."""
    return [one.text() for one in page.this.buttons if one.isVisible()]


def asked(stage: Stage) -> Dialog:
    """The question that is asked."""
    [dialog] = [one for one in stage.window.findChildren(Dialog) if one.isVisible()]
    return dialog


# ------------------------------------------------------------------------------- this computer


@pytest.mark.parametrize(
    ("scene", "word", "sentence", "steps"),
    [
        ("devices", "Trusted", "can sign you in and approve other devices", ["Stop trusting"]),
        (
            "devices-not-trusted",
            "Not trusted",
            "Trust it, and it signs you in without a code",
            ["Trust this computer", "Show this computer’s code"],
        ),
        (
            "devices-signed-out",
            "Not trusted",
            "Sign in with a code to trust it, or have a device you trust add it",
            ["Sign in", "Show this computer’s code"],
        ),
        (
            "devices-signed-out-trusted",
            "Trusted",
            "can sign you in as maya@example.com",
            ["Stop trusting"],
        ),
        (
            "devices-suspended",
            "Suspended",
            "holds it back because its renewal was used twice",
            ["Confirm this computer", "Show this computer’s code"],
        ),
        (
            "devices-removed",
            "Not trusted any more",
            "It was taken off your devices",
            ["Trust it again", "Show this computer’s code"],
        ),
        (
            "devices-key-lost",
            "Key lost",
            "gone from the keystore. Nothing was put in its place",
            ["Trust it again", "Show this computer’s code"],
        ),
        ("devices-reading", "Reading the keystore", "when the keystore has answered", []),
        ("devices-keystore-locked", "Keystore locked", "Unlock it", ["Unlock keystore…"]),
        ("devices-unlocking", "Keystore locked", "asks for the keystore’s password", ["Cancel"]),
        ("devices-no-keystore", "No keystore", "There is no keystore here", ["Choose"]),
    ],
)
def test_each_standing_has_its_word_its_sentence_and_its_steps(
    stage: Stage, scene: str, word: str, sentence: str, steps: list[str]
) -> None:
    page = drawn(stage, DEVICE_SCENES[scene])
    assert word in said_on(page).splitlines()
    assert sentence in said_on(page)
    assert buttons(page) == steps


def test_no_two_standings_are_said_alike() -> None:
    sentences = {standing_of(with_trust(trust)).sentence for trust in DeviceTrust}
    assert len(sentences) == len(DeviceTrust)


@pytest.mark.parametrize("size", [(960, 640), (800, 600), (420, 560)])
def test_a_long_word_for_it_leaves_its_name_whole(stage: Stage, size: tuple[int, int]) -> None:
    stage.window.resize(*size)
    page = drawn(stage, with_trust(DeviceTrust.REMOVED))
    [name] = [one for one in page.this.findChildren(Elided) if one.text() == "studio-laptop"]
    assert name.width() >= name.fontMetrics().horizontalAdvance(name.text())


def test_its_key_and_the_day_of_trust_are_told(stage: Stage) -> None:
    said = said_on(drawn(stage, TRUSTED))
    assert "studio-laptop" in said
    assert "Trusted since 3 November 2026" in said
    assert "key 4F2A 91C0 77E3" in said


@pytest.mark.parametrize(
    ("scene", "call"),
    [
        ("devices-not-trusted", "trust_computer"),
        ("devices-suspended", "trust_computer"),
        ("devices-removed", "trust_computer"),
        ("devices-key-lost", "trust_computer"),
        ("devices-keystore-locked", "unlock_keystore"),
        ("devices-unlocking", "cancel_unlock"),
    ],
)
def test_the_first_step_is_carried_out(stage: Stage, scene: str, call: str) -> None:
    page = drawn(stage, DEVICE_SCENES[scene])
    stage.commands.calls.clear()
    press(page.this.buttons[0], Qt.Key.Key_Space)
    assert stage.commands.calls == [(call,)]


@pytest.mark.parametrize(
    ("scene", "button", "page"),
    [
        ("devices-not-trusted", 1, PageName.SHOW_CODE),
        ("devices-signed-out", 0, PageName.SIGN_IN),
        ("devices-no-keystore", 0, PageName.KEYSTORE_CHOICE),
    ],
)
def test_other_steps_lead_to_their_page(
    stage: Stage, scene: str, button: int, page: PageName
) -> None:
    press(drawn(stage, DEVICE_SCENES[scene]).this.buttons[button], Qt.Key.Key_Space)
    assert stage.shown() is page


def test_while_trust_is_given_nothing_can_be_pressed(stage: Stage) -> None:
    page = drawn(stage, DEVICE_SCENES["devices-busy"])
    assert [one.isEnabled() for one in page.this.buttons] == [False, False]


@pytest.mark.parametrize("scene", DEVICE_SCENES)
def test_a_page_has_one_main_button_at_most(stage: Stage, scene: str) -> None:
    page = drawn(stage, DEVICE_SCENES[scene])
    main = [
        one.text()
        for one in page.findChildren(Button)
        if one.isVisible() and one._kind is Kind.PRIMARY
    ]
    assert len(main) <= 1, main


# -------------------------------------------------------------------------- a code in between


def test_what_takes_a_code_says_so_and_offers_to_send_one(stage: Stage) -> None:
    page = drawn(stage, replace(NOT_TRUSTED, needs_code=True))
    assert "Confirm it is you with a code first" in said_on(page)
    press(page.code_banner.button, Qt.Key.Key_Space)
    assert stage.commands.calls == [("confirm_with_code",)]
    drawn(stage, replace(NOT_TRUSTED, needs_code=True, sending=True))
    assert not page.code_banner.button.isEnabled()
    drawn(stage, NOT_TRUSTED)
    assert "Confirm it is you" not in said_on(page)


# -------------------------------------------------------------------------------------- others


def test_others_are_listed_with_when_they_came_and_were_used(stage: Stage) -> None:
    said = said_on(drawn(stage, TRUSTED)).splitlines()
    for line in (
        "Phone",
        "Added 3 November 2026 from this computer",
        "used today, 08:51",
        "Kitchen tablet",
        "Added 9 November 2026 from Phone",
        "used Sunday",
        "build-server",
        "never used",
    ):
        assert line in said
    assert said.count("studio-laptop") == 1


def test_a_device_that_was_trusted_with_a_code_says_so(stage: Stage) -> None:
    assert "Added 3 November 2026 with a code" in said_on(
        drawn(stage, with_others(replace(PHONE, added_by="")))
    )


def test_a_suspended_one_is_marked(stage: Stage) -> None:
    page = drawn(stage, with_others(replace(PHONE, suspended=True), TABLET))
    assert said_on(page).splitlines().count("Suspended") == 1


def test_the_service_is_asked_whenever_the_page_is_opened(stage: Stage) -> None:
    drawn(stage, TRUSTED)
    assert stage.commands.calls == [("read_devices",)]
    stage.show(overview_of(TRUSTED), Where.SESSION)
    stage.show(overview_of(TRUSTED), Where.DEVICES)
    assert stage.commands.named("read_devices") == [(), ()]
    drawn(stage, replace(TRUSTED, devices=DeviceList(devices=(ITSELF,), read=True)))
    assert stage.commands.named("read_devices") == [(), ()]


def test_it_is_asked_as_soon_as_this_computer_is_trusted(stage: Stage) -> None:
    drawn(stage, NOT_TRUSTED)
    assert stage.commands.calls == []
    drawn(stage, replace(NOT_TRUSTED, this_device=THIS))
    assert stage.commands.calls == [("read_devices",)]


@pytest.mark.parametrize("trust", [one for one in DeviceTrust if one is not DeviceTrust.TRUSTED])
def test_a_list_that_this_computer_may_not_see_is_not_shown(
    stage: Stage, trust: DeviceTrust
) -> None:
    page = drawn(stage, with_trust(trust))
    assert "Phone" not in said_on(page)
    assert "once you are signed in and this computer is trusted" in said_on(page)
    assert not page.add.isVisible()
    assert stage.commands.named("read_devices") == []


def test_a_list_that_can_not_be_had_says_why_and_offers_to_try_again(stage: Stage) -> None:
    page = drawn(stage, DEVICE_SCENES["devices-unreachable"])
    assert "No answer from login.example.com" in said_on(page)
    stage.commands.calls.clear()
    press(page.trouble_banner.button, Qt.Key.Key_Space)
    assert stage.commands.calls == [("read_devices",)]


def test_what_the_card_says_is_not_said_twice(stage: Stage) -> None:
    page = drawn(stage, DEVICE_SCENES["devices-suspended"])
    assert not page.trouble_banner.isVisible()


def test_a_problem_with_what_was_asked_is_said_here(stage: Stage) -> None:
    page = drawn(stage, replace(TRUSTED, problem=DeviceUnknownError()))
    assert "That device is not on the list any more" in said_on(page)
    assert not page.trouble_banner.button.isVisible()


def test_names_that_others_chose_are_one_harmless_line(stage: Stage) -> None:
    page = drawn(stage, STRANGE_NAMES)
    said = said_on(page)
    assert "moc.live second line [31m" in said
    assert "\u202e" not in said
    assert "\x1b" not in said
    assert "Device 09BE 63FA 1C55" in said


def test_devices_with_the_same_name_are_told_apart_by_their_keys(stage: Stage) -> None:
    page = drawn(stage, with_others(PHONE, replace(TABLET, name="Phone")))
    names = [
        QAccessible.queryAccessibleInterface(one.remove).text(QAccessible.Text.Name)
        for one in page.rows.values()
    ]
    assert names == ["Remove Phone, key A0C4 810B 5D22", "Remove Phone, key 77D1 E09C 4B3A"]


def test_every_kind_has_a_picture() -> None:
    assert set(KIND_ICONS) == set(DeviceKind)


# ------------------------------------------------------------------------------ to more and fewer


def test_a_device_is_removed_after_a_question_that_names_it(stage: Stage) -> None:
    page = drawn(stage, TRUSTED)
    stage.commands.calls.clear()
    press(page.rows[TABLET.id].remove, Qt.Key.Key_Space)
    assert stage.commands.calls == []
    assert "Remove “Kitchen tablet”?" in words_of(asked(stage))
    assert "From that moment it can’t sign you in" in words_of(asked(stage))
    press(asked(stage).confirm, Qt.Key.Key_Space)
    assert stage.commands.calls == [("remove_device", TABLET.id)]


def test_trust_ends_after_a_question(stage: Stage) -> None:
    page = drawn(stage, TRUSTED)
    stage.commands.calls.clear()
    press(page.this.buttons[0], Qt.Key.Key_Space)
    assert "Stop trusting this computer?" in words_of(asked(stage))
    assert "last device" not in words_of(asked(stage))
    press(asked(stage).confirm, Qt.Key.Key_Space)
    assert stage.commands.calls == [("stop_trusting",)]


def test_the_last_device_warns_that_only_a_code_is_left(stage: Stage) -> None:
    press(drawn(stage, with_others()).this.buttons[0], Qt.Key.Key_Space)
    assert "It is the last device you trust" in words_of(asked(stage))


def test_a_device_is_added_on_a_page_of_its_own(stage: Stage) -> None:
    press(drawn(stage, TRUSTED).add, Qt.Key.Key_Space)
    assert stage.shown() is PageName.ADD_DEVICE


def test_with_a_locked_keystore_nothing_can_be_added_or_removed(stage: Stage) -> None:
    page = drawn(stage, replace(TRUSTED, obstacle=Obstacle.KEYSTORE_LOCKED))
    assert not page.add.isVisible()
    assert not any(row.remove.isEnabled() for row in page.rows.values())


def test_drawing_the_same_list_again_keeps_the_focus_in_it(stage: Stage) -> None:
    page = drawn(stage, TRUSTED)
    button = page.rows[PHONE.id].remove
    button.setFocus(Qt.FocusReason.TabFocusReason)
    drawn(stage, replace(TRUSTED, issued_at=TRUSTED.expires_at))
    settle()
    assert button.hasFocus()


def test_every_step_has_a_word_of_its_own() -> None:
    words = {step_word(step) for step in TrustStep}
    assert len(words) == len(TrustStep)


def test_the_focus_stays_on_the_page_when_its_button_goes(stage: Stage) -> None:
    page = drawn(stage, NOT_TRUSTED)
    press(page.this.buttons[0], Qt.Key.Key_Space)
    drawn(stage, DEVICE_SCENES["devices-busy"])
    focused = stage.window.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)
    drawn(stage, TRUSTED)
    page.rows[PHONE.id].remove.setFocus(Qt.FocusReason.TabFocusReason)
    drawn(stage, with_others(TABLET))
    focused = stage.window.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)
