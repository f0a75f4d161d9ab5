"""A notification host that shows nothing, remembers all, and has faults on demand.

Desktop Notifications Specification 1.3, over a connection of its own to the session bus.
"""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.asyncio import DBusConnection, open_dbus_connection

NAME = "org.freedesktop.Notifications"
OBJECT = DBusAddress("/org/freedesktop/Notifications", bus_name=NAME, interface=NAME)
EVERYTHING = ("actions", "body", "body-markup")
DISMISSED, CLOSED_BY_CALL = 2, 3


@dataclass(frozen=True, slots=True)
class Shown:
    """One notification, as it came over the bus."""

    id: int
    app_name: str
    icon: str
    title: str
    body: str
    actions: tuple[tuple[str, str], ...]
    hints: dict[str, tuple[str, object]]
    milliseconds: int


class RecordingHost:
    """What is shown now and what was ever asked for; :func:`recording_host` starts it."""

    def __init__(self, connection: DBusConnection, capabilities: tuple[str, ...]) -> None:
        self.shown: dict[int, Shown] = {}
        self.calls: list[str] = []
        """The methods that were called, oldest first."""
        self.answering = asyncio.Event()
        """Cleared, it takes calls and answers none until it is set again."""
        self.answering.set()
        self.pressed_at_once = ""
        """An action that is invoked in the moment in which a notification comes up."""
        self._connection = connection
        self._capabilities = capabilities
        self._ids = itertools.count(1)

    async def count(self) -> int:
        """How many notifications can be seen."""
        return len(self.shown)

    async def press(self, label: str) -> None:
        """Press the button of the one notification that has it."""
        ((shown, action),) = (
            (one, id_) for one in self.shown.values() for id_, text in one.actions if text == label
        )
        await self.act(shown.id, action)

    async def click(self) -> None:
        """Click the one notification, beside its buttons."""
        (shown,) = self.shown.values()
        await self.act(shown.id, "default")

    async def act(self, shown: int, action: str) -> None:
        """Say that an action was invoked; then the notification goes, as it is not resident."""
        await self.say("ActionInvoked", "us", (shown, action))
        await self.close(shown, DISMISSED)

    async def close(self, shown: int, reason: int = DISMISSED) -> None:
        """Take a notification away and say so."""
        del self.shown[shown]
        await self.say("NotificationClosed", "uu", (shown, reason))

    # Any: the body of a D-Bus signal
    async def say(self, member: str, signature: str, body: tuple[Any, ...]) -> None:
        """Emit a signal."""
        await self._connection.send(new_signal(OBJECT, member, signature, body))

    async def serve(self) -> None:
        """Answer until cancelled."""
        while True:
            message = await self._connection.receive()
            if message.header.message_type is MessageType.method_call:
                await self._answer(message)

    # Any: jeepney ships no types
    async def _answer(self, message: Any) -> None:
        method = message.header.fields[HeaderFields.member]
        self.calls.append(method)
        closed = 0
        match method:
            case "GetCapabilities":
                reply = new_method_return(message, "as", (list(self._capabilities),))
            case "Notify":
                reply = new_method_return(message, "u", (self._show(*message.body),))
            case "CloseNotification" if message.body[0] in self.shown:
                (closed,) = message.body
                reply = new_method_return(message)
            case _:
                reply = new_error(message, f"{NAME}.Unknown")
        await self.answering.wait()
        await self._connection.send(reply)
        if closed:
            await self.close(closed, CLOSED_BY_CALL)
        if method == "Notify" and self.pressed_at_once:
            await self.act(reply.body[0], self.pressed_at_once)

    # Any: the hints of the specification have a type each
    def _show(self, name: str, replaces: int, icon: str, title: str, body: str, *rest: Any) -> int:
        words, hints, milliseconds = rest
        id_ = replaces if replaces in self.shown else next(self._ids)
        actions = tuple(zip(words[::2], words[1::2], strict=True))
        self.shown[id_] = Shown(id_, name, icon, title, body, actions, hints, milliseconds)
        return id_


@asynccontextmanager
async def recording_host(
    address: str, capabilities: tuple[str, ...] = EVERYTHING
) -> AsyncIterator[RecordingHost]:
    """Be the notification host on the bus at ``address`` while the block lasts."""
    connection = await open_dbus_connection(address)
    host = RecordingHost(connection, capabilities)
    await connection.send(message_bus.RequestName(NAME))
    serving = asyncio.get_running_loop().create_task(host.serve())
    try:
        yield host
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        await connection.close()
