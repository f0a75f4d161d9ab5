"""The page that connects to a service: asked live, added only when it was found."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.foundation.errors import (
    AuthenticatorError,
    InvalidServiceUrlError,
    ServiceAnswerError,
    ServiceUnreachableError,
    UnknownApiKeyError,
)
from desktop.session.joining_facts import Connection
from desktop.session.snapshot import Overview
from desktop.ui.pages.connect import ConnectPage
from desktop.ui.pages.found_service import in_groups
from desktop.ui.routing import PageName, Where
from desktop.ui.words import sentence_of
from tests.ui.scenes import ACTIVE, FOUND, HOST, overview_of
from tests.ui.stage import Stage, press, settle, type_text, words_of

ADDRESS = f"https://{HOST}"
KEY = "11111111-2222-3333-4444-555555555555"


def connecting(stage: Stage) -> ConnectPage:
    """The page as it is first shown."""
    stage.show(Overview(), Where.CONNECT)
    return stage.page(ConnectPage)


def asked(stage: Stage) -> ConnectPage:
    """The page after both fields were filled in and the service was asked."""
    page = connecting(stage)
    type_text(page.address.edit, ADDRESS)
    type_text(page.key.edit, KEY)
    press(page.key.edit, Qt.Key.Key_Return)
    return page


def test_the_address_has_the_focus_and_nothing_can_be_connected_yet(stage: Stage) -> None:
    page = connecting(stage)
    assert page.address.edit.hasFocus()
    assert not page.connect_button.isEnabled()
    assert not page.name.isVisible()


def test_the_service_is_asked_by_itself_once_both_fields_may_be_right(
    stage: Stage, qtbot: QtBot
) -> None:
    page = connecting(stage)
    type_text(page.address.edit, ADDRESS)
    type_text(page.key.edit, KEY[:-1])
    type_text(page.key.edit, KEY[-1])
    qtbot.waitUntil(lambda: bool(stage.commands.calls))
    assert stage.commands.calls == [("check_service", ADDRESS, KEY)]


def test_enter_leads_from_field_to_field_and_asks_at_once(stage: Stage) -> None:
    page = connecting(stage)
    press(page.address.edit, Qt.Key.Key_Return)
    assert page.address.edit.hasFocus()
    type_text(page.address.edit, ADDRESS)
    press(page.address.edit, Qt.Key.Key_Return)
    assert page.key.edit.hasFocus()
    assert stage.commands.calls == []
    type_text(page.key.edit, KEY)
    press(page.key.edit, Qt.Key.Key_Return)
    assert stage.commands.calls == [("check_service", ADDRESS, KEY)]


def test_asking_is_said(stage: Stage) -> None:
    page = asked(stage)
    stage.show(Overview(connection=Connection(service_url=ADDRESS, api_key_id=KEY)))
    assert "Asking the service…" in words_of(page)
    assert not page.connect_button.isEnabled()


def test_what_was_found_is_shown_and_can_be_added_under_a_name(stage: Stage) -> None:
    page = asked(stage)
    stage.show(Overview(connection=FOUND))
    said = words_of(page)
    assert "Example Works" in said
    assert HOST in said
    assert "E-mail, SMS" in said
    assert "strict: rotates and signs as it should" in said
    assert "5f7c9a53 0d8d750e" in said
    assert page.name.text() == "Example Works"
    page.name.edit.selectAll()
    type_text(page.name.edit, "Work")
    press(page.connect_button, Qt.Key.Key_Space)
    assert stage.commands.named("add_profile") == [("Work",)]


@pytest.mark.parametrize("size", [(420, 560), (960, 640)])
def test_the_way_on_is_seen_as_soon_as_the_service_is_found(
    stage: Stage, size: tuple[int, int]
) -> None:
    stage.window.resize(*size)
    page = asked(stage)
    stage.show(Overview(connection=FOUND))
    assert is_seen(page.connect_button, stage)
    assert is_seen(page.name, stage)


def is_seen(widget: QWidget, stage: Stage) -> bool:
    """Whether all of a widget is in sight without scrolling."""
    return widget.visibleRegion().boundingRect() == widget.rect() and stage.window.isVisible()


def test_a_service_with_older_rules_is_called_that(stage: Stage) -> None:
    page = asked(stage)
    assert FOUND.found is not None
    published = replace(FOUND, found=replace(FOUND.found, compatibility="published"))
    stage.show(Overview(connection=published))
    assert "published: older rules with known weaknesses" in words_of(page)


def test_a_name_that_was_typed_is_not_overwritten_by_the_next_drawing(stage: Stage) -> None:
    page = asked(stage)
    stage.show(Overview(connection=FOUND))
    page.name.edit.selectAll()
    type_text(page.name.edit, "Work")
    stage.show(Overview(connection=FOUND))
    assert page.name.text() == "Work"


def test_nothing_is_added_without_a_name(stage: Stage) -> None:
    page = asked(stage)
    stage.show(Overview(connection=FOUND))
    page.name.edit.clear()
    assert not page.connect_button.isEnabled()
    press(page.name.edit, Qt.Key.Key_Return)
    assert stage.commands.named("add_profile") == []


def test_changing_the_address_takes_back_what_was_found(stage: Stage) -> None:
    page = asked(stage)
    stage.show(Overview(connection=FOUND))
    assert page.connect_button.isEnabled()
    type_text(page.address.edit, "x")
    assert not page.connect_button.isEnabled()
    press(page.name.edit, Qt.Key.Key_Return)
    assert stage.commands.named("add_profile") == []


@pytest.mark.parametrize(
    ("problem", "at_key"),
    [
        (InvalidServiceUrlError(url="http://example.com", reason="it has no TLS"), False),
        (ServiceUnreachableError(host=HOST, reason="connection refused"), False),
        (ServiceAnswerError(host=HOST, reason="it is no JSON"), False),
        (UnknownApiKeyError(host=HOST), True),
    ],
)
def test_what_went_wrong_is_said_at_the_field_that_it_is_about(
    stage: Stage, problem: AuthenticatorError, at_key: bool
) -> None:
    page = asked(stage)
    failed = Connection(service_url=ADDRESS, api_key_id=KEY, checking=False, problem=problem)
    stage.show(Overview(connection=failed))
    right, other = (page.key, page.address) if at_key else (page.address, page.key)
    assert sentence_of(problem).happened in words_of(right)
    assert sentence_of(problem).next_step in words_of(right)
    assert right.edit.property("wrong") is True
    assert not other.edit.property("wrong")
    assert page.address.text() == ADDRESS
    assert page.key.text() == KEY
    assert not page.connect_button.isEnabled()
    type_text(right.edit, "0")
    assert sentence_of(problem).next_step not in words_of(page)


@pytest.mark.parametrize("way", ["button", "escape", "alt-left"])
def test_leaving_adds_nothing(stage: Stage, way: str) -> None:
    page = asked(stage)
    if way == "button":
        press(page.header.back, Qt.Key.Key_Space)
    elif way == "escape":
        press(page.key.edit, Qt.Key.Key_Escape)
    else:
        QTest.keyClick(stage.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        settle()
    assert stage.commands.named("forget_connection") == [()]
    assert stage.shown() is PageName.WELCOME


def test_a_profile_that_was_added_is_shown(stage: Stage) -> None:
    asked(stage)
    stage.show(Overview(connection=FOUND))
    stage.show(overview_of(ACTIVE))
    assert stage.shown() is PageName.SESSION


def test_a_print_is_shown_in_groups_that_a_person_can_compare() -> None:
    assert in_groups("5f7c9a530d8d750eb00f61e5") == "5f7c9a53 0d8d750e b00f61e5"
    assert in_groups("5f7c 9a53 0d") == "5f7c9a53 0d"
    assert in_groups("") == ""
