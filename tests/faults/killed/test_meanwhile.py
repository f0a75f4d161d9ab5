"""What another process does between two steps of ours stands: the last wish of the user counts."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Coroutine
from pathlib import Path
from typing import TypeVar

import pytest

from desktop.foundation.errors import RenewalRefusedError, SessionEndedError
from desktop.session.authority import VerifiedSession
from desktop.session.checkpoint import Step
from desktop.session.keeper import Keeper
from desktop.session.record import SessionRecord
from desktop.session.snapshot import SessionFact
from tests.doubles.computer import Computer, Killed, killed_at
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.scripted_authority import HOST, ScriptedAuthority
from tests.doubles.turned_clock import TurnedClock

MANY = 6
EXPIRED = RenewalRefusedError(host=HOST, reason="expired")


Result = TypeVar("Result")


class OvertakenStore(FaultyStore):
    """A keystore in which everything changes right after the note of revocations was read."""

    def __init__(self) -> None:
        """Nothing changes yet."""
        super().__init__()
        self.then: dict[str, str] | None = None

    def get(self, item: str) -> str | None:
        """The text of an item; what it is now comes first."""
        text = super().get(item)
        if item.endswith(".revocation") and self.then is not None:
            self.items, self.then = self.then, None
        return text


@pytest.fixture
def store() -> OvertakenStore:
    """A keystore that another process may change."""
    return OvertakenStore()


@pytest.fixture
def authority(clock: TurnedClock) -> ScriptedAuthority:
    """A service whose tokens hold an hour."""
    return ScriptedAuthority(clock)


@pytest.fixture
def clock() -> TurnedClock:
    """A clock that stands still."""
    return TurnedClock()


@pytest.fixture
async def computer(
    tmp_path: Path, store: OvertakenStore, clock: TurnedClock, authority: ScriptedAuthority
) -> AsyncIterator[Computer]:
    """Somebody is signed in."""
    running = Computer(tmp_path / "profile", store, clock, authority)
    await sign_in(running.keeper(), authority)
    yield running
    running.close()


def begin(deed: Coroutine[object, object, Result]) -> "asyncio.Task[Result]":
    return asyncio.get_running_loop().create_task(deed)


async def sign_in(keeper: Keeper, authority: ScriptedAuthority) -> None:
    await keeper.adopt(authority.sign_in(), identifier_type="EMAIL", channel="EMAIL")


async def refresh_token(computer: Computer) -> str | None:
    record = await computer.record()
    return None if record is None else record.tokens.refresh_token.reveal()


async def test_a_sign_in_elsewhere_survives_the_refusal_of_the_session_before(
    computer: Computer, authority: ScriptedAuthority
) -> None:
    keeper, other = computer.keeper(), computer.keeper()
    await keeper.read()
    authority.failures = [EXPIRED]
    elsewhere: list[asyncio.Task[None]] = []

    async def take_a_while(_: SessionRecord) -> None:
        elsewhere.append(begin(sign_in(other, authority)))
        await asyncio.sleep(0.05)

    keeper.come_back = take_a_while
    with pytest.raises(SessionEndedError):
        await keeper.renew()
    await elsewhere[0]
    assert await refresh_token(computer) == "refresh token 2"
    await keeper.read_if_changed()
    assert (keeper.snapshot.session, keeper.snapshot.refusal) == (SessionFact.ACTIVE, "")


async def test_who_signs_out_while_the_device_comes_back_stays_signed_out(
    computer: Computer, authority: ScriptedAuthority
) -> None:
    keeper, other = computer.keeper(), computer.keeper()
    await keeper.read()
    await other.read()
    authority.failures = [EXPIRED]
    elsewhere: list[asyncio.Task[bool]] = []

    async def come_back_slowly(_: SessionRecord) -> VerifiedSession:
        elsewhere.append(begin(other.sign_out()))
        await asyncio.sleep(0.05)
        return authority.sign_in()

    keeper.come_back = come_back_slowly
    await keeper.renew()
    assert await elsewhere[0]
    assert await refresh_token(computer) is None
    # What the key had got by then is of use to nobody.
    assert set(authority.told) == {"refresh token 1", "refresh token 2"}
    assert await computer.revocations() == 0
    await keeper.read_if_changed()
    assert keeper.snapshot.session is SessionFact.NONE


async def test_of_many_that_find_the_session_ended_one_comes_back_for_all(
    computer: Computer, authority: ScriptedAuthority, clock: TurnedClock
) -> None:
    clock.pass_seconds(3600)
    authority.failures = [EXPIRED] * MANY
    times = itertools.count()

    async def come_back(_: SessionRecord) -> VerifiedSession | None:
        await asyncio.sleep(0.05)
        # The service takes a signature once: whoever is late is refused.
        return authority.sign_in() if next(times) == 0 else None

    keepers = [computer.keeper() for _ in range(MANY)]
    for keeper in keepers:
        keeper.come_back = come_back
    records = await asyncio.gather(*(keeper.access_token(min_valid=10) for keeper in keepers))
    assert {one.tokens.refresh_token.reveal() for one in records} == {"refresh token 2"}
    assert next(times) == 1


async def test_a_sign_in_after_a_sign_out_is_not_ended_by_who_read_in_between(
    computer: Computer, authority: ScriptedAuthority, store: OvertakenStore
) -> None:
    with pytest.raises(Killed):
        await computer.keeper(killed_at(Step.SIGN_OUT_NOTED)).sign_out()
    before = dict(store.items)
    await sign_in(computer.keeper(), authority)
    assert await refresh_token(computer) == "refresh token 2"
    # A process that reads sees the session of before, noted; then all of that happens at once.
    store.items, store.then = before, dict(store.items)
    reader = computer.keeper()
    await reader.read()
    assert await refresh_token(computer) == "refresh token 2"
    assert reader.snapshot.session is SessionFact.ACTIVE


async def test_a_refusal_alone_still_ends_the_session(
    computer: Computer, authority: ScriptedAuthority
) -> None:
    authority.failures = [EXPIRED]
    keeper = computer.keeper()
    with pytest.raises(SessionEndedError, match="expired"):
        await keeper.renew()
    assert await refresh_token(computer) is None
