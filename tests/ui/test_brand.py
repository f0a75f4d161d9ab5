"""A company's brand in the window: its name, its colour, its service, what it has set."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from desktop.foundation.brand import DARK_GROUND, LIGHT_GROUND, Brand, Colours, contrast
from desktop.foundation.settings import LoadedSettings, Settings, Theme
from desktop.session.snapshot import Overview, SessionFact, Snapshot
from desktop.ui.names import application_name, hidden_tooltip, tooltip
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.pages.sign_in import SignInPage
from desktop.ui.profile_menu import ProfileMenu
from desktop.ui.routing import Where
from desktop.ui.theme.brand_palette import branded
from desktop.ui.theme.palette import DARK, LIGHT, Palette, roles, with_high_contrast
from desktop.ui.tray import Tray
from desktop.ui.window import MainWindow
from tests.doubles.recording_commands import RecordingCommands
from tests.ui.scenes import NOW
from tests.ui.stage import Stage, end, settle

COLOURS = Colours(accent="#7A1FA2", accent_dark="#D9A6F0")
READABLE = (
    ("accent", "window"), ("accent", "surface"), ("on_accent", "accent"),
    ("on_accent", "accent_hover"), ("on_accent", "accent_press"), ("accent_ink", "accent_soft"),
    ("on_selection", "selection"),
)  # fmt: skip
SNAPSHOT = Snapshot(
    profile_id="brand-1",
    profile_name="Acme",
    service_host="id.acme.example",
    session=SessionFact.NONE,
)


@pytest.fixture
def named(qapp: QApplication) -> Iterator[None]:
    """The app as a brand calls it."""
    qapp.setApplicationDisplayName("Acme Sign-in")
    yield
    qapp.setApplicationDisplayName("Cotter Authenticator")


@pytest.mark.parametrize("ground", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    "colours",
    [COLOURS, Colours(accent="#1B5E20", accent_dark="#FFE082")],
    ids=["violet", "green and yellow"],
)
def test_every_text_on_and_of_the_accent_can_be_read(ground: Palette, colours: Colours) -> None:
    palette = branded(ground, colours)
    for front, back in READABLE:
        found = contrast(getattr(palette, front), getattr(palette, back))
        assert found >= (3.0 if front == "accent" else 4.5), (front, back, found)


def test_the_grounds_that_a_brand_is_held_to_are_the_themes() -> None:
    assert (LIGHT.surface, DARK.surface) == (LIGHT_GROUND, DARK_GROUND)


def test_high_contrast_stays_as_it_is() -> None:
    strong = with_high_contrast(DARK)
    assert branded(strong, COLOURS) == strong


def test_the_window_wears_the_brands_colour_and_name(named: None) -> None:
    brand = Brand(name="Acme Sign-in", colours=COLOURS)
    settings = LoadedSettings(Settings(theme=Theme.LIGHT))
    window = MainWindow(RecordingCommands(), settings, lambda: NOW, brand)
    try:
        assert window.windowTitle() == "Acme Sign-in"
        assert roles().accent == "#7A1FA2"
    finally:
        end(window)


def test_the_tray_says_the_brands_name_where_nobody_is_signed_in(named: None) -> None:
    assert application_name() == tooltip(None, NOW) == "Acme Sign-in"
    assert hidden_tooltip() == "Acme Sign-in · hidden"


def _menu_texts(overview: Overview, stage: Stage) -> list[str]:
    menu = ProfileMenu(overview, stage.window)
    texts = [action.text() for action in menu.actions()]
    menu.deleteLater()
    return texts


def test_a_service_of_the_brand_can_be_joined_by_others_unless_it_says_no(stage: Stage) -> None:
    open_to_others = Overview(snapshots=(SNAPSHOT,), active_id="brand-1")
    closed = replace(open_to_others, other_services=False, kept_profile_id="brand-1")
    assert "Connect to a service…" in _menu_texts(open_to_others, stage)
    assert "Remove “Acme”" in _menu_texts(open_to_others, stage)
    assert "Connect to a service…" not in _menu_texts(closed, stage)
    assert "Remove “Acme”" not in _menu_texts(closed, stage)


def test_an_ampersand_in_a_name_is_read_and_is_no_key(qapp: QApplication, stage: Stage) -> None:
    qapp.setApplicationDisplayName("R&D Sign-in")
    tray = Tray(RecordingCommands(), lambda: False)
    try:
        named = replace(SNAPSHOT, profile_name="R&D")
        overview = Overview(snapshots=(named,), active_id="brand-1")
        tray.draw(overview, NOW)
        assert tray.open.text() == "Open R&&D Sign-in"
        assert [one.text() for one in tray.profiles.actions()] == ["R&&D"]
        assert {"R&&D", "Remove “R&&D”"} <= set(_menu_texts(overview, stage))
    finally:
        tray.stop()
        tray.deleteLater()
        qapp.setApplicationDisplayName("Cotter Authenticator")


def test_only_the_ways_in_that_are_allowed_are_offered(stage: Stage) -> None:
    allowed = replace(SNAPSHOT, ways=("OTP",), in_browser=False)
    stage.show(Overview(snapshots=(allowed,), active_id="brand-1"))
    page = stage.page(SignInPage)
    assert not page.browser.isVisible()
    assert not page.other_device.isVisible()
    assert not page.ways_besides.isVisible()
    assert page.send.isVisible()
    stage.show(Overview(snapshots=(SNAPSHOT,), active_id="brand-1"))
    assert page.browser.isVisible()


def test_a_locked_setting_shows_its_value_and_whose_it_is(stage: Stage) -> None:
    stage.show(Overview(snapshots=(SNAPSHOT,), active_id="brand-1"), Where.SETTINGS)
    page = stage.page(SettingsPage)
    locked = LoadedSettings(
        Settings(hand_out_tokens=False),
        locked=frozenset({"hand_out_tokens", "certificate_file"}),
        locked_by="Acme Sign-in",
    )
    stage.window.draw_settings(locked)
    settle()
    assert not page.hand_out.isEnabled()
    assert not page.hand_out.isChecked()
    assert page.hand_out.accessibleDescription() == "Set by Acme Sign-in"
    assert not page.choose_file.isEnabled()
    assert page.theme.isEnabled()
    stage.window.draw_settings(LoadedSettings(Settings()))
    assert page.hand_out.isEnabled()
    assert "your own tools" in page.hand_out.accessibleDescription()
