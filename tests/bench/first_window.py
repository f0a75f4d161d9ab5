"""How soon the first window is there: from source and packaged, warm and cold, beside others.

Others are the bare floor, and programs of this kind where they are installed.
"""

import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.bed import Bed
from tests.bench.figure import Figure
from tests.bench.packaged import packaged_app
from tests.parts.child import CHECKOUT, child, end

ROUNDS, COLD_ROUNDS = 15, 5
BOUND = 1.25
PACKAGED_BOUND = 1.05
"""Beside the app from source: no slower, but for what two medians differ by."""
DROP_CACHES = Path("/proc/sys/vm/drop_caches")

APP = "Cotter Authenticator$"
FLOOR_TITLE = "^Floor$"
SOURCE, PACKAGED, FLOOR = "from source", "packaged", "bare floor"
PEERS = {"keepassxc": "KeePassXC", "git-cola": f"{CHECKOUT}$"}
"""Other programs, and what their first window is called. git-cola opens the checkout."""


@dataclass(frozen=True, slots=True)
class Program:
    """Something that opens a window of this title, a regular expression."""

    command: Sequence[str]
    title: str


def measure_first_window(bed: Bed) -> list[Figure]:
    """All from the start of the process to the window on the screen, in turns, signed in."""
    ours = {
        SOURCE: Program([sys.executable, "-m", "desktop"], APP),
        PACKAGED: Program([packaged_app(bed)], APP),
        FLOOR: Program([sys.executable, "-m", "tests.bench.floors"], FLOOR_TITLE),
    }
    peers = {name: Program([path], PEERS[name]) for name in PEERS if (path := shutil.which(name))}
    with bed.service() as service:
        bed.connect(service)
        bed.sign_in(service)
        # The first starts read from the disk and write bytecode.
        _medians(bed, ours | peers, 2, _keep_files)
        warm = _medians(bed, ours | peers, ROUNDS, _keep_files)
        cold = _medians(bed, ours, COLD_ROUNDS, _forget_files) if _can_forget() else {}
    return [*_figures(warm, "warm"), *_figures(cold, "cold"), *_beside_peers(warm)]


def _medians(
    bed: Bed, programs: Mapping[str, Program], rounds: int, before: Callable[[], None]
) -> dict[str, float]:
    """The median of the seconds that each takes, started in turns."""
    seconds: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(rounds):
        for name, started in programs.items():
            before()
            seconds[name].append(_seconds_to_window(bed, started))
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def _seconds_to_window(bed: Bed, started: Program) -> float:
    began = time.monotonic()
    with child(started.command, bed.environment, log=bed.folder / "window.log") as process:
        bed.display.window(started.title)
        took = time.monotonic() - began
        end(process)
    return took


def _figures(medians: Mapping[str, float], how: str) -> list[Figure]:
    """Both of ours beside the floor, and the packaged one beside the one from source."""
    if not medians:
        return []
    floor = medians[FLOOR]
    return [
        *(
            Figure(
                f"first window, {name}, {how}",
                medians[name] / floor,
                "×",
                BOUND,
                f"{medians[name] * 1000:.0f} ms, bare floor {floor * 1000:.0f} ms",
            )
            for name in (SOURCE, PACKAGED)
        ),
        Figure(
            f"packaged beside source, {how}",
            medians[PACKAGED] / medians[SOURCE],
            "×",
            PACKAGED_BOUND,
            "first window",
        ),
    ]


def _beside_peers(warm: Mapping[str, float]) -> list[Figure]:
    return [
        Figure(
            f"first window beside {name}",
            warm[PACKAGED] / warm[name],
            "×",
            None,
            f"{warm[PACKAGED] * 1000:.0f} ms packaged, {name} {warm[name] * 1000:.0f} ms; warm",
        )
        for name in PEERS
        if name in warm
    ]


def _can_forget() -> bool:
    if os.access(DROP_CACHES, os.W_OK):
        return True
    print("cold starts are not measured: only root may drop what files are cached", file=sys.stderr)
    return False


def _keep_files() -> None:
    """Let files come from memory, as they do the second time."""


def _forget_files() -> None:
    """Let every file come from the disk again."""
    os.sync()
    DROP_CACHES.write_text("3", "ascii")
