"""A measured figure, its bound, and the table of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    ``value`` and ``bound`` are in ``unit``; a figure without a bound is there to be read. ``of``
    says what was measured, with the absolute numbers behind a ratio.
    """

    name: str
    value: float
    unit: str
    bound: float | None
    of: str

    @property
    def holds(self) -> bool:
        """Whether it keeps to its bound."""
        return self.bound is None or self.value <= self.bound


def table(figures: Sequence[Figure]) -> str:
    """The figures as text, one a line; what breaks its bound is marked."""
    rows = [
        (
            "  " if figure.holds else "! ",
            figure.name,
            _number(figure.value, figure.unit),
            "" if figure.bound is None else f"≤ {_number(figure.bound, figure.unit)}",
            figure.of,
        )
        for figure in figures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        f"{mark}{name:{widths[1]}}  {value:>{widths[2]}}  {bound:{widths[3]}}  {of}".rstrip()
        for mark, name, value, bound, of in rows
    )


def _number(value: float, unit: str) -> str:
    if unit == "×":
        return f"{value:.2f} ×"
    digits = 0 if value == int(value) or value >= 100 else 1
    return f"{value:.{digits}f} {unit}".rstrip()
