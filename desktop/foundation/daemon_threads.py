"""Threads that nobody waits for at the end: a name that can't be looked up keeps no program alive.

asyncio looks names up in a thread, and at its end waits for that thread, which the system may keep
for half a minute where no name server answers. Here every call has a thread of its own, so that
none waits behind such a one either.
"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread
from typing import ParamSpec, TypeVar

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")


class DaemonThreads(ThreadPoolExecutor):
    """Carries out each call in a daemon thread of its own. No pool: asyncio takes nothing else."""

    def submit(
        self,
        call: Callable[Arguments, Result],
        /,
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Future[Result]:
        """Begin the call; the future ends with what it returns or raises."""
        future: Future[Result] = Future()

        def carry_out() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                future.set_result(call(*args, **kwargs))
            except BaseException as error:  # noqa: BLE001 - whoever waits for it gets it
                future.set_exception(error)

        Thread(target=carry_out, name="call", daemon=True).start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Wait for none of them."""


def run_to_end(work: Coroutine[object, object, Result]) -> Result:
    """As ``asyncio.run``, but it ends when ``work`` does.

    Raises:
        BaseException: whatever ``work`` raises.
    """
    with asyncio.Runner() as runner:
        runner.get_loop().set_default_executor(DaemonThreads())
        return runner.run(work)
