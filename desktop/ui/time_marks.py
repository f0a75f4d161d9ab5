"""Time that runs out, said aloud at a few marks: at 60, 30 and 10 seconds, for who sees no bar."""

from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.ui.counted import counted
from desktop.ui.widgets.banner import announce

MARKS: Final = (60, 30, 10)
"""Seconds left."""


def mark_passed(before: float | None, left: float) -> int | None:
    """The mark that lies between two looks at the seconds left; the lowest of several.

    ========= ===== ====
    before    left  mark
    ========= ===== ====
    nothing   45    none
    61        60    60
    60        59    none
    61        29    30
    12        9.5   10
    9         0     none
    11        0     none
    ========= ===== ====

    A time that is over is told by what ended with it.
    """
    if before is None or left <= 0:
        return None
    passed = [mark for mark in MARKS if left <= mark < before]
    return min(passed, default=None)


class TimeMarks:
    """Tells the marks of one time after the other, each once, for the widget that shows it."""

    def __init__(self, owner: QWidget) -> None:
        """Nothing runs out yet."""
        self._owner = owner
        self._ends_at: float | None = None
        self._before: float | None = None

    def step(self, ends_at: float, now: float) -> None:
        """Look at the time left; moments are seconds since 1970, UTC."""
        if ends_at != self._ends_at:
            self._ends_at, self._before = ends_at, None
        left = ends_at - now
        mark = mark_passed(self._before, left)
        self._before = left
        if mark is not None and self._owner.isVisible():
            announce(self._owner, counted.seconds_left(mark))
