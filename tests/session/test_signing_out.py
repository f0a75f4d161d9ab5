"""Signing out: here at once, at the service as soon as it can be told."""

import math

import pytest

from desktop.foundation.errors import KeystoreLockedError
from desktop.session.checkpoint import Step
from desktop.session.history import Deed
from desktop.session.keeper import Keeper
from desktop.session.snapshot import SessionFact
from tests.doubles.computer import Computer
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.scripted_authority import ScriptedAuthority
from tests.doubles.turned_clock import TurnedClock


async def test_nothing_is_left_and_the_service_knows(
    keeper: Keeper, computer: Computer, authority: ScriptedAuthority, store: FaultyStore
) -> None:
    assert await keeper.sign_out()
    assert store.items == {}
    assert authority.told == ["refresh token 1"]
    assert keeper.snapshot.session is SessionFact.NONE
    assert computer.keeper().snapshot.identifier == ""


async def test_a_process_that_read_nothing_before_notes_it_too(
    keeper: Keeper, computer: Computer, clock: TurnedClock
) -> None:
    await computer.keeper().sign_out()
    deeds = computer.deeds()
    assert deeds == [Deed.SIGNED_IN, Deed.SIGNED_OUT]


async def test_offline_the_session_is_gone_at_once_and_the_service_is_told_later(
    keeper: Keeper,
    computer: Computer,
    authority: ScriptedAuthority,
    store: FaultyStore,
    clock: TurnedClock,
) -> None:
    authority.unreachable = True
    assert not await keeper.sign_out()
    assert await computer.record() is None
    assert await computer.revocations() == 1
    assert keeper.snapshot.session is SessionFact.NONE
    assert keeper.snapshot.untold
    waits = []
    for _ in range(5):
        waits.append(await keeper.beat())
        clock.pass_seconds(waits[-1])
    assert waits == [2, 4, 8, 16, 32]

    again = computer.keeper()
    await again.read()
    assert again.snapshot.session is SessionFact.NONE
    assert again.snapshot.untold
    authority.unreachable = False
    assert await again.beat() == math.inf
    assert authority.told == ["refresh token 1"]
    assert not again.snapshot.untold
    assert store.items == {}


async def test_signing_in_meanwhile_does_not_lose_the_note(
    keeper: Keeper, computer: Computer, authority: ScriptedAuthority, clock: TurnedClock
) -> None:
    authority.unreachable = True
    await keeper.sign_out()
    await keeper.adopt(authority.sign_in(), identifier_type="EMAIL", channel="EMAIL")
    assert keeper.snapshot.session is SessionFact.ACTIVE
    authority.unreachable = False
    clock.pass_seconds(await keeper.beat())
    await keeper.beat()
    assert authority.told == ["refresh token 1"]
    assert await computer.revocations() == 0
    assert await computer.record() is not None


async def test_nobody_being_signed_in_is_fine(computer: Computer) -> None:
    keeper = computer.keeper()
    assert await keeper.sign_out()
    assert keeper.snapshot.session is SessionFact.NONE


async def test_a_locked_keystore_leaves_the_session_and_says_so(
    keeper: Keeper, computer: Computer, store: FaultyStore
) -> None:
    store.locked = True
    with pytest.raises(KeystoreLockedError):
        await keeper.sign_out()
    store.locked = False
    assert await computer.record() is not None


async def test_a_keystore_that_locks_before_the_service_is_told_does_not_hide_that_it_is_done(
    computer: Computer, authority: ScriptedAuthority, store: FaultyStore, clock: TurnedClock
) -> None:
    def locks(passed: Step) -> None:
        store.locked = store.locked or passed is Step.SIGN_OUT_ANNOUNCED

    keeper = computer.keeper(locks)
    await keeper.adopt(authority.sign_in(), identifier_type="EMAIL", channel="EMAIL")
    assert not await keeper.sign_out()
    assert keeper.snapshot.session is SessionFact.NONE
    assert keeper.snapshot.untold
    store.locked = False
    clock.pass_seconds(await keeper.beat())
    await keeper.beat()
    assert authority.told == ["refresh token 1"]
    assert computer.deeds() == [Deed.SIGNED_IN, Deed.SIGNED_OUT]


async def test_a_damaged_record_can_be_signed_out_of(
    keeper: Keeper, computer: Computer, store: FaultyStore
) -> None:
    for item in store.items:
        store.items[item] = store.items[item].replace("access", "excess")
    again = computer.keeper()
    await again.sign_out()
    assert store.items == {}
    assert again.snapshot.session is SessionFact.NONE
