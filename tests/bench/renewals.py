"""A thousand renewals in one process: what stays of them in memory."""

import asyncio
import gc

from desktop.client.transport import Transport
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import load_profiles
from desktop.keystore.choice import open_vault
from desktop.session.opening import open_profile
from tests.bench.bed import Bed
from tests.bench.exchange import surrounded_by
from tests.bench.figure import Figure
from tests.bench.memory import MEBIBYTE, memory

RENEWALS = 1000
WARM_UP = 100
BOUND = 5


def measure_renewals(bed: Bed) -> list[Figure]:
    """The real client, service and keystore, renewing at once again and again."""
    with bed.service() as service:
        bed.connect(service)
        bed.sign_in(service)
        with surrounded_by(bed.environment):
            grown = asyncio.run(_renew(bed))
    of = f"anonymous memory, renewal {WARM_UP} to {RENEWALS}; real service and keystore"
    return [Figure(f"{RENEWALS} renewals", grown / MEBIBYTE, "MiB", BOUND, of)]


async def _renew(bed: Bed) -> int:
    paths = Paths.from_environment(bed.environment)
    (profile,) = load_profiles(paths.profiles_file).profiles
    transport = Transport()
    vault = open_vault(paths, bed.environment)
    keeper = open_profile(profile, paths=paths, vault=vault, transport=transport).keeper
    await keeper.read()
    before = 0
    for number in range(RENEWALS):
        if number == WARM_UP:
            gc.collect()
            before = memory("self", "Anonymous")
        await keeper.renew()
    gc.collect()
    await transport.aclose()
    return memory("self", "Anonymous") - before
