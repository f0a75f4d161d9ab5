"""Work that must not be left half way: a spent token is lost if its answer is not stored."""

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

Result = TypeVar("Result")


async def see_through(work: Coroutine[object, object, Result]) -> Result:
    """Do ``work`` to its end, also when whoever waits for it is cancelled.

    The first cancellation waits for the end and goes on from there; a second one insists and
    cancels the work too.
    """
    task = asyncio.get_running_loop().create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            try:
                await asyncio.wait((task,))
            except asyncio.CancelledError:
                task.cancel()
        if not task.cancelled():
            # Nobody is left to be told of an error; what it means has been drawn.
            task.exception()
        raise
