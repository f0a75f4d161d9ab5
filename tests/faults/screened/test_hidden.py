"""The screen is locked: nothing of anybody is left to be seen, read, copied or pressed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu

from desktop import onlookers
from desktop.foundation.screened import is_screened
from desktop.foundation.settings import Settings
from desktop.session.snapshot import SessionFact
from desktop.ui.pages.screened import ScreenedPage
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.questions import reset_of_everything
from desktop.ui.routing import PageName, Where
from tests.doubles.recording_host import recording_host
from tests.doubles.screen_locker import GNOME, ScreenLocker, screen_locker
from tests.faults.screened.left_over import everything_in
from tests.guards.secrets import SecretWatch
from tests.parts.at_home import ADDRESS
from tests.parts.open_app import OpenApp
from tests.parts.private_bus import PrivateBus, private_bus
from tests.parts.service import Service
from tests.parts.stranger import Stranger
from tests.parts.surroundings import short_folder

# Menus and choosers are windows, and this platform has one that can't be raised.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

WHERE = (Where.DEVICES, Where.REQUESTS, Where.HISTORY, Where.SETTINGS, Where.SESSION)


@asynccontextmanager
async def at_a_desktop(bus: PrivateBus) -> AsyncIterator[tuple[OpenApp, ScreenLocker]]:
    """The app with somebody signed in, on a desktop whose lock it hears."""
    async with screen_locker(bus.address) as locker, OpenApp() as app:
        await app.until(
            lambda: app.overview.snapshots != () and app.shown.session is SessionFact.ACTIVE,
            "the session",
        )
        await app.until(lambda: app.window.page is PageName.SESSION, "its page")
        await app.until(lambda: can_screen(app), "the lock")
        yield app, locker


def can_screen(app: OpenApp) -> bool:
    """Whether the app hears a lock."""
    return app.window._overview.can_screen


async def hidden(app: OpenApp) -> ScreenedPage:
    """Wait until everything is hidden."""
    await app.until(lambda: app.window.page is PageName.SCREENED, "the hidden window")
    page = app.window.page_widget(PageName.SCREENED)
    assert isinstance(page, ScreenedPage)
    return page


async def test_nothing_of_the_account_is_left_anywhere_and_all_is_back_once_it_is_open(
    trusted: Service, bus: PrivateBus
) -> None:
    async with at_a_desktop(bus) as (app, locker):
        app.commands.read_devices()
        for where in WHERE:
            app.window.go(where)
        app.window._open_profiles()
        host = urlsplit(trusted.url).netloc
        secret = (ADDRESS, "Harbour office", host)
        before = everything_in(app)
        assert all(words in before for words in secret)
        page = app.window.page
        await locker.lock()
        await hidden(app)
        left = everything_in(app)
        assert [
            words for words in (*secret, "hello@", "Harbour", "127.0.0.1") if words in left
        ] == []
        assert "Cotter Authenticator · hidden" in left
        assert "Hidden while you were away" in left
        assert app.says("Sessions are kept and renewed meanwhile.")
        for where in WHERE:
            app.window.go(where)
        app.window._open_profiles()
        app.window.review(app.shown.profile_id, 1)
        assert app.window.page is PageName.SCREENED
        assert not any(words in everything_in(app) for words in secret)
        await locker.unlock()
        await app.until(lambda: app.window.page is page, "the page of before")
        assert all(words in everything_in(app) for words in secret)


async def test_menus_questions_choosers_and_what_was_typed_go_and_do_nothing(
    trusted: Service, bus: PrivateBus
) -> None:
    async with at_a_desktop(bus) as (app, locker):
        app.window.go(Where.SETTINGS)
        settings = app.window.page_widget(PageName.SETTINGS)
        assert isinstance(settings, SettingsPage)
        settings.proxy.setText("http://maya:typed@proxy.example")
        chooser = QFileDialog(app.window)
        chooser.open()
        app.window._open_profiles()
        app.window.say("Access token copied")
        asked: list[str] = []
        app.window.ask(reset_of_everything(), lambda: asked.append("yes"))
        await locker.lock()
        page = await hidden(app)
        left = everything_in(app)
        assert "typed" not in left
        assert "token copied" not in left
        assert not app.window.findChildren(QFileDialog)
        assert not [one for one in app.window.findChildren(QMenu) if one.isVisible()]
        QTest.keyClick(page.show_again, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert asked == []
        await locker.unlock()
        await app.until(lambda: app.window.page is PageName.SETTINGS, "the settings")
        assert app.commands.loaded.settings == Settings()


async def test_the_clipboard_is_emptied_and_takes_nothing_meanwhile(
    trusted: Service, bus: PrivateBus, secret_watch: SecretWatch
) -> None:
    async with at_a_desktop(bus) as (app, locker):
        app.commands.copy_access_token()
        await app.until(lambda: QGuiApplication.clipboard().text().count(".") == 2, "the token")
        await locker.lock()
        await hidden(app)
        assert QGuiApplication.clipboard().text() == ""
        QGuiApplication.clipboard().setText("somebody else's")
        # As one that was asked for just before, and waited for a renewal.
        app.commands.copy_access_token()
        await app.beat()
        assert QGuiApplication.clipboard().text() == "somebody else's"
        await locker.unlock()
        await app.until(lambda: app.window.page is PageName.SESSION, "the session")
        app.commands.copy_access_token()
        await app.until(lambda: QGuiApplication.clipboard().text().count(".") == 2, "the token")


async def test_no_notification_comes_and_those_that_are_there_go(
    trusted: Service, bus: PrivateBus
) -> None:
    async with recording_host(bus.address) as host, at_a_desktop(bus) as (app, locker):
        await locker.lock()
        await hidden(app)
        Stranger(trusted, "Pixel 9").ask(ADDRESS)
        await app.until(lambda: len(app.shown.requests.open) == 1, "the request")
        await app.beat()
        assert host.calls == []
        assert "Pixel 9" not in everything_in(app)
        await locker.unlock()
        await app.until(lambda: len(host.shown) == 1, "the notification")
        [shown] = host.shown
        await locker.lock()
        await hidden(app)
        # Somebody presses in the moment in which it goes.
        await host.say("ActionInvoked", "us", (shown, "deny"))
        await app.until(lambda: host.shown == {}, "the withdrawal")
        await app.beat()
        assert len(app.shown.requests.open) == 1


async def test_a_screen_that_was_locked_at_the_start_hides_from_the_start(
    trusted: Service, bus: PrivateBus
) -> None:
    async with screen_locker(bus.address, GNOME, active=True) as locker, OpenApp() as app:
        await hidden(app)
        await app.until(lambda: app.shown.session is SessionFact.ACTIVE, "the session")
        assert ADDRESS not in everything_in(app)
        await locker.unlock()
        await app.until(lambda: app.window.page is PageName.SESSION, "the session")


@pytest.mark.parametrize("end", ["the locker", "the bus"])
async def test_a_lock_that_dies_opens_nothing_and_locks_nobody_out(
    trusted: Service, bus: PrivateBus, end: str
) -> None:
    async with at_a_desktop(bus) as (app, locker):
        await locker.lock()
        page = await hidden(app)
        if end == "the bus":
            bus.kill()
        else:
            await locker._connection.close()
        await app.until(lambda: not can_screen(app), "the loss")
        assert app.window.page is PageName.SCREENED
        assert is_screened(app.paths)
        assert page.show_again.hasFocus() or not app.window.isActiveWindow()
        QTest.keyClick(page.show_again, Qt.Key.Key_Space)
        await app.until(lambda: app.window.page is PageName.SESSION, "the session")
        assert not is_screened(app.paths)


async def test_a_bus_that_comes_again_is_heard_again(
    trusted: Service, bus: PrivateBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onlookers, "AGAIN_SECONDS", 0.05)
    async with at_a_desktop(bus) as (app, _):
        with short_folder() as folder, private_bus(folder, bus.environment) as anew:
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", anew.address)
            bus.kill()
            await app.until(lambda: not can_screen(app), "the loss")
            assert app.window.page is PageName.SESSION
            async with screen_locker(anew.address) as locker:
                await app.until(lambda: can_screen(app), "the new bus")
                await locker.lock()
                await hidden(app)


async def test_who_switched_it_off_is_shown_everything(trusted: Service, bus: PrivateBus) -> None:
    async with at_a_desktop(bus) as (app, locker):
        app.commands.change_settings(Settings(hide_when_locked=False))
        await locker.lock()
        await app.beat()
        assert app.window.page is PageName.SESSION
        assert not is_screened(app.paths)
        app.commands.change_settings(Settings())
        # The screen is locked still.
        await hidden(app)


async def test_it_is_offered_only_where_a_lock_can_be_heard(
    trusted: Service, bus: PrivateBus
) -> None:
    async with OpenApp() as app:
        await app.until_open()
        app.window.go(Where.SETTINGS)
        settings = app.window.page_widget(PageName.SETTINGS)
        assert isinstance(settings, SettingsPage)
        both = (settings.hide_locked, settings.hand_out_hidden)
        assert not any(one.isVisible() for one in both)
        async with screen_locker(bus.address):
            await app.until(lambda: all(one.isVisible() for one in both), "the switches")
        await app.until(lambda: not any(one.isVisible() for one in both), "their end")
