"""The tasks of the app: every one is owned here, awaited and cancelled here.

A failure that nobody foresaw ends the app with its traceback instead of being swallowed.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.session.household import Household


class OwnTasks:
    """Runs what is asked of the household, as soon as that is open."""

    def __init__(self) -> None:
        """What comes before :meth:`begin` waits for it."""
        self._household: Household | None = None
        self._opened = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._failure: BaseException | None = None
        self.leaving = asyncio.Event()

    def begin(self, household: "Household") -> None:
        """The household is open: carry out what has waited."""
        self._household = household
        self._opened.set()

    def spawn(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        """Run ``work`` as a task of the app; if it fails, the app quits and says why."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._on_done)
        return task

    async def end(self, seconds: float) -> None:
        """Cancel every task and wait for them; what must not be cut short gets ``seconds``.

        Raises:
            BaseException: the first failure that nobody foresaw.
        """
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        _, late = await asyncio.wait(tasks, timeout=seconds) if tasks else (None, ())
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        if self._failure is not None:
            raise self._failure

    def fail(self, error: BaseException) -> None:
        """End the app: something failed that nobody foresaw."""
        if self._failure is None:
            self._failure = error
            self.leaving.set()

    def _ask(
        self, act: "Callable[[Household], Coroutine[object, object, None]]"
    ) -> asyncio.Task[None]:
        return self.spawn(self._act(act))

    async def _act(self, act: "Callable[[Household], Coroutine[object, object, None]]") -> None:
        await self._opened.wait()
        if self._household is not None:
            await act(self._household)

    def _tell(self, act: "Callable[[Household], None]") -> None:
        if self._household is not None:
            act(self._household)

    def _on_done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            self.fail(error)
