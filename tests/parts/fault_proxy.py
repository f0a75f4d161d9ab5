"""Stands between a client and a real service on loopback, and spoils what a test names.

What is not named passes as it came. A spoiling either keeps the request from the service
(:func:`instead`) or lets the service do what was asked and spoils the answer (:func:`lost`,
:func:`cut`, :func:`changed`): only the second costs a client that forgets what it has asked.
"""

import asyncio
import json
import os
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.doubles.broken_service import Received, Reply, read_request, reset
from tests.parts.service import Service, serve

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Passing:
    """One request on its way; ``forward`` brings the service's whole answer, as bytes."""

    request: Received
    writer: asyncio.StreamWriter
    forward: Callable[[], Awaitable[bytes]]


Spoiling = Callable[[Passing], Awaitable[None]]
Greeting = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass
class FaultProxy:
    """One run of it on a port that is its own; ``passed`` are the requests that came, in order.

    ``tls`` is what a new connection is greeted with, ``greeting`` what becomes of one before it
    has said anything.
    """

    port: int
    behind: int
    tls: ssl.SSLContext | None = None
    greeting: Greeting | None = None
    passed: list[Received] = field(default_factory=list)
    _spoilings: list[tuple[str, Spoiling]] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def spoil(self, route: str, *spoilings: Spoiling) -> None:
        """Spoil the next requests that begin so, such as ``POST /api/v0/token/``; one each."""
        self._spoilings += [(route, spoiling) for spoiling in spoilings]

    def count(self, route: str) -> int:
        """How many requests came that begin so."""
        return sum(_begins(request, route) for request in self.passed)

    @property
    def has_spoiled_all(self) -> bool:
        """Whether everything that was to be spoiled has come."""
        return not self._spoilings

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take a connection, for one request."""
        task = asyncio.get_running_loop().create_task(self._pass(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Leave whoever waits still."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if self.greeting is not None:
                await self.greeting(writer)
                return
            if self.tls is not None:
                await writer.start_tls(self.tls)
            request = await read_request(reader)
            self.passed.append(request)
            passing = Passing(request, writer, lambda: self._ask(request))
            await self._spoiling_for(request)(passing)
            await writer.drain()
            writer.close()
            await writer.wait_closed()
        except (OSError, asyncio.IncompleteReadError):
            return
        finally:
            writer.transport.abort()

    def _spoiling_for(self, request: Received) -> Spoiling:
        for entry in self._spoilings:
            if _begins(request, entry[0]):
                self._spoilings.remove(entry)
                return entry[1]
        return _as_it_came

    async def _ask(self, request: Received) -> bytes:
        reader, writer = await asyncio.open_connection(LOOPBACK, self.behind)
        try:
            headers = {**request.headers, "connection": "close"}
            head = [f"{request.method} {request.target} HTTP/1.1"]
            head += [f"{name}: {value}" for name, value in headers.items()]
            writer.write("\r\n".join([*head, "", ""]).encode("latin-1") + request.body)
            return await reader.read()
        finally:
            writer.close()


def _begins(request: Received, route: str) -> bool:
    return f"{request.method} {request.target}".startswith(route)


async def _as_it_came(passing: Passing) -> None:
    passing.writer.write(await passing.forward())


def instead(reply: Reply) -> Spoiling:
    """The service hears nothing; ``reply`` is what the client gets."""

    async def spoiling(passing: Passing) -> None:
        await reply(passing.writer)

    return spoiling


def lost(reply: Reply | None = None) -> Spoiling:
    """The service does what was asked; the client gets ``reply``, or a reset connection."""

    async def spoiling(passing: Passing) -> None:
        await passing.forward()
        await (reply or reset())(passing.writer)

    return spoiling


def cut(keep: Callable[[bytes], int]) -> Spoiling:
    """The service does what was asked; as many bytes of its answer arrive as ``keep`` says."""

    async def spoiling(passing: Passing) -> None:
        answer = await passing.forward()
        passing.writer.write(answer[: keep(answer)])

    return spoiling


def changed(change: Callable[[dict[str, object]], object]) -> Spoiling:
    """The service does what was asked; its JSON object arrives as ``change`` makes it."""

    async def spoiling(passing: Passing) -> None:
        head, _, body = (await passing.forward()).partition(b"\r\n\r\n")
        document = json.dumps(change(json.loads(body))).encode()
        lines = [one for one in head.split(b"\r\n") if not one.lower().startswith(b"content-le")]
        lines.append(b"content-length: %d" % len(document))
        passing.writer.write(b"\r\n".join(lines) + b"\r\n\r\n" + document)

    return spoiling


def kept_for_later(answers: list[bytes]) -> Spoiling:
    """The answer passes as it came, and is noted in ``answers``."""

    async def spoiling(passing: Passing) -> None:
        answers.append(await passing.forward())
        passing.writer.write(answers[-1])

    return spoiling


@dataclass(frozen=True, slots=True)
class Behind:
    """A real service that people know by the address of a proxy, which need not be running.

    ``tls`` is how the proxy proves itself, to whoever trusts the authority in
    ``certificate_file``; the way from it to the service is plain.
    """

    service: Service
    port: int
    behind: int
    folder: Path
    tls: ssl.SSLContext | None = None
    certificate_file: str = ""

    @asynccontextmanager
    async def proxy(self) -> AsyncIterator[FaultProxy]:
        """Run the proxy; before and afterwards nothing listens at the service's address."""
        proxy = FaultProxy(self.port, self.behind, self.tls)
        server = await asyncio.start_server(
            proxy.accept, LOOPBACK, self.port, reuse_address=True, limit=2**20
        )
        try:
            yield proxy
        finally:
            server.close()
            await proxy.close()


@contextmanager
def behind_a_proxy(
    folder: Path,
    environment: Mapping[str, str] = os.environ,
    *,
    tls: ssl.SSLContext | None = None,
    certificate_file: str = "",
) -> Iterator[Behind]:
    """Run our service behind an address that is the proxy's; both ports stay ours throughout."""
    with _kept_port() as port, _kept_port() as behind:
        url = f"http://{LOOPBACK}:{port}" if tls is None else f"https://{LOOPBACK}:{port}"
        options = ("--port", str(behind), "--public-url", url)
        with serve(folder, environment, *options) as service:
            yield Behind(service, port, behind, folder, tls, certificate_file)


@contextmanager
def _kept_port() -> Iterator[int]:
    # Bound and not listening: nobody else is given it, and whoever connects is refused.
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((LOOPBACK, 0))
        yield int(held.getsockname()[1])
