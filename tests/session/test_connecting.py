"""Adding a service: what is asked, what is shown of it, and what stands in the way."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.client.transport import Transport
from desktop.foundation.clock import SystemClock
from desktop.foundation.errors import (
    AuthenticatorError,
    FileUnwritableError,
    InvalidApiKeyIdError,
    InvalidServiceUrlError,
    ProfileExistsError,
    ServiceAnswerError,
    ServiceBusyError,
    ServiceSilentError,
    ServiceUnreachableError,
    UnknownApiKeyError,
)
from desktop.foundation.profiles import load_profiles
from desktop.protocol.ed25519 import public_key_text
from desktop.session.connecting import ServiceCheck, key_fingerprint, put_in_use
from desktop.session.joining_facts import Connection
from tests.doubles.broken_service import (
    BrokenService,
    Received,
    Reply,
    always,
    answer,
    endless_body,
    half_a_body,
    json_answer,
    one_byte_at_a_time,
    reset,
    silence,
)
from tests.doubles.scripted_sign_in import description
from tests.doubles.token_issuer import API_KEY_ID, TokenIssuer
from tests.parts.service import Service

ELSEWHERE = answer(302, headers={"Location": "https://evil.example/"})


class Check:
    """A check under way, and what was drawn of it."""

    def __init__(self, transport: Transport, profiles_file: Path) -> None:
        self.drawn: list[Connection | None] = []
        self.file = profiles_file
        self.transport = transport
        self._check = ServiceCheck(SystemClock(), self.drawn.append)
        self.forget = self._check.forget

    @property
    def shown(self) -> Connection:
        """What the page shows now."""
        shown = self.drawn[-1]
        assert shown is not None
        return shown

    async def ask(self, url: str, key: str = API_KEY_ID) -> Connection:
        """Ask, and give what is shown then."""
        await self.ask_only(url, key)
        return self.shown

    async def ask_only(self, url: str, key: str = API_KEY_ID) -> None:
        """Ask."""
        await self._check.ask(url, key, self.transport)

    def add(self, name: str) -> object:
        """Put what was found on the list."""
        return self._check.add(name, self.file, put_in_use)


@pytest.fixture
def check(transport: Transport, tmp_path: Path) -> Check:
    """Nothing is being added yet."""
    return Check(transport, tmp_path / "profiles.json")


@pytest.fixture
async def hasty() -> AsyncIterator[Transport]:
    """Real HTTP that waits a fifth of a second where production waits seconds."""
    transport = Transport(connect_seconds=0.2, read_seconds=0.2)
    yield transport
    await transport.aclose()


class TestOurOwnService:
    """Found live, shown, added."""

    async def test_what_it_says_of_itself_is_shown_before_anything_is_kept(
        self, check: Check, service: Service
    ) -> None:
        shown = await check.ask(service.url, service.api_key_id)
        begun = check.drawn[0]
        assert begun is not None
        assert begun.checking
        assert not shown.checking
        assert shown.found is not None
        assert shown.found.host == service.url.removeprefix("http://")
        assert shown.found.compatibility == "strict"
        assert "OTP" in shown.found.ways
        assert "EMAIL" in shown.found.channels
        assert len(shown.found.key_fingerprint.split()) == 8
        assert not check.file.exists()

    async def test_added_it_is_on_the_list_in_use_and_its_key_is_pinned(
        self, check: Check, service: Service
    ) -> None:
        shown = await check.ask(f" {service.url}/ ", service.api_key_id.upper())
        check.add("home")
        assert check.drawn[-1] is None
        book = load_profiles(check.file)
        [profile] = book.profiles
        assert book.active() == profile
        assert (profile.name, profile.service_url) == ("home", service.url)
        assert profile.api_key_id == service.api_key_id
        assert shown.found is not None
        assert key_fingerprint(profile.identity_key) == shown.found.key_fingerprint

    async def test_a_key_that_it_does_not_know_is_said_so(
        self, check: Check, service: Service
    ) -> None:
        shown = await check.ask(service.url, str(uuid.uuid4()))
        assert isinstance(shown.problem, UnknownApiKeyError)
        assert check.add("home") is None

    async def test_one_that_is_down_is_said_so(self, check: Check, service: Service) -> None:
        service.stop()
        shown = await check.ask(service.url, service.api_key_id)
        assert isinstance(shown.problem, ServiceUnreachableError)
        assert "nothing answers there" in str(shown.problem)


@pytest.mark.parametrize(
    ("url", "key", "error", "reason"),
    [
        ("http://id.example.com", API_KEY_ID, InvalidServiceUrlError, "without TLS"),
        ("id.example.com", API_KEY_ID, InvalidServiceUrlError, "https://"),
        ("https://me@id.example.com", API_KEY_ID, InvalidServiceUrlError, "user name"),
        ("https://id.example.com", "my key", InvalidApiKeyIdError, "API key id"),
    ],
)
async def test_what_cant_be_is_said_before_anything_is_sent(
    check: Check, url: str, key: str, error: type[AuthenticatorError], reason: str
) -> None:
    shown = await check.ask(url, key)
    assert isinstance(shown.problem, error)
    assert reason in str(shown.problem)
    assert not shown.checking


@pytest.mark.parametrize(
    ("reply", "error", "reason"),
    [
        (answer(200, b"<html>", kind="text/html"), ServiceAnswerError, "web page"),
        (ELSEWHERE, ServiceAnswerError, "leads on to evil.example"),
        (half_a_body(), ServiceUnreachableError, "broke off"),
        (endless_body(), ServiceAnswerError, "longer than 1 MiB"),
        (reset(), ServiceUnreachableError, "broke off"),
        (silence(), ServiceSilentError, "too long"),
        (one_byte_at_a_time(b"{" + b" " * 100 + b"}", 0.05), ServiceSilentError, "too long"),
        (json_answer({}, 503), ServiceBusyError, "503"),
        (json_answer({"name": "x"}), ServiceAnswerError, "can't be used"),
        (json_answer([]), ServiceAnswerError, "can't be used"),
        (answer(404, b"<html>", kind="text/html"), ServiceAnswerError, "no Cotter service"),
    ],
)
async def test_an_answer_that_is_none_is_said_with_what_it_is(
    tmp_path: Path, hasty: Transport, reply: Reply, error: type[AuthenticatorError], reason: str
) -> None:
    check = Check(hasty, tmp_path / "profiles.json")
    async with BrokenService(always(reply)) as service:
        shown = await check.ask(service.url)
        assert {one.headers["host"] for one in service.received} == {f"127.0.0.1:{service.port}"}
    assert isinstance(shown.problem, error)
    assert reason in str(shown.problem)
    assert shown.found is None
    assert check.add("home") is None
    assert not check.file.exists()


class TestAdding:
    """What can go wrong once a service was found."""

    @pytest.fixture
    async def found(self, check: Check) -> Check:
        """A service was found."""
        async with BrokenService(always(json_answer(description(TokenIssuer())))) as service:
            assert (await check.ask(service.url)).found is not None
        return check

    async def test_a_name_that_is_taken_is_said_and_what_was_found_stays(
        self, found: Check
    ) -> None:
        found.add("home")
        async with BrokenService(always(json_answer(description(TokenIssuer())))) as service:
            await found.ask(service.url)
        assert found.add("home") is None
        assert isinstance(found.shown.problem, ProfileExistsError)
        assert found.add("work") is not None
        assert [one.name for one in load_profiles(found.file).profiles] == ["home", "work"]

    async def test_a_list_that_cant_be_written_is_said(self, found: Check) -> None:
        found.file.write_bytes(b"")
        found.file = found.file / "profiles.json"
        assert found.add("home") is None
        assert isinstance(found.shown.problem, FileUnwritableError)

    async def test_nothing_is_added_twice(self, found: Check) -> None:
        assert found.add("home") is not None
        assert found.add("again") is None


class TestLateAnswers:
    """Who has left, or asked for another service meanwhile, sees nothing of the first."""

    @pytest.mark.parametrize("fails", [True, False])
    async def test_an_answer_that_comes_after_leaving_is_not_drawn(
        self, check: Check, fails: bool
    ) -> None:
        asked, go_on = asyncio.Event(), asyncio.Event()

        def reply_to(_: Received) -> Reply:
            async def reply(writer: asyncio.StreamWriter) -> None:
                asked.set()
                await go_on.wait()
                right = json_answer(description(TokenIssuer()))
                await (json_answer({}, 503) if fails else right)(writer)

            return reply

        async with BrokenService(reply_to) as service:
            asking = asyncio.get_running_loop().create_task(check.ask_only(service.url))
            await asked.wait()
            check.forget()
            go_on.set()
            await asking
        assert check.drawn[-1] is None
        assert check.add("home") is None


def test_a_fingerprint_is_read_in_groups_of_four() -> None:
    issuer = TokenIssuer()
    fingerprint = key_fingerprint(public_key_text(issuer.identity_key))
    assert [len(group) for group in fingerprint.split()] == [4] * 8
