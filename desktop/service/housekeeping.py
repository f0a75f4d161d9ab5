"""What has to be thrown away from time to time."""

import asyncio
import logging
from contextlib import suppress

from desktop.service.clock import Clock
from desktop.service.errors import StoreUnavailableError
from desktop.service.outbox import Outbox
from desktop.service.store import Store

OUTBOX_SECONDS = 5.0
STORE_SECONDS = 300.0

logger = logging.getLogger(__name__)


async def keep_outbox_clean(outbox: Outbox, clock: Clock) -> None:
    """Delete messages soon after their codes have run out, until cancelled.

    A folder that can't be read for a while, or is gone, is said once and tried again.
    """
    was_said = False
    while True:
        try:
            outbox.remove_expired(clock())
            was_said = False
        except OSError as error:
            if not was_said:
                logger.warning("No message can be removed from the outbox: %s", error.strerror)
            was_said = True
        await asyncio.sleep(OUTBOX_SECONDS)


async def keep_store_small(store: Store, clock: Clock) -> None:
    """Forget what no rule asks for any more, until cancelled.

    A store that can't be written for a while has said so itself, and is tried again.
    """
    while True:
        with suppress(StoreUnavailableError):
            for _ in store.prune(clock()):
                # Others first: after a flood there are hundreds of steps.
                await asyncio.sleep(0)
        await asyncio.sleep(STORE_SECONDS)
