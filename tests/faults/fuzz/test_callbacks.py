"""What reaches the port that waits for a browser: one right request is taken, nothing else is."""

import asyncio
import contextlib
import secrets
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.client.answers import AuthorizationCode
from desktop.client.loopback_redirect import LoopbackRedirect, outcome_of
from desktop.foundation.errors import BrowserSignInError
from tests.faults.fuzz.cases import fuzzed
from tests.faults.fuzz.harmless import assert_told
from tests.faults.fuzz.shapes import NASTY_TEXTS, PIECES, TEXTS, changed_bytes, spliced
from tests.guards.secrets import SecretWatch

STATE = "right-state-of-this-sign-in"
CODE = "the-authorization-code-of-this-test"
QUERY = f"code={CODE}&state={STATE}&challenge_id=8123"
LONGEST_ANSWER = 4096


def look_at_outcome(query: str, watch: SecretWatch) -> None:
    """Only a query with the right state, and everything once, brings anything."""
    # As it comes in a request, of which only ASCII is taken.
    query = quote(query.encode("utf-8", "surrogatepass"), safe="=&%+;:/?#[]@!$'()*,")
    try:
        outcome = outcome_of(query, STATE)
        if outcome is None:
            return
        assert STATE in query
        if isinstance(outcome, BrowserSignInError):
            assert_told(outcome)
            return
        code = outcome.code.reveal()
        assert code.isascii()
        assert code.isprintable()
        assert 0 <= outcome.challenge_id < 2**53
    finally:
        watch.forget()


@given(
    query=spliced(QUERY).flatmap(spliced)
    | st.builds(f"error={{}}&state={STATE}".format, TEXTS)
    | st.builds(f"code={{}}&state={STATE}&challenge_id={{}}".format, TEXTS, TEXTS)
)
@fuzzed(each=[f"error={text}&state={STATE}" for text in NASTY_TEXTS])
def test_a_query_of_any_text_brings_a_code_or_nothing(
    secret_watch: SecretWatch, query: str
) -> None:
    look_at_outcome(query, secret_watch)


@dataclass(frozen=True)
class Port:
    """A sign-in that waits for its browser, and the loop that it waits in."""

    loop: asyncio.Runner
    redirect: LoopbackRedirect
    waiting: "asyncio.Task[AuthorizationCode]"

    @property
    def right(self) -> bytes:
        """The request that would be taken."""
        parts = urlsplit(self.redirect.url)
        return (
            f"GET {parts.path}?{QUERY} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: */*\r\n\r\n"
        ).encode()

    def send(self, content: bytes) -> bytes:
        """What comes back for these bytes, with the end of the line behind them."""
        return self.loop.run(self._send(content))

    async def _send(self, content: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", urlsplit(self.redirect.url).port
        )
        writer.write(content)
        with contextlib.suppress(OSError):
            writer.write_eof()
        answer = b""
        with contextlib.suppress(ConnectionResetError):
            answer = await reader.read()
        writer.close()
        return answer


@pytest.fixture
def port() -> Iterator[Port]:
    with asyncio.Runner() as loop:
        redirect = LoopbackRedirect(secrets.token_bytes, page_seconds=0)

        async def begin() -> "asyncio.Task[AuthorizationCode]":
            await redirect.__aenter__()
            return asyncio.create_task(redirect.wait(STATE))

        async def end() -> None:
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
            await redirect.__aexit__(None, None, None)

        waiting = loop.run(begin())
        try:
            yield Port(loop, redirect, waiting)
        finally:
            loop.run(end())


HEADS = st.sampled_from(
    [
        b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello",
        b"GET  HTTP/1.1\r\n\r\n",
        b"\r\n\r\n",
        b"\n\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 3000,
    ]
)


@given(chosen=st.data())
@fuzzed()
def test_no_bytes_but_the_right_request_are_taken(port: Port, chosen: st.DataObject) -> None:
    wrong = port.right.replace(STATE.encode(), b"wrong-state-of-another-sign-in")
    content = chosen.draw(changed_bytes(wrong) | HEADS | PIECES, "request")
    answer = port.send(content)
    assert not port.waiting.done()
    assert len(answer) < LONGEST_ANSWER
    assert CODE.encode() not in answer
    assert answer == b"" or answer.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 404 "))


def test_the_right_request_is_taken_after_all_that(port: Port) -> None:
    for content in (b"", b"\0" * 9000, *[text.encode("utf-8", "replace") for text in NASTY_TEXTS]):
        port.send(content)
    with socket.create_connection(("127.0.0.1", urlsplit(port.redirect.url).port or 0)):
        assert port.send(port.right).startswith(b"HTTP/1.1 303 ")

    async def code() -> AuthorizationCode:
        return await port.waiting

    assert port.loop.run(code()).code.reveal() == CODE
