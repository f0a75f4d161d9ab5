"""The queue between a request and its message: no answer waits for delivery, or tells of it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from desktop.service.clock import Clock
from desktop.service.messages import Message

QUEUE_LENGTH = 1000
CARRIERS = 4
RETRY_PAUSES_SECONDS = (2.0, 10.0)

logger = logging.getLogger(__name__)


class Delivery(Protocol):
    """A way for messages to go: the outbox or a mail server."""

    async def deliver(self, message: Message) -> None:
        """Hand one message over.

        Raises:
            DeliveryError: it was not taken.
        """


class DeliveryError(Exception):
    """A message was not taken. Names the kind of failure only: a server's words quote addresses."""


class CourierBusyError(Exception):
    """The queue is full; the message was not taken."""


class Courier:
    """Takes messages at once and delivers them in the background, trying up to three times.

    The queue is memory only, since a code must not be stored in clear. What waits in it when the
    service stops is lost, and the person asks again.
    """

    def __init__(
        self,
        delivery: Delivery,
        clock: Clock,
        failed: Callable[[Message], None],
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """``failed`` hears of messages that were given up; ``pause`` waits seconds."""
        self._delivery = delivery
        self._clock = clock
        self._failed = failed
        self._pause = pause
        self._queue: asyncio.Queue[Message] = asyncio.Queue(QUEUE_LENGTH)

    def check_room(self) -> None:
        """See that one more message would be taken.

        Raises:
            CourierBusyError: the queue is full.
        """
        if self._queue.full():
            raise CourierBusyError

    def send(self, message: Message) -> None:
        """Queue one message.

        Raises:
            CourierBusyError: the queue is full.
        """
        try:
            self._queue.put_nowait(message)
        except asyncio.QueueFull as error:
            raise CourierBusyError from error

    async def run(self) -> None:
        """Deliver until cancelled."""
        async with asyncio.TaskGroup() as carriers:
            for _ in range(CARRIERS):
                carriers.create_task(self._carry())

    async def empty(self) -> None:
        """Wait until everything queued so far was delivered or given up."""
        await self._queue.join()

    async def _carry(self) -> None:
        while True:
            message = await self._queue.get()
            try:
                await self._deliver(message)
            finally:
                self._queue.task_done()

    async def _deliver(self, message: Message) -> None:
        for pause in (*RETRY_PAUSES_SECONDS, None):
            try:
                await self._delivery.deliver(message)
            except DeliveryError as error:
                logger.warning("A message by %s was not delivered: %s", message.channel, error)
            except Exception as error:  # noqa: BLE001 - whatever one message does, the others go out
                # Its kind alone: the words may quote the address.
                logger.error(  # noqa: TRY400 - for the same reason
                    "A message by %s can't be written: %s", message.channel, type(error).__name__
                )
                self._failed(message)
                return
            else:
                return
            if pause is None or self._clock() + pause >= message.expires_at:
                self._failed(message)
                return
            await self._pause(pause)
