"""Requests as the HTTP server would hand them to the application, without a server in between."""

import asyncio
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Scope

SECONDS: Final = 10.0
"""How long an answer may take; most take a thousandth of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One request: what stands on its first line, its header fields, its body."""

    method: str
    target: bytes
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes = b""

    def __repr__(self) -> str:
        """So much of it as shows what it is."""
        shown = f"{self.body[:2000]!r}, {len(self.body)} bytes"
        return f"{self.method} {self.target[:2000]!r} {self.headers!r} {shown}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came back, whole."""

    status: int
    headers: dict[str, str]
    body: bytes


async def ask(application: ASGIApp, request: Raw, *, address: str = "127.0.0.1") -> Answered:
    """Send one request and read its answer, in bounded time."""
    path, _, query = request.target.partition(b"?")
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "scheme": "http",
        "method": request.method,
        "path": unquote(path.decode("ascii")),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers],
        "client": (address, 50_000),
        "server": ("127.0.0.1", 8765),
        "state": {},
    }
    to_read = [request.body[: len(request.body) // 2], request.body[len(request.body) // 2 :]]
    sent: list[Message] = []

    async def receive() -> Message:
        if to_read:
            piece = to_read.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(to_read)}
        # The client waits for its answer; it closes nothing.
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    async with asyncio.timeout(SECONDS):
        await application(scope, receive, send)
    start, *rest = sent
    assert start["type"] == "http.response.start"
    assert all(message["type"] == "http.response.body" for message in rest)
    assert not rest[-1].get("more_body", False)
    headers = {name.decode("ascii"): value.decode("latin-1") for name, value in start["headers"]}
    return Answered(
        status=start["status"],
        headers=headers,
        body=b"".join(message.get("body", b"") for message in rest),
    )
