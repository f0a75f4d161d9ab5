"""Sleep: held up until everything is hidden, and told of once it is over."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from desktop.system.message_bus import open_system_bus
from desktop.system.suspend import Suspend
from tests.doubles.login import login
from tests.parts.private_bus import PrivateBus
from tests.system.test_screen_lock import until


class Sleeper:
    """Somebody who is told of sleep, and takes the time that a test gives."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.ready = asyncio.Event()
        self.suspend = Suspend(
            lambda: self.said.append("asleep"), lambda: self.said.append("awake"), self._settle
        )

    async def _settle(self) -> None:
        await self.ready.wait()


@asynccontextmanager
async def hearing() -> AsyncIterator[Sleeper]:
    """Hear the system bus of the environment."""
    sleeper = Sleeper()
    bus = await open_system_bus(lambda: None)
    try:
        await sleeper.suspend.hear(bus)
        yield sleeper
    finally:
        sleeper.ready.set()
        await sleeper.suspend.close()
        await bus.close()


async def test_a_sleep_waits_until_we_are_ready_and_the_next_one_too(
    system_bus: PrivateBus,
) -> None:
    with login(system_bus.address) as there:
        async with hearing() as sleeper:
            await until(lambda: there.held_up() == 1, "the inhibitor")
            assert there.asked == [
                ("sleep", "Cotter Authenticator", "Hides what onlookers must not see", "delay")
            ]
            there.say_sleep(begins=True)
            await until(lambda: sleeper.said == ["asleep"], "the sleep")
            assert there.held_up() == 1
            sleeper.ready.set()
            await until(lambda: there.held_up() == 0, "the release")
            there.say_sleep(begins=False)
            await until(lambda: sleeper.said == ["asleep", "awake"], "the wake")
            await until(lambda: there.held_up() == 1, "the next inhibitor")
        assert there.held_up() == 0


async def test_a_sleep_that_was_given_up_leaves_the_next_one_held_up(
    system_bus: PrivateBus,
) -> None:
    with login(system_bus.address) as there:
        async with hearing() as sleeper:
            await until(lambda: there.held_up() == 1, "the inhibitor")
            there.say_sleep(begins=True)
            there.say_sleep(begins=False)
            await until(lambda: sleeper.said == ["asleep", "awake"], "both signals")
            sleeper.ready.set()
            await until(lambda: len(there.asked) == 2, "the next inhibitor")
            await until(lambda: there.held_up() == 1, "the next one alone")


async def test_where_it_may_not_be_held_up_it_is_still_heard(system_bus: PrivateBus) -> None:
    with login(system_bus.address, grants=False) as there:
        async with hearing() as sleeper:
            sleeper.ready.set()
            there.say_sleep(begins=True)
            there.say_sleep(begins=False)
            await until(lambda: sleeper.said == ["asleep", "awake"], "both signals")
            assert not sleeper.suspend.holds


async def test_logind_that_comes_later_is_held_up_too(system_bus: PrivateBus) -> None:
    async with hearing():
        with login(system_bus.address) as there:
            await until(lambda: there.held_up() == 1, "the inhibitor")
