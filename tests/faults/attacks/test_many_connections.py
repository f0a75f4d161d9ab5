"""Connections by the hundred, slow ones, idle ones and deaf ones: none of them costs an answer."""

import asyncio
import os
import resource
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import trustme
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from desktop.service import connection, serving
from desktop.service.open_connections import PER_ADDRESS, OpenConnections
from desktop.service.serving import Tls, listen, server_of
from tests.guards.secrets import SecretWatch
from tests.parts.child import CHECKOUT, PATIENCE
from tests.parts.service import Service, serve

SLOW = 500
ASKED = 100
P99_SECONDS = 0.5
HALF_A_HEAD = b"POST /api/v0/token HTTP/1.1\r\nHost: x\r\nX: "
LIMIT = 0.3


class Counted:
    """A connection that only says whether it was given up."""

    def __init__(self) -> None:
        self.is_given_up = False

    def give_up(self) -> None:
        self.is_given_up = True


def test_the_one_that_rests_longest_makes_room_for_another_of_its_address() -> None:
    connections = OpenConnections(per_address=3)
    working, resting, other = Counted(), Counted(), Counted()
    assert connections.admit(working, "192.0.2.1")
    connections.work(working)
    assert connections.admit(resting, "192.0.2.1")
    assert connections.admit(other, "192.0.2.1")
    assert connections.admit(Counted(), "192.0.2.1")
    assert (working.is_given_up, resting.is_given_up, other.is_given_up) == (False, True, False)
    assert connections.count() == 3


def test_one_that_has_answered_rests_from_then_on() -> None:
    connections = OpenConnections(per_address=2)
    first, second = Counted(), Counted()
    for one in (first, second):
        connections.admit(one, "192.0.2.1")
    connections.work(first)
    connections.rest(first)
    connections.admit(Counted(), "192.0.2.1")
    assert (first.is_given_up, second.is_given_up) == (False, True)


def test_where_all_are_being_answered_the_newcomer_goes() -> None:
    connections = OpenConnections(altogether=4, per_address=2)
    for number in range(4):
        one = Counted()
        assert connections.admit(one, f"192.0.2.{number // 2}")
        connections.work(one)
    assert not connections.admit(Counted(), "192.0.2.0")
    assert not connections.admit(Counted(), "192.0.2.9")
    assert connections.count() == 4


def test_a_network_of_ipv6_is_one_address_and_a_trusted_proxy_is_none() -> None:
    connections = OpenConnections(trusted_proxy="192.0.2.7", per_address=2)
    ones = [Counted() for _ in range(3)]
    for number, one in enumerate(ones):
        connections.admit(one, f"2001:db8:1:2::{number}")
    assert [one.is_given_up for one in ones] == [True, False, False]
    proxied = [Counted() for _ in range(5)]
    for one in proxied:
        connections.admit(one, "192.0.2.7")
    assert not any(one.is_given_up for one in proxied)


def test_what_is_closed_leaves_nothing_behind() -> None:
    connections = OpenConnections(per_address=1)
    for _ in range(10):
        one = Counted()
        assert connections.admit(one, "192.0.2.1")
        connections.forget(one)
        connections.forget(one)
        connections.rest(one)
    assert connections.count() == 0
    assert connections._counts == {}
    assert connections._resting_of == {}


@contextmanager
def with_soft_limit(files: int) -> Iterator[None]:
    """Programs started in the block may have so many files open, unless they ask for more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@contextmanager
def slow(service: Service, number: int, address: str) -> Iterator[list[socket.socket]]:
    """So many connections on which a request begins and does not go on."""
    target = urlsplit(service.url)
    with ExitStack() as kept:
        ones = []
        for _ in range(number):
            one = socket.create_connection(
                (target.hostname, target.port), PATIENCE, source_address=(address, 0)
            )
            ones.append(kept.enter_context(one))
            one.sendall(HALF_A_HEAD)
        yield ones


def seconds_of_answers(service: Service, address: str) -> list[float]:
    """How long answers take that somebody waits for, each on a connection of its own."""
    took = []
    for _ in range(ASKED):
        transport = httpx.HTTPTransport(local_address=address)
        with httpx.Client(transport=transport, timeout=PATIENCE) as http:
            began = time.perf_counter()
            answer = http.get(
                f"{service.url}/api/v0/service", headers={"API_KEY_ID": service.api_key_id}
            )
            took.append(time.perf_counter() - began)
            assert answer.status_code == 200
    return took


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service as a login starts it: with few files, unless it asks for more."""
    with with_soft_limit(256):
        serving_one = serve(tmp_path_factory.mktemp("limited"), os.environ)
        service = serving_one.__enter__()
    yield service
    serving_one.__exit__(None, None, None)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2"], ids=["elsewhere", "the same"])
def test_five_hundred_slow_connections_keep_nobody_waiting(
    limited: Service, secret_watch: SecretWatch, address: str
) -> None:
    """Said by ``make bench attacked``; here the p99 is bounded."""
    secret_watch.plant(limited.api_secret_key)
    with slow(limited, SLOW, "127.0.0.2") as ones:
        took = seconds_of_answers(limited, address)
        # Of the slow ones, as many are still there as one address may have.
        alive = sum(not _is_closed(one) for one in ones)
    assert statistics.quantiles(took, n=100)[98] < P99_SECONDS
    assert alive <= PER_ADDRESS
    assert limited.log.read_text("utf-8") == ""


def test_more_slow_connections_than_files_keep_nobody_waiting(limited: Service) -> None:
    with ExitStack() as kept:
        for number in range(4):
            kept.enter_context(slow(limited, 150, f"127.0.0.{number + 3}"))
        took = seconds_of_answers(limited, "127.0.0.1")
    assert statistics.quantiles(took, n=100)[98] < P99_SECONDS
    assert limited.log.read_text("utf-8") == ""


def _is_closed(one: socket.socket) -> bool:
    one.setblocking(False)
    try:
        return one.recv(1) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


@pytest.mark.parametrize(("hard", "connections"), [(200, 136), (100_000, 12_000)])
def test_the_bound_is_what_the_system_gives(hard: int, connections: int) -> None:
    program = (
        "import resource;"
        f"hard = min({hard}, resource.getrlimit(resource.RLIMIT_NOFILE)[1]);"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (80, hard));"
        "from desktop.service.descriptors import descriptors_for;"
        "print(descriptors_for(12_000), resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.split() == [str(connections), str(connections + 64)]


async def answer_much(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer more than any buffer holds (ASGI)."""
    await Request(scope, receive).body()
    await PlainTextResponse(b"x" * 20_000_000)(scope, receive, send)


async def answer_little(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer what one buffer holds (ASGI)."""
    await Request(scope, receive).body()
    await PlainTextResponse(b"x" * 50_000)(scope, receive, send)


@pytest.fixture(params=[(answer_much, 1), (answer_little, 2000)], ids=["much", "again and again"])
async def deaf(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[OpenConnections]:
    """A server somebody asks and does not listen to; its connections."""
    for name in ("REQUEST_SECONDS", "READING_SECONDS", "CLOSING_SECONDS"):
        monkeypatch.setattr(connection, name, LIMIT)
    application, times = request.param
    config = uvicorn.Config(
        application, log_config=None, ws="none", lifespan="off", timeout_keep_alive=1
    )
    config.load()
    state, connections = ServerState(), OpenConnections()
    server = await asyncio.get_running_loop().create_server(
        lambda: connection.TimelyConnection(config, state, {}, open_connections=connections),
        "127.0.0.1",
        0,
    )
    async with server:
        client = socket.create_connection(server.sockets[0].getsockname())
        client.setblocking(False)
        asked = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * times
        with suppress(BlockingIOError):
            client.send(asked)
        await _until(lambda: connections.count() == 1)
        yield connections
        client.close()
        await _until(lambda: not state.tasks)


async def test_who_asks_and_does_not_listen_is_given_up(deaf: OpenConnections) -> None:
    await _until(lambda: deaf.count() == 0)


async def test_a_handshake_that_does_not_go_on_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "HANDSHAKE_SECONDS", LIMIT)
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    issued.private_key_pem.write_to_path(key)
    for pem in issued.cert_chain_pems:
        pem.write_to_path(chain, append=True)
    listening = asyncio.Event()
    server = server_of(
        answer_little,
        announce=listening.set,
        stopping=lambda: None,
        tls=Tls(certificate=chain, private_key=key),
    )
    server.config.lifespan = "off"
    listener = listen("127.0.0.1", 0)
    running = asyncio.create_task(server._serve([listener]))
    await listening.wait()
    reader, writer = await asyncio.open_connection(*listener.getsockname())
    async with asyncio.timeout(PATIENCE):
        assert await reader.read(1) == b""
    writer.close()
    server.should_exit = True
    await running


async def _until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not is_so():  # noqa: ASYNC110 - sockets announce nothing here
            await asyncio.sleep(0.01)
