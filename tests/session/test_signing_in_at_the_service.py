"""Both ways in at the real service, strict and published, with the mail that it sends."""

import asyncio
import errno
import os
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from desktop.client.transport import Transport
from desktop.foundation.clock import SystemClock
from desktop.foundation.errors import (
    AuthenticatorError,
    BrowserSignInError,
    RefusedError,
    TooManyTriesError,
    WrongCodeError,
)
from desktop.foundation.paths import Paths
from desktop.foundation.secret import Secret
from desktop.keystore.memory import MemoryStore
from desktop.keystore.vault import Vault
from desktop.session import sign_in
from desktop.session.connecting import ask_service, profile_of
from desktop.session.identifier import Identifier
from desktop.session.opening import OpenProfile, open_profile
from desktop.session.snapshot import Activity, SessionFact
from desktop.session.under_way import BrowserWait, CodeEntry
from tests.guards.secrets import SecretWatch
from tests.parts.hosted_page import use_the_page
from tests.parts.service import Service, serve

ADDRESS = "hello@example.com"
NUMBER = "+4915112345678"
WHO = Identifier(ADDRESS, "EMAIL")


@pytest.fixture(params=["strict", "published"])
def service(
    request: pytest.FixtureRequest, tmp_path: Path, secret_watch: SecretWatch
) -> Iterator[Service]:
    """Our service, in each of its modes."""
    folder = tmp_path / "service"
    folder.mkdir()
    with serve(folder, os.environ, "--compatibility", request.param) as running:
        secret_watch.plant(running.api_secret_key)
        yield running
        for message in running.messages():
            secret_watch.plant(message.code)
    secret_watch.look_at("the service's standard error", running.log.read_text("utf-8"))


@pytest.fixture
async def opened(
    service: Service, transport: Transport, tmp_path: Path
) -> AsyncIterator[OpenProfile]:
    """A profile on it, opened; nobody is signed in."""
    clock, vault = SystemClock(), Vault(MemoryStore())
    url, key = service.url, service.api_key_id
    found = await ask_service(url, key, transport=transport, clock=clock)
    opened = open_profile(
        profile_of(found, name="local", service_url=url, api_key_id=key),
        paths=Paths(tmp_path, tmp_path, tmp_path, tmp_path),
        vault=vault,
        transport=transport,
    )
    await opened.keeper.read()
    yield opened
    vault.close()


def entry_of(opened: OpenProfile) -> CodeEntry:
    entry = opened.keeper.snapshot.sign_in
    assert isinstance(entry, CodeEntry)
    return entry


def wrong(code: str, by: int = 1) -> Secret:
    return Secret(f"{(int(code) + by) % 10 ** len(code):0{len(code)}}")


async def is_kept_alive(opened: OpenProfile) -> bool:
    before = (await opened.keeper.access_token(min_valid=0)).tokens
    await opened.keeper.renew()
    after = (await opened.keeper.access_token(min_valid=0)).tokens
    return before.refresh_token != after.refresh_token


class TestWithACode:
    """Typed here."""

    async def test_the_code_from_the_mail_leads_to_a_session_that_is_kept_alive(
        self, opened: OpenProfile, service: Service
    ) -> None:
        entry = await opened.sign_in.request_code(WHO, "EMAIL")
        assert 290 < entry.expires_at - entry.started_at <= 300
        await opened.sign_in.submit(Secret(service.next_code(ADDRESS)))
        shown = opened.keeper.snapshot
        assert (shown.session, shown.identifier) == (SessionFact.ACTIVE, ADDRESS)
        assert {claim.name for claim in shown.claims} >= {"sub", "iss", "aud", "exp"}
        assert await is_kept_alive(opened)

    async def test_so_does_one_that_came_to_a_phone(
        self, opened: OpenProfile, service: Service
    ) -> None:
        await opened.sign_in.request_code(Identifier(NUMBER, "PHONE"), "SMS")
        await opened.sign_in.submit(Secret(service.next_code(NUMBER)))
        shown = opened.keeper.snapshot
        assert (shown.session, shown.identifier) == (SessionFact.ACTIVE, NUMBER)
        assert shown.channel == "SMS"

    async def test_wrong_codes_are_counted_down_and_the_last_one_ends_the_challenge(
        self, opened: OpenProfile, service: Service
    ) -> None:
        await opened.sign_in.request_code(WHO, "EMAIL")
        code = service.next_code(ADDRESS)
        for left in (4, 3, 2, 1, 0):
            with pytest.raises(WrongCodeError):
                await opened.sign_in.submit(wrong(code, 5 - left))
            assert entry_of(opened).attempts_left == left
        with pytest.raises(RefusedError):
            await opened.sign_in.submit(Secret(code))
        assert opened.keeper.snapshot.session is SessionFact.NONE

    async def test_another_code_too_soon_is_refused_with_a_countdown_and_the_first_still_counts(
        self, opened: OpenProfile, service: Service
    ) -> None:
        first = await opened.sign_in.request_code(WHO, "EMAIL")
        assert first.resend_at > first.started_at
        with pytest.raises(TooManyTriesError):
            await opened.sign_in.send_again()
        assert entry_of(opened).resend_at > first.started_at
        await opened.sign_in.submit(Secret(service.next_code(ADDRESS)))
        assert opened.keeper.snapshot.session is SessionFact.ACTIVE


class Browser:
    """Takes the page's address as the system's browser does."""

    def __init__(self, *, opens: bool = True) -> None:
        self.opened: asyncio.Queue[str] = asyncio.Queue()
        self._opens = opens

    def open(self, url: str) -> bool:
        """Open the page."""
        self.opened.put_nowait(url)
        return self._opens


def redirect_in(page: str) -> tuple[str, str]:
    query = parse_qs(urlsplit(page).query)
    return query["redirect_url"][0], query["state"][0]


async def fetch(url: str) -> int:
    """Ask for an address as a browser does, and for the page it is sent on to; the first status."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    target = f"{parts.path}?{parts.query}"
    writer.write(f"GET {target} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
    await writer.drain()
    answer = (await reader.read()).decode()
    writer.close()
    sent_on = re.search(r"^Location: (\S+)", answer, re.MULTILINE)
    if sent_on is not None:
        await fetch(sent_on[1])
    return int(answer.split()[1])


async def begin(
    opened: OpenProfile, browser: Browser, who: Identifier | None = WHO
) -> tuple[asyncio.Task[None], str]:
    """Choose the way through the browser; gives the page that it was sent to."""
    going = asyncio.get_running_loop().create_task(opened.sign_in.in_browser(browser.open, who))
    return going, await browser.opened.get()


class TestInTheBrowser:
    """On the service's own page, and back to a port of loopback."""

    async def test_the_page_leads_back_to_a_session_that_is_kept_alive(
        self, opened: OpenProfile, service: Service
    ) -> None:
        going, page = await begin(opened, Browser())
        waiting = opened.keeper.snapshot
        assert isinstance(waiting.sign_in, BrowserWait)
        assert waiting.sign_in.host == urlsplit(service.url).netloc
        shown = await asyncio.to_thread(use_the_page, page, service, ADDRESS)
        assert "You can close this page" in shown
        await going
        now = opened.keeper.snapshot
        assert (now.session, now.identifier, now.channel) == (
            SessionFact.ACTIVE,
            ADDRESS,
            "BROWSER",
        )
        assert (now.sign_in, now.activity) == (None, Activity.IDLE)
        assert await is_kept_alive(opened)

    async def test_a_second_callback_and_one_of_another_state_are_refused(
        self, opened: OpenProfile, service: Service
    ) -> None:
        going, page = await begin(opened, Browser())
        redirect, state = redirect_in(page)
        for forged in (
            f"{redirect}?state=another&code=mine&challenge_id=1",
            f"{redirect}?code=mine&challenge_id=1",
            f"{redirect}/elsewhere?state={state}&code=mine&challenge_id=1",
        ):
            assert await fetch(forged) in (400, 404)
        assert not going.done()
        await asyncio.to_thread(use_the_page, page, service, ADDRESS)
        await going
        with pytest.raises(ConnectionRefusedError):
            await fetch(f"{redirect}?state={state}&code=mine&challenge_id=1")
        assert opened.keeper.snapshot.session is SessionFact.ACTIVE

    async def test_a_code_that_the_service_never_gave_signs_nobody_in(
        self, opened: OpenProfile
    ) -> None:
        going, page = await begin(opened, Browser())
        redirect, state = redirect_in(page)
        assert await fetch(f"{redirect}?state={state}&code=mine&challenge_id=1") == 303
        with pytest.raises(RefusedError):
            await going
        shown = opened.keeper.snapshot
        assert isinstance(shown.problem, RefusedError)
        assert (shown.session, shown.sign_in) == (SessionFact.NONE, None)

    @pytest.mark.parametrize(
        ("ends", "reason"),
        [
            (lambda url, state: fetch(f"{url}?state={state}&error=access_denied"), "cancelled"),
            (lambda url, state: fetch(f"{url}?state={state}&error=server_error"), "server_error"),
        ],
    )
    async def test_an_error_of_the_page_is_said(
        self,
        opened: OpenProfile,
        ends: Callable[[str, str], Awaitable[int]],
        reason: str,
    ) -> None:
        going, page = await begin(opened, Browser())
        assert await ends(*redirect_in(page)) == 303
        with pytest.raises(BrowserSignInError, match=reason):
            await going
        assert isinstance(opened.keeper.snapshot.problem, BrowserSignInError)
        assert opened.keeper.snapshot.activity is Activity.IDLE

    async def test_cancelled_here_the_port_is_closed_and_nothing_waits_any_more(
        self, opened: OpenProfile
    ) -> None:
        going, page = await begin(opened, Browser())
        redirect, _ = redirect_in(page)
        going.cancel()
        opened.sign_in.cancel()
        with pytest.raises(asyncio.CancelledError):
            await going
        shown = opened.keeper.snapshot
        assert (shown.sign_in, shown.activity, shown.problem) == (None, Activity.IDLE, None)
        with pytest.raises(ConnectionRefusedError):
            await fetch(redirect)

    async def test_no_browser_at_all_is_said(self, opened: OpenProfile) -> None:
        browser = Browser(opens=False)
        with pytest.raises(BrowserSignInError, match="no browser"):
            await opened.sign_in.in_browser(browser.open, None)
        problem: AuthenticatorError | None = opened.keeper.snapshot.problem
        assert isinstance(problem, BrowserSignInError)
        assert opened.keeper.snapshot.sign_in is None

    async def test_a_browser_that_never_comes_back_is_given_up_after_five_minutes(
        self, opened: OpenProfile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sign_in, "BROWSER_SECONDS", 0.05)
        with pytest.raises(BrowserSignInError, match="five minutes"):
            await opened.sign_in.in_browser(Browser().open, WHO)
        assert isinstance(opened.keeper.snapshot.problem, BrowserSignInError)
        assert opened.keeper.snapshot.sign_in is None

    async def test_a_computer_without_a_free_port_is_said(
        self, opened: OpenProfile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def refuse(*_: object, **__: object) -> asyncio.Server:
            raise OSError(errno.EADDRNOTAVAIL, "no port")

        monkeypatch.setattr(asyncio, "start_server", refuse)
        browser = Browser()
        with pytest.raises(BrowserSignInError, match="no port"):
            await opened.sign_in.in_browser(browser.open, WHO)
        assert browser.opened.empty()

    async def test_without_an_address_the_page_asks_for_it(self, opened: OpenProfile) -> None:
        going, page = await begin(opened, Browser(), None)
        assert "input" not in parse_qs(urlsplit(page).query)
        going.cancel()
        with pytest.raises(asyncio.CancelledError):
            await going
