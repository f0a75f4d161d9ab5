"""Plays ten thousand cases of each target, other ones every time, and says how long each took.

``--cases N`` plays another number, ``--reached`` lists the functions of the targets' modules that
no case came into (slow); further words go to pytest: ``-k tokens``.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType

import pytest

from tests.faults.fuzz import plan

HERE = Path(__file__).parent
PRODUCT = str(HERE.parents[2] / "desktop")


class Durations:
    """Notes how long each target took."""

    def __init__(self) -> None:
        """Nothing was played yet."""
        self.rows: list[tuple[str, float, str]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note one target (called by pytest)."""
        if report.when == "call":
            name = report.nodeid.rpartition("/")[2]
            self.rows.append((name, report.duration, report.outcome))


class Reached:
    """Notes each function of the product that was called."""

    def __init__(self) -> None:
        """Nothing was called yet."""
        self.codes: set[CodeType] = set()

    @contextmanager
    def noted(self) -> Iterator[None]:
        """While the block lasts."""
        sys.setprofile(self._note)
        try:
            yield
        finally:
            sys.setprofile(None)

    def _note(self, frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and "<" not in frame.f_code.co_name:
            self.codes.add(frame.f_code)

    def missing(self) -> Iterator[str]:
        """The functions of each module that was reached at all, which were not."""
        files = {code.co_filename for code in self.codes if code.co_filename.startswith(PRODUCT)}
        for file in sorted(files):
            known = {code.co_qualname for code in self.codes if code.co_filename == file}
            whole = compile(Path(file).read_text("utf-8"), file, "exec")
            absent = [name for name in _functions(whole) if name not in known]
            if absent:
                yield f"{file.removeprefix(PRODUCT)}: {', '.join(absent)}"


def _functions(code: CodeType) -> Iterator[str]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            if "<" not in constant.co_name and constant.co_flags & 0x0002:
                yield constant.co_qualname
            yield from _functions(constant)


def main() -> int:
    """Play; 0 when nothing fell out."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=plan.MANY)
    parser.add_argument("--reached", action="store_true")
    arguments, further = parser.parse_known_args()
    plan.play(arguments.cases)
    durations, reached = Durations(), Reached()
    words = [str(HERE), "-m", "long or not long", "-o", "timeout=0", *further]
    if arguments.reached:
        with reached.noted():
            code = pytest.main(words, plugins=[durations])
    else:
        code = pytest.main(words, plugins=[durations])
    for name, seconds, outcome in durations.rows:
        print(f"{seconds:8.1f} s  {outcome:7} {name}")
    print(f"{sum(row[1] for row in durations.rows):8.1f} s  {arguments.cases} cases of each target")
    for line in reached.missing():
        print("not reached:", line)
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
