"""Whoever asked has gone, or the app quits: what was begun is stored all the same."""

import asyncio
import math
from collections.abc import Coroutine

import pytest

from desktop.foundation.errors import KeystoreBusyError
from desktop.foundation.secret import Secret
from desktop.session.checkpoint import Step
from desktop.session.keeper import Keeper
from desktop.session.record import Tokens
from desktop.session.seeing_through import see_through
from desktop.session.snapshot import Activity, SessionFact
from tests.doubles.computer import Computer
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.scripted_authority import ScriptedAuthority

Deed = Coroutine[object, object, object]


class SlowAuthority(ScriptedAuthority):
    """The same service, which answers a renewal when it is told to."""

    def __init__(self, other: ScriptedAuthority) -> None:
        """Share all with ``other``."""
        self.__dict__ = other.__dict__
        self.asked = asyncio.Event()
        self.may_answer = asyncio.Event()

    async def renew(self, refresh_token: Secret, attempt_id: str) -> Tokens:
        """Spend the token at once, and let the answer be long under way."""
        answer = await super().renew(refresh_token, attempt_id)
        self.asked.set()
        await self.may_answer.wait()
        return answer


def begin(deed: Deed) -> asyncio.Task[object]:
    return asyncio.get_running_loop().create_task(deed)


async def is_cancelled(task: asyncio.Task[object]) -> bool:
    await asyncio.wait((task,), timeout=5)
    return task.cancelled()


@pytest.fixture
async def slow(keeper: Keeper, authority: ScriptedAuthority) -> SlowAuthority:
    """Somebody is signed in at this service."""
    return SlowAuthority(authority)


async def test_a_renewal_that_is_cancelled_keeps_the_token_that_the_service_has_given_out(
    computer: Computer, slow: SlowAuthority
) -> None:
    keeper = computer.keeper(authority=slow)
    await keeper.read()
    renewal = begin(keeper.renew())
    await slow.asked.wait()
    renewal.cancel()
    await asyncio.sleep(0)
    slow.may_answer.set()
    assert await is_cancelled(renewal)
    record = await computer.record()
    assert record is not None
    assert record.tokens.refresh_token.reveal() == "refresh token 2"
    assert (record.attempt_id, record.answer) == ("", None)
    assert keeper.snapshot.activity is Activity.IDLE
    assert await keeper.beat() == 2880


async def test_cancelled_twice_it_ends_at_once_and_the_next_start_goes_on(
    computer: Computer, slow: SlowAuthority
) -> None:
    keeper = computer.keeper(authority=slow)
    await keeper.read()
    renewal = begin(keeper.renew())
    await slow.asked.wait()
    for _ in range(2):
        renewal.cancel()
        await asyncio.sleep(0)
    assert await is_cancelled(renewal)
    slow.may_answer.set()
    next_start = computer.keeper(authority=slow)
    assert await next_start.beat() == 2880
    assert len({attempt for _, attempt in slow.renewals}) == 1


@pytest.mark.parametrize("name", ["adopt", "sign_out"])
async def test_a_store_under_way_is_finished_drawn_and_told_to_the_others(
    computer: Computer, store: FaultyStore, authority: ScriptedAuthority, name: str
) -> None:
    is_held = asyncio.Event()

    def hold(step: Step) -> None:
        if step in (Step.ADOPTION_LOCKED, Step.SIGN_OUT_NOTED):
            store.entered.clear()
            store.gate.clear()
            is_held.set()

    session = authority.sign_in()
    if name == "sign_out":
        await computer.keeper().adopt(session, identifier_type="EMAIL", channel="EMAIL")
    keeper, other = computer.keeper(hold), computer.keeper()
    await keeper.read()
    await other.read()
    deed: Deed = keeper.sign_out()
    if name == "adopt":
        deed.close()
        deed = keeper.adopt(session, identifier_type="EMAIL", channel="EMAIL")
    task = begin(deed)
    await is_held.wait()
    await asyncio.to_thread(store.entered.wait, 5)
    task.cancel()
    await asyncio.sleep(0)
    store.gate.set()
    assert await is_cancelled(task)
    await other.read_if_changed()
    expected = SessionFact.ACTIVE if name == "adopt" else SessionFact.NONE
    assert keeper.snapshot.session is other.snapshot.session is expected
    if name == "sign_out":
        assert await keeper.beat() == math.inf
        assert authority.told == ["refresh token 1"]


async def test_an_error_of_work_that_nobody_waits_for_any_more_is_not_complained_about() -> None:
    go_on = asyncio.Event()

    async def fail() -> None:
        await go_on.wait()
        raise KeystoreBusyError

    task = begin(see_through(fail()))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.sleep(0)
    go_on.set()
    assert await is_cancelled(task)
