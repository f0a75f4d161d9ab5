"""How soon the first window is there, beside the bare floor."""

import statistics
import sys
import time
from collections.abc import Sequence

from tests.bench.bed import Bed
from tests.bench.figure import Figure
from tests.bench.floors import TITLE
from tests.parts.child import child, end

APP, FLOOR = "Cotter Authenticator$", f"^{TITLE}$"
ROUNDS = 15
BOUND = 1.25


def measure_first_window(bed: Bed) -> list[Figure]:
    """Both from the start of the process to the window on the screen, in turns, signed in."""
    with bed.service() as service:
        bed.connect(service)
        bed.sign_in(service)
        for _ in range(2):  # the first starts read from the disk and write bytecode
            _seconds_to_window(bed, ["desktop"], APP)
            _seconds_to_window(bed, ["tests.bench.floors"], FLOOR)
        app, floor = [], []
        for _ in range(ROUNDS):
            app.append(_seconds_to_window(bed, ["desktop"], APP))
            floor.append(_seconds_to_window(bed, ["tests.bench.floors"], FLOOR))
    ours, theirs = statistics.median(app), statistics.median(floor)
    of = f"{ours * 1000:.0f} ms, bare floor {theirs * 1000:.0f} ms; warm, from source"
    return [Figure("first window", ours / theirs, "×", BOUND, of)]


def _seconds_to_window(bed: Bed, module: Sequence[str], title: str) -> float:
    began = time.monotonic()
    command = [sys.executable, "-m", *module]
    with child(command, bed.environment, log=bed.folder / "window.log") as process:
        bed.display.window(title)
        took = time.monotonic() - began
        end(process)
    return took
