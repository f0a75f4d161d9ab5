"""The watching for sign-in requests of all profiles: one task for each that wants it."""

import asyncio
from collections.abc import Callable, Mapping

from desktop.session.opening import OpenProfile


class Watches:
    """Owns the tasks: started when somebody is signed in and trusted, cancelled when not."""

    def __init__(self, on_failure: Callable[[BaseException], None]) -> None:
        """``on_failure`` is told of a failure that nobody foresaw."""
        self._tasks: dict[str, tuple[OpenProfile, asyncio.Task[None]]] = {}
        self._all: set[asyncio.Task[None]] = set()
        self._on_failure = on_failure

    def tend(self, opened: Mapping[str, OpenProfile]) -> None:
        """Begin and end what has to be, after anything has changed."""
        for profile_id, (watched, task) in tuple(self._tasks.items()):
            is_over = opened.get(profile_id) is not watched or not watched.requests.is_wanted()
            if is_over or task.done():
                task.cancel()
                del self._tasks[profile_id]
        for profile_id, one in opened.items():
            if profile_id not in self._tasks and one.requests.is_wanted():
                task = asyncio.get_running_loop().create_task(one.requests.run())
                self._tasks[profile_id] = (one, task)
                self._all.add(task)
                task.add_done_callback(self._on_done)

    async def end(self) -> None:
        """Cancel all and wait for them."""
        tasks = tuple(self._all)
        self._tasks.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _on_done(self, task: "asyncio.Task[None]") -> None:
        self._all.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._on_failure(task.exception() or RuntimeError())
