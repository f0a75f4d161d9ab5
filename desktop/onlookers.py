"""Keeps onlookers out: hears of locks and sleep, says when to hide, and tells other processes.

The rules stand in ``session/screening.py``. What is hidden: everything of accounts in the window,
the tray, the notifications and on the clipboard; and other processes get nothing
(``foundation/screened.py``). Renewing and watching for requests go on.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.foundation.paths import Paths
from desktop.foundation.screened import screened_sign
from desktop.session.screening import Screening, screened
from desktop.session.snapshot import Overview

if TYPE_CHECKING:
    from desktop.system.message_bus import MessageBus

LOG = logging.getLogger(__name__)

SETTLE_SECONDS = 0.1
"""From drawing to the screen: the last picture before a sleep is the first one after it."""

AGAIN_SECONDS = 60.0
"""From the end of a bus to the next try; where there was none, there is no other try."""

Opening = Callable[[Callable[[], None]], Awaitable["MessageBus"]]
Hearing = Callable[["MessageBus"], Awaitable[None]]


class Onlookers:
    """Says when to hide, and what may be drawn then."""

    def __init__(
        self,
        paths: Paths,
        environment: Mapping[str, str],
        *,
        on_change: Callable[[], None],
        on_wake: Callable[[], None],
    ) -> None:
        """Nothing is heard before :meth:`run`.

        ``on_change`` is called when something is to be hidden or shown, ``on_wake`` after a sleep.
        """
        self._environment = environment
        self._on_change, self._on_wake = on_change, on_wake
        self._sign = screened_sign(paths)
        self._is_wanted = False
        self._screening = Screening()
        self._locks: set[str] = set()

    @property
    def is_screened(self) -> bool:
        """Whether nothing may be shown now."""
        return self._is_wanted and self._screening.is_hidden

    def as_shown(self, overview: Overview) -> Overview:
        """What may be drawn of ``overview`` now."""
        overview = replace(overview, can_screen=bool(self._locks))
        return screened(overview) if self.is_screened else overview

    def use(self, *, is_wanted: bool) -> None:
        """Hide when the screen is locked, or never."""
        was, self._is_wanted = self.is_screened, is_wanted
        self._follow(was)

    def show(self) -> None:
        """The person wants to see the window."""
        self._become(self._screening.shown())

    async def run(self) -> None:
        """Hear of locks and sleep until cancelled; where nothing tells of them, do nothing."""
        # Imported here: the window is drawn first.
        from desktop.system.message_bus import open_session_bus, open_system_bus
        from desktop.system.screen_lock import Ears, ScreenLocks
        from desktop.system.suspend import Suspend

        ears = Ears(
            on_locked=lambda lock: self._become(self._screening.locked(lock)),
            on_unlocked=lambda lock: self._become(self._screening.unlocked(lock)),
            on_lost=lambda lock: self._become(self._screening.lost(lock)),
            on_asked=self._note_request,
            on_known=self._note_lock,
        )
        desktop = ScreenLocks(ears, self._environment)
        login = ScreenLocks(ears, self._environment)
        suspend = Suspend(self._sleep, self._wake, self._settle)

        async def hear_login(bus: "MessageBus") -> None:
            await suspend.hear(bus)
            await login.hear_login(bus)

        try:
            await asyncio.gather(
                _hear(open_session_bus, desktop.hear_desktop, desktop.forget),
                _hear(open_system_bus, hear_login, login.forget),
            )
        finally:
            await asyncio.gather(desktop.close(), login.close(), suspend.close())

    def close(self) -> None:
        """Nobody is kept out by an app that has quit; its tasks have ended."""
        self._sign.release()

    def _note_lock(self, lock: str, is_heard: bool) -> None:
        (self._locks.add if is_heard else self._locks.discard)(lock)
        self._on_change()

    def _note_request(self) -> None:
        if self._locks:
            self._become(self._screening.asked())

    def _sleep(self) -> None:
        # Where no lock can be heard, hiding was never offered.
        if self._locks:
            self._become(self._screening.slept())

    async def _settle(self) -> None:
        if self.is_screened:
            await asyncio.sleep(SETTLE_SECONDS)

    def _wake(self) -> None:
        self._become(self._screening.woke())
        self._on_wake()

    def _become(self, screening: Screening) -> None:
        was, self._screening = self.is_screened, screening
        self._follow(was)

    def _follow(self, was: bool) -> None:
        if self.is_screened == was:
            return
        if self.is_screened:
            self._tell()
        else:
            self._sign.release()
        self._on_change()

    def _tell(self) -> None:
        try:
            # Where another program holds it, that says the same.
            self._sign.try_acquire()
        except OSError as error:
            LOG.warning("Other programs can't be told that the app is hidden: %s", error)


async def _hear(opening: "Opening", hear: "Hearing", forget: Callable[[], None]) -> None:
    from desktop.system.message_bus import NoAnswerError

    once_there = False
    while True:
        gone = asyncio.Event()
        try:
            bus = await opening(gone.set)
            once_there = True
            try:
                await hear(bus)
                await gone.wait()
            finally:
                await bus.close()
        except NoAnswerError as error:
            LOG.info("Nothing tells when the screen is locked: %s", error)
        forget()
        if not once_there:
            return
        await asyncio.sleep(AGAIN_SECONDS)
