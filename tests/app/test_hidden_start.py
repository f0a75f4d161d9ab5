"""Started in the tray: no window where there is one, a minimised window where none comes."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from desktop import tray_presence
from desktop.foundation.settings import Settings, save_settings
from tests.parts.open_app import OpenApp

OFFSCREEN_ICON = pytest.mark.qt_log_ignore(
    "No such signal QPlatformNativeInterface", "This plugin does not support raise"
)


@OFFSCREEN_ICON
async def test_with_a_tray_no_window_is_shown(
    home: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    monkeypatch.setattr(tray_presence, "HOST_SECONDS", 0.0)
    async with OpenApp(hidden=True) as app:
        await app.until_open()
        await app.beat()
        assert not app.window.isVisible()


async def test_where_no_tray_comes_the_window_is_shown_minimised_and_says_so(
    home: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tray_presence, "HOST_SECONDS", 0.0)
    async with OpenApp(hidden=True) as app:
        await app.until(app.window.isMinimized, "the window")
        await app.until_open()
        await app.beat()
        app.window.showNormal()
        await app.beat()
        await app.until(lambda: app.says("There is no tray here"), "the sentence")


@OFFSCREEN_ICON
async def test_a_tray_that_comes_late_is_taken_up(
    home: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    there: list[bool] = []
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: bool(there))
    async with OpenApp(hidden=True) as app:
        await app.until_open()
        there.append(True)
        await app.beat()
        app.tray.open.trigger()
        await app.until(app.window.isVisible, "the window")
        app.window.close()
        assert not app.window.isVisible()


async def test_the_setting_does_the_same_as_the_option(home: Path, qapp: QApplication) -> None:
    save_settings(home / "config" / "settings.json", Settings(start_hidden=True))
    async with OpenApp() as app:
        await app.until_open()
        assert not app.window.isVisible()
