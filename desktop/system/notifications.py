"""Notifications of the freedesktop.org desktops (Desktop Notifications Specification 1.3).

=============================== ================================================================
the desktop                     then
=============================== ================================================================
has no bus, or no host on it    nothing is shown, ``available`` is false; asked again at the next
has one that starts when asked  it is started by the first notification
takes no buttons                there are none; a click is all
reads markup                    what would be markup is escaped
starts its host late, or anew   what is still to be seen is shown by the new one
doesn't answer for two seconds  that one is given up; if it comes later, it is known
=============================== ================================================================
"""

import asyncio
import html
import logging
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from functools import partial
from typing import Final

from desktop.system.message_bus import (
    BUS,
    Body,
    MessageBus,
    NoAnswerError,
    Peer,
    open_session_bus,
)
from desktop.system.notice import Notice, OnAction, OnClick

LOG = logging.getLogger(__name__)

HOST: Final = Peer(
    "org.freedesktop.Notifications",
    "/org/freedesktop/Notifications",
    "org.freedesktop.Notifications",
)
DEFAULT: Final = "default"
"""The action of a click beside the buttons. With a label some hosts make a button of it too."""

NORMAL: Final = 1
"""Urgency. Critical ones break through “do not disturb”, which no stranger should cause."""

LONGEST_MILLISECONDS: Final = 180_000
"""The life of a sign-in request: an app that dies leaves nothing behind for longer."""


class Notifications:
    """A :class:`~desktop.system.notice.Notifier` over D-Bus."""

    def __init__(self, *, app_name: str, desktop_entry: str, icon: str) -> None:
        """``desktop_entry`` without ``.desktop``; ``icon`` is a path or a name of the theme."""
        self._app_name, self._desktop_entry, self._icon = app_name, desktop_entry, icon
        self._bus: MessageBus | None = None
        self._owner = ""
        self._is_startable = False
        self._capabilities: frozenset[str] | None = None
        self._wanted: dict[str, Notice] = {}
        self._ids: dict[str, int] = {}
        # One call after the other: each needs to know the id that the one before got.
        self._turn = asyncio.Lock()
        self._posting = ""
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_closed = False

    @property
    def available(self) -> bool:
        """Whether a host is there, or comes when it is asked."""
        return self._bus is not None and (bool(self._owner) or self._is_startable)

    @property
    def has_actions(self) -> bool:
        """Whether the host that is there takes buttons; false before it has said so."""
        return "actions" in (self._capabilities or ())

    async def start(self) -> None:
        """Look for the host, without starting one."""
        async with self._turn:
            try:
                bus = await self._connected()
                if self._owner:
                    await self._ask_capabilities(bus)
            except NoAnswerError as error:
                LOG.info("There are no notifications for now: %s", error)

    async def show(
        self,
        key: str,
        title: str,
        body: str,
        *,
        actions: tuple[tuple[str, str], ...],
        on_action: OnAction,
        on_click: OnClick,
        in_place: bool = False,
    ) -> None:
        """See :class:`~desktop.system.notice.Notifier`."""
        if self._is_closed or (in_place and key not in self._wanted):
            return
        self._wanted[key] = Notice.of(
            title, body, actions=actions, on_action=on_action, on_click=on_click
        )
        await self._post(key)

    async def withdraw(self, key: str) -> None:
        """See :class:`~desktop.system.notice.Notifier`."""
        self._wanted.pop(key, None)
        await self._take_away(self._ids.pop(key, 0))

    async def close(self) -> None:
        """See :class:`~desktop.system.notice.Notifier`."""
        self._is_closed = True
        await asyncio.gather(*(self.withdraw(key) for key in tuple(self._wanted)))
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        async with self._turn:
            bus, self._bus = self._bus, None
            if bus is not None:
                await bus.close()

    async def _connected(self) -> MessageBus:
        if self._bus is not None:
            return self._bus
        async with AsyncExitStack() as opened:
            bus = await open_session_bus(self._on_gone)
            # Also when whoever asked is cancelled, as by quitting in this moment.
            opened.push_async_callback(bus.close)
            self._owner = await bus.watch(HOST.name, self._on_owner)
            await bus.listen(HOST, self._on_signal)
            (startable,) = await bus.call(BUS, "ListActivatableNames")
            opened.pop_all()
        self._is_startable = HOST.name in startable
        self._bus = bus
        return bus

    async def _ask_capabilities(self, bus: MessageBus) -> frozenset[str]:
        (said,) = await bus.call(HOST, "GetCapabilities")
        self._capabilities = frozenset(said)
        return self._capabilities

    async def _post(self, key: str) -> None:
        async with self._turn:
            notice = self._wanted.get(key)
            if notice is None or self._is_closed:
                return
            self._posting = key
            try:
                bus = await self._connected()
                capabilities = self._capabilities or await self._ask_capabilities(bus)
                message = self._message(notice, self._ids.get(key, 0), capabilities)
                on_answer = partial(self._note_id, key)
                await bus.call(HOST, "Notify", "susssasa{sv}i", message, on_answer=on_answer)
            except NoAnswerError as error:
                LOG.info("A notification was not shown: %s", error)
            finally:
                self._posting = ""

    def _message(self, notice: Notice, replaces: int, capabilities: frozenset[str]) -> Body:
        actions: list[str] = []
        if "actions" in capabilities:
            actions = [word for action in ((DEFAULT, ""), *notice.actions) for word in action]
        body = notice.body
        if "body-markup" in capabilities:
            body = html.escape(body, quote=False)
        hints = {
            "urgency": ("y", NORMAL),
            "desktop-entry": ("s", self._desktop_entry),
            "resident": ("b", False),
        }
        return (
            self._app_name, replaces, self._icon, notice.title, body, actions, hints,
            LONGEST_MILLISECONDS,
        )  # fmt: skip

    def _note_id(self, key: str, answer: Body) -> None:
        (shown,) = answer
        before = self._ids.pop(key, shown)
        if key in self._wanted:
            self._ids[key] = shown
        else:
            # It was withdrawn while it was on its way.
            self._spawn(self._take_away(shown))
        if before != shown:
            self._spawn(self._take_away(before))

    async def _take_away(self, shown: int) -> None:
        if shown and self._bus is not None:
            try:
                await self._bus.call(HOST, "CloseNotification", "u", (shown,))
            except NoAnswerError as error:
                # Hosts also say so of one that has gone by itself.
                LOG.debug("A notification was not taken away: %s", error)

    def _on_owner(self, owner: str) -> None:
        self._owner = owner
        self._capabilities = None
        self._ids.clear()
        if owner and not self._is_closed:
            self._spawn(self._show_again())

    async def _show_again(self) -> None:
        await self.start()
        for key in tuple(self._wanted):
            if key not in self._ids:
                await self._post(key)

    def _on_gone(self) -> None:
        self._bus = None
        self._owner = ""
        self._capabilities = None
        self._ids.clear()

    def _on_signal(self, member: str, body: Body) -> None:
        match member, body:
            case "ActionInvoked", (int(shown), str(action)):
                self._on_action(shown, action)
            case "NotificationClosed", (int(shown), int()):
                key = self._key(shown)
                self._ids.pop(key, None)
                # Unless something newer is just being put in its place.
                if key != self._posting:
                    self._wanted.pop(key, None)

    def _on_action(self, shown: int, action: str) -> None:
        key = self._key(shown)
        notice = self._wanted.get(key)
        if notice is None:
            return
        # Not called from here: what goes wrong in there is none of the connection's business.
        loop = asyncio.get_running_loop()
        if action == DEFAULT:
            loop.call_soon(notice.on_click, key)
        elif action in (id_ for id_, _ in notice.actions):
            loop.call_soon(notice.on_action, key, action)

    def _key(self, shown: int) -> str:
        return next((key for key, id_ in self._ids.items() if id_ == shown), "")

    def _spawn(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
