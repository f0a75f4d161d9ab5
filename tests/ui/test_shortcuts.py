"""Every key does what the list of keys says, and every control has a letter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.ui.key_tips import KeyTips, letters_for
from desktop.ui.pages.history import HistoryPage
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.routing import PageName, Where
from desktop.ui.shortcut_list import ShortcutList
from desktop.ui.shortcuts import SHORTCUTS, Act, key_of
from tests.ui.scenes import ACTIVE, SCENES, overview_of
from tests.ui.stage import Stage, click, settle, words_of


@pytest.mark.parametrize(
    ("names", "letters"),
    [
        (("Copy access token", "Renew now"), ("C", "R")),
        (("Session", "Sign-in requests", "Settings"), ("S", "R", "E")),
        (("Aa", "Aa", "Aa"), ("A", "1", "2")),
        (("Über", "Größe"), ("B", "G")),
        (("", "x"), ("1", "X")),
    ],
)
def test_a_letter_comes_from_the_words(names: tuple[str, ...], letters: tuple[str, ...]) -> None:
    assert letters_for(names) == letters


def test_where_all_letters_are_taken_there_is_none() -> None:
    given = letters_for(("a",) * 12)
    assert given == ("A", *"123456789", "", "")


def test_the_list_of_keys_and_what_is_bound_are_the_same(stage: Stage) -> None:
    stage.show(overview_of(ACTIVE))
    bound = {one.key().toString() for one in stage.window.findChildren(QShortcut)}
    listed = {QKeySequence(keys).toString() for one in SHORTCUTS for keys in one.keys}
    assert bound == listed
    assert {one.act for one in SHORTCUTS} == set(Act)


def test_f1_lists_all_keys_until_it_is_closed(stage: Stage) -> None:
    stage.show(overview_of(ACTIVE))
    QTest.keyClick(stage.window, Qt.Key.Key_F1)
    settle()
    (listed,) = stage.window.findChildren(ShortcutList)
    assert listed.isVisible()
    for one in SHORTCUTS:
        assert one.said() in words_of(listed)
    assert "Ctrl+Shift+C" in words_of(listed)
    # The keys themselves rest meanwhile.
    QTest.keyClick(stage.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert stage.shown() is PageName.SESSION
    QTest.keyClick(stage.window, Qt.Key.Key_Escape)
    settle()
    assert not stage.window.findChildren(ShortcutList)


def test_settings_lead_to_the_list_too(stage: Stage) -> None:
    stage.show(SCENES["settings"], Where.SETTINGS)
    click(stage.page(SettingsPage).shortcuts)
    (listed,) = stage.window.findChildren(ShortcutList)
    assert listed.isVisible()
    assert listed.cancel.hasFocus()
    click(listed.cancel)
    assert not listed.isVisible()


def test_while_alt_is_held_each_control_shows_the_letter_that_uses_it(
    stage: Stage, qtbot: QtBot
) -> None:
    stage.show(overview_of(ACTIVE), Where.SESSION)
    tips = stage.window.findChildren(KeyTips)[0]
    QTest.keyPress(stage.window, Qt.Key.Key_Alt)
    settle()
    # Alt with Tab or F4 is quicker than that.
    assert not tips.isVisible()
    qtbot.waitUntil(tips.isVisible)
    assert len(set(tips.letters.values())) == len(tips.letters)
    assert {"Session", "Renew now", "Copy access token", "More"} <= set(tips.letters)
    press_with_alt(stage, tips.letters["Renew now"])
    assert not tips.isVisible()
    assert stage.commands.calls[-1] == ("renew",)


def test_letters_go_with_alt(stage: Stage) -> None:
    stage.show(overview_of(ACTIVE), Where.SESSION)
    tips = stage.window.findChildren(KeyTips)[0]
    QTest.keyPress(stage.window, Qt.Key.Key_Alt)
    settle()
    QTest.keyRelease(stage.window, Qt.Key.Key_Alt)
    settle()
    assert not tips.isVisible()
    assert not tips.letters
    left = [one.key().toString() for one in stage.window.findChildren(QShortcut) if one.isEnabled()]
    assert set(left) == {QKeySequence(keys).toString() for one in SHORTCUTS for keys in one.keys}


def test_over_a_question_only_its_own_buttons_have_letters(stage: Stage) -> None:
    stage.show(overview_of(ACTIVE))
    QTest.keyClick(stage.window, Qt.Key.Key_F1)
    settle()
    QTest.keyPress(stage.window, Qt.Key.Key_Alt)
    settle()
    assert stage.window.findChildren(KeyTips)[0].letters == {"Close": "C"}


def test_a_letter_leads_into_a_field(stage: Stage) -> None:
    stage.show(overview_of(ACTIVE), Where.HISTORY)
    find = stage.page(HistoryPage).find_field
    QTest.keyPress(stage.window, Qt.Key.Key_Alt)
    settle()
    press_with_alt(stage, stage.window.findChildren(KeyTips)[0].letters["Find in history"])
    assert find.hasFocus()


def test_each_act_has_a_key() -> None:
    assert all(key_of(act) for act in Act)


def press_with_alt(stage: Stage, letter: str) -> None:
    """Press a letter while Alt is down."""
    QTest.keyClick(stage.window, Qt.Key(ord(letter)), Qt.KeyboardModifier.AltModifier)
    settle()
