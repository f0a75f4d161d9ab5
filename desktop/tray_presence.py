"""What the tray and its host mean: where closing leads to, and how to be there hidden.

===================== =====================================================================
a host is there       closing hides the window, if the settings say so; started hidden means that
none is               closing quits and keeps the session, and the window has said so once
none, started hidden  after thirty seconds the window comes, minimised
one comes late        it is taken up at the next beat, and the first row holds from then on
===================== =====================================================================
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.foundation.atomic_file import make_private_folder
from desktop.session.snapshot import Overview
from desktop.ui.toasts import no_tray

if TYPE_CHECKING:
    from desktop.ui.commands import Commands
    from desktop.ui.tray import Tray
    from desktop.ui.window import MainWindow

HOST_SECONDS = 30.0
TOLD_FILE = "no-tray-told"


class TrayPresence:
    """Makes the tray when it is first needed, and knows whether anybody shows it."""

    def __init__(
        self,
        commands: "Commands",
        window: "MainWindow",
        owner: QObject,
        *,
        told: Path,
        on_beat: Callable[[], None],
    ) -> None:
        """There is no tray before :meth:`start`, which ``owner`` then owns.

        ``told`` is the folder that remembers what was said once; ``on_beat`` is called when the
        tray's timer says that something may be due.
        """
        self._commands, self._window, self._owner = commands, window, owner
        self._told = told / TOLD_FILE
        self._on_beat = on_beat
        self._tray: Tray | None = None

    def start(self) -> "Tray":
        """The tray; it comes after the first paint: people look at the window first."""
        if self._tray is None:
            # Imported here, as the tray is made here.
            from desktop.ui.tray import Tray

            self._tray = Tray(self._commands, self._window.appearance.system_is_dark, self._owner)
            self._tray.beat.connect(self._on_beat)
            self._tray.review_wanted.connect(self._window.review)
        return self._tray

    def draw(self, overview: Overview, now: float) -> None:
        """Draw the tray, if there is one already."""
        if self._tray is not None:
            self._tray.draw(overview, now)

    def translate(self) -> None:
        """Name the tray's entries in the language that is spoken now."""
        if self._tray is not None:
            self._tray.name_entries()

    def stop(self) -> None:
        """No more beats, and no icon."""
        if self._tray is not None:
            self._tray.stop()

    def keeps_the_app(self, *, is_wanted: bool) -> bool:
        """Whether the app lives on in the tray when its window is closed."""
        return is_wanted and self.start().host_available()

    async def show_where_no_host_comes(self) -> None:
        """Started hidden: nobody could ever reach an app without a tray and without a window."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + HOST_SECONDS
        while not self.start().host_available():
            if loop.time() > deadline:
                self._window.showMinimized()
                return
            await asyncio.sleep(1.0)
        # Not at the next beat: who has just logged in looks for the icon now.
        self.start().take_up_host()

    def say_once_that_there_is_none(self, *, is_screened: bool, is_wanted: bool) -> None:
        """Say what closing means here, the first time that somebody can read it."""
        is_seen = self._window.isVisible() and not self._window.isMinimized() and not is_screened
        if not (is_seen and is_wanted) or self.start().host_available() or self._told.exists():
            return
        self._window.say(no_tray())
        make_private_folder(self._told.parent)
        self._told.touch()
