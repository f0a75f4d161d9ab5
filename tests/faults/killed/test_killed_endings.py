"""kill -9 behind each step of ending a session that the service refuses; no step is left out."""

from collections.abc import Iterator

import pytest

from desktop.session.checkpoint import Step
from desktop.session.snapshot import SessionFact
from tests.faults.killed.place import Place, lived_in
from tests.faults.killed.stopping_program import ADDRESS

STEPS = [step for step in Step if step.name.startswith("ENDING")]
KILLED = ("RENEWAL", "ADOPTION", "SIGN_OUT", "ENDING", "ENROLMENT", "MIGRATION")
"""Each is all steps of a procedure, behind which a test of this folder kills a process."""


@pytest.fixture(scope="module")
def at() -> Iterator[Place]:
    """Somebody is signed in; this computer is trusted by nobody."""
    with lived_in(trusted=False) as running:
        yield running


@pytest.mark.parametrize("step", STEPS)
async def test_the_next_process_says_why_the_session_ended(at: Place, step: Step) -> None:
    if at.record() is None:
        async with at.at_home() as person:
            await person.sign_in(at.service, ADDRESS)
    at.end_all("revoked")
    at.kill_behind(step, "renew")
    answer = at.run("token", "--min-valid", "7200")
    assert (answer.code, answer.output) == (3, "")
    assert "The session of “Work” has ended (revoked). The profile was kept." in answer.errors
    assert at.record() is None
    async with at.at_home() as person:
        assert (person.shown.session, person.shown.refusal) == (SessionFact.REFUSED, "revoked")
        assert person.shown.last_identifier == ADDRESS


def test_every_step_belongs_to_a_procedure_that_is_killed() -> None:
    assert [step.name for step in Step if not step.name.startswith(KILLED)] == []
