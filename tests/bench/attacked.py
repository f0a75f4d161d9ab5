"""How long people wait while 500 connections dawdle."""

import asyncio
import socket
import statistics
from contextlib import ExitStack
from urllib.parse import urlsplit

from tests.bench.bed import Bed
from tests.bench.figure import Figure
from tests.bench.service_size import p99, seconds_of_sign_ins
from tests.parts.service import Service

SLOW = 500
SIGN_INS = 40
BOUND = 100
HALF_A_HEAD = b"POST /api/v0/token HTTP/1.1\r\nHost: x\r\nX: "


def measure_attacked(bed: Bed) -> list[Figure]:
    """Sign-ins beside slow connections from two addresses, and without them."""
    with bed.service() as service:
        alone = asyncio.run(seconds_of_sign_ins(service, SIGN_INS))
    with bed.service(name="attacked") as service, ExitStack() as kept:
        for number in range(SLOW):
            kept.enter_context(slow_connection(service, f"127.0.3.{number % 2 + 1}"))
        beside = asyncio.run(seconds_of_sign_ins(service, SIGN_INS))
    of = (
        f"p99 of an answer beside them; without them {p99(alone) * 1000:.1f} ms, "
        f"medians {statistics.median(beside) * 1000:.1f} and {statistics.median(alone) * 1000:.1f}"
    )
    return [Figure("500 slow connections", p99(beside) * 1000, "ms", BOUND, of)]


def slow_connection(service: Service, address: str) -> socket.socket:
    """A connection on which a request has begun and does not go on."""
    target = urlsplit(service.url)
    one = socket.create_connection(
        (target.hostname, target.port), timeout=60, source_address=(address, 0)
    )
    one.sendall(HALF_A_HEAD)
    return one
