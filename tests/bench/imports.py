"""What is imported on the way to the first window, and what each module of it costs.

``build/imports.txt`` lists every one, by what it costs by itself.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

from tests.bench.figure import Figure
from tests.parts.child import CHECKOUT, PATIENCE
from tests.parts.surroundings import short_folder, surroundings

ALL, OURS, ONE, OURS_MOST = 1.25, 0.55, 0.15, 90
"""Budgets: of everything, of the modules of ours and of the dearest of them, all in parts of what
the bare floor imports, measured beside; and of the number of ours."""

FLOOR = "import tests.bench.floors"
APP = """
import gc
gc.disable()
from desktop.system.lean_qt import import_qt
import_qt()
import desktop.app, desktop.ui.pages.session
"""
"""As the app does it where somebody is signed in; it looks for garbage from the first paint on."""

ROUNDS = 5
MOST_NAMED = 3
OURS_NAME = "desktop"
LIST = CHECKOUT / "build" / "imports.txt"


def measure_imports() -> list[Figure]:
    """All of them, ours, and the dearest of ours (``-X importtime``, the least of some rounds)."""
    with short_folder() as folder:
        environment = surroundings(folder, os.environ) | {
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        # The first ones write bytecode.
        rounds = [
            (_costs(FLOOR, environment), _costs(APP, environment)) for _ in range(1 + ROUNDS)
        ][1:]
    floor = sum(_least([floors for floors, _ in rounds]).values())
    costs = _least([apps for _, apps in rounds])
    ours = {name: cost for name, cost in costs.items() if name.split(".")[0] == OURS_NAME}
    _write(costs)
    return [
        Figure(
            "imports",
            sum(costs.values()) / floor,
            "×",
            ALL,
            f"{sum(costs.values()):.0f} ms, bare floor {floor:.0f} ms; {_dearest(costs)}",
        ),
        Figure(
            "imports, ours",
            sum(ours.values()) / floor,
            "×",
            OURS,
            f"{sum(ours.values()):.0f} ms; {_dearest(ours)}",
        ),
        Figure("imports, dearest of ours", max(ours.values()) / floor, "×", ONE, "by itself"),
        Figure("imports, number of ours", len(ours), "", OURS_MOST, f"all in {LIST.name}"),
    ]


def _least(rounds: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """What each module costs at least."""
    return {name: min(costs[name] for costs in rounds) for name in rounds[0]}


def _costs(imports: str, environment: Mapping[str, str]) -> dict[str, float]:
    """The milliseconds that each module takes by itself."""
    said = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", imports],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    ).stderr
    return {
        _name(line): _own(line) / 1000
        for line in said.splitlines()
        if line.startswith("import time:") and "self" not in line
    }


def _write(costs: Mapping[str, float]) -> None:
    LIST.parent.mkdir(parents=True, exist_ok=True)
    lines = (f"{cost:8.2f} ms  {name}\n" for name, cost in _by_cost(costs))
    LIST.write_text("".join(lines), "utf-8")


def _dearest(costs: Mapping[str, float]) -> str:
    named = _by_cost(costs)[:MOST_NAMED]
    return "most by itself: " + ", ".join(f"{name} {cost:.0f} ms" for name, cost in named)


def _by_cost(costs: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(costs.items(), key=lambda one: -one[1])


def _own(line: str) -> int:
    return int(line.split(":")[1].split("|", maxsplit=1)[0])


def _name(line: str) -> str:
    return line.rpartition("|")[2].strip()
