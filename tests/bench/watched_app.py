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

REPORT = "stalls.json"
"""Written at the end, into the folder above the app's own."""

INTERVAL_MS = 1


class Watchdog:
    """A timer that fires as often as it can, and the longest that it had to wait."""

    def __init__(self) -> None:
        """Not started yet."""
        self.beats = 0
        self.longest = 0.0
        self._last = 0.0
        self._timer = QTimer()
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to watch."""
        self._last = time.monotonic()
        self._timer.start()

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest = max(self.longest, now - self._last)
        self._last = now
        self.beats += 1


class WatchedApp(app.App):
    """The app as it is, watched."""

    async def _open(self) -> None:
        watchdog = Watchdog()
        watchdog.start()
        try:
            await super()._open()
            await self._conductor.leaving.wait()
        finally:
            report = {"longest_ms": watchdog.longest * 1000, "beats": watchdog.beats}
            folder = Path(os.environ["COTTER_AUTHENTICATOR_HOME"]).parent
            (folder / REPORT).write_text(json.dumps(report), "utf-8")


if __name__ == "__main__":
    app.App = WatchedApp  # type: ignore[misc]  # the shipped code has no switch for this
    raise SystemExit(app.run_app([]))
