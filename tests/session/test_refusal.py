"""Answers to a renewal that end the session, or that can't be believed."""

import asyncio
import math

import pytest

from desktop.foundation.errors import (
    RenewalRefusedError,
    SessionEndedError,
    TokenUnacceptableError,
)
from desktop.foundation.secret import Secret
from desktop.session.checkpoint import Step
from desktop.session.history import Deed
from desktop.session.keeper import Keeper
from desktop.session.record import Tokens
from desktop.session.snapshot import Headline, SessionFact
from tests.doubles.computer import Computer
from tests.doubles.scripted_authority import DUE, HOST, ScriptedAuthority
from tests.doubles.turned_clock import TurnedClock


class TestVerification:
    """An answer that does not pass its checks."""

    async def test_it_is_not_handed_out_and_is_asked_for_again_under_the_same_attempt(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority, clock: TurnedClock
    ) -> None:
        clock.pass_seconds(3600)
        authority.unverifiable = True
        with pytest.raises(TokenUnacceptableError):
            await keeper.access_token(min_valid=0)
        assert isinstance(keeper.snapshot.problem, TokenUnacceptableError)
        record = await computer.record()
        assert record is not None
        assert record.tokens.access_token.reveal() == "access token 1"
        assert record.tokens.refresh_token.reveal() == "refresh token 1"
        assert record.answer is None
        authority.unverifiable = False
        again = await keeper.access_token(min_valid=0)
        assert again.tokens.refresh_token.reveal() == "refresh token 2"
        assert len({attempt for _, attempt in authority.renewals}) == 1

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
        await stored.write(before.with_intent("attempt").with_answer(answer))
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
        assert computer.deeds()[-1] is Deed.REFUSED

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
