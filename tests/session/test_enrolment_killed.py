"""A process that dies behind any numbered step of an enrolment: no key is lost, none is doubled."""

import sqlite3
from pathlib import Path

import pytest

from desktop.session.checkpoint import Step
from desktop.session.device_facts import DeviceTrust
from desktop.session.device_record import parse_devices
from desktop.session.opening import OpenProfile, open_profile
from desktop.session.snapshot import SessionFact
from tests.doubles.computer import Killed, killed_at
from tests.parts.at_home import AtHome
from tests.parts.service import Service

STEPS = [step for step in Step if step.name.startswith("ENROLMENT")]
TOLD = [Step.ENROLMENT_TOLD, Step.ENROLMENT_SETTLED, Step.ENROLMENT_ANNOUNCED]


def enrolled_keys(service: Service) -> list[str]:
    """The keys that the service trusts."""
    with sqlite3.connect(service.outbox.parent / "service.sqlite") as database:
        return [row[0] for row in database.execute("SELECT public_key FROM devices")]


def stored_keys(at: AtHome) -> list[str]:
    """The keys in the keystore."""
    vault = at.house._vault
    assert vault is not None
    text = vault.read(f"{at.shown.profile_id}.device").result(5)
    return [] if text is None else [one.key().public_key for one in parse_devices(text)]


async def die_while_enrolling(at: AtHome, survivor: OpenProfile, step: Step) -> None:
    """Another process of the same computer enrols, and ends behind the step."""
    vault, transport = at.house._vault, at.house._transport
    assert vault is not None
    assert transport is not None
    dying = open_profile(
        survivor.profile,
        paths=at.paths,
        vault=vault,
        transport=transport,
        checkpoint=killed_at(step),
    )
    await dying.keeper.read()
    # The code was typed in that process.
    dying.trusting._proofs = survivor.trusting._proofs
    with pytest.raises(Killed):
        await dying.trusting.trust()


@pytest.mark.parametrize("step", STEPS)
async def test_the_next_process_ends_up_trusted_with_one_key(
    home: Path, service: Service, step: Step
) -> None:
    async with AtHome(home) as at:
        await at.connect(service)
        await at.sign_in(service)
        survivor = at.house._opened[at.shown.profile_id]
        await die_while_enrolling(at, survivor, step)
        assert set(enrolled_keys(service)) <= set(stored_keys(at))
        before = stored_keys(at)
        await survivor.own_device.read()
        await at.house.beat()
        if step in TOLD:
            assert at.shown.this_device.trust is DeviceTrust.TRUSTED
        else:
            assert at.shown.this_device.trust is DeviceTrust.NOT_TRUSTED
            await at.house.devices.trust()
        assert at.shown.this_device.trust is DeviceTrust.TRUSTED
        assert stored_keys(at) == enrolled_keys(service)
        assert len(enrolled_keys(service)) == 1
        assert not before or before == stored_keys(at)
        await at.house.shown.sign_out()
        await at.house.devices.sign_in()
        assert at.shown.session is SessionFact.ACTIVE
