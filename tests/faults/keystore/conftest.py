"""What the faults of a keystore share: a computer with any store, and a service that rotates."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.keystore.store import Store
from desktop.session.keeper import Keeper
from tests.doubles.computer import Computer
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.scripted_authority import ScriptedAuthority
from tests.doubles.turned_clock import TurnedClock

SignIn = Callable[[Computer], Awaitable[Keeper]]

LONG_ADDRESS = f"{'x' * 1900}@example.com"
"""Makes a record of several parts on Windows, as long claims do."""


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
def computer_with(
    tmp_path: Path, clock: TurnedClock, authority: ScriptedAuthority
) -> Iterator[Callable[[Store], Computer]]:
    """Makes a computer with one profile, whose keystore is the one given."""
    made: list[Computer] = []

    def make(store: Store) -> Computer:
        made.append(Computer(tmp_path / f"profile-{len(made)}", store, clock, authority))
        return made[-1]

    yield make
    for computer in made:
        computer.close()


@pytest.fixture
def computer(computer_with: Callable[[Store], Computer], store: FaultyStore) -> Iterator[Computer]:
    """The one with the faulty keystore; nobody is signed in."""
    yield computer_with(store)
    store.gate.set()


@pytest.fixture
def sign_in(authority: ScriptedAuthority) -> SignIn:
    """Signs somebody in whose record is long; gives the keeper that did it."""

    async def run(computer: Computer) -> Keeper:
        keeper = computer.keeper()
        session = replace(authority.sign_in(), identifier=LONG_ADDRESS)
        await keeper.adopt(session, identifier_type="EMAIL", channel="EMAIL")
        return keeper

    return run
