"""kill -9 behind each step of moving everything between the Secret Service and the vault file.

Behind every one of them exactly one keystore counts. The next start finds the session and the
device key there, whole, and deletes the copies in the other one.
"""

from collections.abc import Iterator
from itertools import product

import pytest

from desktop.foundation.paths import Paths
from desktop.foundation.secret import Secret
from desktop.keystore.choice import copies_in, open_other, remembered_kind
from desktop.session.checkpoint import Step
from desktop.session.device_facts import DeviceTrust
from desktop.session.moving import Moving, kept_profiles
from desktop.session.snapshot import SessionFact
from tests.faults.killed.place import Place, lived_in
from tests.faults.killed.stopping_program import ADDRESS
from tests.parts.at_home import AtHome

pytestmark = pytest.mark.long

SECRET_SERVICE, VAULT_FILE = "secret-service", "vault-file"
PASSPHRASE = "correct horse battery"
STEPS = [step for step in Step if step.name.startswith("MIGRATION")]
COMMITTED = STEPS[STEPS.index(Step.MIGRATION_SWITCHED) :]
OTHER = {SECRET_SERVICE: VAULT_FILE, VAULT_FILE: SECRET_SERVICE}


@pytest.fixture(scope="module")
def at() -> Iterator[Place]:
    """Somebody is signed in and trusted; no keystore is named, the one used is remembered."""
    with lived_in(named="") as running:
        yield running


async def open_all(person: AtHome) -> None:
    """Open the vault file if it is what counts."""
    if person.overview.passphrase_needed:
        await person.house.open_vault(Secret(PASSPHRASE))


async def be_in(at: Place, kind: str) -> None:
    """Let everything be in this keystore."""
    async with at.at_home() as person:
        await open_all(person)
        vault = person.house.vault
        assert vault is not None
        now = open_other(person.paths, kind, passphrase=Secret(PASSPHRASE))
        await Moving(person.paths, kept_profiles(person.paths), vault).run(now)


def paths_of(at: Place) -> Paths:
    return Paths.from_environment(at.environment)


@pytest.mark.parametrize(("before", "step"), [*product(OTHER, STEPS)])
async def test_a_move_is_done_or_was_never_begun(at: Place, before: str, step: Step) -> None:
    await be_in(at, before)
    [family] = at.living()
    at.kill_behind(step, "move", OTHER[before], typed=PASSPHRASE)
    counts = OTHER[before] if step in COMMITTED else before
    paths = paths_of(at)
    assert remembered_kind(paths) == counts
    async with at.at_home() as person:
        await open_all(person)
        assert person.house.vault is not None
        assert person.house.vault.kind == counts
        assert (person.shown.session, person.shown.identifier) == (SessionFact.ACTIVE, ADDRESS)
        assert person.shown.this_device.trust is DeviceTrust.TRUSTED
        await person.house.shown.renew()
        assert person.shown.problem is None
    # The refresh token was the newest, and it is in one place.
    assert at.living() == [family]
    assert copies_in(paths) == ()
    assert paths.vault_file.exists() == (counts == VAULT_FILE)
    assert len(at.keystore.labels) == (2 if counts == SECRET_SERVICE else 0)
    if counts == SECRET_SERVICE:
        at.check_session_is_whole()
