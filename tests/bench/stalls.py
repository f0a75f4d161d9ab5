"""How long the main thread ever stalls while the main job is played."""

import json
import sys

from tests.bench.figure import Figure
from tests.walk.demo import try_the_demo
from tests.walk.running_app import RunningApp
from tests.walk.stage import stage
from tests.walk.story import Story

WATCHED_APP = (sys.executable, "-m", "tests.bench.watched_app")
REPORT = "stalls.json"
BOUND_MS = 50.0


class Untold(Story):
    """Played without words and pictures."""

    def __init__(self) -> None:
        """Keep nothing."""

    def tell(self, said: str) -> None:
        """Say nothing."""

    def show(self, name: str, said: str, app: RunningApp, *, whole: bool = False) -> None:
        """Show nothing."""


def measure_stalls() -> list[Figure]:
    """The demo from start to end, with a timer in the app that should fire every millisecond."""
    with stage(WATCHED_APP) as running:
        try_the_demo(running, Untold())
        report = json.loads((running.home.parent / REPORT).read_text("utf-8"))
    of = (
        "main job played: wrong code, code, renewal, tray, leave; "
        f"{report['longest_ms']:.0f} ms without other programs’ turns; "
        f"{report['longest_at_s']:.1f} s in, {report['beats']} beats of a timer"
    )
    return [Figure("longest stall", report["longest_by_clock_ms"], "ms", BOUND_MS, of)]
