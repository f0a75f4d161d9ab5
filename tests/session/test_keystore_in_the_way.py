"""A keystore in trouble is never shown as signed out, and never costs the refresh token."""

import asyncio
import math

import pytest

from desktop.foundation.errors import (
    KeystoreBusyError,
    KeystoreLockedError,
    KeystoreUnavailableError,
    RecordDamagedError,
    RenewalRefusedError,
)
from desktop.foundation.file_lock import FileLock
from desktop.session.checkpoint import Step
from desktop.session.generation import LOCK_FILE
from desktop.session.keeper import Keeper
from desktop.session.snapshot import Headline, NextStep, Obstacle, SessionFact
from desktop.session.stored import StoredSession
from tests.doubles.computer import Computer
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.scripted_authority import DUE, HOST, IDENTIFIER, ScriptedAuthority
from tests.doubles.turned_clock import TurnedClock


class TestKeystore:
    """A keystore in trouble is never shown as signed out, and never costs the refresh token."""

    async def test_one_that_cant_be_written_stops_before_the_token_is_spent(
        self, keeper: Keeper, store: FaultyStore, authority: ScriptedAuthority
    ) -> None:
        await keeper.beat()
        store.locked = True
        with pytest.raises(KeystoreLockedError):
            await keeper.renew()
        assert authority.renewals == []

    async def test_locked_while_a_renewal_is_due_is_shown_and_asked_for_again_in_half_a_minute(
        self, keeper: Keeper, store: FaultyStore, authority: ScriptedAuthority, clock: TurnedClock
    ) -> None:
        clock.pass_seconds(DUE)
        store.locked = True
        for _ in range(2):
            assert await keeper.beat() == 30
            assert keeper.snapshot.headline(clock.wall()) is Headline.KEYSTORE_LOCKED
            assert keeper.snapshot.identifier == IDENTIFIER
        assert store.prompts == 0
        assert authority.renewals == []
        store.locked = False
        clock.pass_seconds(30)
        assert await keeper.beat() == DUE
        assert len(authority.renewals) == 1

    async def test_what_needs_no_keystore_is_shown_while_it_is_locked(
        self, keeper: Keeper, computer: Computer, store: FaultyStore
    ) -> None:
        await keeper.renew()
        store.locked = True
        again = computer.keeper()
        await again.read()
        assert sum(day.on_time for day in again.snapshot.renewals) == 1

    async def test_unlocking_asks_once_and_reads(
        self, keeper: Keeper, computer: Computer, store: FaultyStore
    ) -> None:
        store.locked = True
        again = computer.keeper()
        await again.read()
        locked = again.snapshot
        assert (locked.obstacle, locked.session) == (Obstacle.KEYSTORE_LOCKED, SessionFact.UNREAD)
        await again.unlock()
        assert store.prompts == 1
        assert again.snapshot.session is SessionFact.ACTIVE
        assert again.snapshot.obstacle is Obstacle.NONE

    async def test_while_the_platform_asks_for_the_password_the_snapshot_says_so(
        self, computer: Computer, store: FaultyStore
    ) -> None:
        store.locked = True
        again = computer.keeper()
        await again.read()
        store.gate.clear()
        unlocking = asyncio.get_running_loop().create_task(again.unlock())
        await asyncio.sleep(0)
        assert again.snapshot.unlocking
        store.gate.set()
        await unlocking
        assert not again.snapshot.unlocking

    async def test_giving_up_the_prompt_leaves_it_locked_and_says_no_more_that_it_asks(
        self, computer: Computer, store: FaultyStore
    ) -> None:
        store.locked = True
        again = computer.keeper()
        await again.read()
        store.gate.clear()
        unlocking = asyncio.get_running_loop().create_task(again.unlock())
        await asyncio.sleep(0)
        unlocking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await unlocking
        assert not again.snapshot.unlocking
        assert again.snapshot.obstacle is Obstacle.KEYSTORE_LOCKED

    @pytest.mark.usefixtures("keeper")
    async def test_beats_while_it_asks_find_it_locked_and_not_out_of_order(
        self, computer: Computer, store: FaultyStore
    ) -> None:
        store.locked = True
        again = computer.keeper()
        await again.read()
        store.gate.clear()
        unlocking = asyncio.get_running_loop().create_task(again.unlock())
        await asyncio.sleep(0)
        assert await again.beat() == 30
        asking = again.snapshot
        assert (asking.obstacle, asking.unlocking) == (Obstacle.KEYSTORE_LOCKED, True)
        assert isinstance(asking.problem, KeystoreLockedError)
        store.gate.set()
        await unlocking
        assert again.snapshot.obstacle is Obstacle.NONE

    @pytest.mark.usefixtures("keeper")
    async def test_a_damaged_record_is_replaced_by_signing_in_again(
        self, computer: Computer, store: FaultyStore, authority: ScriptedAuthority
    ) -> None:
        whole = dict(store.items)
        for item, text in whole.items():
            store.items[item] = text.replace("access", "excess")
        again = computer.keeper()
        await again.read()
        damaged = again.snapshot
        assert damaged.headline(computer.clock.wall()) is Headline.NEEDS_SIGN_IN
        assert (damaged.next_step(), damaged.refusal) == (NextStep.SIGN_IN, "damaged")
        assert isinstance(damaged.problem, RecordDamagedError)
        with pytest.raises(RecordDamagedError):
            await again.access_token(min_valid=0)
        await again.adopt(authority.sign_in(), identifier_type="EMAIL", channel="EMAIL")
        assert (again.snapshot.session, again.snapshot.refusal) == (SessionFact.ACTIVE, "")

    async def test_a_record_damaged_under_our_eyes_is_not_renewed_without_pause(
        self, keeper: Keeper, store: FaultyStore, authority: ScriptedAuthority, clock: TurnedClock
    ) -> None:
        whole = dict(store.items)
        for item, text in whole.items():
            store.items[item] = text.replace("access", "excess")
        clock.pass_seconds(DUE)
        for _ in range(3):
            assert await keeper.beat() == 30
            assert keeper.snapshot.next_step() is NextStep.SIGN_IN
        assert authority.renewals == []
        store.items.update(whole)
        await keeper.beat()
        assert len(authority.renewals) == 1
        assert keeper.snapshot.session is SessionFact.ACTIVE

    async def test_one_that_will_not_delete_what_was_refused_is_said_and_not_asked_without_pause(
        self, keeper: Keeper, store: FaultyStore, authority: ScriptedAuthority, clock: TurnedClock
    ) -> None:
        clock.pass_seconds(DUE)
        authority.failures = [RenewalRefusedError(host=HOST, reason="revoked")] * 2
        store.failing_delete_with = KeystoreUnavailableError(reason="nobody answers")
        assert await keeper.beat() == 30
        assert keeper.snapshot.obstacle is Obstacle.KEYSTORE_UNAVAILABLE
        store.failing_delete_with = None
        assert await keeper.beat() == math.inf
        assert (keeper.snapshot.session, keeper.snapshot.refusal) == (
            SessionFact.REFUSED,
            "revoked",
        )

    async def test_one_that_is_gone_is_said_with_its_reason(
        self, keeper: Keeper, computer: Computer, store: FaultyStore
    ) -> None:
        store.failing_with = KeystoreUnavailableError(reason="nobody answers")
        again = computer.keeper()
        await again.read()
        assert again.snapshot.obstacle is Obstacle.KEYSTORE_UNAVAILABLE
        assert again.snapshot.next_step() is NextStep.CHOOSE_KEYSTORE
        with pytest.raises(KeystoreUnavailableError):
            await again.access_token(min_valid=0)

    async def test_a_hanging_one_is_given_up_and_its_late_write_keeps_the_lock(
        self, keeper: Keeper, computer: Computer, store: FaultyStore
    ) -> None:
        computer.seconds = 0.05
        slow = computer.keeper(
            lambda step: store.gate.clear() if step is Step.RENEWAL_READ else None
        )
        with pytest.raises(KeystoreBusyError):
            await slow.renew()
        others = FileLock(computer.folder / LOCK_FILE)
        assert not others.try_acquire()
        store.gate.set()
        await _until_free(others)
        record = await computer.record()
        assert record is not None
        assert record.attempt_id

    async def test_a_lock_kept_by_a_late_write_is_not_taken_for_granted(
        self, keeper: Keeper, computer: Computer, store: FaultyStore
    ) -> None:
        computer.seconds = 0.05
        stored = computer.stored()
        record = await computer.record()
        assert record is not None
        store.gate.clear()
        with pytest.raises(KeystoreBusyError):
            async with stored.locked():
                await stored.write(record)
        second = asyncio.get_running_loop().create_task(_hold(stored))
        await asyncio.sleep(0)
        assert not second.done()
        store.gate.set()
        assert await second


async def _hold(stored: StoredSession) -> bool:
    async with stored.locked():
        # The late write is back by now; nobody may have released this lock with it.
        return stored.lock.held


async def _until_free(lock: FileLock) -> None:
    async with asyncio.timeout(5):
        while not lock.try_acquire():  # noqa: ASYNC110 - the lock is all that can be asked
            await asyncio.sleep(0.005)
    lock.release()
