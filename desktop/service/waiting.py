"""Requests that are answered when something changes: long polls (cotter-api 13.6).

All of this is in memory and nothing of it holds the database: whoever waits looks again when woken.
A waiter looks

- when its topic changes,
- when what it saw changes by itself, such as a request that runs out,
- when its time is over, its client has gone, or the service stops.

Where more than ``MANY`` wait, the time of each is shorter by up to a half.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from typing import Final, Generic, TypeVar

from starlette.requests import ClientDisconnect
from starlette.types import Receive

from desktop.service.limits import address_subject
from desktop.service.open_connections import ALTOGETHER
from desktop.service.randomness import RandomBytes

LONGEST_SECONDS: Final = 25
PER_HOLDER: Final = 2
MANY: Final = 500

_SHORTEST_SECONDS = 0.01

Seen = TypeVar("Seen")


class Crowd(Enum):
    """Who waits. Each has places of its own: whoever asks needs no device to fill theirs."""

    DEVICES = "devices"
    ASKERS = "askers"


ASKERS_PER_ADDRESS: Final = 100


class NoPlaceError(Exception):
    """Too many wait already: for this holder, from this address, or altogether."""


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody who waits takes up.

    ``holder`` is the device, or the request; ``address`` whose askers are counted, none of devices.
    """

    crowd: Crowd
    holder: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Look(Generic[Seen]):
    """What a waiter saw; whether that is worth an answer, or else when it will have changed.

    ``seconds`` is none when it does not change by itself.
    """

    seen: Seen
    is_news: bool
    seconds: float | None = None


class Waiting:
    """Everybody who waits."""

    def __init__(self, random_bytes: RandomBytes, connections: int = ALTOGETHER) -> None:
        """Let devices wait on five in six of so many ``connections``, and askers on one in eight.

        The rest is for those who want an answer now.
        """
        self._random_bytes = random_bytes
        self._most = {Crowd.DEVICES: connections * 5 // 6, Crowd.ASKERS: connections // 8}
        self._bells: dict[str, set[asyncio.Event]] = {}
        self._places: Counter[str | Crowd] = Counter()
        self._is_closed = False

    def wake(self, *topics: str) -> None:
        """Have everybody look again who waits for one of these."""
        for topic in topics:
            for bell in self._bells.get(topic, ()):
                bell.set()

    def close(self) -> None:
        """Have everybody answered with what there is, now and from now on: the service stops."""
        self._is_closed = True
        self.wake(*self._bells)

    def count(self) -> int:
        """How many wait."""
        return sum(self._places[crowd] for crowd in Crowd)

    async def for_news(
        self,
        look: Callable[[], Look[Seen]],
        *,
        topic: str,
        place: Place,
        seconds: float,
        receive: Receive,
    ) -> Seen:
        """What ``look`` saw when it was news, or when ``seconds`` had passed.

        ``receive`` is the client's end of the request (ASGI), read to its end.

        Raises:
            NoPlaceError: too many wait already.
            ClientDisconnect: nobody is there any more to be answered.
        """
        looked = look()
        if looked.is_news or seconds <= 0:
            return looked.seen
        loop = asyncio.get_running_loop()
        with self._taken(place), self._bell(topic) as bell:
            deadline = loop.time() + self._shared_out(min(seconds, LONGEST_SECONDS))
            gone = asyncio.create_task(_is_gone(receive))
            gone.add_done_callback(lambda _: bell.set())
            try:
                while (left := deadline - loop.time()) > 0 and not self._is_closed:
                    await _rung(bell, left if looked.seconds is None else min(left, looked.seconds))
                    if gone.done():
                        raise ClientDisconnect
                    looked = look()
                    if looked.is_news:
                        break
            finally:
                gone.cancel()
        return looked.seen

    def _shared_out(self, seconds: float) -> float:
        """How long to wait: where very many do, some shorter, or they would all come back at once.

        They came at once if the service has just started.
        """
        if self.count() < MANY:
            return seconds
        return seconds * (1 - int.from_bytes(self._random_bytes(2)) / 2**17)

    @contextmanager
    def _taken(self, place: Place) -> Iterator[None]:
        bounds: dict[str | Crowd, int] = {
            f"holder {place.holder}": PER_HOLDER,
            place.crowd: self._most[place.crowd],
        }
        if place.address is not None:
            bounds[f"address {address_subject(place.address)}"] = ASKERS_PER_ADDRESS
        if any(self._places[counted] >= bound for counted, bound in bounds.items()):
            raise NoPlaceError
        self._places.update(bounds.keys())
        try:
            yield
        finally:
            self._places.subtract(bounds.keys())
            for counted in bounds:
                if not self._places[counted]:
                    del self._places[counted]

    @contextmanager
    def _bell(self, topic: str) -> Iterator[asyncio.Event]:
        bell = asyncio.Event()
        self._bells.setdefault(topic, set()).add(bell)
        try:
            yield bell
        finally:
            self._bells[topic].discard(bell)
            if not self._bells[topic]:
                del self._bells[topic]


async def _rung(bell: asyncio.Event, seconds: float) -> None:
    """Wait for the bell, so long at most."""
    with suppress(TimeoutError):
        async with asyncio.timeout(max(seconds, _SHORTEST_SECONDS)):
            await bell.wait()
    bell.clear()


async def _is_gone(receive: Receive) -> None:
    """End when the client has closed its connection."""
    while (await receive())["type"] != "http.disconnect":
        pass
