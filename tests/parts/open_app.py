"""The graphical app, opened in this process: its window is offscreen, all else is real."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Self

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from desktop.app import App
from desktop.conductor import Conductor
from desktop.foundation.brand_file import BrandPlaces
from desktop.foundation.clock import Clock
from desktop.foundation.paths import Paths
from desktop.foundation.secret import Secret
from desktop.session.snapshot import Overview, SessionFact, Snapshot
from desktop.system.single_instance import SingleInstance
from desktop.ui.tray import Tray
from desktop.ui.window import MainWindow
from tests.parts.at_home import ADDRESS
from tests.parts.service import Service

PATIENCE = 15.0


class OpenApp:
    """One run of the app; leaving the block quits it, unless it has ended by itself."""

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        hidden: bool = False,
        brands: BrandPlaces | None = None,
    ) -> None:
        """Its home and keystore are those of the environment; ``brands`` is where a brand lies."""
        paths = Paths.from_environment(os.environ)
        self.paths = replace(paths, brands=brands) if brands else paths
        self.instance = SingleInstance(self.paths)
        assert self.instance.claim()
        self.pages: list[str] = []
        self._hidden = hidden
        # As the app does at its start: windows and the tray are called by it.
        QGuiApplication.setApplicationDisplayName("Cotter Authenticator")
        self._app = App(self.paths, self.instance, clock=clock, open_browser=self._browse)
        self._running: asyncio.Task[int] | None = None

    async def __aenter__(self) -> Self:
        """Start it."""
        self._running = asyncio.get_running_loop().create_task(
            self._app.run(hidden=self._hidden, demo=False)
        )
        await asyncio.sleep(0)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Quit and wait for the end."""
        assert self._running is not None
        if not self._running.done():
            self.commands.quit()
            await self._running
        self._app.deleteLater()
        self.window.deleteLater()

    def _browse(self, url: str) -> bool:
        self.pages.append(url)
        return True

    # The tests look at it as a person does, by its window and its tray: those are not for others.

    @property
    def window(self) -> MainWindow:
        """The window."""
        return self._app._window

    @property
    def commands(self) -> Conductor:
        """What window and tray ask."""
        return self._app._conductor

    @property
    def tray(self) -> Tray:
        """The tray, which is there after the first paint."""
        [tray] = [one for one in self._app.children() if isinstance(one, Tray)]
        return tray

    @property
    def overview(self) -> Overview:
        """What was drawn last."""
        return self._app._overview

    @property
    def shown(self) -> Snapshot:
        """The profile that the window shows."""
        active = self.overview.active()
        assert active is not None
        return active

    def says(self, words: str) -> bool:
        """Whether the window shows these words, alone or in a sentence."""
        return any(
            words in label.text() for label in self.window.findChildren(QLabel) if label.isVisible()
        )

    async def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Wait until something is drawn.

        Raises:
            TimeoutError: it was not in time; ``what`` completes “waited in vain for …”.
        """
        assert self._running is not None
        deadline = asyncio.get_running_loop().time() + PATIENCE
        while not is_so():
            if self._running.done():
                self._running.result()
                raise RuntimeError(f"the app ended before {what}")
            if asyncio.get_running_loop().time() > deadline:
                raise TimeoutError(f"waited in vain for {what}")
            await asyncio.sleep(0.005)

    async def until_open(self) -> None:
        """Wait until the keystore was read, or is known to be in the way."""
        await self.until(lambda: self._app._household is not None, "the keystore")

    async def sign_in(self, service: Service) -> None:
        """Add the service and sign in, as a person does."""
        await self.until_open()
        self.commands.check_service(service.url, service.api_key_id)
        await self.until(
            lambda: (
                self.overview.connection is not None and self.overview.connection.found is not None
            ),
            "the service",
        )
        self.commands.add_profile("home")
        await self.until(lambda: self.overview.active() is not None, "the profile")
        self.commands.send_code(ADDRESS, "", "EMAIL")
        await self.until(lambda: self.shown.sign_in is not None, "the code page")
        self.commands.submit_code(Secret(service.next_code(ADDRESS)))
        await self.until(lambda: self.shown.session is SessionFact.ACTIVE, "the session")

    async def beat(self) -> None:
        """Let the heartbeat come now, and wait until it is over."""
        await self.until(lambda: self._app._household is not None, "the household")
        self.tray.beat.emit()
        await asyncio.sleep(0)
        await self.until(lambda: not self._app._beating, "the beat")

    async def end(self) -> int:
        """Wait until it has ended by itself; the exit code."""
        assert self._running is not None
        async with asyncio.timeout(PATIENCE):
            return await self._running
