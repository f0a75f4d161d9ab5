"""logind as far as a program of the session meets it: one session, sleep, and who holds that up.

Inhibitors are open files, which only a blocking connection can hand out: so it has a thread.
"""

import os
import select
import threading
from collections.abc import Iterator
from contextlib import contextmanager
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
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME = "org.freedesktop.login1"
MANAGER = DBusAddress("/org/freedesktop/login1", bus_name=NAME, interface=f"{NAME}.Manager")
SESSION_PATH = f"{MANAGER.object_path}/session/_32"
SESSION = DBusAddress(SESSION_PATH, bus_name=NAME, interface=f"{NAME}.Session")
PROPERTIES = DBusAddress(SESSION_PATH, bus_name=NAME, interface="org.freedesktop.DBus.Properties")
UNKNOWN = "org.freedesktop.DBus.Error.UnknownMethod"
LOOK_SECONDS = 0.05


class Login:
    """One login session; :func:`login` starts it."""

    def __init__(
        self, connection: DBusConnection, *, locked: bool, kind: str, grants: bool, named: str
    ) -> None:
        """``kind`` is the session's type; ``grants`` whether a sleep may be held up.

        ``named`` is what the session is asked for by: ``auto`` from version 243 on.
        """
        self.hint, self.kind, self.grants, self.named = locked, kind, grants, named
        self.asked: list[tuple[str, ...]] = []
        """What was to be held up, by whom, why and how."""
        self._connection = connection
        self._sending = threading.Lock()
        self._ends: list[int] = []
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._serve)

    def start(self) -> None:
        """Answer from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Answer no more."""
        self._is_over.set()
        self._thread.join()
        for end in self._ends:
            os.close(end)

    def held_up(self) -> int:
        """How many would hold a sleep up now."""
        return sum(not _is_at_end(end) for end in self._ends)

    def say_locked(self, *, locked: bool) -> None:
        """The desktop has told that it locked or opened the screen."""
        self.hint = locked
        changed, dropped = {"LockedHint": ("b", locked)}, list[str]()
        body = (f"{NAME}.Session", changed, dropped)
        self._send(new_signal(PROPERTIES, "PropertiesChanged", "sa{sv}as", body))

    def ask(self, member: str) -> None:
        """``loginctl lock-session`` and the like: ask the desktop to ``Lock`` or ``Unlock``."""
        self._send(new_signal(SESSION, member))

    def say_sleep(self, *, begins: bool) -> None:
        """The computer is going to sleep, or has woken."""
        self._send(new_signal(MANAGER, "PrepareForSleep", "b", (begins,)))

    # Any: jeepney ships no types
    def _send(self, message: Any) -> None:
        with self._sending:
            self._connection.send(message)

    def _serve(self) -> None:
        while not self._is_over.is_set():
            try:
                message = self._connection.receive(timeout=LOOK_SECONDS)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                self._answer(message)

    # Any: jeepney ships no types
    def _answer(self, message: Any) -> None:
        fields = message.header.fields
        match fields[HeaderFields.member], message.body:
            case "GetSession", (name,) if name == self.named:
                self._send(new_method_return(message, "o", (SESSION_PATH,)))
            case "Get", (_, "LockedHint"):
                self._send(new_method_return(message, "v", (("b", self.hint),)))
            case "Get", (_, "Type"):
                self._send(new_method_return(message, "v", (("s", self.kind),)))
            case "Inhibit", words if self.grants:
                self.asked.append(words)
                ours, theirs = os.pipe()
                self._ends.append(ours)
                self._send(new_method_return(message, "h", (theirs,)))
                os.close(theirs)
            case _:
                self._send(new_error(message, UNKNOWN))


def _is_at_end(end: int) -> bool:
    readable, _, _ = select.select([end], [], [], 0)
    return bool(readable)


@contextmanager
def login(
    address: str,
    *,
    locked: bool = False,
    kind: str = "wayland",
    grants: bool = True,
    named: str = "auto",
) -> Iterator[Login]:
    """Be logind on the bus at ``address`` while the block lasts."""
    with open_dbus_connection(address, enable_fds=True) as connection:
        running = Login(connection, locked=locked, kind=kind, grants=grants, named=named)
        connection.send_and_get_reply(message_bus.RequestName(NAME))
        running.start()
        try:
            yield running
        finally:
            running.stop()
