"""What closing and quitting mean: to the tray or to the end, and never half of a store."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from desktop import app as app_module
from desktop.foundation.settings import Settings
from desktop.session.snapshot import SessionFact
from desktop.system.termination import SIGNALS
from tests.doubles.held_store import HeldStore
from tests.parts.child import CHECKOUT, PATIENCE, wait_until
from tests.parts.open_app import OpenApp
from tests.parts.secret_service import SecretService
from tests.parts.service import Service

# What Qt says of an icon that it shows on no screen.
OFFSCREEN_ICON = pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface")


@pytest.fixture
def tray_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if there were one: offscreen has none."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)


class TestClosingTheWindow:
    """The close button."""

    async def test_without_a_tray_it_quits_and_the_session_is_kept(
        self, signed_in: SecretService
    ) -> None:
        async with OpenApp() as app:
            await app.until(lambda: app.shown.session is SessionFact.ACTIVE, "the session")
            app.window.close()
            assert await app.end() == 0
        assert len(signed_in.labels) == 1

    async def test_that_there_is_no_tray_is_said_once(self, home: Path, qapp: QApplication) -> None:
        for said in (True, False):
            async with OpenApp() as app:
                await app.until_open()
                await app.beat()
                assert app.says("There is no tray here") == said

    @OFFSCREEN_ICON
    @pytest.mark.usefixtures("tray_host")
    async def test_with_a_tray_it_hides_and_the_tray_brings_it_back(
        self, home: Path, qapp: QApplication
    ) -> None:
        async with OpenApp() as app:
            await app.until_open()
            assert not app.says("There is no tray here")
            app.window.close()
            assert not app.window.isVisible()
            await app.beat()
            app.tray.quit.trigger()
            assert await app.end() == 0

    @OFFSCREEN_ICON
    @pytest.mark.usefixtures("tray_host")
    async def test_with_a_tray_that_is_not_wanted_it_quits(
        self, home: Path, qapp: QApplication
    ) -> None:
        async with OpenApp() as app:
            await app.until_open()
            app.commands.change_settings(Settings(close_to_tray=False))
            app.window.close()
            assert await app.end() == 0


class TestQuitting:
    """What is under way is finished if it can be, and left whole if not."""

    async def test_it_waits_for_a_store_under_way(
        self, home: Path, qapp: QApplication, service: Service, held: HeldStore
    ) -> None:
        async with OpenApp() as app:
            await app.sign_in(service)
            held.hold()
            app.commands.sign_out()
            await app.until(held.writing.is_set, "the note of what to revoke")
            app.commands.quit()
            await app.until(lambda: not app.window.isVisible(), "the window to go")
            assert len(held.items) == 1
            held.may_write.set()
            assert await app.end() == 0
        assert held.items == {}

    @pytest.mark.timed
    async def test_a_keystore_that_hangs_keeps_nobody_from_quitting(
        self,
        home: Path,
        qapp: QApplication,
        service: Service,
        held: HeldStore,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(app_module, "CLOSE_SECONDS", 0.2)
        async with OpenApp() as app:
            await app.sign_in(service)
            held.hold()
            app.commands.sign_out()
            await app.until(held.writing.is_set, "the note of what to revoke")
            began = time.monotonic()
            app.commands.quit()
            assert await app.end() == 0
        assert time.monotonic() - began < 2

    async def test_at_any_moment_of_the_start_it_leaves_nothing_running(
        self, signed_in: SecretService
    ) -> None:
        for pause in (0, 0.02, 0.05, 0.1, 0.2, 0.3):
            async with OpenApp():
                await asyncio.sleep(pause)

    async def test_an_error_that_nobody_foresaw_ends_the_app_with_it(
        self, home: Path, qapp: QApplication
    ) -> None:
        async def fail() -> None:
            raise ZeroDivisionError("of this test")

        before = [signal.getsignal(number) for number in SIGNALS]
        async with OpenApp() as app:
            await app.until_open()
            app.commands.spawn(fail())
            with pytest.raises(ZeroDivisionError, match="of this test"):
                await app.end()
        assert [signal.getsignal(number) for number in SIGNALS] == before

    @pytest.mark.timed
    async def test_while_the_browser_is_waited_for_it_ends_at_once(
        self, home: Path, qapp: QApplication, service: Service, held: HeldStore
    ) -> None:
        async with OpenApp() as app:
            await app.sign_in(service)
            app.commands.sign_out()
            await app.until(lambda: app.shown.session is SessionFact.NONE, "the sign-out")
            app.commands.continue_in_browser("", "")
            await app.until(lambda: len(app.pages) == 1, "the browser")
            began = time.monotonic()
            app.commands.quit()
            assert await app.end() == 0
        assert time.monotonic() - began < 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_by_the_system_to_end_it_ends_in_order(home: Path, number: signal.Signals) -> None:
    log = home.parent / "app.log"
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "desktop"],
            cwd=CHECKOUT,
            env=dict(os.environ),
            stdout=output,
            stderr=output,
        )
    wait_until((home / "config").exists, "the app to be open")
    process.send_signal(number)
    assert process.wait(PATIENCE) == 0
    assert log.read_text("utf-8") == ""
