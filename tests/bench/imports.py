"""What is imported on the way to the first window, and what it costs."""

import os
import subprocess
import sys

from tests.bench.figure import Figure
from tests.parts.child import CHECKOUT, PATIENCE
from tests.parts.surroundings import short_folder, surroundings

BUDGET_MS = 400.0
IMPORT = "import desktop.app"
MOST_NAMED = 3


def measure_imports() -> list[Figure]:
    """The whole of it, and what weighs most by itself (``-X importtime``)."""
    with short_folder() as folder:
        environment = surroundings(folder, os.environ) | {
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        lines = [_import_lines(environment) for _ in range(3)][-1]
    costs = sorted(((_own(line), _name(line)) for line in lines), reverse=True)
    whole = sum(cost for cost, _ in costs) / 1000
    most = ", ".join(f"{name} {cost / 1000:.0f} ms" for cost, name in costs[:MOST_NAMED])
    of = f"{len(costs)} modules up to the first window; most by itself: {most}"
    return [Figure("imports", whole, "ms", BUDGET_MS, of)]


def _import_lines(environment: dict[str, str]) -> list[str]:
    said = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", IMPORT],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    ).stderr
    return [
        line for line in said.splitlines() if line.startswith("import time:") and "self" not in line
    ]


def _own(line: str) -> int:
    return int(line.split(":")[1].split("|", maxsplit=1)[0])


def _name(line: str) -> str:
    return line.rpartition("|")[2].strip()
