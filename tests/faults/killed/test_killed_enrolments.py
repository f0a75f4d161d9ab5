"""kill -9 behind each step of an enrolment: no key is lost, none is made twice."""

from collections.abc import Iterator

import pytest

from desktop.session.checkpoint import Step
from desktop.session.device_facts import DeviceTrust
from tests.faults.killed.place import Place, lived_in

STEPS = [step for step in Step if step.name.startswith("ENROLMENT")]
TOLD = (Step.ENROLMENT_TOLD, Step.ENROLMENT_SETTLED, Step.ENROLMENT_ANNOUNCED)


@pytest.fixture(scope="module", params=STEPS)
def at(request: pytest.FixtureRequest) -> Iterator[tuple[Place, Step]]:
    """A computer of its own for each, where somebody is signed in and not trusted."""
    with lived_in(trusted=False) as running:
        yield running, request.param


@pytest.mark.long
async def test_the_next_process_is_trusted_by_the_one_key_that_the_service_has(
    at: tuple[Place, Step],
) -> None:
    place, step = at
    place.kill_behind(step, "trust")
    keys = [one.key().public_key for one in place.devices()]
    assert set(place.enrolled()) <= set(keys)
    async with place.at_home() as person:
        await person.house.beat()
        trusted = person.shown.this_device.trust is DeviceTrust.TRUSTED
        assert trusted == (step in TOLD)
    if step not in TOLD:
        async with place.at_home() as person:
            # The code was typed in the process that died: trusting takes another one.
            await person.sign_in(place.service, "maya@example.com")
            await person.house.devices.trust()
            assert person.shown.this_device.trust is DeviceTrust.TRUSTED
    now = [one.key().public_key for one in place.devices()]
    assert now == place.enrolled()
    assert not keys or keys == now
    assert "This computer trusted" in place.run("status").output
    place.check_session_is_whole()
