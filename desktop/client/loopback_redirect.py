"""Where the browser brings the authorization code to: RFC 8252 section 7.3, on this computer.

====================================  =========  ==============================================
a request                             answer     and then
====================================  =========  ==============================================
for the right path, with the right    303        to a page without the code in its address;
state and one code                               nothing more is accepted
the same with ``error``               303        the same, and the wait ends with that error
for the right path, anything else     400        the wait goes on
for another path, or after the first  404        the wait goes on
with another Host                     400        the wait goes on
other than GET, over 8 KiB, or not    closed     the wait goes on
whole in 5 s
====================================  =========  ==============================================
"""

import asyncio
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs

from desktop.client.answers import AuthorizationCode
from desktop.client.fields import parse_decimal
from desktop.foundation.errors import BrowserSignInError
from desktop.foundation.secret import Secret
from desktop.protocol.encoding import encode_base64url

ADDRESS = "127.0.0.1"
PATH_BYTES = 16
REQUEST_BYTES = 8192
REQUEST_SECONDS = 5.0
PAGE_SECONDS = 2.0
OPEN_CONNECTIONS = 32
PARAMETERS = 16
ERROR_CHARACTERS = 64
# A connection that brings no request: closed without a word.
UNUSABLE = (
    TimeoutError,
    OSError,
    ValueError,
    asyncio.IncompleteReadError,
    asyncio.LimitOverrunError,
)

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Cotter Authenticator</title>
<meta name="viewport" content="width=device-width">
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:20vh auto;
max-width:22em;padding:0 1em;text-align:center}</style></head>
<body><h1>You can close this page</h1><p>Go on in Cotter Authenticator.</p></body></html>
"""
HEADERS = (
    "Cache-Control: no-store\r\n"
    "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Connection: close\r\n"
)


@dataclass(frozen=True, slots=True)
class _Request:
    path: str
    query: str
    hosts: tuple[str, ...]


class LoopbackRedirect:
    """Listens on a free port of loopback while it is entered; ``url`` is for the hosted page.

    ::

        async with LoopbackRedirect(secrets.token_bytes) as redirect:
            open_browser(client.hosted_page_url(attempt, redirect.url))
            code = await redirect.wait(attempt.state)

    Leaving closes the port, whatever the reason; after a code it first lets the browser fetch the
    page that it was sent to, for 2 s at most.
    """

    def __init__(
        self,
        random_bytes: Callable[[int], bytes],
        *,
        request_seconds: float = REQUEST_SECONDS,
        page_seconds: float = PAGE_SECONDS,
    ) -> None:
        """``random_bytes(n)`` is the source of the path that only the right page knows."""
        self._path = f"/{encode_base64url(random_bytes(PATH_BYTES))}"
        self._request_seconds = request_seconds
        self._page_seconds = page_seconds
        self._host = ""
        self._server: asyncio.Server | None = None
        # In the order they came.
        self._connections: dict[asyncio.Task[None], None] = {}
        self._awaited_state: asyncio.Future[str] | None = None
        self._result: asyncio.Future[AuthorizationCode] | None = None
        self._page_fetched = asyncio.Event()

    @property
    def url(self) -> str:
        """The redirect URL: ``http://127.0.0.1:PORT/RANDOM``."""
        return f"http://{self._host}{self._path}"

    async def __aenter__(self) -> Self:
        """Bind the port, before any browser is opened.

        Raises:
            OSError: no port of loopback is to be had.
        """
        loop = asyncio.get_running_loop()
        self._awaited_state = loop.create_future()
        self._result = loop.create_future()
        self._server = await asyncio.start_server(
            self._on_connection, ADDRESS, 0, limit=REQUEST_BYTES
        )
        port = self._server.sockets[0].getsockname()[1]
        self._host = f"{ADDRESS}:{port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the port and every connection."""
        cancelled = kind is not None and not issubclass(kind, Exception)
        try:
            if not cancelled and self._result is not None and self._result.done():
                # Nobody may have waited for the error that it holds.
                self._result.exception()
                await self._let_the_page_be_fetched()
        finally:
            if self._server is not None:
                self._server.close()
            for connection in self._connections:
                connection.cancel()
            await asyncio.gather(*self._connections, return_exceptions=True)

    async def wait(self, state: str) -> AuthorizationCode:
        """The code that comes with ``state``. How long to wait is the caller's to bound.

        Raises:
            BrowserSignInError: the page sent the browser back with an error.
        """
        assert self._awaited_state is not None  # noqa: S101 - entered before, as the class says
        assert self._result is not None  # noqa: S101 - the same
        if not self._awaited_state.done():
            self._awaited_state.set_result(state)
        return await asyncio.shield(self._result)

    async def _let_the_page_be_fetched(self) -> None:
        try:
            async with asyncio.timeout(self._page_seconds):
                await self._page_fetched.wait()
        except TimeoutError:
            return

    def _on_connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A task of our own: asyncio logs those it makes itself as faults when they are cancelled.
        if len(self._connections) >= OPEN_CONNECTIONS:
            # Somebody fills the port with connections that say nothing: the oldest makes room.
            next(iter(self._connections)).cancel()
        task = asyncio.get_running_loop().create_task(self._converse(reader, writer))
        self._connections[task] = None
        task.add_done_callback(lambda done: self._connections.pop(done, None))

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(self._request_seconds):
                await self._serve(reader, writer)
                writer.close()
                await writer.wait_closed()
        except UNUSABLE:
            return
        finally:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = _parse_request(await reader.readuntil(b"\r\n\r\n"))
        status, page = await self._judge(request)
        location = f"Location: {self._page_url}\r\n" if status.startswith("303") else ""
        body = PAGE.encode() if page else b""
        writer.write(
            f"HTTP/1.1 {status}\r\n{location}{HEADERS}Content-Type: text/html; charset=utf-8\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        await writer.drain()
        if page:
            self._page_fetched.set()

    @property
    def _page_url(self) -> str:
        return f"{self.url}/done"

    async def _judge(self, request: _Request) -> tuple[str, bool]:
        assert self._awaited_state is not None  # noqa: S101 - the server runs only when entered
        assert self._result is not None  # noqa: S101 - the same
        if request.hosts != (self._host,):
            return "400 Bad Request", False
        if _same(request.path, f"{self._path}/done"):
            return ("200 OK", True) if self._result.done() else ("404 Not Found", False)
        if not _same(request.path, self._path):
            return "404 Not Found", False
        state = await asyncio.shield(self._awaited_state)
        if self._result.done():
            return "404 Not Found", False
        outcome = outcome_of(request.query, state)
        if outcome is None:
            return "400 Bad Request", False
        if isinstance(outcome, BrowserSignInError):
            self._result.set_exception(outcome)
        else:
            self._result.set_result(outcome)
        return "303 See Other", False


def _parse_request(raw: bytes) -> _Request:
    """Read the head of a GET request.

    Raises:
        ValueError: it is none.
    """
    first, *lines = raw.decode("ascii").split("\r\n")
    method, target, version = first.split(" ")
    if method != "GET" or version not in ("HTTP/1.1", "HTTP/1.0") or not target.startswith("/"):
        raise ValueError("not a GET request")
    headers = (line.partition(":") for line in lines)
    hosts = tuple(value.strip() for name, _, value in headers if name.lower() == "host")
    path, _, query = target.partition("?")
    return _Request(path=path, query=query, hosts=hosts)


def outcome_of(query: str, state: str) -> AuthorizationCode | BrowserSignInError | None:
    """What a query for the right path brings; None for nothing that counts."""
    try:
        parameters = parse_qs(
            query, keep_blank_values=True, strict_parsing=True, max_num_fields=PARAMETERS
        )
    except ValueError:
        return None
    single = {name: values[0] for name, values in parameters.items() if len(values) == 1}
    if len(single) != len(parameters) or not _same(single.get("state", ""), state):
        return None
    if "error" in single:
        return BrowserSignInError(reason=_reason_of(single["error"]))
    code, challenge_id = single.get("code", ""), parse_decimal(single.get("challenge_id", ""))
    if not code or not code.isascii() or not code.isprintable() or challenge_id is None:
        return None
    return AuthorizationCode(code=Secret(code), challenge_id=challenge_id, state=state)


def _reason_of(error: str) -> str:
    """The name of an OAuth error in words (RFC 6749 section 4.1.2.1)."""
    if error == "access_denied":
        return "it was cancelled there"
    named = error.isascii() and error.replace("_", "").isalnum() and len(error) <= ERROR_CHARACTERS
    return f"the service says “{error}”" if named else "the service gave no reason"


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
