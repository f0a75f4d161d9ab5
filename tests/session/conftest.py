"""What the tests of the session share: a computer, and a service that does as it is told."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from desktop.client.transport import Transport
from desktop.session.keeper import Keeper
from tests.doubles.computer import Computer
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.scripted_authority import ScriptedAuthority
from tests.doubles.turned_clock import TurnedClock


@pytest.fixture
def clock() -> TurnedClock:
    """A clock that stands still."""
    return TurnedClock()


@pytest.fixture
def authority(clock: TurnedClock) -> ScriptedAuthority:
    """A service whose tokens hold an hour."""
    return ScriptedAuthority(clock)


@pytest.fixture
def store() -> FaultyStore:
    """A keystore that works until told otherwise."""
    return FaultyStore()


@pytest.fixture
def computer(
    tmp_path: Path, store: FaultyStore, clock: TurnedClock, authority: ScriptedAuthority
) -> Iterator[Computer]:
    """A computer with one profile; nobody is signed in."""
    running = Computer(tmp_path / "profile", store, clock, authority)
    yield running
    store.gate.set()
    running.close()


@pytest.fixture
async def keeper(computer: Computer, authority: ScriptedAuthority) -> Keeper:
    """Somebody has just signed in."""
    keeper = computer.keeper()
    await keeper.adopt(authority.sign_in(), identifier_type="EMAIL", channel="EMAIL")
    return keeper


@pytest.fixture
async def transport() -> AsyncIterator[Transport]:
    """Real HTTP, with the bounds of production."""
    transport = Transport()
    yield transport
    await transport.aclose()
