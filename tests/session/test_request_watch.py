"""How often a service is asked for sign-in requests, and what ends the asking."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.client.transport import Transport
from desktop.foundation.device_errors import RequestForgedError
from desktop.foundation.errors import FileUnwritableError, ServiceUnreachableError
from desktop.protocol.ed25519 import sign
from desktop.session.device_facts import DeviceTrust
from desktop.session.opening import OpenProfile
from tests.doubles.broken_service import Reply, answer, json_answer
from tests.doubles.scripted_service import Conversation, refusal
from tests.doubles.scripted_sign_in import CODE, SERVICE_ROUTE, ScriptedSignIn, description
from tests.doubles.token_issuer import API_KEY_ID, NOW, USER_ID, TokenIssuer
from tests.doubles.turned_clock import TurnedClock

PENDING = "/api/v0/event/pending"
METHODS = f"/api/v0/user/methods?cotter_user_id={USER_ID}"
NEWEST = f"/api/v0/event/new?cotter_user_id={USER_ID}"
EMPTY = {"version": "v1", "events": [], "decided": []}


class Enough(BaseException):
    """The test has seen what it came for."""


class Watched:
    """A trusted computer that watches a scripted service; its pauses are written down."""

    def __init__(self, at: ScriptedSignIn) -> None:
        self.at = at
        self.pauses: list[float] = []
        self.most = 1
        self.on_pause: Callable[[], None] = lambda: None
        self.opened.requests._sleep = self._pause
        self.opened.requests._chance = lambda: 0.0

    @property
    def opened(self) -> OpenProfile:
        return self.at._opened

    @property
    def asked(self) -> list[str]:
        """What was asked about requests so far, without the part behind the question mark."""
        targets = (one.target.partition("?")[0] for one in self.at.talk.service.received)
        return [target for target in targets if "/event/" in target]

    def tells(self, route: str, reply: Reply) -> None:
        self.at.talk.replies[route] = reply

    async def run(self, pauses: int) -> list[float]:
        """Watch until there were so many pauses; they."""
        self.most = pauses
        with pytest.raises(Enough):
            await self.opened.requests.run()
        return self.pauses

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.on_pause()
        if len(self.pauses) == self.most:
            raise Enough
        await asyncio.sleep(0)


@pytest.fixture
async def watched(
    transport: Transport, clock: TurnedClock, tmp_path: Path
) -> AsyncIterator[Watched]:
    """Signed in with a code and trusted."""
    async with Conversation(TokenIssuer(), transport, clock) as talk:
        at = ScriptedSignIn(talk, transport, tmp_path)
        await at.ask()
        await at.sign_in.submit(CODE)
        talk.replies[METHODS] = json_answer(talk.issuer.identity()["user"])
        await at._opened.own_device.read()
        at._opened.own_device._proofs.keep(CODE, USER_ID)
        await at._opened.trusting.trust()
        assert at.snapshot.this_device.trust is DeviceTrust.TRUSTED
        yield Watched(at)
        at.close()


def no_long_poll(watched: Watched) -> None:
    watched.tells(SERVICE_ROUTE, json_answer(description(watched.at.talk.issuer, long_poll=0)))
    watched.tells(f"{PENDING}?cotter_user_id={USER_ID}", json_answer(EMPTY))


async def test_where_nothing_happens_it_asks_ever_more_seldom(watched: Watched) -> None:
    no_long_poll(watched)
    assert await watched.run(9) == [3, 4.5, 6.75, 10.125, 15.1875, 22.78125, 30, 30, 30]


async def test_news_make_it_ask_often_again(watched: Watched) -> None:
    no_long_poll(watched)

    def on_pause() -> None:
        if len(watched.pauses) == 3:
            route = f"{PENDING}?cotter_user_id={USER_ID}"
            watched.tells(route, json_answer({**EMPTY, "version": "v2"}))

    watched.on_pause = on_pause
    assert await watched.run(5) == [3, 4.5, 6.75, 3, 4.5]


async def test_a_service_that_can_not_be_reached_is_asked_ever_more_seldom_and_said(
    watched: Watched,
) -> None:
    no_long_poll(watched)
    watched.tells(f"{PENDING}?cotter_user_id={USER_ID}", answer(503))
    assert await watched.run(6) == [5, 10, 20, 40, 60, 60]
    assert isinstance(watched.at.snapshot.requests.problem, ServiceUnreachableError)


@pytest.mark.parametrize(("asked", "pause"), [("90", 90), ("0", 5), ("999999999", 3600)])
async def test_a_service_that_asks_for_a_pause_gets_it(
    watched: Watched, asked: str, pause: float
) -> None:
    no_long_poll(watched)
    reply = answer(429, headers={"Retry-After": asked})
    watched.tells(f"{PENDING}?cotter_user_id={USER_ID}", reply)
    assert await watched.run(1) == [pause]


def long_poll(watched: Watched, since: str) -> str:
    return f"{PENDING}?cotter_user_id={USER_ID}&wait=25&since={since}"


async def test_a_long_poll_that_does_not_wait_is_not_asked_in_a_circle(watched: Watched) -> None:
    """A cache in between answers at once, and always the same."""
    watched.tells(long_poll(watched, ""), json_answer(EMPTY))
    watched.tells(long_poll(watched, "v1"), json_answer(EMPTY))
    assert await watched.run(4) == [4.5, 6.75, 10.125, 15.1875]
    assert len(watched.asked) == 5


async def test_news_without_end_are_not_asked_for_in_a_circle(watched: Watched) -> None:
    watched.tells(long_poll(watched, ""), json_answer({**EMPTY, "version": "v0"}))
    for number in range(40):
        told = json_answer({**EMPTY, "version": f"v{number + 1}"})
        watched.tells(long_poll(watched, f"v{number}"), told)
    assert await watched.run(3) == [3, 3, 3]
    assert len(watched.asked) == 13


async def test_a_published_service_is_asked_for_the_newest(watched: Watched) -> None:
    watched.tells(SERVICE_ROUTE, json_answer({}, 404))
    watched.tells(NEWEST, json_answer(None))
    await watched.run(3)
    assert watched.asked == [PENDING, *["/api/v0/event/new"] * 3]


@pytest.mark.parametrize(
    ("reason", "trust"),
    [("not_enrolled", DeviceTrust.REMOVED), ("suspended", DeviceTrust.SUSPENDED)],
)
async def test_it_ends_when_this_computer_is_not_trusted_any_more(
    watched: Watched, reason: str, trust: DeviceTrust
) -> None:
    no_long_poll(watched)
    watched.tells(f"{PENDING}?cotter_user_id={USER_ID}", refusal("device", 403, reason=reason))
    await watched.opened.requests.run()
    assert watched.pauses == []
    assert watched.at.snapshot.this_device.trust is trust
    assert not watched.opened.requests.is_wanted()


def asked_event(**changes: object) -> dict[str, object]:
    return {
        "ID": 7,
        "user_id": USER_ID,
        "client_user_id": USER_ID,
        "issuer": API_KEY_ID,
        "event": "LOGIN",
        "timestamp": str(NOW),
        "method": "TRUSTED_DEVICE",
        "new": True,
        "approved": False,
        "observed_address": "203.0.113.7",
        "device_name": "Phone",
        "code_challenge": "c" * 43,
        "expiry": str(NOW + 180),
        **changes,
    }


async def test_a_request_whose_signature_is_wrong_is_shown_so_and_can_not_be_approved(
    watched: Watched,
) -> None:
    no_long_poll(watched)
    told = {**EMPTY, "events": [asked_event(shown_signature="A" * 86 + "==")]}
    watched.tells(f"{PENDING}?cotter_user_id={USER_ID}", json_answer(told))
    [request] = (await watched.opened.requests.read()).open
    assert not request.signature_ok
    with pytest.raises(RequestForgedError):
        await watched.opened.requests.decide(7, approved=True, number="00")
    assert watched.at.snapshot.requests.open[0].problem is not None
    assert not any("respond" in one for one in watched.asked)


async def test_a_new_identity_key_that_can_not_be_written_down_is_said_and_ends_no_watching(
    watched: Watched,
) -> None:
    issuer = watched.at.talk.issuer
    old, issuer.identity_key = issuer.identity_key, Ed25519PrivateKey.generate()
    endorsement = sign(old, issuer.identity_key.public_key().public_bytes_raw())
    described = description(issuer, long_poll=0, identity_key_endorsement=endorsement)
    watched.tells(SERVICE_ROUTE, json_answer(described))
    told = {**EMPTY, "events": [asked_event(shown_signature="A" * 86 + "==")]}
    watched.tells(f"{PENDING}?cotter_user_id={USER_ID}", json_answer(told))
    # Not even root can lock a folder as if it were a file of ours.
    lock = watched.at.paths.profiles_file.with_suffix(".lock")
    lock.unlink(missing_ok=True)
    lock.mkdir()
    assert len(await watched.run(2)) == 2
    assert isinstance(watched.at.snapshot.requests.problem, FileUnwritableError)
    assert not watched.at.snapshot.requests.open[0].signature_ok


@pytest.mark.parametrize(
    "changes",
    [
        {"event": "ENROLL_NEW_TRUSTED_DEVICE1600000000TRUSTED_DEVICEtrueKEY"},
        {"user_id": "other", "client_user_id": "other"},
        {"issuer": "other"},
    ],
)
async def test_what_is_never_signed_is_not_even_shown(
    watched: Watched, changes: dict[str, object]
) -> None:
    no_long_poll(watched)
    told = {**EMPTY, "events": [asked_event(**changes)]}
    watched.tells(f"{PENDING}?cotter_user_id={USER_ID}", json_answer(told))
    assert (await watched.opened.requests.read()).open == ()


async def test_five_hundred_requests_are_one_list(watched: Watched) -> None:
    no_long_poll(watched)
    events = [asked_event(ID=number, timestamp=str(NOW - number % 60)) for number in range(500)]
    watched.tells(f"{PENDING}?cotter_user_id={USER_ID}", json_answer({**EMPTY, "events": events}))
    before = len(watched.at.drawn)
    shown = (await watched.opened.requests.read()).open
    assert len(shown) == 500
    assert [one.asked_at for one in shown] == sorted((one.asked_at for one in shown), reverse=True)
    assert len(watched.at.drawn) - before == 1
