"""What tells that the screen is locked: the desktop's own lock, and the login (Linux).

=========================== ============================= =====================================
who                         locked or open                besides
=========================== ============================= =====================================
the desktop's screen saver  ``ActiveChanged``,            one object each; of those that are
(session bus)               ``GetActive`` at first        there any may lock
logind (system bus)         ``LockedHint`` of the session ``Lock``: somebody asks the desktop to
                                                          lock, before it has
=========================== ============================= =====================================

``Unlock`` of logind isn't heard: it asks the desktop to open, and anybody of this user may send
it. Signals are taken only from the owner of the name. Who isn't running isn't started.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from desktop.system.message_bus import Body, MessageBus, NoAnswerError, Peer

LOG = logging.getLogger(__name__)

SCREEN_SAVERS: Final = (
    Peer(
        "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"
    ),
    Peer("org.freedesktop.ScreenSaver", "/ScreenSaver", "org.freedesktop.ScreenSaver"),
    Peer("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    Peer("org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
    Peer("org.mate.ScreenSaver", "/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
    Peer("org.xfce.ScreenSaver", "/org/xfce/ScreenSaver", "org.xfce.ScreenSaver"),
)
LOGIN: Final = "org.freedesktop.login1"
MANAGER: Final = Peer(LOGIN, "/org/freedesktop/login1", f"{LOGIN}.Manager")
SESSION: Final = f"{LOGIN}.Session"
PROPERTIES: Final = "org.freedesktop.DBus.Properties"
GRAPHICAL: Final = ("x11", "wayland", "mir")
"""Types of a session that has a screen to lock."""


@dataclass(frozen=True, slots=True)
class Ears:
    """Who is told. Each lock has a name; ``on_known`` says whether it can be heard from now on."""

    on_locked: Callable[[str], None]
    on_unlocked: Callable[[str], None]
    on_lost: Callable[[str], None]
    on_asked: Callable[[], None]
    on_known: Callable[[str, bool], None]

    def say(self, lock: str, *, locked: bool) -> None:
        """Pass on what a lock says."""
        (self.on_locked if locked else self.on_unlocked)(lock)


class ScreenLocks:
    """Hears the locks of this session; one object for each bus connection."""

    def __init__(self, ears: Ears, environment: Mapping[str, str]) -> None:
        """``environment`` names the login session where logind doesn't know whose process asks."""
        self._ears = ears
        self._named_session = environment.get("XDG_SESSION_ID", "")
        self._session = ""
        self._known: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def hear_desktop(self, bus: MessageBus) -> None:
        """Hear the screen savers on the session bus.

        Raises:
            NoAnswerError: the bus has gone.
        """
        for name in dict.fromkeys(peer.name for peer in SCREEN_SAVERS):
            owner = await bus.watch(name, partial(self._on_saver, bus, name))
            for peer in _objects_of(name):
                await bus.listen(peer, partial(self._on_signal, name))
            if owner:
                await self._ask_saver(bus, name)

    async def hear_login(self, bus: MessageBus) -> None:
        """Hear logind on the system bus.

        Raises:
            NoAnswerError: the bus has gone.
        """
        if await bus.watch(LOGIN, partial(self._on_login, bus)):
            await self._ask_login(bus)

    def forget(self) -> None:
        """The bus has gone: nothing can be heard any more, and how it ended is not known."""
        for lock in tuple(self._known):
            self._lose(lock)

    async def close(self) -> None:
        """End what is being asked."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # The desktop

    def _on_saver(self, bus: MessageBus, name: str, owner: str) -> None:
        self._lose(name)
        if owner:
            self._spawn(self._ask_saver(bus, name))

    async def _ask_saver(self, bus: MessageBus, name: str) -> None:
        for peer in _objects_of(name):
            try:
                await bus.call(peer, "GetActive", on_answer=partial(self._on_active, name))
            except NoAnswerError as error:
                # Some own the name only to keep the screen awake.
                LOG.debug("%s at %s doesn't say whether it locks: %s", name, peer.path, error)
            else:
                return

    def _on_active(self, name: str, answer: Body) -> None:
        match answer:
            case (bool(active),):
                self._know(name)
                self._ears.say(name, locked=active)

    def _on_signal(self, name: str, member: str, body: Body) -> None:
        match member, body:
            case "ActiveChanged", (bool(active),):
                self._know(name)
                self._ears.say(name, locked=active)

    # The login

    def _on_login(self, bus: MessageBus, owner: str) -> None:
        self._lose(LOGIN)
        if owner:
            self._spawn(self._ask_login(bus))

    async def _ask_login(self, bus: MessageBus) -> None:
        try:
            session = await self._find_session(bus)
            properties = Peer(LOGIN, session, PROPERTIES)
            if session != self._session:
                self._session = session
                await bus.listen(Peer(LOGIN, session, SESSION), self._on_request)
                await bus.listen(properties, self._on_changed)
            ((_, kind),) = await bus.call(properties, "Get", "ss", (SESSION, "Type"))
            if kind in GRAPHICAL:
                await bus.call(
                    properties, "Get", "ss", (SESSION, "LockedHint"), on_answer=self._on_hint
                )
        except (NoAnswerError, ValueError, TypeError) as error:
            # The last two: it answered something else than its interface says.
            LOG.info("The login doesn't say when the screen is locked: %s", error)

    async def _find_session(self, bus: MessageBus) -> str:
        try:
            (session,) = await bus.call(MANAGER, "GetSession", "s", ("auto",))
        except NoAnswerError:
            # Before version 243, or the process of nobody's login.
            (session,) = await bus.call(MANAGER, "GetSession", "s", (self._named_session,))
        return str(session)

    def _on_hint(self, answer: Body) -> None:
        match answer:
            case (("b", bool(locked)),):
                self._know(LOGIN)
                self._ears.say(LOGIN, locked=locked)

    def _on_changed(self, member: str, body: Body) -> None:
        match member, body:
            case "PropertiesChanged", (str(interface), {"LockedHint": hint}, _):
                if interface == SESSION:
                    self._on_hint((hint,))

    def _on_request(self, member: str, _: Body) -> None:
        if member == "Lock":
            self._ears.on_asked()

    # Inside

    def _know(self, lock: str) -> None:
        if lock not in self._known:
            self._known.add(lock)
            self._ears.on_known(lock, True)

    def _lose(self, lock: str) -> None:
        if lock in self._known:
            self._known.remove(lock)
            self._ears.on_lost(lock)
            self._ears.on_known(lock, False)

    def _spawn(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _objects_of(name: str) -> tuple[Peer, ...]:
    return tuple(peer for peer in SCREEN_SAVERS if peer.name == name)
