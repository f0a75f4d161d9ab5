"""The browser's way back: one right request is taken, everything else is not."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.client.answers import AuthorizationCode
from desktop.client.loopback_redirect import OPEN_CONNECTIONS, LoopbackRedirect, outcome_of
from desktop.foundation.errors import BrowserSignInError

STATE = "right-state-of-this-sign-in"
CODE = "the-authorization-code-of-this-test"
RIGHT = f"code={CODE}&state={STATE}&challenge_id=8123"


class Browser:
    """Sends raw requests to the address that it was given."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        assert parts.port is not None
        self.port = parts.port
        self.path = parts.path
        self.host = parts.netloc

    async def get(self, query: str, *, path: str | None = None, host: str | None = None) -> str:
        target = f"{self.path if path is None else path}?{query}"
        head = f"GET {target} HTTP/1.1\r\nHost: {host or self.host}\r\nAccept: */*\r\n\r\n"
        return await self.send(head.encode())

    async def send(self, request: bytes) -> str:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(request)
        answer = b""
        with contextlib.suppress(ConnectionResetError):
            answer = await reader.read()
        writer.close()
        return answer.decode()


@pytest.fixture
async def redirect() -> AsyncIterator[LoopbackRedirect]:
    async with LoopbackRedirect(secrets.token_bytes, page_seconds=0) as redirect:
        yield redirect


@pytest.fixture
def browser(redirect: LoopbackRedirect) -> Browser:
    return Browser(redirect.url)


@pytest.fixture
async def waiting(redirect: LoopbackRedirect) -> AsyncIterator[asyncio.Task[AuthorizationCode]]:
    """The app, waiting for the code."""
    task = asyncio.create_task(redirect.wait(STATE))
    yield task
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError, BrowserSignInError):
        await task


Waiting = asyncio.Task[AuthorizationCode]


async def test_the_right_request_brings_the_code_and_leads_to_an_address_without_it(
    browser: Browser, waiting: Waiting
) -> None:
    answer = await browser.get(RIGHT)
    assert answer.startswith("HTTP/1.1 303 ")
    assert "Cache-Control: no-store\r\n" in answer
    assert "Referrer-Policy: no-referrer\r\n" in answer
    location = next(line for line in answer.split("\r\n") if line.startswith("Location: "))
    assert location == f"Location: http://{browser.host}{browser.path}/done"
    code = await waiting
    assert (code.code.reveal(), code.challenge_id, code.state) == (CODE, 8123, STATE)
    page = await browser.get("", path=f"{browser.path}/done")
    assert page.startswith("HTTP/1.1 200 ")
    assert "You can close this page" in page
    assert CODE not in page


async def test_the_address_is_a_literal_one_with_a_path_nobody_can_guess(
    redirect: LoopbackRedirect,
) -> None:
    parts = urlsplit(redirect.url)
    assert (parts.scheme, parts.hostname) == ("http", "127.0.0.1")
    assert len(parts.path) == 1 + 22
    async with LoopbackRedirect(secrets.token_bytes) as other:
        assert urlsplit(other.url).path != parts.path


@pytest.mark.parametrize(
    "query",
    [
        f"code={CODE}&state=wrong&challenge_id=8123",
        f"code={CODE}&challenge_id=8123",
        f"code={CODE}&state={STATE}&state={STATE}&challenge_id=8123",
        f"code={CODE}&code={CODE}x&state={STATE}&challenge_id=8123",
        f"code=&state={STATE}&challenge_id=8123",
        f"code={CODE}%0d%0aX&state={STATE}&challenge_id=8123",
        f"state={STATE}&challenge_id=8123",
        f"code={CODE}&state={STATE}",
        f"code={CODE}&state={STATE}&challenge_id=-1",
        f"code={CODE}&state={STATE}&challenge_id=8e3",
        f"code={CODE}&state={STATE}&challenge_id=" + "9" * 40,
        "error=access_denied&state=wrong",
        "error=access_denied",
        RIGHT + "&error=access_denied&error=access_denied",
        RIGHT + "&x=1&x=2",
        RIGHT + "".join(f"&x{number}=1" for number in range(20)),
        "",
    ],
)
async def test_a_wrong_request_is_refused_and_the_wait_goes_on(
    browser: Browser, waiting: Waiting, query: str
) -> None:
    assert (await browser.get(query)).startswith("HTTP/1.1 400 ")
    assert not waiting.done()
    await browser.get(RIGHT)
    assert (await waiting).challenge_id == 8123


@pytest.mark.parametrize("path", ["/", "/favicon.ico", "/done", "//", "/x" * 50])
async def test_another_path_is_unknown_and_the_wait_goes_on(
    browser: Browser, waiting: Waiting, path: str
) -> None:
    assert (await browser.get(RIGHT, path=path)).startswith("HTTP/1.1 404 ")
    assert (await browser.get(RIGHT, path=browser.path + path)).startswith("HTTP/1.1 404 ")
    assert not waiting.done()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "evil.example", "127.0.0.1:1"])
async def test_another_host_is_refused_and_the_wait_goes_on(
    browser: Browser, waiting: Waiting, host: str
) -> None:
    """A web page that has its own name point to this computer sends its own name."""
    assert (await browser.get(RIGHT, host=host)).startswith("HTTP/1.1 400 ")
    twice = f"{browser.host}\r\nHost: {browser.host}"
    assert (await browser.get(RIGHT, host=twice)).startswith("HTTP/1.1 400 ")
    assert not waiting.done()


async def test_a_second_right_request_is_not_taken(browser: Browser, waiting: Waiting) -> None:
    await browser.get(RIGHT)
    again = await browser.get(RIGHT.replace(CODE, "another-code-of-somebody"))
    assert again.startswith("HTTP/1.1 404 ")
    assert (await waiting).code.reveal() == CODE


async def test_a_refusal_on_the_page_ends_the_wait(browser: Browser, waiting: Waiting) -> None:
    answer = await browser.get(f"error=access_denied&state={STATE}")
    assert answer.startswith("HTTP/1.1 303 ")
    with pytest.raises(BrowserSignInError, match="it was cancelled there"):
        await waiting


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("server_error", "the service says “server_error”"),
        ("%3Cscript%3E", "the service gave no reason"),
        ("x" * 65, "the service gave no reason"),
        ("%1b%5b31m", "the service gave no reason"),
        ("", "the service gave no reason"),
    ],
)
async def test_an_error_is_named_only_by_a_harmless_name(
    browser: Browser, waiting: Waiting, error: str, reason: str
) -> None:
    await browser.get(f"error={error}&state={STATE}")
    with pytest.raises(BrowserSignInError, match=reason):
        await waiting


@pytest.mark.parametrize(
    "request_head",
    [
        b"POST /x HTTP/1.1\r\n\r\n",
        b"GET http://127.0.0.1/ HTTP/1.1\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\r\n\r\n",
        b"\xff\xfe\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\r\n\r\n",
        b"GET /" + b"a" * 10_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"a" * 100_000,
    ],
)
async def test_what_is_no_request_is_closed_without_a_word(
    browser: Browser, waiting: Waiting, request_head: bytes
) -> None:
    assert await browser.send(request_head) == ""
    assert not waiting.done()


async def test_a_browser_that_is_faster_than_the_app_is_kept_waiting(
    redirect: LoopbackRedirect, browser: Browser
) -> None:
    early = asyncio.create_task(browser.get(RIGHT))
    await asyncio.sleep(0)
    assert (await redirect.wait(STATE)).challenge_id == 8123
    assert (await early).startswith("HTTP/1.1 303 ")


async def test_connections_that_say_nothing_hold_up_nobody(
    browser: Browser, waiting: Waiting
) -> None:
    writers = []
    for _ in range(OPEN_CONNECTIONS * 2):
        _, writer = await asyncio.open_connection("127.0.0.1", browser.port)
        writer.write(b"GET ")
        writers.append(writer)
    assert (await browser.get(RIGHT)).startswith("HTTP/1.1 303 ")
    assert (await waiting).challenge_id == 8123
    for writer in writers:
        writer.close()


async def test_a_half_open_connection_is_closed_in_time() -> None:
    async with LoopbackRedirect(secrets.token_bytes, request_seconds=0.05) as redirect:
        assert await Browser(redirect.url).send(b"GET / HTTP/1.1\r\nHost: ") == ""


async def closed(browser: Browser) -> bool:
    try:
        await browser.get(RIGHT)
    except ConnectionRefusedError:
        return True
    return False


async def test_the_port_is_closed_after_the_code_was_taken() -> None:
    async with LoopbackRedirect(secrets.token_bytes) as redirect:
        browser = Browser(redirect.url)
        waiting = asyncio.create_task(redirect.wait(STATE))
        await browser.get(RIGHT)
        await waiting
        page = asyncio.create_task(browser.get("", path=f"{browser.path}/done"))
    assert "You can close this page" in await page
    assert await closed(browser)


async def test_the_port_is_closed_when_nobody_waits_any_longer() -> None:
    with pytest.raises(TimeoutError):
        async with LoopbackRedirect(secrets.token_bytes) as redirect, asyncio.timeout(0.01):
            await redirect.wait(STATE)
    assert await closed(Browser(redirect.url))


async def test_the_port_is_closed_when_the_sign_in_is_cancelled() -> None:
    entered = asyncio.Event()
    browsers: list[Browser] = []

    async def sign_in() -> None:
        async with LoopbackRedirect(secrets.token_bytes) as redirect:
            browsers.append(Browser(redirect.url))
            entered.set()
            await redirect.wait(STATE)

    task = asyncio.create_task(sign_in())
    await entered.wait()
    _, half_open = await asyncio.open_connection("127.0.0.1", browsers[0].port)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await closed(browsers[0])
    half_open.close()


async def test_the_page_is_waited_for_no_longer_than_allowed() -> None:
    async with LoopbackRedirect(secrets.token_bytes, page_seconds=0.01) as redirect:
        browser = Browser(redirect.url)
        waiting = asyncio.create_task(redirect.wait(STATE))
        await browser.get(RIGHT)
        await waiting
    assert await closed(browser)


@given(st.text(max_size=100))
def test_no_query_but_the_right_one_counts(query: str) -> None:
    assert outcome_of(query, STATE) is None


@pytest.mark.usefixtures("qapp")
async def test_it_works_inside_the_loop_of_the_window() -> None:
    async with LoopbackRedirect(secrets.token_bytes) as redirect:
        browser = Browser(redirect.url)
        waiting = asyncio.create_task(redirect.wait(STATE))
        await browser.get(RIGHT)
        assert (await waiting).challenge_id == 8123
        page = asyncio.create_task(browser.get("", path=f"{browser.path}/done"))
    assert "You can close this page" in await page
    assert await closed(browser)
