"""What is heard of locks, on real buses from doubles of those who lock."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from jeepney import DBusAddress, HeaderFields, message_bus, new_signal
from jeepney.io.blocking import open_dbus_connection

from desktop.system.message_bus import MessageBus, open_session_bus, open_system_bus
from desktop.system.screen_lock import LOGIN, Ears, ScreenLocks
from tests.doubles.login import login
from tests.doubles.screen_locker import FREEDESKTOP, GNOME, screen_locker
from tests.parts.private_bus import PrivateBus

LOCK = DBusAddress("/org/freedesktop/ScreenSaver", interface=FREEDESKTOP)
PATIENCE = 5.0


@dataclass
class Heard:
    """Everything that was heard, in its order."""

    said: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    def ears(self) -> Ears:
        """What writes it down."""
        return Ears(
            on_locked=lambda lock: self.said.append(f"{lock} locked"),
            on_unlocked=lambda lock: self.said.append(f"{lock} open"),
            on_lost=lambda lock: self.said.append(f"{lock} lost"),
            on_asked=lambda: self.said.append("asked"),
            on_known=lambda lock, is_heard: (
                self.known.add(lock) if is_heard else self.known.discard(lock)
            ),
        )

    async def until(self, *said: str) -> None:
        """Wait until exactly this was said."""
        await until(lambda: len(self.said) >= len(said), f"{said}")
        assert self.said == list(said)


async def until(is_so: Callable[[], bool], what: str) -> None:
    """Wait for something that comes over a bus."""
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while not is_so():
        assert asyncio.get_running_loop().time() < deadline, f"waited in vain for {what}"
        await asyncio.sleep(0.005)


@asynccontextmanager
async def hearing_desktop(heard: Heard) -> AsyncIterator[MessageBus]:
    """Hear the session bus of the environment."""
    locks = ScreenLocks(heard.ears(), {})
    bus = await open_session_bus(locks.forget)
    try:
        await locks.hear_desktop(bus)
        yield bus
    finally:
        await locks.close()
        await bus.close()


@asynccontextmanager
async def hearing_login(heard: Heard, session: str = "") -> AsyncIterator[MessageBus]:
    """Hear the system bus of the environment, in the login of this id."""
    locks = ScreenLocks(heard.ears(), {"XDG_SESSION_ID": session})
    bus = await open_system_bus(locks.forget)
    try:
        await locks.hear_login(bus)
        yield bus
    finally:
        await locks.close()
        await bus.close()


@pytest.fixture
def heard() -> Heard:
    return Heard()


class TestDesktop:
    """The screen savers of the session bus."""

    @pytest.mark.parametrize("name", [FREEDESKTOP, GNOME, "org.xfce.ScreenSaver"])
    async def test_each_change_is_heard_after_what_was_at_first(
        self, bus: PrivateBus, heard: Heard, name: str
    ) -> None:
        async with screen_locker(bus.address, name) as locker, hearing_desktop(heard):
            assert heard.known == {name}
            await locker.lock()
            await locker.unlock()
            await heard.until(f"{name} open", f"{name} locked", f"{name} open")

    async def test_a_screen_that_is_locked_already_is_heard_at_once(
        self, bus: PrivateBus, heard: Heard
    ) -> None:
        async with screen_locker(bus.address, active=True), hearing_desktop(heard):
            assert heard.said == [f"{FREEDESKTOP} locked"]

    async def test_one_that_comes_later_is_heard_and_its_end_is_not_an_opening(
        self, bus: PrivateBus, heard: Heard
    ) -> None:
        async with hearing_desktop(heard):
            assert heard.known == set()
            async with screen_locker(bus.address, active=True):
                await heard.until(f"{FREEDESKTOP} locked")
            await heard.until(f"{FREEDESKTOP} locked", f"{FREEDESKTOP} lost")
            assert heard.known == set()

    async def test_one_that_only_keeps_the_screen_awake_is_no_lock(
        self, bus: PrivateBus, heard: Heard
    ) -> None:
        async with screen_locker(bus.address, active=None), hearing_desktop(heard):
            assert (heard.said, heard.known) == ([], set())

    async def test_nobody_else_can_open_it_by_a_signal(self, bus: PrivateBus, heard: Heard) -> None:
        async with screen_locker(bus.address) as locker, hearing_desktop(heard):
            await locker.lock()
            with open_dbus_connection(bus.address) as stranger:
                # Straight to each program: no rule of ours keeps those away.
                for name in stranger.send_and_get_reply(message_bus.ListNames()).body[0]:
                    forged = new_signal(LOCK, "ActiveChanged", "b", (False,))
                    forged.header.fields[HeaderFields.destination] = name
                    stranger.send(forged)
                stranger.send_and_get_reply(message_bus.ListNames())
            await locker.lock()
            await heard.until(f"{FREEDESKTOP} open", *[f"{FREEDESKTOP} locked"] * 2)

    async def test_words_of_another_kind_are_passed_over(
        self, bus: PrivateBus, heard: Heard
    ) -> None:
        async with screen_locker(bus.address) as locker, hearing_desktop(heard):
            await locker.emit("ActiveChanged", "s", ("no",))
            await locker.emit("ActiveChanged", "", ())
            await locker.emit("Renamed", "b", (True,))
            await locker.lock()
            await heard.until(f"{FREEDESKTOP} open", f"{FREEDESKTOP} locked")

    async def test_when_the_bus_dies_the_lock_is_lost_and_not_open(
        self, bus: PrivateBus, heard: Heard
    ) -> None:
        async with screen_locker(bus.address, active=True), hearing_desktop(heard):
            bus.kill()
            await heard.until(f"{FREEDESKTOP} locked", f"{FREEDESKTOP} lost")


class TestLogin:
    """logind on the system bus."""

    async def test_its_hint_is_heard_and_so_is_who_asks_for_a_lock(
        self, system_bus: PrivateBus, heard: Heard
    ) -> None:
        with login(system_bus.address) as there:
            async with hearing_login(heard):
                assert heard.known == {LOGIN}
                there.ask("Lock")
                there.say_locked(locked=True)
                there.say_locked(locked=False)
                await heard.until(f"{LOGIN} open", "asked", f"{LOGIN} locked", f"{LOGIN} open")

    async def test_a_request_to_open_opens_nothing(
        self, system_bus: PrivateBus, heard: Heard
    ) -> None:
        with login(system_bus.address, locked=True) as there:
            async with hearing_login(heard):
                there.ask("Unlock")
                there.ask("Lock")
                await heard.until(f"{LOGIN} locked", "asked")

    async def test_a_login_without_a_screen_has_none_to_lock(
        self, system_bus: PrivateBus, heard: Heard
    ) -> None:
        with login(system_bus.address, kind="tty"):
            async with hearing_login(heard):
                assert (heard.said, heard.known) == ([], set())

    async def test_an_older_logind_is_asked_by_the_name_of_the_login(
        self, system_bus: PrivateBus, heard: Heard
    ) -> None:
        with login(system_bus.address, locked=True, named="c2"):
            async with hearing_login(heard, "c2"):
                assert heard.said == [f"{LOGIN} locked"]

    async def test_where_nobody_knows_the_login_nothing_is_heard(
        self, system_bus: PrivateBus, heard: Heard
    ) -> None:
        with login(system_bus.address, locked=True, named="c2"):
            async with hearing_login(heard, "c3"):
                assert (heard.said, heard.known) == ([], set())

    async def test_logind_that_restarts_is_asked_again(
        self, system_bus: PrivateBus, heard: Heard
    ) -> None:
        async with hearing_login(heard):
            with login(system_bus.address, locked=True):
                await heard.until(f"{LOGIN} locked")
            with login(system_bus.address, locked=True):
                await heard.until(f"{LOGIN} locked", f"{LOGIN} lost", f"{LOGIN} locked")
