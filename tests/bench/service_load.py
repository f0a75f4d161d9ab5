"""What the service bears: complete sign-ins, fifty at once."""

import asyncio
import statistics
import time

import httpx

from desktop.protocol.published import API_PATH
from tests.bench.bed import Bed
from tests.bench.exchange import Mailbox, Person
from tests.bench.figure import Figure
from tests.parts.service import Service

AT_ONCE = 50
EACH = 6
PATIENCE = 60.0


def measure_service(bed: Bed) -> list[Figure]:
    """Code asked for, read from the outbox, answered and exchanged; p99 of one sign-in."""
    with bed.service() as service:
        began = time.perf_counter()
        seconds = asyncio.run(_everybody(service))
        whole = time.perf_counter() - began
    of = f"{len(seconds)} complete sign-ins, {AT_ONCE} at once; the load runs on the same cores"
    return [
        Figure("sign-ins", len(seconds) / whole, "/s", None, of),
        Figure("sign-in p99", statistics.quantiles(seconds, n=100)[98] * 1000, "ms", None, of),
    ]


async def _everybody(service: Service) -> list[float]:
    mailbox = Mailbox(service)
    people = [_sign_in_again_and_again(mailbox, number) for number in range(AT_ONCE)]
    return [seconds for one in await asyncio.gather(*people) for seconds in one]


async def _sign_in_again_and_again(mailbox: Mailbox, number: int) -> list[float]:
    # The service counts messages by address: each comes from one of its own.
    transport = httpx.AsyncHTTPTransport(local_address=f"127.0.1.{number + 1}")
    took = []
    async with httpx.AsyncClient(
        base_url=mailbox.service.url + API_PATH, transport=transport, timeout=PATIENCE
    ) as client:
        for round_ in range(EACH):
            began = time.perf_counter()
            person = await Person.at(client, mailbox, f"p{number}.{round_}@example.com")
            await person.finish()
            took.append(time.perf_counter() - began)
    return took
