"""Fifty profiles wake together: the service isn't asked fifty times in the same moment."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from desktop.foundation.profiles import ProfileBook, save_profiles
from desktop.foundation.secret import Secret
from desktop.keystore.vault import Vault
from desktop.session.expiry import ClockMark
from desktop.session.record import SessionRecord, Tokens, encode_record, session_item
from desktop.session.snapshot import SessionFact
from tests.doubles.broken_service import BrokenService, Received, Reply, json_answer
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.token_issuer import IDENTIFIER, USER_ID, TokenIssuer
from tests.doubles.turned_clock import TurnedClock
from tests.faults.time.stage import HOUR
from tests.parts.at_home import AtHome

PROFILES = 50
MOST_AT_ONCE = 8
ANSWER_SECONDS = 0.02


class CountingService:
    """Renews for everybody, and knows how many it was asked by at the same time."""

    def __init__(self, clock: TurnedClock) -> None:
        self.clock = clock
        self.issuer = TokenIssuer()
        self.renewals: list[str] = []
        self.at_once = 0
        self.most_at_once = 0
        self.service = BrokenService(self._answer)

    def _answer(self, request: Received) -> Reply:
        if request.target.endswith("/jwks"):
            return json_answer(self.issuer.key_set())
        self.renewals.append(str(request.json()["refresh_token"]))
        now = int(self.clock.wall())
        document = self.issuer.tokens(
            access_token=self.issuer.access_token(iat=now, exp=now + 3600).reveal(),
            id_token=self.issuer.id_token(iat=now, exp=now + 3600).reveal(),
            refresh_token=f"{len(self.renewals)}:" + "s" * 43,
        )
        return self._late(document)

    def _late(self, document: Mapping[str, object]) -> Reply:
        async def reply(writer: asyncio.StreamWriter) -> None:
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            await asyncio.sleep(ANSWER_SECONDS)
            self.at_once -= 1
            await json_answer(document)(writer)

        return reply


@pytest.fixture
def clock() -> TurnedClock:
    """Turned by the test."""
    return TurnedClock()


@pytest.fixture
async def service(clock: TurnedClock) -> AsyncIterator[CountingService]:
    """It takes a moment to answer."""
    counting = CountingService(clock)
    async with counting.service:
        yield counting


@pytest.fixture
async def household(
    home: Path, service: CountingService, clock: TurnedClock, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[AtHome]:
    """Somebody who is signed in fifty times."""
    store = FaultyStore()
    monkeypatch.setattr("desktop.session.household.open_vault", lambda *_, **__: Vault(store))
    profiles = tuple(
        service.issuer.profile(service.service.url, id=f"profile-{number}", name=f"No {number}")
        for number in range(PROFILES)
    )
    before = Vault(store)
    for profile in profiles:
        record = encode_record(_record(service, clock, profile.id))
        before.write(session_item(profile.id), record).result()
    before.close()
    person = AtHome(home, clock=clock)
    save_profiles(person.paths.profiles_file, ProfileBook(profiles, profiles[0].id))
    async with person:
        yield person


def _record(service: CountingService, clock: TurnedClock, name: str) -> SessionRecord:
    now = clock.wall()
    tokens = Tokens(
        access_token=service.issuer.access_token(),
        id_token=service.issuer.id_token(),
        refresh_token=Secret(f"{name}:" + "r" * 43),
        issued_at=now,
        expires_at=now + HOUR,
    )
    return SessionRecord(
        generation=1, user_id=USER_ID, identifier=IDENTIFIER, identifier_type="EMAIL",
        way_in="OTP", channel="EMAIL", signed_in_at=now, renewed_at=now,
        mark=ClockMark.now(clock, 0.0), tokens=tokens,
    )  # fmt: skip


def still_over(household: AtHome) -> int:
    return sum(one.session is SessionFact.EXPIRED for one in household.overview.snapshots)


async def test_after_a_sleep_they_spread_over_seconds_and_each_renews_once(
    household: AtHome, service: CountingService, clock: TurnedClock
) -> None:
    await household.house.beat()
    clock.pass_seconds(8 * HOUR)
    awake = clock.boot()
    by_beat = [0]
    while clock.boot() < awake + 6:
        seconds = await household.house.beat()
        by_beat.append(len(service.renewals))
        clock.pass_seconds(min(max(seconds, 0.05), 1.0))
    assert still_over(household) == 0
    assert len(service.renewals) == len(set(service.renewals)) == PROFILES
    assert by_beat[1] <= 2
    assert max(later - one for one, later in pairwise(by_beat)) <= 20
    assert service.most_at_once <= MOST_AT_ONCE


async def test_at_a_start_with_all_of_them_over_a_few_are_asked_for_at_a_time(
    household: AtHome, service: CountingService, clock: TurnedClock
) -> None:
    clock.pass_seconds(8 * HOUR)
    await household.house.beat()
    assert still_over(household) == 0
    assert len(service.renewals) == len(set(service.renewals)) == PROFILES
    assert 1 < service.most_at_once <= MOST_AT_ONCE
