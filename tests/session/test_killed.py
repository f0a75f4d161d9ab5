"""A process that dies behind any numbered step: the next one finds the session whole."""

import math

import pytest

from desktop.foundation.errors import NotSignedInError, RenewalRefusedError, SessionEndedError
from desktop.session.checkpoint import Step
from desktop.session.snapshot import SessionFact
from tests.doubles.computer import Computer, Killed, killed_at
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.scripted_authority import HOST, ScriptedAuthority
from tests.doubles.turned_clock import TurnedClock

OVER_EARLIER = (Step.ADOPTION_NOTED, Step.ADOPTION_CLEARED)
"""Passed only where somebody was signed in before."""


def steps(begin: str) -> list[Step]:
    return [step for step in Step if step.name.startswith(begin)]


async def sign_in(computer: Computer, authority: ScriptedAuthority) -> None:
    session = authority.sign_in()
    await computer.keeper().adopt(session, identifier_type="EMAIL", channel="EMAIL")


@pytest.mark.parametrize("step", steps("RENEWAL"))
async def test_a_renewal_goes_on_where_it_was_with_the_same_attempt(
    computer: Computer, authority: ScriptedAuthority, clock: TurnedClock, step: Step
) -> None:
    await sign_in(computer, authority)
    clock.pass_seconds(3000)
    with pytest.raises(Killed):
        await computer.keeper(killed_at(step)).access_token(min_valid=900)

    record = await computer.record()
    assert record is not None
    if record.answer is None:
        assert record.tokens.access_token.reveal() in authority.verified | {"access token 1"}

    survivor = computer.keeper()
    record = await survivor.access_token(min_valid=900)
    assert record.tokens.access_token.reveal() == "access token 2"
    assert "access token 2" in authority.verified
    assert authority.is_current(record.tokens.refresh_token)
    assert (record.attempt_id, record.answer) == ("", None)
    assert len({attempt for _, attempt in authority.renewals}) == 1
    assert survivor.snapshot.session is SessionFact.ACTIVE


@pytest.mark.parametrize("step", steps("RENEWAL"))
async def test_the_next_heartbeat_finishes_it_without_being_asked(
    computer: Computer, authority: ScriptedAuthority, clock: TurnedClock, step: Step
) -> None:
    await sign_in(computer, authority)
    clock.pass_seconds(2880)
    with pytest.raises(Killed):
        await computer.keeper(killed_at(step)).beat()
    assert await computer.keeper().beat() == 2880
    record = await computer.record()
    assert record is not None
    assert record.tokens.access_token.reveal() == "access token 2"


@pytest.mark.parametrize("step", [step for step in steps("ADOPTION") if step not in OVER_EARLIER])
async def test_a_first_store_is_whole_or_absent(
    computer: Computer, authority: ScriptedAuthority, step: Step
) -> None:
    with pytest.raises(Killed):
        await computer.keeper(killed_at(step)).adopt(
            authority.sign_in(), identifier_type="EMAIL", channel="EMAIL"
        )
    survivor = computer.keeper()
    if step is Step.ADOPTION_LOCKED:
        with pytest.raises(NotSignedInError):
            await survivor.access_token(min_valid=0)
    else:
        record = await survivor.access_token(min_valid=0)
        assert record.tokens.access_token.reveal() == "access token 1"


@pytest.mark.parametrize("step", steps("ADOPTION"))
async def test_signing_in_over_a_session_leaves_one_of_the_two_and_tells_of_the_other(
    computer: Computer, authority: ScriptedAuthority, step: Step
) -> None:
    await sign_in(computer, authority)
    with pytest.raises(Killed):
        await computer.keeper(killed_at(step)).adopt(
            authority.sign_in(), identifier_type="EMAIL", channel="EMAIL"
        )
    survivor = computer.keeper()
    await survivor.beat()
    record = await computer.record()
    assert record is not None
    kept, told = (1, []) if step is Step.ADOPTION_LOCKED else (2, ["refresh token 1"])
    assert record.tokens.refresh_token.reveal() == f"refresh token {kept}"
    assert record.replaces == ()
    assert authority.told == told
    assert survivor.snapshot.session is SessionFact.ACTIVE
    assert await computer.revocations() == 0


@pytest.mark.parametrize("step", steps("SIGN_OUT"))
async def test_a_sign_out_is_carried_on_until_nothing_is_left(
    computer: Computer, authority: ScriptedAuthority, store: FaultyStore, step: Step
) -> None:
    await sign_in(computer, authority)
    with pytest.raises(Killed):
        await computer.keeper(killed_at(step)).sign_out()
    survivor = computer.keeper()
    await survivor.beat()
    if step is Step.SIGN_OUT_LOCKED:
        assert survivor.snapshot.session is SessionFact.ACTIVE
        return
    assert survivor.snapshot.session is SessionFact.NONE
    assert "refresh token 1" in authority.told
    assert store.items == {}
    assert await survivor.beat() == math.inf


@pytest.mark.parametrize("step", steps("RENEWAL"))
async def test_signing_out_of_a_renewal_cut_short_ends_every_token_of_it(
    computer: Computer, authority: ScriptedAuthority, store: FaultyStore, step: Step
) -> None:
    await sign_in(computer, authority)
    with pytest.raises(Killed):
        await computer.keeper(killed_at(step)).renew()
    assert await computer.keeper().sign_out()
    assert store.items == {}
    record_of_the_service = {"refresh token 1", "refresh token 2"} & set(authority.told)
    assert record_of_the_service
    if step in (Step.RENEWAL_STORED, Step.RENEWAL_READ_BACK, Step.RENEWAL_VERIFIED):
        assert record_of_the_service == {"refresh token 1", "refresh token 2"}


@pytest.mark.parametrize("step", steps("ENDING"))
async def test_a_session_that_the_service_refused_stays_ended_and_says_why(
    computer: Computer, authority: ScriptedAuthority, step: Step
) -> None:
    await sign_in(computer, authority)
    refusal = RenewalRefusedError(host=HOST, reason="revoked")
    authority.failures = [refusal]
    with pytest.raises(Killed):
        await computer.keeper(killed_at(step)).renew()
    authority.failures = [refusal]
    survivor = computer.keeper()
    with pytest.raises(SessionEndedError, match="revoked"):
        await survivor.access_token(min_valid=7200)
    assert (survivor.snapshot.session, survivor.snapshot.refusal) == (
        SessionFact.REFUSED,
        "revoked",
    )
    assert await computer.record() is None
