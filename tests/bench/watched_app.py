"""The app with a watchdog on its main thread: ``python -m tests.bench.watched_app [WORDS]``.

The watchdog begins when the window has been painted for the first time: what comes before is
measured as the time to the first window. What it saw is written at the end, a file for each run.
"""

import faulthandler
import gc
import json
import os
import re
import signal
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QTimer

from desktop import app
from desktop.beside import Beside
from desktop.system.lean_qt import import_qt
from desktop.wish import read_wish
from tests.bench.stall import REPORTS, Stall

INTERVAL_MS = 1
TELLING_SECONDS = 0.02
"""After so long, and again after as much: a look at what the main thread does meanwhile."""
MOST_PLACES = 6
WAITED = Path("/proc/thread-self/schedstat")
"""What the kernel counts of this thread: nanoseconds run, nanoseconds ready but not run, turns."""
LOOK = b"Stack ("
"""How what is found at one look begins."""
OURS = (b"/desktop/", b"/tests/bench/")
_PLACE = re.compile(rb'File "([^"]*/)([^"/]+)", line (\d+) in (\S+)')


class Watchdog:
    """A timer that fires as often as it can, and how long it had to wait."""

    def __init__(self, looks: BinaryIO) -> None:
        """Not started yet; ``looks`` is a file for what the thread is found at."""
        self.beats = 0
        self.stalls: list[Stall] = []
        self._last = self._waited = 0.0
        # Opened once: to open it takes long where many processes come and go.
        self._schedule = os.open(WAITED, os.O_RDONLY)
        # Written by the signal’s handler itself, which needs no turn of Python.
        self._looks = looks
        faulthandler.register(signal.SIGALRM, self._looks, all_threads=False)
        self._timer = QTimer()
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to watch."""
        self._last = time.monotonic()
        self._waited = self._seconds_without_cpu()
        self._timer.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        signal.setitimer(signal.ITIMER_REAL, 0)
        faulthandler.unregister(signal.SIGALRM)
        os.close(self._schedule)

    def _seconds_without_cpu(self) -> float:
        return int(os.pread(self._schedule, 100, 0).split()[1]) / 1e9

    def _beat(self) -> None:
        now, waited = time.monotonic(), self._seconds_without_cpu()
        by_clock = now - self._last
        if not self.stalls or by_clock > TELLING_SECONDS:
            doing = self._doing()
            seen = (len(doing) + 1) * TELLING_SECONDS
            stall = min(by_clock - (waited - self._waited), seen)
            self.stalls.append(Stall(stall, by_clock, time.time(), " | ".join(doing)))
        self._last, self._waited = now, waited
        self.beats += 1
        signal.setitimer(signal.ITIMER_REAL, TELLING_SECONDS, TELLING_SECONDS)

    def _doing(self) -> list[str]:
        """What each look since the last beat found."""
        self._looks.seek(0)
        looks = self._looks.read().split(LOOK)
        self._looks.seek(0)
        self._looks.truncate()
        return [_places(one) for one in looks if _PLACE.search(one)]


def _places(look: bytes) -> str:
    """The innermost place, and those of ours around it."""
    found = [
        f"{module.decode()}:{line.decode()} {function.decode()}"
        for number, (folder, module, line, function) in enumerate(_PLACE.findall(look))
        if number == 0 or any(one in folder for one in OURS)
    ]
    return " < ".join(found[:MOST_PLACES])


class WatchedApp(app.App):
    """The app as it is, watched."""

    async def _open(self, beside: Beside) -> None:
        with tempfile.TemporaryFile() as looks:
            watchdog = Watchdog(looks)
            watchdog.start()
            try:
                await super()._open(beside)
                await self._conductor.leaving.wait()
            finally:
                watchdog.stop()
                _write(watchdog)


def _write(watchdog: Watchdog) -> None:
    report = {"stalls": [asdict(one) for one in watchdog.stalls], "beats": watchdog.beats}
    folder = Path(os.environ["COTTER_AUTHENTICATOR_HOME"]).parent / REPORTS
    folder.mkdir(exist_ok=True)
    (folder / f"{os.getpid()}.json").write_text(json.dumps(report), "utf-8")


if __name__ == "__main__":
    wish = read_wish(sys.argv[1:])
    gc.disable()  # until the first paint, as the app does it
    import_qt()
    app.App = WatchedApp  # type: ignore[misc]  # the shipped code has no switch for this
    raise SystemExit(app.run_app(wish))
