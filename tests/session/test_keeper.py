"""Keeping a session alive: renewal in time, trouble, and several processes at once."""

import asyncio
import math

import pytest

from desktop.foundation.errors import (
    KeystoreBusyError,
    KeystoreLockedError,
    KeystoreUnavailableError,
    NotSignedInError,
    RenewalRefusedError,
    ServiceBusyError,
    ServiceSilentError,
    ServiceUnreachableError,
    SessionEndedError,
    TokenUnacceptableError,
)
from desktop.foundation.file_lock import FileLock
from desktop.foundation.secret import Secret
from desktop.session.authority import VerifiedSession
from desktop.session.checkpoint import Step
from desktop.session.generation import LOCK_FILE
from desktop.session.history import Deed
from desktop.session.keeper import Keeper
from desktop.session.record import Tokens
from desktop.session.snapshot import Headline, NextStep, Obstacle, SessionFact
from desktop.session.stored import StoredSession
from tests.doubles.computer import Computer
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.scripted_authority import HOST, IDENTIFIER, ScriptedAuthority
from tests.doubles.turned_clock import TurnedClock

DUE = 2880.0
"""Four fifths of the hour that a token holds."""


@pytest.fixture
async def keeper(computer: Computer, authority: ScriptedAuthority) -> Keeper:
    """Somebody has just signed in."""
    keeper = computer.keeper()
    await keeper.adopt(authority.sign_in(), identifier_type="EMAIL", channel="EMAIL")
    return keeper


def deeds(computer: Computer) -> list[Deed]:
    return [entry.deed for entry in computer.history.entries(computer.clock.wall())]


class TestReading:
    """What is known before and after the keystore was read."""

    async def test_before_the_keystore_is_read_nobody_is_shown_as_signed_out(
        self, computer: Computer
    ) -> None:
        assert computer.keeper().snapshot.headline(computer.clock.wall()) is Headline.UNREAD

    async def test_an_empty_keystore_means_nobody_is_signed_in(self, computer: Computer) -> None:
        keeper = computer.keeper()
        await keeper.read()
        assert keeper.snapshot.session is SessionFact.NONE
        assert keeper.snapshot.next_step() is NextStep.SIGN_IN
        assert await keeper.beat() == math.inf
        with pytest.raises(NotSignedInError):
            await keeper.access_token(min_valid=0)

    async def test_after_a_restart_the_session_is_there_with_its_times(
        self, computer: Computer, keeper: Keeper, clock: TurnedClock
    ) -> None:
        clock.pass_seconds(60)
        again = computer.keeper()
        await again.read()
        assert again.snapshot.session is SessionFact.ACTIVE
        assert again.snapshot.identifier == IDENTIFIER
        assert again.snapshot.expires_at == clock.wall() + 3540
        assert again.snapshot.next_renewal_at == clock.wall() + DUE - 60
        assert again.snapshot.kept_in == "Secret Service"

    async def test_a_restart_shows_who_before_anything_is_read(
        self, computer: Computer, keeper: Keeper
    ) -> None:
        shown = computer.keeper().snapshot
        assert (shown.session, shown.identifier) == (SessionFact.UNREAD, IDENTIFIER)
        assert shown.last_headline is Headline.ACTIVE


class TestHeartbeat:
    """Renewal in time."""

    async def test_nothing_is_done_until_a_fifth_of_the_lifetime_is_left(
        self, keeper: Keeper, authority: ScriptedAuthority, clock: TurnedClock
    ) -> None:
        assert await keeper.beat() == DUE
        clock.pass_seconds(DUE - 1)
        assert await keeper.beat() == pytest.approx(5, abs=5)
        assert authority.renewals == []

    async def test_it_renews_when_due_again_and_again(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority, clock: TurnedClock
    ) -> None:
        for count in range(1, 4):
            for _ in range(int(DUE) // 30):
                clock.pass_seconds(30)
                await keeper.beat()
            assert len(authority.renewals) == count
            assert keeper.snapshot.next_renewal_at == clock.wall() + DUE
        assert deeds(computer) == [Deed.SIGNED_IN, *[Deed.RENEWED] * 3]
        assert keeper.snapshot.renewals[-1].on_time == 3

    async def test_chance_brings_it_forward_by_a_twentieth_of_the_lifetime_at_most(
        self, computer: Computer, authority: ScriptedAuthority
    ) -> None:
        computer.chance = 0.999
        keeper = computer.keeper()
        await keeper.adopt(authority.sign_in(), identifier_type="EMAIL", channel="EMAIL")
        assert await keeper.beat() == pytest.approx(DUE - 180, abs=1)

    async def test_while_it_renews_the_snapshot_says_so(
        self, keeper: Keeper, computer: Computer
    ) -> None:
        await keeper.renew()
        now = computer.clock.wall()
        shown = [snapshot.headline(now) for snapshot in computer.drawn]
        assert Headline.RENEWING in shown
        assert shown[-1] is Headline.ACTIVE

    async def test_after_sleep_it_waits_a_moment_for_the_network(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority, clock: TurnedClock
    ) -> None:
        await keeper.beat()
        computer.chance = 0.5
        clock.pass_seconds(8 * 3600)
        assert await keeper.beat() == pytest.approx(2.5)
        assert authority.renewals == []
        clock.pass_seconds(2.5)
        await keeper.beat()
        assert len(authority.renewals) == 1
        assert keeper.snapshot.session is SessionFact.ACTIVE


class TestTrouble:
    """What passes by itself."""

    async def test_offline_backs_off_keeps_the_session_and_recovers(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority, clock: TurnedClock
    ) -> None:
        authority.unreachable = True
        waits = []
        clock.pass_seconds(DUE)
        for _ in range(5):
            waits.append(await keeper.beat())
            clock.pass_seconds(waits[-1])
        assert waits == [2, 4, 8, 16, 32]
        assert keeper.snapshot.headline(clock.wall()) is Headline.OFFLINE
        assert keeper.snapshot.next_step() is NextStep.TRY_NOW
        assert isinstance(keeper.snapshot.problem, ServiceSilentError)
        assert keeper.snapshot.next_renewal_at is None

        authority.unreachable = False
        assert await keeper.beat() == DUE
        assert keeper.snapshot.headline(clock.wall()) is Headline.ACTIVE
        assert keeper.snapshot.problem is None
        assert deeds(computer)[-1] is Deed.RENEWED_LATE

    async def test_one_attempt_id_goes_with_all_tries_of_one_renewal(
        self, keeper: Keeper, authority: ScriptedAuthority
    ) -> None:
        authority.losing_answers = True
        for _ in range(3):
            with pytest.raises(ServiceUnreachableError):
                await keeper.renew()
        authority.losing_answers = False
        await keeper.renew()
        assert len(set(authority.renewals)) == 1
        await keeper.renew()
        assert len(set(authority.renewals)) == 2

    async def test_an_attempt_id_has_128_bits(
        self, keeper: Keeper, authority: ScriptedAuthority
    ) -> None:
        await keeper.renew()
        [(_, attempt_id)] = authority.renewals
        assert len(attempt_id) == 22

    async def test_retry_after_is_honoured_even_over_a_resume(
        self, keeper: Keeper, authority: ScriptedAuthority, clock: TurnedClock
    ) -> None:
        authority.failures = [ServiceBusyError(host=HOST, status=429, seconds=600)]
        clock.pass_seconds(DUE)
        assert await keeper.beat() == 600
        assert keeper.snapshot.retry_at == clock.wall() + 600
        clock.pass_seconds(500)
        assert await keeper.beat() == 100
        assert len(authority.renewals) == 1
        clock.pass_seconds(100)
        await keeper.beat()
        assert len(authority.renewals) == 2

    async def test_offline_with_a_valid_token_still_hands_it_out(
        self, keeper: Keeper, authority: ScriptedAuthority, clock: TurnedClock
    ) -> None:
        authority.unreachable = True
        clock.pass_seconds(DUE)
        await keeper.beat()
        record = await keeper.access_token(min_valid=60)
        assert record.tokens.access_token.reveal() == "access token 1"

    async def test_offline_with_an_expired_token_says_the_service_is_out_of_reach(
        self, keeper: Keeper, authority: ScriptedAuthority, clock: TurnedClock
    ) -> None:
        authority.unreachable = True
        clock.pass_seconds(3600)
        with pytest.raises(ServiceUnreachableError):
            await keeper.access_token(min_valid=0)
        assert keeper.snapshot.session is SessionFact.EXPIRED


class TestVerification:
    """An answer that does not pass its checks."""

    async def test_it_is_not_handed_out_and_its_refresh_token_is_kept(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority, clock: TurnedClock
    ) -> None:
        clock.pass_seconds(3600)
        authority.unverifiable = True
        with pytest.raises(TokenUnacceptableError):
            await keeper.access_token(min_valid=0)
        record = await computer.record()
        assert record is not None
        assert record.tokens.access_token.reveal() == "access token 1"
        assert record.tokens.refresh_token.reveal() == "refresh token 2"
        assert record.answer is None
        assert isinstance(keeper.snapshot.problem, TokenUnacceptableError)

    async def test_the_tries_become_rarer_and_recover(
        self, keeper: Keeper, authority: ScriptedAuthority, clock: TurnedClock
    ) -> None:
        authority.unverifiable = True
        clock.pass_seconds(DUE)
        waits = []
        for _ in range(4):
            waits.append(await keeper.beat())
            clock.pass_seconds(waits[-1])
        assert waits == [2, 4, 8, 16]
        authority.unverifiable = False
        await keeper.beat()
        assert keeper.snapshot.session is SessionFact.ACTIVE
        assert keeper.snapshot.problem is None

    async def test_an_answer_left_unverified_too_long_is_renewed_once_more(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority, clock: TurnedClock
    ) -> None:
        stored = computer.stored()
        before = await stored.read()
        assert before is not None
        answer = await authority.renew(before.tokens.refresh_token, "attempt")
        await stored.write(before.with_intent("attempt").with_answer(answer, before.mark))
        clock.pass_seconds(7200)
        record = await computer.keeper().access_token(min_valid=60)
        assert record.tokens.access_token.reveal() == "access token 3"


class TestRefusal:
    """The service ends the session."""

    @pytest.mark.parametrize(
        "reason", ["expired", "reused", "revoked", "signed_out", "disabled", "unknown"]
    )
    async def test_the_record_is_gone_and_the_reason_outlives_a_restart(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority, reason: str
    ) -> None:
        authority.failures = [RenewalRefusedError(host=HOST, reason=reason)]
        with pytest.raises(SessionEndedError, match=reason):
            await keeper.renew()
        assert await computer.record() is None
        again = computer.keeper()
        assert again.snapshot.refusal == reason
        await again.read()
        for shown in (keeper.snapshot, again.snapshot):
            assert (shown.session, shown.refusal) == (SessionFact.REFUSED, reason)
            assert shown.headline(computer.clock.wall()) is Headline.NEEDS_SIGN_IN
        with pytest.raises(SessionEndedError, match=reason):
            await again.access_token(min_valid=0)
        assert deeds(computer)[-1] is Deed.REFUSED

    async def test_another_process_learns_the_reason_too(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority
    ) -> None:
        other = computer.keeper()
        await other.read()
        authority.failures = [RenewalRefusedError(host=HOST, reason="revoked")]
        with pytest.raises(SessionEndedError):
            await keeper.renew()
        assert await other.beat() == math.inf
        assert other.snapshot.refusal == "revoked"

    async def test_it_is_not_believed_if_the_record_changed_meanwhile(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority
    ) -> None:
        other = computer.stored()

        def written_by_a_process_without_the_lock(step: Step) -> None:
            if step is Step.RENEWAL_INTENT:
                authority.failures = [RenewalRefusedError(host=HOST, reason="reused")]
                task = asyncio.get_running_loop().create_task(replace_record())
                tasks.append(task)

        async def replace_record() -> None:
            record = await other.read()
            assert record is not None
            fresh = authority.sign_in()
            await other.write(record.settled(fresh.tokens, record.mark))

        tasks: list[asyncio.Task[None]] = []
        slow = computer.keeper(
            written_by_a_process_without_the_lock, authority=Waiting(authority, tasks)
        )
        await slow.read()
        await slow.renew()
        assert slow.snapshot.session is SessionFact.ACTIVE
        record = await computer.record()
        assert record is not None
        assert record.tokens.access_token.reveal() == "access token 2"

    async def test_signing_in_again_clears_the_reason(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority
    ) -> None:
        authority.failures = [RenewalRefusedError(host=HOST, reason="expired")]
        with pytest.raises(SessionEndedError):
            await keeper.renew()
        await keeper.adopt(authority.sign_in(), identifier_type="EMAIL", channel="EMAIL")
        assert (keeper.snapshot.session, keeper.snapshot.refusal) == (SessionFact.ACTIVE, "")
        assert computer.keeper().snapshot.refusal == ""


class Waiting(ScriptedAuthority):
    """The same service, slower than some tasks of the test."""

    def __init__(self, other: ScriptedAuthority, tasks: list[asyncio.Task[None]]) -> None:
        """Share all with ``other``."""
        self.__dict__ = other.__dict__
        self._tasks = tasks

    async def renew(self, refresh_token: Secret, attempt_id: str) -> Tokens:
        """Wait, then answer."""
        await asyncio.gather(*self._tasks)
        return await super().renew(refresh_token, attempt_id)


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


class TestSeveralProcesses:
    """One session, whoever asks."""

    async def test_what_another_process_renewed_is_used_without_a_call(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority
    ) -> None:
        other = computer.keeper()
        await other.read()
        await keeper.renew()
        await other.renew()
        assert len(authority.renewals) == 1
        assert deeds(computer) == [Deed.SIGNED_IN, Deed.RENEWED]
        assert other.snapshot.expires_at == keeper.snapshot.expires_at

    async def test_many_at_once_renew_once(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority, clock: TurnedClock
    ) -> None:
        clock.pass_seconds(3600)
        keepers = [computer.keeper() for _ in range(6)]
        records = await asyncio.gather(*(one.access_token(min_valid=10) for one in keepers))
        assert len(authority.renewals) == 1
        assert {record.tokens.access_token.reveal() for record in records} == {"access token 2"}

    async def test_a_sign_in_and_a_sign_out_elsewhere_are_noticed(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority
    ) -> None:
        other = computer.keeper()
        await other.read()
        await keeper.sign_out()
        await other.read_if_changed()
        signed_out = other.snapshot
        assert signed_out.session is SessionFact.NONE
        await keeper.adopt(authority.sign_in(), identifier_type="EMAIL", channel="EMAIL")
        await other.read_if_changed()
        assert other.snapshot.session is SessionFact.ACTIVE


class TestClocks:
    """A wall clock that is wrong, and one that is set."""

    DAY = 86400.0

    @pytest.mark.parametrize("jump", [DAY, -DAY])
    async def test_setting_the_wall_clock_by_a_day_changes_nothing(
        self,
        keeper: Keeper,
        computer: Computer,
        authority: ScriptedAuthority,
        clock: TurnedClock,
        jump: float,
    ) -> None:
        clock.set_wall(clock.wall() + jump)
        authority.ahead = -jump
        assert await keeper.beat() == DUE
        again = computer.keeper()
        await again.read()
        assert again.snapshot.session is SessionFact.ACTIVE
        assert again.snapshot.seconds_left(clock.wall()) == pytest.approx(3600)
        assert (await again.access_token(min_valid=3000)).tokens.expires_at

    @pytest.mark.parametrize("ahead", [DAY, -DAY])
    @pytest.mark.parametrize("told_late", [False, True])
    @pytest.mark.usefixtures("keeper")
    async def test_after_a_reboot_with_a_clock_off_by_a_day_it_renews_and_knows_better(
        self,
        computer: Computer,
        authority: ScriptedAuthority,
        clock: TurnedClock,
        ahead: float,
        told_late: bool,
    ) -> None:
        clock.set_wall(clock.wall() - ahead)
        clock.reboot("boot-2")
        authority.ahead = ahead
        authority.knows_offset = not told_late
        again = computer.keeper(
            authority=LearningWithTheKeys(authority) if told_late else authority
        )
        await again.read()
        uncertain = again.snapshot
        assert uncertain.obstacle is Obstacle.CLOCK_UNCERTAIN
        record = await again.access_token(min_valid=3000)
        assert record.tokens.access_token.reveal() == "access token 2"
        assert again.snapshot.obstacle is Obstacle.NONE
        assert again.snapshot.seconds_left(clock.wall()) == pytest.approx(3600)

    async def test_after_a_reboot_offline_the_token_is_not_vouched_for(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority, clock: TurnedClock
    ) -> None:
        clock.reboot("boot-2")
        authority.unreachable = True
        again = computer.keeper()
        with pytest.raises(ServiceUnreachableError):
            await again.access_token(min_valid=10)


class LearningWithTheKeys(ScriptedAuthority):
    """The same service, whose time is believed only once its keys were fetched too."""

    def __init__(self, other: ScriptedAuthority) -> None:
        """Share all with ``other``."""
        self.__dict__ = other.__dict__

    async def verify(self, tokens: Tokens, *, user_id: str, at: float) -> VerifiedSession:
        """Fetch the keys, then check."""
        self.knows_offset = True
        return await super().verify(tokens, user_id=user_id, at=at)
