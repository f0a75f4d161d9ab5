"""How long the main thread ever stalls while the main job is played."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figure import Figure
from tests.bench.watched_app import REPORTS, Stall
from tests.walk.demo import try_the_demo
from tests.walk.running_app import RunningApp
from tests.walk.stage import stage
from tests.walk.story import Story

WATCHED_APP = (sys.executable, "-m", "tests.bench.watched_app")
BOUND_MS = 50.0


class Untold(Story):
    """Played without words and pictures."""

    def __init__(self) -> None:
        """Keep nothing."""

    def tell(self, said: str) -> None:
        """Say nothing."""

    def show(self, name: str, said: str, app: RunningApp, *, whole: bool = False) -> None:
        """Show nothing."""


def stalls_in(folder: Path) -> Iterator[Stall]:
    """All that the app's runs in this folder wrote down."""
    for file in (folder / REPORTS).glob("*.json"):
        for one in json.loads(file.read_text("utf-8"))["stalls"]:
            yield Stall(**one)


def measure_stalls() -> list[Figure]:
    """The demo from start to end, with a timer in the app that should fire every millisecond."""
    with stage(opener=WATCHED_APP) as running:
        try_the_demo(running, Untold())
        stalls = list(stalls_in(running.folder))
    longest = max(stalls, key=lambda one: one.by_clock)
    own = max(1000 * one.seconds for one in stalls)
    of = (
        "main job played: wrong code, code, renewal, tray, leave; "
        f"{own:.0f} ms without other programs’ turns; {longest.doing}"
    )
    return [Figure("longest stall", 1000 * longest.by_clock, "ms", BOUND_MS, of)]
