"""What is on the screen, as a screen reader finds it: by role and name, over AT-SPI.

So the walk finds a button by its word and no pixel, and a thing that a blind person could not
find fails it. https://gnome.pages.gitlab.gnome.org/at-spi2-core/devel-docs/architecture.html
"""

import subprocess
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

from jeepney import (
    DBusAddress,
    MatchRule,
    Message,
    Properties,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.wrappers import DBusErrorResponse, unwrap_msg

from tests.parts.child import child, wait_until

LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
ENVIRONMENT = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
"""What makes Qt speak to assistive technology where no desktop says that there is any."""

ANSWER_SECONDS = 5.0
LISTEN_SECONDS = 0.2

_BUS = DBusAddress("/org/a11y/bus", bus_name="org.a11y.Bus", interface="org.a11y.Bus")
_DESKTOP = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_COMPONENT = "org.a11y.atspi.Component"
_TEXT = "org.a11y.atspi.Text"
_ACTION = "org.a11y.atspi.Action"
_EDITABLE_TEXT = "org.a11y.atspi.EditableText"
_EVENTS = "org.a11y.atspi.Event.Object"
_REGISTRY = DBusAddress(
    "/org/a11y/atspi/registry",
    bus_name="org.a11y.atspi.Registry",
    interface="org.a11y.atspi.Registry",
)
_OF_THE_SCREEN = 0
# AtspiStateType: the number of each state's bit.
_CHECKED, _EDITABLE, _ENABLED, _FOCUSED, _SHOWING = 4, 7, 8, 12, 25


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing on the screen. Places are pixels of the display."""

    role: str
    name: str
    description: str
    text: str
    x: int
    y: int
    width: int
    height: int
    states: int

    @property
    def middle(self) -> tuple[int, int]:
        """Where to click."""
        return self.x + self.width // 2, self.y + self.height // 2

    @property
    def is_enabled(self) -> bool:
        """Whether it can be used."""
        return self._has(_ENABLED)

    @property
    def is_checked(self) -> bool:
        """Whether it is chosen or on."""
        return self._has(_CHECKED)

    @property
    def is_editable(self) -> bool:
        """Whether one can type into it."""
        return self._has(_EDITABLE)

    @property
    def is_focused(self) -> bool:
        """Whether it has the keyboard."""
        return self._has(_FOCUSED)

    def _has(self, state: int) -> bool:
        return bool(self.states >> state & 1)


class ScreenReader:
    """Reads what programs show now."""

    def __init__(self, connection: DBusConnection, address: str = "") -> None:
        """Take a connection to the bus of assistive technology; :func:`screen_reader` opens it.

        ``address`` is that bus's, for whoever has to listen to it besides.
        """
        self._connection = connection
        self.address = address
        self.refused: set[str] = set()
        """The paths of what it was told of, and which had gone when it asked for more."""

    def things(self, program: str) -> list[Thing]:
        """All that the program of this name shows now, from top to bottom of its tree."""
        found: list[Thing] = []
        for one in self._programs(program):
            self._collect(*one, found)
        return found

    def words(self, program: str) -> list[str]:
        """Every name and description in the program's tree, of what it doesn't show too."""
        found: list[str] = []
        for one in self._programs(program):
            self._listen(*one, found)
        return found

    def press(self, program: str, name: str) -> None:
        """Do what the thing of this name is for, as a person does who has no pointer."""
        owner, path = self._place_of(program, name)
        actions = self._ask(owner, path, _ACTION, "GetActions")[0]
        names = [one[0] for one in actions]
        which = next(at for at, one in enumerate(names) if one in ("Press", "Toggle"))
        assert self._ask(owner, path, _ACTION, "DoAction", which, signature="i")[0], name

    def write(self, program: str, name: str, text: str) -> None:
        """Put ``text`` into the field of this name, in place of what was there."""
        owner, path = self._place_of(program, name)
        wrote = self._ask(owner, path, _EDITABLE_TEXT, "SetTextContents", text, signature="s")[0]
        assert wrote, name

    def focus(self, program: str, name: str) -> None:
        """Give the thing of this name the keyboard."""
        owner, path = self._place_of(program, name)
        self._ask(owner, path, _COMPONENT, "GrabFocus")

    def _place_of(self, program: str, name: str) -> tuple[str, str]:
        """Where on the bus the thing of this name is that is shown and can be used.

        Raises:
            LookupError: there is none.
        """
        todo = self._programs(program)
        while todo:
            owner, path = todo.pop(0)
            try:
                thing = self._thing(owner, path)
                if thing is not None and thing.name == name and _is_usable(thing):
                    return owner, path
                todo += self._children(owner, path)
            except (DBusErrorResponse, TimeoutError):
                continue  # it has gone meanwhile
        raise LookupError(f"nothing is called “{name}”")

    @contextmanager
    def hearing(self) -> Iterator[list[str]]:
        """What programs have said aloud while the block lasts, as it comes."""
        heard: list[str] = []
        with open_dbus_connection(self.address) as connection:
            rule = MatchRule(type="signal", interface=_EVENTS, member="Announcement")
            for message in (
                message_bus.AddMatch(rule),
                new_method_call(
                    _REGISTRY, "RegisterEvent", "sass", ("object:announcement", [], "")
                ),
            ):
                unwrap_msg(connection.send_and_get_reply(message, timeout=ANSWER_SECONDS))
            with connection.filter(rule) as queue:
                stop = Event()
                thread = Thread(target=_listen, args=(connection, queue, heard, stop))
                thread.start()
                try:
                    yield heard
                finally:
                    stop.set()
                    thread.join()

    def _programs(self, name: str) -> list[tuple[str, str]]:
        found = []
        for owner, path in self._children(*_DESKTOP):
            with suppress(DBusErrorResponse, TimeoutError):  # it is just ending
                if self._words(owner, path, "Name") == name:
                    found.append((owner, path))
        return found

    def _listen(self, owner: str, path: str, found: list[str]) -> None:
        try:
            said = [self._words(owner, path, which) for which in ("Name", "Description")]
            children = self._children(owner, path)
        except (DBusErrorResponse, TimeoutError):
            return  # it has gone meanwhile
        found += [one for one in said if one]
        for one in children:
            self._listen(*one, found)

    def _collect(self, owner: str, path: str, found: list[Thing]) -> None:
        try:
            thing = self._thing(owner, path)
            children = self._children(owner, path)
        except (DBusErrorResponse, TimeoutError):
            return  # it has gone meanwhile
        if thing is not None:
            found.append(thing)
        for one in children:
            self._collect(*one, found)

    def _thing(self, owner: str, path: str) -> Thing | None:
        low, high = self._ask(owner, path, _ACCESSIBLE, "GetState")[0]
        states = low | high << 32
        if not states >> _SHOWING & 1:
            return None
        role = self._ask(owner, path, _ACCESSIBLE, "GetRoleName")[0]
        x, y, width, height = self._ask(
            owner, path, _COMPONENT, "GetExtents", _OF_THE_SCREEN, signature="u"
        )[0]
        text = ""
        if states >> _EDITABLE & 1:
            text = self._ask(owner, path, _TEXT, "GetText", 0, -1, signature="ii")[0]
        name, description = (
            self._words(owner, path, "Name"),
            self._words(owner, path, "Description"),
        )
        return Thing(role, name, description, text, x, y, width, height, states)

    def _children(self, owner: str, path: str) -> list[tuple[str, str]]:
        children: list[tuple[str, str]] = self._ask(owner, path, _ACCESSIBLE, "GetChildren")[0]
        return children

    def _words(self, owner: str, path: str, which: str) -> str:
        address = DBusAddress(path, bus_name=owner, interface=_ACCESSIBLE)
        message = Properties(address).get(which)
        return str(self._answer(path, message)[0][1])

    # Any: what D-Bus answers depends on the signature of each method.
    def _ask(
        self,
        owner: str,
        path: str,
        interface: str,
        method: str,
        *arguments: object,
        signature: str | None = None,
    ) -> tuple[Any, ...]:
        address = DBusAddress(path, bus_name=owner, interface=interface)
        message = new_method_call(address, method, signature, arguments)
        return self._answer(path, message)

    def _answer(self, path: str, message: Message) -> tuple[Any, ...]:
        reply = self._connection.send_and_get_reply(message, timeout=ANSWER_SECONDS)
        try:
            answer: tuple[Any, ...] = unwrap_msg(reply)
        except DBusErrorResponse:
            self.refused.add(path)
            raise
        return answer


def _is_usable(thing: Thing) -> bool:
    return thing.is_enabled and thing.role != "label"


def _listen(
    connection: DBusConnection, queue: "deque[Message]", heard: list[str], stop: Event
) -> None:
    while not stop.is_set():
        with suppress(TimeoutError):
            message = connection.recv_until_filtered(queue, timeout=LISTEN_SECONDS)
            heard.append(str(message.body[3][1]))


@contextmanager
def screen_reader(folder: Path, environment: Mapping[str, str]) -> Iterator[ScreenReader]:
    """Start the bus of assistive technology on a session bus and a display, and read on it.

    Raises:
        FileNotFoundError: it is not installed; says how to.
    """
    if not Path(LAUNCHER).exists():
        raise FileNotFoundError("at-spi2-core is not installed; as root: .ci/system-packages test")
    command = [LAUNCHER, "--launch-immediately"]
    with child(command, environment, log=folder / "assistive-technology.log") as process:
        address = _address(environment["DBUS_SESSION_BUS_ADDRESS"], process)
        with open_dbus_connection(address) as connection:
            yield ScreenReader(connection, address)


def _address(session_bus: str, process: "subprocess.Popen[str]") -> str:
    with open_dbus_connection(session_bus) as connection:
        found: list[str] = []

        def told() -> bool:
            if process.poll() is not None:
                raise RuntimeError(f"{LAUNCHER} ended with {process.returncode}")
            try:
                reply = connection.send_and_get_reply(new_method_call(_BUS, "GetAddress"))
                found[:] = [str(unwrap_msg(reply)[0])]
            except DBusErrorResponse:
                return False
            return bool(found)

        wait_until(told, "the bus of assistive technology")
        return found[0]
