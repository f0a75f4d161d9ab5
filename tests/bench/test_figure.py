"""What the table says of a figure, and what breaks a bound."""

import subprocess
import sys

from tests.bench.figure import Figure, table
from tests.parts.child import CHECKOUT


def test_a_figure_at_its_bound_holds_and_one_above_does_not() -> None:
    assert Figure("token", 1.5, "×", 1.5, "").holds
    assert not Figure("token", 1.51, "×", 1.5, "").holds
    assert Figure("sign-ins", 200.0, "/s", None, "").holds


def test_the_table_marks_what_breaks_its_bound() -> None:
    kept = Figure("token", 1.234, "×", 1.5, "123 ms to 100 ms")
    broken = Figure("longest stall", 61.5, "ms", 50, "walk")
    assert table([kept, broken]).splitlines() == [
        "  token           1.23 ×  ≤ 1.50 ×  123 ms to 100 ms",
        "! longest stall  61.5 ms  ≤ 50 ms   walk",
    ]


def test_whoever_measures_has_no_qt_in_memory_that_would_be_shared_with_what_is_measured() -> None:
    program = "import sys, tests.bench.__main__; print('PySide6' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=CHECKOUT, check=True, capture_output=True, text=True
    )
    assert ran.stdout == "False\n"
