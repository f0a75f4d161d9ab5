"""Connections that dawdle, break off or bring no HTTP at all: none costs more than itself."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import uvicorn
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send
from uvicorn.server import ServerState

from desktop.service import connection
from desktop.service.open_connections import OpenConnections
from tests.guards.secrets import SecretWatch
from tests.parts.child import PATIENCE
from tests.parts.service import serve

LIMIT = 0.3
LONGER = 2 * LIMIT
"""Seconds after which a connection that is to be closed is."""

BEGUN = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf"
WHOLE = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


class Answering:
    """An application that reads a whole request and answers it when it may."""

    def __init__(self) -> None:
        """Answer at once."""
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.broke_off = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI)."""
        try:
            await Request(scope, receive).body()
        except ClientDisconnect:
            self.broke_off.set()
            return
        await self.may_answer.wait()
        await PlainTextResponse("answered")(scope, receive, send)


class Peer:
    """The other end of one connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take the two halves."""
        self._reader = reader
        self._writer = writer

    async def send(self, data: bytes) -> None:
        """Send bytes as they are, if anybody still listens."""
        self._writer.write(data)
        with suppress(ConnectionError):
            await self._writer.drain()

    async def is_closed_within(self, seconds: float) -> bool:
        """Whether the service closes without another word."""
        try:
            async with asyncio.timeout(seconds):
                return await self._reader.read(1) == b""
        except TimeoutError:
            return False
        except ConnectionError:
            return True

    async def close(self) -> None:
        """Close this end."""
        self._writer.close()
        with suppress(ConnectionError):
            await self._writer.wait_closed()

    async def answer(self) -> bytes:
        """The words of the next answer."""
        async with asyncio.timeout(PATIENCE):
            await self._reader.readuntil(b"\r\n\r\n")
            return await self._reader.readexactly(len(b"answered"))


@pytest.fixture
async def app() -> Answering:
    return Answering()


@pytest.fixture
async def peer(app: Answering, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Peer]:
    """A new connection to a server that gives a request less than half a second."""
    monkeypatch.setattr(connection, "REQUEST_SECONDS", LIMIT)
    config = uvicorn.Config(app, log_config=None, ws="none", lifespan="off")
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: connection.TimelyConnection(config, state, {}, open_connections=OpenConnections()),
        "127.0.0.1",
        0,
    )
    async with server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname()[:2])
        peer = Peer(reader, writer)
        yield peer
        await peer.close()


@pytest.mark.parametrize(
    "begun", [b"", b"GET", WHOLE[:-2], BEGUN], ids=["nothing", "a word", "half a head", "half"]
)
async def test_a_request_that_does_not_become_whole_is_given_up(peer: Peer, begun: bytes) -> None:
    await peer.send(begun)
    assert await peer.is_closed_within(PATIENCE)


@pytest.mark.parametrize("begun", [WHOLE[:-2], BEGUN], ids=["head", "body"])
async def test_a_request_in_single_bytes_gains_no_time(peer: Peer, begun: bytes) -> None:
    await peer.send(begun)
    sent = 0
    while not await peer.is_closed_within(LIMIT / 10):
        await peer.send(b"x")
        sent += 1
        assert sent < 100


async def test_the_second_request_of_a_connection_has_no_more_time(peer: Peer) -> None:
    await peer.send(WHOLE)
    assert await peer.answer() == b"answered"
    await peer.send(BEGUN)
    assert await peer.is_closed_within(PATIENCE)


async def test_a_request_behind_another_has_no_more_time(peer: Peer) -> None:
    await peer.send(WHOLE + BEGUN)
    assert await peer.answer() == b"answered"
    assert await peer.is_closed_within(PATIENCE)


async def test_an_application_hears_that_its_request_was_given_up(
    peer: Peer, app: Answering
) -> None:
    await peer.send(BEGUN)
    async with asyncio.timeout(PATIENCE):
        await app.broke_off.wait()


async def test_an_answer_may_take_its_time(peer: Peer, app: Answering) -> None:
    app.may_answer.clear()
    await peer.send(WHOLE)
    assert not await peer.is_closed_within(LONGER)
    app.may_answer.set()
    assert await peer.answer() == b"answered"


async def test_a_kept_connection_stays(peer: Peer) -> None:
    for _ in range(2):
        await peer.send(WHOLE)
        assert await peer.answer() == b"answered"
        assert not await peer.is_closed_within(LONGER)


NO_REQUESTS = {
    "nothing": b"",
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "NUL": b"GET /\0 HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "no host": b"GET /app HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /app HTTP/1.1\r\nHost: {host}\r\nHost: {host}\r\n\r\n",
    "a header of 1 MB": b"GET /app HTTP/1.1\r\nHost: {host}\r\nX: " + b"x" * 1_000_000,
    "10,000 headers": b"GET /app HTTP/1.1\r\nHost: {host}\r\n" + b"X: y\r\n" * 10_000 + b"\r\n",
    "an address of 1 MB": b"GET /" + b"x" * 1_000_000 + b" HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "a length that is none": b"POST /app HTTP/1.1\r\nHost: {host}\r\nContent-Length: -1\r\n\r\n",
    "two lengths": b"POST /app HTTP/1.1\r\nHost: {host}\r\n"
    b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
    "a chunk of no size": b"POST /app HTTP/1.1\r\nHost: {host}\r\n"
    b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
    "half a body of the API": b"POST /api/v0/token HTTP/1.1\r\nHost: {host}\r\n"
    b"API_KEY_ID: {key}\r\nContent-Length: 100\r\n\r\nhalf",
    "half a body of a page": b"POST /app HTTP/1.1\r\nHost: {host}\r\n"
    b"Content-Length: 100\r\n\r\nhalf",
    "another protocol": b"GET /app HTTP/1.1\r\nHost: {host}\r\nConnection: Upgrade\r\n"
    b"Upgrade: websocket\r\n\r\n",
    "a proxy's address": b"GET http://evil.example/ HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "CONNECT": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: {host}\r\n\r\n",
    "another version": b"GET /app HTTP/3.7\r\nHost: {host}\r\n\r\n",
}


def test_what_is_no_request_disturbs_nobody_and_fills_no_log(
    tmp_path: Path, secret_watch: SecretWatch
) -> None:
    with serve(tmp_path, os.environ) as service:
        secret_watch.plant(service.api_secret_key)
        host = urlsplit(service.url).netloc
        for raw in NO_REQUESTS.values():
            request = raw.replace(b"{host}", host.encode())
            request = request.replace(b"{key}", service.api_key_id.encode())
            assert b"200 OK" not in _said_to(service.url, request)
        headers = {"API_KEY_ID": service.api_key_id}
        answer = httpx.get(f"{service.url}/api/v0/service", headers=headers)
        assert answer.status_code == 200
        # Which server it is, and of which version, is nobody's concern.
        assert "Server" not in answer.headers
    assert service.log.read_text("utf-8") == ""


def _said_to(url: str, request: bytes) -> bytes:
    """What the service says to these bytes and nothing more."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 0), PATIENCE) as raw:
        try:
            raw.sendall(request)
            raw.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: raw.recv(65536), b""))
        except OSError:
            # Closed while we were still talking.
            return b""
