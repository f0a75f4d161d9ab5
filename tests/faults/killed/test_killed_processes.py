"""kill -9 of a real process behind every numbered step; the next process finds the session whole.

Real Secret Service, real service with rotation and reuse detection, both the same over all kills of
a module: what one kill would leave behind the next one meets.
"""

import random
from collections.abc import Iterator

import pytest

from desktop.session.checkpoint import Step
from tests.faults.killed.place import Place, lived_in
from tests.faults.killed.stopping_program import ADDRESS

KILLS = 40
SECONDS = (0.1, 0.6)
"""From before it reads the keystore until after its end, on an idle and on a busy machine."""


def steps(begin: str) -> list[Step]:
    """All steps of one procedure: a new one can't be left out."""
    return [step for step in Step if step.name.startswith(begin)]


@pytest.fixture(scope="module")
def at() -> Iterator[Place]:
    """Somebody is signed in and trusted at a strict service."""
    with lived_in() as running:
        yield running


@pytest.mark.parametrize("step", steps("RENEWAL"))
def test_a_renewal_loses_nothing_against_a_strict_service(at: Place, step: Step) -> None:
    before = at.living()
    at.kill_behind(step, "renew")
    at.check_session_is_whole()
    # No code was typed and no key used: it is the session of before.
    assert at.living() == before


@pytest.mark.long
def test_killed_at_any_moment_the_shipped_command_loses_nothing(at: Place) -> None:
    before = at.living()
    moment = random.Random(4)  # noqa: S311 - the same moments in each run
    for _ in range(KILLS):
        at.kill_command_after(moment.uniform(*SECONDS), "token", "--min-valid", "7200")
    at.check_session_is_whole()
    assert at.living() == before
    folder = at.home / "state" / "profiles" / at.profile_id
    assert [one.name for one in folder.iterdir() if one.name.startswith(".")] == []


@pytest.mark.parametrize("step", steps("SIGN_OUT"))
async def test_a_sign_out_that_has_begun_is_carried_on(at: Place, step: Step) -> None:
    await at.sign_in_again()
    at.kill_behind(step, "sign-out")
    if step is Step.SIGN_OUT_LOCKED:
        at.check_session_is_whole()
        return
    # Noted, it is the user's wish: nobody gets a new token from here on.
    answer = at.run("token", "--min-valid", "7200")
    assert (answer.code, answer.output) == (3, "")
    assert "Nobody is signed in to “Work”." in answer.errors
    async with at.at_home() as person:
        await person.house.beat()
    assert at.record() is None
    assert at.noted() == 0
    assert at.living() == []
    assert len(at.devices()) == 1


@pytest.mark.parametrize("step", steps("ADOPTION"))
async def test_a_sign_in_over_a_session_leaves_one_of_the_two(at: Place, step: Step) -> None:
    await at.sign_in_again()
    [before] = at.living()
    at.forget_signatures()
    at.kill_behind(step, "sign-in-by-key")
    async with at.at_home() as person:
        assert person.shown.identifier == ADDRESS
        await person.house.beat()
    if step is Step.ADOPTION_LOCKED:
        at.end_unheard_of()
        assert at.living() == [before]
    assert (before in at.living()) == (step is Step.ADOPTION_LOCKED)
    at.check_session_is_whole()
    assert at.noted() == 0


@pytest.mark.parametrize("step", [step for step in steps("ADOPTION") if step < Step.ADOPTION_NOTED])
async def test_a_first_store_is_whole_or_absent(at: Place, step: Step) -> None:
    assert at.run("sign-out").code == 0
    at.forget_signatures()
    at.kill_behind(step, "sign-in-by-key")
    if step is Step.ADOPTION_LOCKED:
        answer = at.run("token")
        assert answer.code == 3
        assert "Nobody is signed in to “Work”." in answer.errors
        assert at.record() is None
        at.end_unheard_of()
        await at.sign_in_again()
    at.check_session_is_whole()
