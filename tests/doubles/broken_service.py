"""A service that answers as it is told, well or badly, over a real socket.

What a working service never does: break off, dawdle, send a web page, lead elsewhere.
"""

import asyncio
import json
import socket
import ssl
import struct
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

Reply = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Received:
    """One request, as it came; names of headers in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> dict[str, object]:
        """The body as an object."""
        document = json.loads(self.body)
        assert isinstance(document, dict)
        return document


@dataclass
class BrokenService:
    """Gives ``reply_to(request)`` to every request; one connection, one request."""

    reply_to: Callable[[Received], Reply]
    tls: ssl.SSLContext | None = None
    received: list[Received] = field(default_factory=list)
    port: int = 0
    _server: asyncio.Server | None = None
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        """Listen on a free port of loopback."""
        self._server = await asyncio.start_server(self._on_connection, "127.0.0.1", 0, ssl=self.tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop, whatever is still being answered."""
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def url(self) -> str:
        """Its address."""
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def _on_connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.get_running_loop().create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        is_closed = False
        try:
            request = await read_request(reader)
            self.received.append(request)
            await self.reply_to(request)(writer)
            # A reply that reset the connection ended it.
            is_closed = writer.is_closing()
            await writer.drain()
            writer.close()
            await writer.wait_closed()
            is_closed = True
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            return
        finally:
            # Under TLS a closed transport can't be aborted any more.
            if not is_closed:
                writer.transport.abort()


async def read_request(reader: asyncio.StreamReader) -> Received:
    """One request, whole."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    method, target, _ = first.split(" ")
    pairs = (line.partition(": ") for line in lines)
    headers = {name.lower(): value for name, _, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Received(method, target, headers, body)


def always(reply: Reply) -> Callable[[Received], Reply]:
    """The same reply to whatever is asked."""
    return lambda _: reply


def raw(answer: bytes) -> Reply:
    """These bytes, then the end of the connection."""

    async def reply(writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    return reply


def answer(
    status: int = 200,
    body: bytes = b"{}",
    *,
    kind: str = "application/json",
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """A whole answer."""
    return raw(_head(status, len(body), kind, headers) + body)


def json_answer(
    document: object, status: int = 200, headers: Mapping[str, str] | None = None
) -> Reply:
    """A whole answer in JSON."""
    return answer(status, json.dumps(document).encode(), headers=headers)


def silence() -> Reply:
    """Take the request and say nothing."""

    async def reply(_: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    return reply


def one_byte_at_a_time(body: bytes, seconds: float) -> Reply:
    """A correct answer, one byte every so many seconds."""

    async def reply(writer: asyncio.StreamWriter) -> None:
        writer.write(_head(200, len(body), "application/json", None))
        for position in range(len(body)):
            writer.write(body[position : position + 1])
            await writer.drain()
            await asyncio.sleep(seconds)

    return reply


def half_a_body() -> Reply:
    """Announce a body and break off in its middle."""
    return raw(_head(200, 100, "application/json", None) + b'{"half": ')


def endless_body() -> Reply:
    """Bytes for as long as somebody reads."""

    async def reply(writer: asyncio.StreamWriter) -> None:
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
        )
        while True:
            writer.write(b" " * 65536)
            await writer.drain()

    return reply


def reset() -> Reply:
    """Reset the connection (RST) where an answer is due."""

    async def reply(writer: asyncio.StreamWriter) -> None:
        connection = writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    return reply


def _head(status: int, length: int, kind: str, headers: Mapping[str, str] | None) -> bytes:
    lines = [f"HTTP/1.1 {status} X", f"Content-Type: {kind}", f"Content-Length: {length}"]
    lines += ["Connection: close", *(f"{name}: {value}" for name, value in (headers or {}).items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
