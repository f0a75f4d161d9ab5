"""The service in size: 100,000 users, a million events in its audit, 10,000 devices that wait."""

import asyncio
import resource
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from desktop.protocol.published import API_PATH
from tests.bench.bed import Bed
from tests.bench.exchange import Mailbox, Person
from tests.bench.figure import Figure
from tests.bench.memory import MEBIBYTE, memory
from tests.bench.multitude import WAIT_SECONDS, Polls, settle
from tests.parts.service import Service

USERS, AUDIT_ROWS, POLLS = 100_000, 1_000_000, 10_000
SIGN_INS = 40
MEMORY_BOUND = 384
"""MiB more with all of them waiting: under 40 KiB each, TLS apart."""
ANSWER_BOUND = 500
START_BOUND = 3000
SPARE_FILES = 200


def measure_size(bed: Bed) -> list[Figure]:
    """What waiting costs, and how long others wait beside it; the load runs on the same cores."""
    with bed.service():
        pass
    multitude = settle(bed.database, users=USERS, audit_rows=AUDIT_ROWS)
    began = time.perf_counter()
    with room_for_files(POLLS), bed.service() as service:
        started = time.perf_counter() - began
        seconds, grown, refused = asyncio.run(_measure(service, Polls(service, multitude)))
    of = f"{USERS:,} users, {AUDIT_ROWS:,} events in the audit, {POLLS:,} polls on one process"
    return [
        Figure("service in size: start", started * 1000, "ms", START_BOUND, of),
        Figure("polls: memory", grown / MEBIBYTE, "MiB", MEMORY_BOUND, of),
        Figure("polls: refused", refused, "", 0, of),
        Figure("… an answer, median", statistics.median(seconds) * 1000, "ms", None, of),
        Figure("… p99", p99(seconds) * 1000, "ms", ANSWER_BOUND, "of sign-ins, four answers each"),
    ]


async def _measure(service: Service, polls: Polls) -> tuple[list[float], int, int]:
    before = memory(service.process.pid, "Rss")
    async with polls.of(POLLS):
        # All came at once; from here on they come as they would on any day.
        await asyncio.sleep(2 * WAIT_SECONDS)
        seconds = await seconds_of_sign_ins(service, SIGN_INS)
        grown = memory(service.process.pid, "Rss") - before
    return seconds, grown, polls.refused


async def seconds_of_sign_ins(service: Service, number: int) -> list[float]:
    """How long each answer of so many sign-ins takes, one after the other."""
    mailbox, seconds = Mailbox(service), list[float]()
    for one in range(number):
        transport = _Timed(seconds, f"127.0.2.{one + 1}")
        async with httpx.AsyncClient(
            base_url=service.url + API_PATH, transport=transport, timeout=60
        ) as client:
            person = await Person.at(client, mailbox, f"newcomer{one}@example.com")
            await person.finish()
    return seconds


class _Timed(httpx.AsyncHTTPTransport):
    """Notes how long each answer takes."""

    def __init__(self, seconds: list[float], address: str) -> None:
        super().__init__(local_address=address)
        self._seconds = seconds

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        began = time.perf_counter()
        answer = await super().handle_async_request(request)
        self._seconds.append(time.perf_counter() - began)
        return answer


def p99(seconds: list[float]) -> float:
    """The time that one in a hundred takes longer than."""
    return statistics.quantiles(seconds, n=100)[98]


@contextmanager
def room_for_files(number: int) -> Iterator[None]:
    """Let this process have so many connections open.

    Raises:
        ValueError: the system lets it have fewer.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, number + SPARE_FILES), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
