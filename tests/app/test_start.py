"""The first second of the app: what was known is shown, before anything is asked."""

import json
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.foundation.errors import SettingsReadOnlyError
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import ProfilesDamagedError
from desktop.foundation.settings import Settings, Theme
from desktop.session.snapshot import Headline, Obstacle, SessionFact
from desktop.ui.routing import PageName, Where
from tests.parts.at_home import ADDRESS
from tests.parts.open_app import OpenApp
from tests.parts.secret_service import SecretService
from tests.parts.service import Service


async def test_the_session_of_before_is_on_show_while_service_and_keystore_say_nothing(
    signed_in: SecretService, service: Service
) -> None:
    service.kill()
    signed_in.pause()
    async with OpenApp() as app:
        await app.until(lambda: app.says(ADDRESS), "the address")
        assert app.window.page is PageName.SESSION
        assert (app.shown.session, app.shown.last_headline) == (
            SessionFact.UNREAD,
            Headline.ACTIVE,
        )
        signed_in.resume()
        await app.until(lambda: app.shown.session is SessionFact.ACTIVE, "the session")
        assert app.shown.obstacle is Obstacle.NONE
        assert app.shown.kept_in == "Secret Service"


async def test_a_new_installation_is_welcomed(home: Path, qapp: QApplication) -> None:
    async with OpenApp() as app:
        await app.until(lambda: app.window.page is PageName.WELCOME, "the welcome")
        await app.until_open()
        assert app.window.page is PageName.WELCOME


async def test_broken_settings_are_kept_aside_and_it_is_said(
    home: Path, qapp: QApplication
) -> None:
    file = write_settings(home, "{")
    async with OpenApp() as app:
        await app.until(lambda: app.says("settings.json.broken"), "what became of them")
        app.window.go(Where.SETTINGS)
        await app.until(lambda: app.says("The settings file couldn’t be read"), "the banner")
        assert file.with_name("settings.json.broken").read_text("utf-8") == "{"
        assert app.commands.loaded.settings == Settings()


async def test_settings_of_a_newer_version_are_used_and_left_as_they_are(
    home: Path, qapp: QApplication
) -> None:
    newer = json.dumps({"format": 2, "theme": "dark", "shape": "round"})
    file = write_settings(home, newer)
    async with OpenApp() as app:
        await app.until_open()
        assert app.commands.loaded.settings.theme is Theme.DARK
        app.window.go(Where.SETTINGS)
        await app.until(lambda: app.says("written by a newer version"), "the banner")
        app.commands.change_settings(Settings(theme=Theme.LIGHT))
        await app.until(
            lambda: isinstance(app.overview.problem, SettingsReadOnlyError), "the reason"
        )
        assert app.commands.loaded.settings.theme is Theme.DARK
    assert file.read_text("utf-8") == newer


async def test_a_damaged_list_of_profiles_is_said_and_not_replaced(
    home: Path, qapp: QApplication
) -> None:
    file = home / "config" / "profiles.json"
    file.parent.mkdir(parents=True)
    file.write_text("{", "utf-8")
    async with OpenApp() as app:
        await app.until_open()
        assert isinstance(app.overview.problem, ProfilesDamagedError)
        await app.until(lambda: app.says("The list of profiles can"), "the sentence")
    assert file.read_text("utf-8") == "{"


def write_settings(home: Path, content: str) -> Path:
    file = Paths(home / "config", home, home, home).settings_file
    file.parent.mkdir(parents=True)
    file.write_text(content, "utf-8")
    return file
