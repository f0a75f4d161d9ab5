"""Settings: each control changes one thing, at once; what can't be changed says why."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from desktop.foundation.settings import LoadedSettings, Notice, Settings, Theme
from desktop.session.snapshot import Overview
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.routing import PageName, Where
from desktop.ui.widgets.dialog import Dialog
from desktop.ui.widgets.segments import Segment
from desktop.ui.widgets.switch import Switch
from desktop.ui.widgets.text import Hairline
from tests.ui.scenes import ACTIVE, overview_of
from tests.ui.stage import Stage, click, press, settle, type_text, words_of

AS_SHOWN = Settings(theme=Theme.LIGHT)


@pytest.fixture
def page(stage: Stage) -> SettingsPage:
    everything = replace(overview_of(ACTIVE), can_screen=True, can_start_at_login=True)
    stage.show(everything, Where.SETTINGS)
    return stage.page(SettingsPage)


def changed(stage: Stage) -> Settings:
    """The settings of the last change."""
    settings = stage.commands.named("change_settings")[-1][0]
    assert isinstance(settings, Settings)
    return settings


def segment(page: SettingsPage, theme: Theme) -> Segment:
    [one] = [one for one in page.theme.findChildren(Segment) if one.value == theme]
    return one


@pytest.mark.parametrize(
    ("switch", "expected"),
    [
        (lambda page: page.start_at_login, replace(AS_SHOWN, start_at_login=True)),
        (lambda page: page.start_hidden, replace(AS_SHOWN, start_hidden=True)),
        (lambda page: page.notify, replace(AS_SHOWN, notify_of_requests=False)),
        (lambda page: page.close_to_tray, replace(AS_SHOWN, close_to_tray=False)),
        (lambda page: page.hand_out, replace(AS_SHOWN, hand_out_tokens=False)),
        (lambda page: page.hide_locked, replace(AS_SHOWN, hide_when_locked=False)),
        (lambda page: page.hand_out_hidden, replace(AS_SHOWN, hand_out_while_hidden=True)),
    ],
)
@pytest.mark.parametrize("by_key", [True, False])
def test_each_switch_changes_its_own_setting(
    page: SettingsPage,
    stage: Stage,
    switch: Callable[[SettingsPage], Switch],
    expected: Settings,
    by_key: bool,
) -> None:
    if by_key:
        press(switch(page), Qt.Key.Key_Space)
    else:
        click(switch(page))
    assert stage.commands.named("change_settings") == [(expected,)]


@pytest.mark.parametrize(
    ("can_screen", "settings", "offered"),
    [
        (False, AS_SHOWN, (False, False)),
        (True, AS_SHOWN, (True, True)),
        (True, replace(AS_SHOWN, hide_when_locked=False), (True, False)),
        (True, replace(AS_SHOWN, hand_out_tokens=False), (True, False)),
    ],
)
def test_to_hide_is_offered_where_a_lock_is_heard_and_tokens_meanwhile_where_that_says_something(
    stage: Stage, can_screen: bool, settings: Settings, offered: tuple[bool, bool]
) -> None:
    stage.window.draw_settings(LoadedSettings(settings))
    stage.show(replace(overview_of(ACTIVE), can_screen=can_screen), Where.SETTINGS)
    page = stage.page(SettingsPage)
    assert (page.hide_locked.isVisible(), page.hand_out_hidden.isVisible()) == offered
    words = words_of(page)
    assert ("Hide this window when the screen locks or sleeps" in words) == offered[0]
    assert ("Hand out tokens while it is hidden" in words) == offered[1]


@pytest.mark.parametrize("offered", [True, False])
def test_to_start_at_login_is_offered_where_something_is_installed(
    stage: Stage, offered: bool
) -> None:
    stage.show(replace(overview_of(ACTIVE), can_start_at_login=offered), Where.SETTINGS)
    page = stage.page(SettingsPage)
    assert page.start_at_login.isVisible() == offered
    assert ("Start when you log in" in words_of(page)) == offered
    lines = [one for one in page.findChildren(Hairline) if one.isVisible()]
    above = page.start_hidden.mapTo(page, page.start_hidden.rect().topLeft()).y()
    assert any(one.mapTo(page, one.rect().topLeft()).y() < above for one in lines) == offered


@pytest.mark.parametrize("packaged", [True, False])
def test_what_nobody_chose_is_as_installed_and_stays_so_when_something_else_changes(
    page: SettingsPage, stage: Stage, monkeypatch: pytest.MonkeyPatch, packaged: bool
) -> None:
    monkeypatch.setattr("sys.frozen", packaged, raising=False)
    stage.window.draw_settings(LoadedSettings(AS_SHOWN))
    assert page.start_at_login.isChecked() == packaged
    press(page.close_to_tray, Qt.Key.Key_Space)
    assert changed(stage) == replace(AS_SHOWN, close_to_tray=False)


def test_switching_back_is_a_change_too(page: SettingsPage, stage: Stage) -> None:
    press(page.start_hidden, Qt.Key.Key_Space)
    press(page.start_hidden, Qt.Key.Key_Space)
    assert stage.commands.named("change_settings") == [
        (replace(AS_SHOWN, start_hidden=True),),
        (AS_SHOWN,),
    ]


def test_the_appearance_is_chosen_with_the_arrows(page: SettingsPage, stage: Stage) -> None:
    press(segment(page, Theme.LIGHT), Qt.Key.Key_Right)
    assert changed(stage) == Settings(theme=Theme.DARK)


@pytest.mark.usefixtures("page")
def test_a_theme_that_was_kept_is_worn(stage: Stage, qapp: QApplication) -> None:
    light = qapp.palette().window().color().lightness()
    stage.window.draw_settings(LoadedSettings(Settings(theme=Theme.DARK)))
    settle()
    assert qapp.palette().window().color().lightness() < light / 4
    assert segment(stage.page(SettingsPage), Theme.DARK).isChecked()


def test_the_time_on_the_clipboard_is_picked_from_a_list(page: SettingsPage, stage: Stage) -> None:
    texts = [page.clipboard.itemText(index) for index in range(page.clipboard.count())]
    assert texts == ["10 seconds", "30 seconds", "60 seconds", "2 minutes"]
    press(page.clipboard, Qt.Key.Key_Down)
    assert changed(stage) == replace(AS_SHOWN, clipboard_seconds=60)


def test_a_proxy_is_kept_when_the_field_is_left(page: SettingsPage, stage: Stage) -> None:
    type_text(page.proxy, "http://proxy.example.com:3128")
    assert stage.commands.calls == []
    press(page.proxy, Qt.Key.Key_Return)
    assert changed(stage) == replace(AS_SHOWN, proxy="http://proxy.example.com:3128")


@pytest.mark.parametrize(
    "text", ["proxy.example.com:3128", "ftp://proxy.example.com", "http://", "http://[::1"]
)
def test_what_is_no_proxy_is_said_and_not_kept(page: SettingsPage, stage: Stage, text: str) -> None:
    type_text(page.proxy, text)
    press(page.proxy, Qt.Key.Key_Return)
    assert "A proxy looks like http://proxy.example.com:3128." in words_of(page)
    assert stage.commands.calls == []
    page.proxy.clear()
    press(page.proxy, Qt.Key.Key_Return)
    assert "A proxy looks like" not in words_of(page)


def test_a_proxy_that_is_wrong_does_not_hold_up_other_changes(
    page: SettingsPage, stage: Stage
) -> None:
    type_text(page.proxy, "nonsense")
    press(page.start_hidden, Qt.Key.Key_Space)
    assert changed(stage) == replace(AS_SHOWN, start_hidden=True)


@pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs are windows; this is offscreen
def test_a_certificate_file_is_chosen_from_the_disk(
    page: SettingsPage, stage: Stage, tmp_path: Path
) -> None:
    press(page.choose_file, Qt.Key.Key_Space)
    [dialog] = [one for one in page.findChildren(QFileDialog) if one.isVisible()]
    dialog.fileSelected.emit(str(tmp_path / "company.pem"))
    dialog.close()
    settle()
    assert changed(stage) == replace(AS_SHOWN, certificate_file=str(tmp_path / "company.pem"))
    assert page.certificates.text() == str(tmp_path / "company.pem")


@pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs are windows; this is offscreen
def test_diagnostics_are_saved_where_the_person_says(
    page: SettingsPage, stage: Stage, tmp_path: Path
) -> None:
    press(page.diagnostics, Qt.Key.Key_Space)
    [dialog] = [one for one in page.findChildren(QFileDialog) if one.isVisible()]
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.fileSelected.emit(str(tmp_path / "diagnostics.json"))
    dialog.close()
    settle()
    assert stage.commands.calls == [("save_diagnostics", str(tmp_path / "diagnostics.json"))]


def test_a_reset_is_asked_about_first(page: SettingsPage, stage: Stage) -> None:
    press(page.reset, Qt.Key.Key_Space)
    assert stage.commands.calls == []
    [dialog] = [one for one in stage.window.findChildren(Dialog) if one.isVisible()]
    press(dialog.confirm, Qt.Key.Key_Space)
    assert stage.commands.calls == [("reset",)]


def test_settings_of_a_newer_version_are_shown_and_can_not_be_changed(
    page: SettingsPage, stage: Stage
) -> None:
    newer = Settings(theme=Theme.LIGHT, start_hidden=True, clipboard_seconds=60)
    stage.window.draw_settings(LoadedSettings(newer, Notice.NEWER_READ_ONLY))
    settle()
    assert "These settings were written by a newer version" in words_of(page)
    assert "Update to change them." in words_of(page)
    assert page.start_hidden.isChecked()
    assert page.clipboard.currentText() == "60 seconds"
    controls: tuple[QWidget, ...] = (
        page.start_at_login,
        page.notify,
        page.start_hidden,
        page.close_to_tray,
        page.hand_out,
        page.hide_locked,
        page.hand_out_hidden,
        page.clipboard,
        page.proxy,
        page.certificates,
        page.choose_file,
        segment(page, Theme.DARK),
    )
    assert [one.isEnabled() for one in controls] == [False] * len(controls)
    for one in controls:
        click(one)
    assert stage.commands.calls == []
    assert page.reset.isEnabled()


def test_a_broken_file_is_said_with_the_name_that_it_was_kept_under(
    page: SettingsPage, stage: Stage
) -> None:
    aside = Path("settings.json.broken")
    broken = LoadedSettings(AS_SHOWN, Notice.BROKEN_KEPT_ASIDE, aside)
    stage.window.draw_settings(broken)
    settle()
    assert "The settings file couldn’t be read" in words_of(page)
    assert "It was kept as settings.json.broken. The defaults are in use." in words_of(page)
    assert page.start_hidden.isEnabled()
    stage.window.draw_settings(LoadedSettings(AS_SHOWN))
    settle()
    assert "couldn’t be read" not in words_of(page)


def test_settings_read_before_the_page_was_opened_are_shown(stage: Stage) -> None:
    stage.window.draw_settings(LoadedSettings(replace(AS_SHOWN, proxy="http://p.example:3128")))
    stage.show(overview_of(ACTIVE), Where.SETTINGS)
    assert stage.page(SettingsPage).proxy.text() == "http://p.example:3128"


def test_what_is_being_typed_is_not_overwritten_by_a_drawing(
    page: SettingsPage, stage: Stage
) -> None:
    page.proxy.setFocus()
    type_text(page.proxy, "http://pro")
    stage.window.draw_settings(LoadedSettings(AS_SHOWN))
    assert page.proxy.text() == "http://pro"


def test_drawing_settings_changes_nothing_by_itself(page: SettingsPage, stage: Stage) -> None:
    other = Settings(
        theme=Theme.LIGHT, start_hidden=True, hand_out_tokens=False, clipboard_seconds=120
    )
    stage.window.draw_settings(LoadedSettings(other))
    settle()
    assert stage.commands.calls == []


@pytest.mark.parametrize("way", ["Ctrl+1", "Escape", "Alt+Left"])
def test_settings_are_left_for_the_session(page: SettingsPage, stage: Stage, way: str) -> None:
    QTest.keySequence(page, way)
    settle()
    assert stage.shown() is PageName.SESSION


def test_only_without_a_sidebar_there_is_a_way_back_in_the_header(stage: Stage) -> None:
    stage.show(Overview(), Where.SETTINGS)
    assert "Settings" not in words_of(stage.page(SettingsPage)).splitlines()
    stage.show(overview_of(ACTIVE))
    assert "Settings" in words_of(stage.page(SettingsPage)).splitlines()
