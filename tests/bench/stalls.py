"""How long the main thread ever stalls while the main job is played."""

from tests.bench.figure import Figure
from tests.bench.stall import Stall
from tests.walk.demo import try_the_demo
from tests.walk.running_app import RunningApp
from tests.walk.story import Story
from tests.walk.watching import BOUND_MS, watched_stage


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
    stalls: list[Stall] = []
    with watched_stage(stalls) as running:
        try_the_demo(running, Untold())
    longest = max(stalls, key=lambda one: one.by_clock)
    own = max(1000 * one.seconds for one in stalls)
    of = (
        "main job played: wrong code, code, renewal, tray, leave; "
        f"{own:.0f} ms without other programs’ turns; {longest.doing}"
    )
    return [Figure("longest stall", 1000 * longest.by_clock, "ms", BOUND_MS, of)]
