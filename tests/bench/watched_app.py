"""The app with a watchdog on its main thread: ``python -m tests.bench.watched_app``.

The watchdog begins when the window has been painted for the first time: what comes before is
measured as the time to the first window.
"""

import json
import os
import time
from pathlib import Path

from PySide6.QtCore import QTimer

from desktop import app
from desktop.beside import Beside
from desktop.system.lean_qt import import_qt
from desktop.wish import Wish

REPORT = "stalls.json"
"""Written at the end, into the folder above the app's own."""

INTERVAL_MS = 1
WAITED = Path("/proc/thread-self/schedstat")
"""What the kernel counts of this thread: nanoseconds run, nanoseconds ready but not run, turns."""


class Watchdog:
    """A timer that fires as often as it can, and the longest that it had to wait.

    ``longest`` is without the time in which this thread could have run and other programs had the
    CPU; ``longest_by_clock`` is with it. Both are in seconds.
    """

    def __init__(self) -> None:
        """Not started yet."""
        self.beats = 0
        self.longest = self.longest_by_clock = 0.0
        self.longest_at = 0.0
        self._began = self._last = self._waited = 0.0
        self._timer = QTimer()
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to watch."""
        self._began = self._last = time.monotonic()
        self._waited = _seconds_without_cpu()
        self._timer.start()

    def _beat(self) -> None:
        now, waited = time.monotonic(), _seconds_without_cpu()
        by_clock = now - self._last
        stall = by_clock - (waited - self._waited)
        if stall > self.longest:
            self.longest, self.longest_at = stall, now - self._began
        self.longest_by_clock = max(self.longest_by_clock, by_clock)
        self._last, self._waited = now, waited
        self.beats += 1


def _seconds_without_cpu() -> float:
    return int(WAITED.read_text("ascii").split()[1]) / 1e9


class WatchedApp(app.App):
    """The app as it is, watched."""

    async def _open(self, beside: Beside) -> None:
        watchdog = Watchdog()
        watchdog.start()
        try:
            await super()._open(beside)
            await self._conductor.leaving.wait()
        finally:
            report = {
                "longest_ms": watchdog.longest * 1000,
                "longest_by_clock_ms": watchdog.longest_by_clock * 1000,
                "longest_at_s": watchdog.longest_at,
                "beats": watchdog.beats,
            }
            folder = Path(os.environ["COTTER_AUTHENTICATOR_HOME"]).parent
            (folder / REPORT).write_text(json.dumps(report), "utf-8")


if __name__ == "__main__":
    import_qt()
    app.App = WatchedApp  # type: ignore[misc]  # the shipped code has no switch for this
    raise SystemExit(app.run_app(Wish()))
