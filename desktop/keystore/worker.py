"""The one thread in which keystore calls run, because a call may hang for ever.

======================================= ====================================================
a call comes while                      outcome
======================================= ====================================================
nothing runs                            it runs
another runs, since 5 s at most         it waits for its turn
another runs for longer                 busy, at once
an unlock runs or waits for its turn    locked, at once; another unlock is busy: it must not
                                        cause a second prompt
======================================= ====================================================

A call that was given up by whoever made it still runs to its end and completes its future: a write
that comes back late is known to have come back.
"""

import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final, TypeVar

from desktop.foundation.errors import (
    KeystoreBusyError,
    KeystoreLockedError,
    KeystoreUnavailableError,
)

BUSY_SECONDS: Final = 5.0

Result = TypeVar("Result")


class Worker:
    """A daemon thread with a queue, started by the first call.

    No executor: those are waited for when the interpreter ends, and a hung call would keep the
    program from quitting.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Read ``monotonic``, in seconds, to tell how long a call has been running."""
        self._monotonic = monotonic
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self._running_since: float | None = None
        self._unlocking = False
        self._closed = False

    def submit(self, call: Callable[[], Result], *, unlocks: bool = False) -> Future[Result]:
        """Run ``call`` in the thread; ``unlocks`` says that it may wait for a person.

        The future ends with what the call gives or raises, with KeystoreBusyError, or with
        KeystoreLockedError while somebody is asked.
        """
        future: Future[Result] = Future()
        with self._guard:
            if self._closed:
                future.set_exception(KeystoreUnavailableError(reason="this program is quitting"))
            elif self._unlocking and not unlocks:
                # Locked it is, until they have answered: nobody's session is out of reach by that.
                future.set_exception(KeystoreLockedError())
            elif self._unlocking or self._hangs():
                future.set_exception(KeystoreBusyError())
            else:
                self._unlocking = unlocks
                self._jobs.put(lambda: self._run(call, future, unlocks=unlocks))
                self._start()
        return future

    def close(self) -> None:
        """End the thread after the calls it was given; does not wait for them."""
        with self._guard:
            self._closed = True
            self._jobs.put(None)

    def _hangs(self) -> bool:
        since = self._running_since
        return since is not None and self._monotonic() - since > BUSY_SECONDS

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="keystore", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def _run(self, call: Callable[[], Result], future: Future[Result], *, unlocks: bool) -> None:
        if future.set_running_or_notify_cancel():
            self._running_since = self._monotonic()
            try:
                outcome = call()
            except BaseException as error:  # noqa: BLE001 - whoever asked gets it from the future
                self._is_done(unlocks=unlocks)
                future.set_exception(error)
            else:
                self._is_done(unlocks=unlocks)
                future.set_result(outcome)
        else:
            self._is_done(unlocks=unlocks)

    def _is_done(self, *, unlocks: bool) -> None:
        # Before the future is: who waits for it may call again at once.
        with self._guard:
            self._running_since = None
            if unlocks:
                self._unlocking = False
