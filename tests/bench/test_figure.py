"""What the table says of a figure, and what breaks a bound."""

from tests.bench.figure import Figure, table


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
