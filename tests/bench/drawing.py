"""What a page costs to draw, whole, where a change shows on it.

``build/drawing.txt`` lists every scene of every page, by what it costs.
"""

import json
import os
import statistics
import subprocess
import sys

from tests.bench.figure import Figure
from tests.parts.child import CHECKOUT, PATIENCE
from tests.parts.surroundings import short_folder, surroundings
from tests.ui.frame import BOUND_MS, SIZE

LIST = CHECKOUT / "build" / "drawing.txt"


def measure_drawing() -> list[Figure]:
    """The dearest of all scenes, light and dark, in a process of its own."""
    with short_folder() as folder:
        drawn = subprocess.run(
            [sys.executable, "-m", "tests.bench.drawn_pages"],
            cwd=CHECKOUT,
            env=surroundings(folder, os.environ) | {"QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=True,
            timeout=4 * PATIENCE,
        )
    costs: dict[str, float] = json.loads(drawn.stdout)
    by_cost = sorted(costs.items(), key=lambda one: one[1], reverse=True)
    LIST.parent.mkdir(parents=True, exist_ok=True)
    LIST.write_text("".join(f"{cost:6.2f} ms  {name}\n" for name, cost in by_cost), "utf-8")
    dearest, most = by_cost[0]
    of = (
        f"{dearest}, at {SIZE[0]} × {SIZE[1]}; half of {len(costs)} scenes within "
        f"{statistics.median(costs.values()):.1f} ms"
    )
    return [Figure("drawing a page", most, "ms", BOUND_MS, of)]
