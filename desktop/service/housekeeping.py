"""What has to be thrown away from time to time."""

import asyncio

from desktop.service.clock import Clock
from desktop.service.outbox import Outbox
from desktop.service.store import Store

OUTBOX_SECONDS = 5.0
STORE_SECONDS = 3600.0


async def keep_outbox_clean(outbox: Outbox, clock: Clock) -> None:
    """Delete messages soon after their codes have run out, until cancelled."""
    while True:
        outbox.remove_expired(clock())
        await asyncio.sleep(OUTBOX_SECONDS)


async def keep_store_small(store: Store, clock: Clock) -> None:
    """Forget what no rule asks for any more, until cancelled."""
    while True:
        store.prune(clock())
        await asyncio.sleep(STORE_SECONDS)
