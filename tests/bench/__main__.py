"""What "fast" means, measured: ``python -m tests.bench [NAME...]``.

Prints a table and writes ``build/bench.json``. Ratios are of one run on one machine, of medians,
the two sides measured in turns. The exit code is 1 when a bound is broken.
"""

import argparse
import dataclasses
import json
import platform
import sys
import time

from tests.bench.attacked import measure_attacked
from tests.bench.bed import bed
from tests.bench.crowd import measure_crowd
from tests.bench.drawing import measure_drawing
from tests.bench.exchange import measure_exchange
from tests.bench.figure import Figure, table
from tests.bench.first_window import measure_first_window
from tests.bench.imports import measure_imports
from tests.bench.memory import measure_idle, measure_memory, measure_watching
from tests.bench.packaged import measure_package
from tests.bench.renewals import measure_renewals
from tests.bench.service_load import measure_service
from tests.bench.service_size import measure_size
from tests.bench.stalls import measure_stalls
from tests.bench.token import measure_token
from tests.parts.child import CHECKOUT

RESULT = CHECKOUT / "build" / "bench.json"

ON_A_BED = {
    "window": measure_first_window,
    "memory": measure_memory,
    "idle": measure_idle,
    "watching": measure_watching,
    "token": measure_token,
    "crowd": measure_crowd,
    "exchange": measure_exchange,
    "renewals": measure_renewals,
    "service": measure_service,
    "attacked": measure_attacked,
    "size": measure_size,
}
ALONE = {
    "package": measure_package,
    "stalls": measure_stalls,
    "imports": measure_imports,
    "drawing": measure_drawing,
}
NAMES = (*ON_A_BED, *ALONE)


def main(words: list[str]) -> int:
    """Measure what was named, or everything."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=str(NAMES))
    chosen = parser.parse_args(words).names or NAMES
    if unknown := sorted(set(chosen) - set(NAMES)):
        parser.error(f"no such figure: {', '.join(unknown)}")
    figures: list[Figure] = []
    for name in chosen:
        began = time.monotonic()
        figures += _measure(name)
        print(f"{name}: measured in {time.monotonic() - began:.0f} s", file=sys.stderr)
    print(table(figures))
    _write(figures)
    return 0 if all(figure.holds for figure in figures) else 1


def _measure(name: str) -> list[Figure]:
    if name in ALONE:
        return ALONE[name]()
    with bed() as fresh:
        return ON_A_BED[name](fresh)


def _write(figures: list[Figure]) -> None:
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    facts = {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()}",
        "figures": [{**dataclasses.asdict(figure), "holds": figure.holds} for figure in figures],
    }
    RESULT.write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
