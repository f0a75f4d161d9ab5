"""The queue between requests and messages."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import pytest

from desktop.service.challenges import Channel
from desktop.service.courier import QUEUE_LENGTH, Courier, CourierBusyError, DeliveryError
from desktop.service.messages import Message
from tests.guards.log import LogWatch
from tests.service.fake_clock import FakeClock


class Delivery:
    """Refuses the first ``failures`` tries."""

    def __init__(self, failures: int = 0) -> None:
        self.failures = failures
        self.tries = 0
        self.delivered: list[str] = []

    async def deliver(self, message: Message) -> None:
        self.tries += 1
        if self.tries <= self.failures:
            raise DeliveryError("not now")
        self.delivered.append(message.to)


def message(clock: FakeClock, to: str = "maya@example.com") -> Message:
    return Message(
        channel=Channel.EMAIL,
        to=to,
        code="012345",
        link=None,
        project_name="x",
        host="x",
        created_at=clock(),
        expires_at=clock() + 300,
    )


def unexpected(_message: Message) -> None:
    pytest.fail("a message was given up")


def passing(clock: FakeClock) -> Callable[[float], Awaitable[None]]:
    """A pause that lets the fake time pass instead of waiting."""

    async def pause(seconds: float) -> None:
        clock.advance(seconds)

    return pause


@asynccontextmanager
async def running(courier: Courier) -> AsyncIterator[None]:
    task = asyncio.create_task(courier.run())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_messages_are_delivered_after_the_answer(clock: FakeClock) -> None:
    delivery = Delivery()
    courier = Courier(delivery, clock, failed=unexpected)
    courier.send(message(clock))
    assert delivery.delivered == []
    async with running(courier):
        await courier.empty()
    assert delivery.delivered == ["maya@example.com"]


@pytest.mark.parametrize("failures", [1, 2])
async def test_a_failed_delivery_is_tried_again(
    clock: FakeClock, failures: int, log_watch: LogWatch
) -> None:
    log_watch.expect("was not delivered: not now")
    delivery, started = Delivery(failures), clock()
    courier = Courier(delivery, clock, failed=unexpected, pause=passing(clock))
    async with running(courier):
        courier.send(message(clock))
        await courier.empty()
    assert delivery.delivered == ["maya@example.com"]
    assert clock() - started == (2 if failures == 1 else 12)


async def test_the_third_failure_gives_it_up_and_goes_on(
    clock: FakeClock, log_watch: LogWatch
) -> None:
    log_watch.expect("was not delivered: not now")
    delivery = Delivery(failures=3)
    given_up: list[Message] = []
    courier = Courier(delivery, clock, failed=given_up.append, pause=passing(clock))
    async with running(courier):
        lost = message(clock)
        courier.send(lost)
        await courier.empty()
        courier.send(message(clock, "noor@example.com"))
        await courier.empty()
    assert given_up == [lost]
    assert delivery.delivered == ["noor@example.com"]


async def test_a_code_that_has_run_out_is_not_sent_late(
    clock: FakeClock, log_watch: LogWatch
) -> None:
    log_watch.expect("was not delivered: not now")
    delivery = Delivery(failures=1)
    given_up: list[Message] = []
    courier = Courier(delivery, clock, failed=given_up.append, pause=passing(clock))
    late = message(clock)
    clock.advance(299)
    async with running(courier):
        courier.send(late)
        await courier.empty()
    assert (delivery.tries, given_up) == (1, [late])


async def test_a_full_queue_takes_no_more(clock: FakeClock) -> None:
    courier = Courier(Delivery(), clock, failed=unexpected)
    for _ in range(QUEUE_LENGTH):
        courier.send(message(clock))
    with pytest.raises(CourierBusyError):
        courier.send(message(clock))
