"""The keystore locks, or is asked for its password, while sessions are kept alive."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest

from desktop.foundation.errors import (
    KeystoreError,
    KeystoreLockedError,
    KeystoreUnavailableError,
    RenewalRefusedError,
)
from desktop.foundation.secret import Secret
from desktop.keystore.store import Store
from desktop.session.checkpoint import Checkpoint, Step
from desktop.session.record import Tokens
from desktop.session.snapshot import Headline, NextStep, Obstacle, SessionFact
from tests.doubles.computer import Computer
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.scripted_authority import DUE, HOST, IDENTIFIER, ScriptedAuthority
from tests.doubles.turned_clock import TurnedClock

RENEWAL_STEPS = [step for step in Step if step.name.startswith("RENEWAL")]


class ForgetfulAuthority(ScriptedAuthority):
    """A service that rotates and repeats no answer: it knows nothing of attempts."""

    async def renew(self, refresh_token: Secret, attempt_id: str) -> Tokens:
        """Spend the refresh token, once."""
        if not self.is_current(refresh_token):
            raise RenewalRefusedError(host=HOST, reason="unknown")
        return await super().renew(refresh_token, attempt_id)


def at(step: Step, happens: Callable[[], None]) -> Checkpoint:
    """A checkpoint at which something happens, once."""
    left = [happens]

    def checkpoint(passed: Step) -> None:
        if passed is step and left:
            left.pop()()

    return checkpoint


def lock(store: FaultyStore) -> None:
    """As a screen lock does."""
    store.locked = True


def fail(store: FaultyStore) -> None:
    """As a daemon that died does."""
    store.failing_with = KeystoreUnavailableError(reason="nobody answers")


def mend(store: FaultyStore) -> None:
    """All is well again."""
    store.locked, store.failing_with = False, None


@pytest.mark.parametrize("happens", [lock, fail])
@pytest.mark.parametrize("step", RENEWAL_STEPS)
async def test_whichever_step_of_a_renewal_it_happens_at_no_session_is_lost(
    computer: Computer,
    store: FaultyStore,
    clock: TurnedClock,
    step: Step,
    happens: Callable[[FaultyStore], None],
) -> None:
    """Not even where the service repeats no answer: what it said is kept until it is stored."""
    authority = computer.authority = ForgetfulAuthority(clock)
    keeper = computer.keeper(at(step, lambda: happens(store)))
    await keeper.adopt(authority.sign_in(), identifier_type="EMAIL", channel="EMAIL")
    clock.pass_seconds(DUE)
    for _ in range(2):
        await keeper.beat()
        assert keeper.snapshot.headline(clock.wall()) in (
            Headline.KEYSTORE_LOCKED, Headline.ACTIVE,
        )  # fmt: skip
    mend(store)
    clock.pass_seconds(30)
    await keeper.beat()
    assert (keeper.snapshot.session, keeper.snapshot.obstacle) == (
        SessionFact.ACTIVE,
        Obstacle.NONE,
    )
    assert len(authority.renewals) == 1
    record = await computer.record()
    assert record is not None
    assert authority.is_current(record.tokens.refresh_token)
    assert record.tokens.access_token.reveal() == "access token 2"
    assert store.prompts == 0


class ForgetfulStore(FaultyStore):
    """Takes what is written without a word, and at times does not keep it."""

    forgetting = False

    def set(self, item: str, text: str) -> None:
        """Put a text under this name, perhaps."""
        if not self.forgetting:
            super().set(item, text)


async def test_a_keystore_that_takes_the_answer_and_does_not_keep_it_costs_no_session(
    computer_with: Callable[[Store], Computer], clock: TurnedClock
) -> None:
    """It is read back before the old token is given up."""
    store = ForgetfulStore()
    computer = computer_with(store)
    authority = computer.authority = ForgetfulAuthority(clock)

    def forget() -> None:
        store.forgetting = True

    keeper = computer.keeper(at(Step.RENEWAL_ANSWERED, forget))
    await keeper.adopt(authority.sign_in(), identifier_type="EMAIL", channel="EMAIL")
    clock.pass_seconds(DUE)
    assert await keeper.beat() == 30
    assert "it reads differently from what was written" in str(keeper.snapshot.problem)
    store.forgetting = False
    await keeper.beat()
    assert keeper.snapshot.session is SessionFact.ACTIVE
    assert len(authority.renewals) == 1
    record = await computer.record()
    assert record is not None
    assert authority.is_current(record.tokens.refresh_token)


async def test_while_one_profile_asks_for_the_password_another_is_locked_and_not_out_of_reach(
    computer: Computer, store: FaultyStore, authority: ScriptedAuthority, clock: TurnedClock
) -> None:
    """All profiles share one keystore, and so one prompt."""
    stored = computer.stored()
    asks, other = computer.keeper(stored=stored), computer.keeper(stored=stored)
    await asks.adopt(authority.sign_in(), identifier_type="EMAIL", channel="EMAIL")
    await other.read()
    store.locked = True
    clock.pass_seconds(DUE)
    await asks.beat()
    store.gate.clear()
    unlocking = begin(asks.unlock())
    await asyncio.sleep(0)
    assert asks.snapshot.unlocking
    for _ in range(2):
        clock.pass_seconds(30)
        assert await other.beat() == 30
        assert other.snapshot.obstacle is Obstacle.KEYSTORE_LOCKED
        assert other.snapshot.next_step() is NextStep.UNLOCK_KEYSTORE
        assert other.snapshot.identifier == IDENTIFIER
        with pytest.raises(KeystoreLockedError):
            await other.access_token(min_valid=0)
    with pytest.raises(KeystoreError, match="Look for a window that asks for its password"):
        await other.unlock()
    assert store.prompts == 1
    store.gate.set()
    await unlocking
    await other.beat()
    assert other.snapshot.session is SessionFact.ACTIVE
    assert len(authority.renewals) == 1


def begin(deed: Coroutine[object, object, None]) -> "asyncio.Task[None]":
    """Do it meanwhile."""
    return asyncio.get_running_loop().create_task(deed)
