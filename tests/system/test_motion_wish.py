"""Whether less motion is asked for, as the desktop's portal tells it on a real bus."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from desktop.system.motion_wish import ANIMATIONS, REDUCED, MotionWish
from tests.doubles.desktop_portal import Variant, desktop_portal
from tests.parts.private_bus import PrivateBus

PATIENCE = 5.0


class Told:
    """What was told, in its order."""

    def __init__(self) -> None:
        self.wishes: list[bool] = []
        self._came = asyncio.Event()

    def take(self, wish: bool) -> None:
        self.wishes.append(wish)
        self._came.set()

    async def next(self) -> bool:
        """The next wish that comes."""
        async with asyncio.timeout(PATIENCE):
            await self._came.wait()
        self._came.clear()
        return self.wishes[-1]


@asynccontextmanager
async def hearing() -> AsyncIterator[Told]:
    told = Told()
    task = asyncio.get_running_loop().create_task(MotionWish(told.take).run())
    try:
        yield told
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize(
    ("place", "less", "as_before"),
    [(ANIMATIONS, ("b", False), ("b", True)), (REDUCED, ("u", 1), ("u", 0))],
    ids=["GNOME's animations", "reduced motion of all desktops"],
)
async def test_less_motion_is_heard_at_the_start_and_when_it_changes(
    bus: PrivateBus, place: tuple[str, str], less: Variant, as_before: Variant
) -> None:
    async with desktop_portal(bus.address, {place: less}) as portal, hearing() as told:
        assert await told.next() is True
        await portal.change(*place, as_before)
        assert await told.next() is False
        await portal.change(*place, less)
        assert await told.next() is True


async def test_a_portal_that_comes_later_is_asked_too(bus: PrivateBus) -> None:
    async with hearing() as told, desktop_portal(bus.address, {ANIMATIONS: ("b", False)}):
        assert await told.next() is True


async def test_what_has_nothing_to_do_with_motion_says_nothing(bus: PrivateBus) -> None:
    known: dict[tuple[str, str], Variant] = {ANIMATIONS: ("s", "off"), REDUCED: ("u", 7)}
    async with desktop_portal(bus.address, known) as portal, hearing() as told:
        await portal.change("org.freedesktop.appearance", "color-scheme", ("u", 1))
        await portal.change(*ANIMATIONS, ("b", False))
        assert await told.next() is True
    assert told.wishes == [True]


async def test_without_a_bus_everything_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    told = Told()
    await MotionWish(told.take).run()
    assert told.wishes == []


async def test_a_bus_that_goes_ends_the_hearing(bus: PrivateBus) -> None:
    told = Told()
    async with desktop_portal(bus.address, {ANIMATIONS: ("b", False)}):
        task = asyncio.get_running_loop().create_task(MotionWish(told.take).run())
        assert await told.next() is True
    bus.kill()
    async with asyncio.timeout(PATIENCE):
        await task
