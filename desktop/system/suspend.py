"""The computer goes to sleep and wakes: logind's signal, and a moment's delay before (Linux).

logind waits for whoever holds a delay “inhibitor”, five seconds at most, so that the last picture
before a sleep, which is the first one after it, can still be drawn. Without it the signal alone
has to do.
"""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

from desktop.system.message_bus import Body, MessageBus, NoAnswerError, Peer

LOG = logging.getLogger(__name__)

NAME: Final = "org.freedesktop.login1"
MANAGER: Final = Peer(NAME, "/org/freedesktop/login1", f"{NAME}.Manager")
ANSWER_SECONDS: Final = 2.0
WHAT: Final = ("sleep", "Cotter Authenticator", "Hides what onlookers must not see", "delay")


class Suspend:
    """Hears of sleep on one bus connection, and holds it up until what it means is seen."""

    def __init__(
        self,
        on_sleep: Callable[[], None],
        on_wake: Callable[[], None],
        settle: Callable[[], Awaitable[None]],
    ) -> None:
        """Nothing is heard before :meth:`hear`; ``settle`` waits until the picture has changed.

        ``on_sleep`` and ``on_wake`` are called in the order of the signals, whatever takes long.
        """
        self._on_sleep, self._on_wake, self._settle = on_sleep, on_wake, settle
        self._inhibitor: int | None = None
        # One after the other: what is held for the next sleep must not go with the one before.
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_closed = False

    async def hear(self, bus: MessageBus) -> None:
        """Hear logind on the system bus.

        Raises:
            NoAnswerError: the bus has gone.
        """
        owner = await bus.watch(NAME, self._on_owner)
        await bus.listen(MANAGER, self._on_signal)
        if owner:
            self._spawn(self._hold())

    async def close(self) -> None:
        """Hold up nothing any more."""
        self._is_closed = True
        # Awaited, not cancelled: a thread would still bring a file that nobody closes.
        await asyncio.gather(*self._tasks)
        self._let_go()

    @property
    def holds(self) -> bool:
        """Whether a sleep would wait for us."""
        return self._inhibitor is not None

    def _on_owner(self, owner: str) -> None:
        self._let_go()
        if owner:
            self._spawn(self._hold())

    def _on_signal(self, member: str, body: Body) -> None:
        match member, body:
            case "PrepareForSleep", (True,):
                self._on_sleep()
                self._spawn(self._sleep())
            case "PrepareForSleep", (False,):
                self._on_wake()
                self._spawn(self._hold())

    async def _sleep(self) -> None:
        async with self._turn:
            try:
                await self._settle()
            finally:
                self._let_go()

    async def _hold(self) -> None:
        async with self._turn:
            if self._inhibitor is not None or self._is_closed:
                return
            try:
                # In a thread: the connection of this loop can't take open files.
                self._inhibitor = await asyncio.to_thread(_take_inhibitor)
            except NoAnswerError as error:
                LOG.info("A sleep won't wait until the window is hidden: %s", error)

    def _let_go(self) -> None:
        inhibitor, self._inhibitor = self._inhibitor, None
        if inhibitor is not None:
            os.close(inhibitor)

    def _spawn(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _take_inhibitor() -> int:
    """Ask logind to wait for us at the next sleep: an open file, which ends that once closed."""
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.wrappers import DBusErrorResponse, unwrap_msg

    manager = DBusAddress(MANAGER.path, bus_name=NAME, interface=MANAGER.interface)
    try:
        with open_dbus_connection("SYSTEM", enable_fds=True) as connection:
            answer = connection.send_and_get_reply(
                new_method_call(manager, "Inhibit", "ssss", WHAT), timeout=ANSWER_SECONDS
            )
            # Any: a file that jeepney has wrapped
            said: tuple[Any, ...] = unwrap_msg(answer)
            (file,) = said
            inhibitor = int(file.to_raw_fd())
    except (DBusErrorResponse, OSError, ValueError, RuntimeError, EOFError) as error:
        raise NoAnswerError(f"{type(error).__name__}") from error
    os.set_inheritable(inhibitor, False)
    return inhibitor
