"""Keeping a session alive: renewal in time, and trouble that passes by itself."""

import pytest

from desktop.foundation.errors import (
    ServiceBusyError,
    ServiceSilentError,
    ServiceUnreachableError,
)
from desktop.session.history import Deed
from desktop.session.keeper import Keeper
from desktop.session.snapshot import Headline, NextStep, SessionFact
from tests.doubles.computer import Computer
from tests.doubles.scripted_authority import DUE, HOST, ScriptedAuthority
from tests.doubles.turned_clock import TurnedClock


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
        assert computer.deeds() == [Deed.SIGNED_IN, *[Deed.RENEWED] * 3]
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
        assert computer.deeds()[-1] is Deed.RENEWED_LATE

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
