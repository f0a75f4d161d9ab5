"""The lock of a desktop, without a screen: ``org.freedesktop.ScreenSaver`` and its relatives."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
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

FREEDESKTOP = "org.freedesktop.ScreenSaver"
GNOME = "org.gnome.ScreenSaver"


class ScreenLocker:
    """Locks and opens on demand; :func:`screen_locker` starts it."""

    def __init__(self, connection: DBusConnection, name: str, *, active: bool | None) -> None:
        """``active`` is whether it is locked at first; None is one that never says."""
        path = "/" + name.replace(".", "/")
        self._object = DBusAddress(path, bus_name=name, interface=name)
        self._connection, self._active = connection, active

    async def lock(self) -> None:
        """Lock the screen."""
        await self.say(active=True)

    async def unlock(self) -> None:
        """Open it, as after the right password."""
        await self.say(active=False)

    async def say(self, *, active: bool) -> None:
        """Say so, whatever was before."""
        self._active = active
        await self._connection.send(new_signal(self._object, "ActiveChanged", "b", (active,)))

    # Any: the body of a D-Bus signal
    async def emit(self, member: str, signature: str, body: tuple[Any, ...]) -> None:
        """Emit any signal."""
        await self._connection.send(new_signal(self._object, member, signature, body))

    async def serve(self) -> None:
        """Answer until cancelled."""
        while True:
            message = await self._connection.receive()
            if message.header.message_type is MessageType.method_call:
                is_asked = message.header.fields[HeaderFields.member] == "GetActive"
                is_here = message.header.fields[HeaderFields.path] == self._object.object_path
                if is_asked and is_here and self._active is not None:
                    reply = new_method_return(message, "b", (self._active,))
                else:
                    reply = new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
                await self._connection.send(reply)


@asynccontextmanager
async def screen_locker(
    address: str, name: str = FREEDESKTOP, *, active: bool | None = False
) -> AsyncIterator[ScreenLocker]:
    """Be the lock of this name on the bus at ``address`` while the block lasts."""
    connection = await open_dbus_connection(address)
    locker = ScreenLocker(connection, name, active=active)
    await connection.send(message_bus.RequestName(name))
    serving = asyncio.get_running_loop().create_task(locker.serve())
    try:
        yield locker
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        await connection.close()


@contextmanager
def locked_screen(address: str) -> Iterator[None]:
    """A desktop on the bus at ``address`` has its screen locked while the block lasts.

    For those who have no loop of their own; the lock opens it before it goes.
    """
    is_locked, is_enough = threading.Event(), threading.Event()

    async def lock_and_open() -> None:
        async with screen_locker(address, active=True) as locker:
            is_locked.set()
            await asyncio.to_thread(is_enough.wait)
            await locker.unlock()

    thread = threading.Thread(target=asyncio.run, args=(lock_and_open(),))
    thread.start()
    try:
        is_locked.wait()
        yield
    finally:
        is_enough.set()
        thread.join()
