"""kill -9 behind each step of a renewal at a published service, ours and one without attempt ids.

Ours knows attempt ids in this mode too and loses nothing. One that rotates and knows none, as the
Cotter API was published, takes the next try for a thief's: a kill between its answer and our commit
costs that session, and the app says so, or comes back by itself where this computer is trusted.
"""

from collections.abc import Iterator

import pytest

from desktop.session.checkpoint import Step
from desktop.session.snapshot import SessionFact
from tests.faults.killed.place import Place, lived_in
from tests.faults.killed.stopping_program import ADDRESS

pytestmark = pytest.mark.long

RENEWAL = [step for step in Step if step.name.startswith("RENEWAL")]
SPENT = (Step.RENEWAL_ANSWERED,)
"""The service has answered, and what it said is nowhere yet."""


@pytest.fixture(scope="module")
def at() -> Iterator[Place]:
    """Somebody has signed in with a code; this computer is trusted."""
    with lived_in("published") as running:
        yield running


@pytest.fixture
def untrusted() -> Iterator[Place]:
    """The same on a computer that is not trusted."""
    with lived_in("published", trusted=False) as running:
        yield running


@pytest.mark.parametrize("step", RENEWAL)
def test_a_renewal_loses_nothing_where_attempts_are_known(at: Place, step: Step) -> None:
    before = at.living()
    at.kill_behind(step, "renew")
    at.check_session_is_whole()
    assert at.living() == before


@pytest.mark.parametrize("step", [step for step in RENEWAL if step not in SPENT])
def test_without_attempt_ids_nothing_is_lost_before_the_answer_and_after_the_commit(
    at: Place, step: Step
) -> None:
    before = at.living()
    at.kill_behind(step, "renew")
    at.forget_attempts()
    at.check_session_is_whole()
    assert at.living() == before


@pytest.mark.parametrize("step", SPENT)
async def test_without_attempt_ids_a_trusted_device_comes_back_by_itself(
    at: Place, step: Step
) -> None:
    before = at.living()
    at.forget_signatures()
    at.kill_behind(step, "renew")
    at.forget_attempts()
    at.check_session_is_whole()
    assert not set(before) & set(at.living())
    async with at.at_home() as person:
        assert person.shown.session is SessionFact.ACTIVE
        assert (person.shown.identifier, person.shown.way_in) == (ADDRESS, "TRUSTED_DEVICE")
    assert at.noted() == 0
    assert len(at.devices()) == 1


@pytest.mark.parametrize("step", SPENT)
async def test_without_attempt_ids_and_trust_the_session_is_over_and_the_app_says_so(
    untrusted: Place, step: Step
) -> None:
    at = untrusted
    at.kill_behind(step, "renew")
    at.forget_attempts()
    answer = at.run("token", "--min-valid", "7200")
    assert (answer.code, answer.output) == (3, "")
    assert "The session of “Work” has ended (reused)." in answer.errors
    assert "The profile was kept. Sign in again." in answer.errors
    assert at.record() is None
    async with at.at_home() as person:
        assert (person.shown.session, person.shown.refusal) == (SessionFact.REFUSED, "reused")
        assert person.shown.last_identifier == ADDRESS
        await person.sign_in(at.service, ADDRESS)
    at.check_session_is_whole()
