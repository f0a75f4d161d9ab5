"""The desktop's portal as far as its settings go, without a desktop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
SETTINGS = "org.freedesktop.portal.Settings"

# Any: a value as D-Bus has it, its signature before it.
Variant = tuple[str, Any]


class DesktopPortal:
    """Answers and tells; :func:`desktop_portal` starts it."""

    def __init__(
        self, connection: DBusConnection, settings: dict[tuple[str, str], Variant]
    ) -> None:
        """``settings`` by group and key; it knows no others."""
        self._connection, self._settings = connection, settings
        self._object = DBusAddress(PATH, bus_name=NAME, interface=SETTINGS)

    async def change(self, group: str, key: str, value: Variant) -> None:
        """Take another value and tell everybody."""
        self._settings[group, key] = value
        body = (group, key, value)
        await self._connection.send(new_signal(self._object, "SettingChanged", "ssv", body))

    async def serve(self) -> None:
        """Answer until cancelled."""
        while True:
            message = await self._connection.receive()
            fields = message.header.fields
            if message.header.message_type is not MessageType.method_call:
                continue
            reply = new_error(message, "org.freedesktop.portal.Error.NotFound")
            if fields[HeaderFields.member] == "Read" and fields[HeaderFields.path] == PATH:
                value = self._settings.get(message.body)
                if value is not None:
                    # As the real one: a variant in a variant.
                    reply = new_method_return(message, "v", (("v", value),))
            await self._connection.send(reply)


@asynccontextmanager
async def desktop_portal(
    address: str, settings: dict[tuple[str, str], Variant]
) -> AsyncIterator[DesktopPortal]:
    """Be the portal on the bus at ``address`` while the block lasts."""
    connection = await open_dbus_connection(address)
    portal = DesktopPortal(connection, settings)
    await connection.send(message_bus.RequestName(NAME))
    serving = asyncio.get_running_loop().create_task(portal.serve())
    try:
        yield portal
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        await connection.close()
