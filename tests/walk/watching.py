"""Stages whose app has a watchdog on its main thread, and what it saw."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.stall import REPORTS, Stall
from tests.parts.child import CHECKOUT
from tests.walk.stage import Stage, stage

WATCHED_APP = (sys.executable, "-m", "tests.bench.watched_app")
BOUND_MS = 50.0
NAMED = 8


@contextmanager
def watched_stage(seen: list[Stall]) -> Iterator[Stage]:
    """A stage; afterwards every stall of the app's runs on it is in ``seen``."""
    # As an installed app is: what it imports later it does not compile then.
    subprocess.run([sys.executable, "-m", "compileall", "-q", "desktop"], cwd=CHECKOUT, check=True)
    with stage(WATCHED_APP) as running:
        yield running
        seen += _stalls_in(running.folder)


def _stalls_in(folder: Path) -> Iterator[Stall]:
    for file in (folder / REPORTS).glob("*.json"):
        for one in json.loads(file.read_text("utf-8"))["stalls"]:
            yield Stall(**one)


def told(seen: Sequence[Stall]) -> str:
    """The longest ones, a line each."""
    longest = sorted(seen, key=lambda one: one.seconds, reverse=True)[:NAMED]
    many = sum(1000 * one.seconds > BOUND_MS for one in seen)
    return f"     {many} over {BOUND_MS:.0f} ms\n" + "\n".join(
        f"     {1000 * one.seconds:.0f} ms ({1000 * one.by_clock:.0f} ms with other programs’ "
        f"turns): {one.doing}"
        for one in longest
    )
