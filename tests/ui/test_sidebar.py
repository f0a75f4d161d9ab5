"""The sidebar: which profile, where to go, how things are; a rail in a narrow window."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.session.snapshot import Obstacle, Overview, SessionFact
from desktop.ui.routing import PageName
from desktop.ui.widgets.sidebar import Place, ProfileSwitcher, Sidebar, StatusLine
from tests.ui.scenes import ACTIVE, BLANK, demo, overview_of
from tests.ui.stage import Stage, click, press, settle

HOME = replace(BLANK, profile_id="home", profile_name="Home", service_host="login.home.example")
BOTH = Overview(snapshots=(ACTIVE, HOME), active_id="work")

menus = pytest.mark.qt_log_ignore("This plugin does not support")  # a menu is a window; offscreen


def sidebar_of(stage: Stage) -> Sidebar:
    [sidebar] = stage.window.findChildren(Sidebar)
    return sidebar


def place(stage: Stage, text: str) -> Place:
    [place] = [one for one in stage.window.findChildren(Place) if one.text() == text]
    return place


def opened_menu(stage: Stage) -> QMenu:
    """The menu of the profile switcher, opened by keyboard."""
    press(sidebar_of(stage).switcher, Qt.Key.Key_Space)
    [menu] = [one for one in stage.window.findChildren(QMenu) if one.isVisible()]
    return menu


def test_there_is_none_before_there_is_a_profile(stage: Stage) -> None:
    stage.show(Overview())
    assert not sidebar_of(stage).isVisible()
    stage.show(overview_of(ACTIVE))
    assert sidebar_of(stage).isVisible()


@pytest.mark.parametrize("by_key", [True, False])
def test_places_lead_where_they_say(stage: Stage, by_key: bool) -> None:
    stage.show(overview_of(ACTIVE))
    for text, page in (("Settings", PageName.SETTINGS), ("Session", PageName.SESSION)):
        if by_key:
            press(place(stage, text), Qt.Key.Key_Return)
        else:
            click(place(stage, text))
        assert stage.shown() is page
        assert place(stage, text).isChecked()
    assert not place(stage, "Settings").isChecked()


def test_going_where_one_is_changes_nothing(stage: Stage) -> None:
    stage.show(overview_of(ACTIVE))
    click(place(stage, "Session"))
    assert place(stage, "Session").isChecked()
    assert stage.shown() is PageName.SESSION


@pytest.mark.parametrize(("keys", "page"), [("Ctrl+5", "settings"), ("Ctrl+,", "settings")])
def test_places_have_keys(stage: Stage, keys: str, page: str) -> None:
    stage.show(overview_of(ACTIVE))
    QTest.keySequence(stage.window, keys)
    settle()
    assert stage.shown() == page
    QTest.keySequence(stage.window, "Ctrl+1")
    assert stage.shown() is PageName.SESSION


def test_the_switcher_names_profile_and_host(stage: Stage) -> None:
    stage.show(overview_of(ACTIVE))
    [switcher] = stage.window.findChildren(ProfileSwitcher)
    assert switcher.accessibleName() == "Profile Work"
    assert switcher.accessibleDescription() == "login.example.com"
    stage.show(replace(BOTH, active_id="home"))
    assert switcher.accessibleName() == "Profile Home"


@menus
def test_the_menu_lists_profiles_and_what_can_be_done_with_them(stage: Stage) -> None:
    stage.show(BOTH)
    menu = opened_menu(stage)
    assert [one.text() for one in menu.actions() if not one.isSeparator()] == [
        "Work",
        "Home",
        "Connect to a service…",
        "Open an invitation…",
        "Try it on this computer",
        "Remove “Work”",
    ]
    assert [one.isChecked() for one in menu.actions()][:2] == [True, False]
    menu.actions()[1].trigger()
    assert stage.commands.calls == [("show_profile", "home")]
    menu.close()
    settle()


@menus
def test_there_is_one_demo_at_a_time_and_it_is_left_not_removed(stage: Stage) -> None:
    stage.show(overview_of(demo(ACTIVE)))
    menu = opened_menu(stage)
    texts = [one.text() for one in menu.actions() if not one.isSeparator()]
    assert texts == ["Demo", "Connect to a service…", "Open an invitation…"]
    menu.close()
    settle()


@menus
@pytest.mark.parametrize(
    "entry",
    ["Connect to a service…", "Open an invitation…", "Try it on this computer", "Remove"],
)
def test_the_entries_of_the_menu_lead_on(stage: Stage, entry: str) -> None:
    stage.show(BOTH)
    menu = opened_menu(stage)
    [action] = [one for one in menu.actions() if one.text().startswith(entry)]
    action.trigger()
    menu.close()
    settle()
    if entry == "Remove":
        # No question before: it can be undone.
        assert stage.commands.calls == [("remove_profile", "work")]
    elif entry == "Try it on this computer":
        assert stage.commands.calls == [("start_demo",)]
    else:
        to_connect = entry.startswith("Connect")
        assert stage.shown() is (PageName.CONNECT if to_connect else PageName.INVITATION)


@menus
def test_the_menu_opens_by_its_key_too(stage: Stage) -> None:
    stage.show(BOTH)
    QTest.keySequence(stage.window, "Ctrl+P")
    settle()
    [menu] = [one for one in stage.window.findChildren(QMenu) if one.isVisible()]
    menu.close()
    settle()


@pytest.mark.parametrize(
    ("snapshot", "words"),
    [
        (ACTIVE, "Active until 14:32"),
        (replace(ACTIVE, obstacle=Obstacle.OFFLINE), "Offline, valid until 14:32"),
        (replace(ACTIVE, obstacle=Obstacle.KEYSTORE_LOCKED), "Keystore locked"),
        (replace(ACTIVE, session=SessionFact.UNREAD), "Reading the keystore"),
        (BLANK, "Not signed in"),
    ],
)
def test_the_status_line_says_how_things_are_on_every_page(
    stage: Stage, snapshot: object, words: str
) -> None:
    stage.show(overview_of(snapshot))  # type: ignore[arg-type]  # parametrize knows no types
    [line] = stage.window.findChildren(StatusLine)
    for key in ("Ctrl+5", "Ctrl+1"):
        QTest.keySequence(stage.window, key)
        assert line.accessibleName().replace("\u202f", " ") == words


def test_a_narrow_window_has_a_rail_whose_tooltips_say_the_words(stage: Stage) -> None:
    stage.show(overview_of(ACTIVE))
    assert sidebar_of(stage).width() == 216
    assert place(stage, "Settings").toolTip() == "Ctrl+5"
    stage.window.resize(500, 600)
    settle()
    assert sidebar_of(stage).width() == 56
    assert place(stage, "Settings").toolTip() == "Settings (Ctrl+5)"
    assert sidebar_of(stage).status.toolTip().replace("\u202f", " ") == "Active until 14:32"
    stage.window.resize(960, 640)
    settle()
    assert sidebar_of(stage).width() == 216
    assert sidebar_of(stage).status.toolTip() == ""


def test_the_status_steps_while_the_window_is_looked_at(stage: Stage, qtbot: QtBot) -> None:
    stage.show(overview_of(replace(ACTIVE, expires_at=stage.clock.wall() + 2)))
    [line] = stage.window.findChildren(StatusLine)
    stage.clock.pass_seconds(3)
    qtbot.waitUntil(lambda: "until" not in line.accessibleName())
