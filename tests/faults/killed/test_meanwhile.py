"""What another process does between two steps of ours stands: the last wish of the user counts."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.foundation.errors import NotSignedInError, RenewalRefusedError, SessionEndedError
from desktop.session.authority import VerifiedSession
from desktop.session.checkpoint import Step
from desktop.session.keeper import Keeper
from desktop.session.record import SessionRecord
from desktop.session.snapshot import SessionFact
from tests.doubles.computer import Computer, Killed, killed_at
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.scripted_authority import HOST, ScriptedAuthority
from tests.doubles.turned_clock import TurnedClock

EXPIRED = RenewalRefusedError(host=HOST, reason="expired")


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

    async def sign_in_elsewhere(_: SessionRecord) -> None:
        await sign_in(other, authority)

    keeper.come_back = sign_in_elsewhere
    await keeper.renew()
    assert await refresh_token(computer) == "refresh token 2"
    assert keeper.snapshot.session is SessionFact.ACTIVE
    assert keeper.snapshot.refusal == ""


async def test_a_sign_out_elsewhere_is_told_from_a_refusal(
    computer: Computer, authority: ScriptedAuthority
) -> None:
    keeper, other = computer.keeper(), computer.keeper()
    await keeper.read()
    authority.failures = [EXPIRED]

    async def sign_out_elsewhere(_: SessionRecord) -> None:
        await other.sign_out()

    keeper.come_back = sign_out_elsewhere
    with pytest.raises(NotSignedInError):
        await keeper.renew()
    assert keeper.snapshot.session is SessionFact.NONE
    assert computer.keeper().snapshot.refusal == ""


async def test_who_signs_out_while_the_device_comes_back_stays_signed_out(
    computer: Computer, authority: ScriptedAuthority
) -> None:
    keeper, other = computer.keeper(), computer.keeper()
    await keeper.read()
    authority.failures = [EXPIRED]

    async def come_back_too_late(_: SessionRecord) -> VerifiedSession:
        session = authority.sign_in()
        await other.sign_out()
        return session

    keeper.come_back = come_back_too_late
    with pytest.raises(NotSignedInError):
        await keeper.renew()
    assert await refresh_token(computer) is None
    await keeper.beat()
    # What the key had got by then is of use to nobody.
    assert authority.told == ["refresh token 1", "refresh token 2"]
    assert await computer.revocations() == 0


async def test_of_two_that_come_back_at_once_one_session_is_left(
    computer: Computer, authority: ScriptedAuthority
) -> None:
    keeper, other = computer.keeper(), computer.keeper()
    await keeper.read()
    await other.read()
    authority.failures = [EXPIRED, EXPIRED]

    async def come_back(_: SessionRecord) -> VerifiedSession:
        return authority.sign_in()

    async def come_back_behind_the_other(_: SessionRecord) -> VerifiedSession:
        await other.renew()
        return authority.sign_in()

    keeper.come_back, other.come_back = come_back_behind_the_other, come_back
    await keeper.renew()
    assert await refresh_token(computer) == "refresh token 2"
    await keeper.beat()
    assert "refresh token 3" in authority.told
    assert "refresh token 2" not in authority.told


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
