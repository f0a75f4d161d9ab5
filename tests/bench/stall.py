"""What a watchdog saw of the main thread; no Qt here, as whoever measures has none in memory."""

from dataclasses import dataclass

REPORTS = "stalls"
"""The folder of what was seen, beside the app's own."""


@dataclass(frozen=True, slots=True)
class Stall:
    """One turn of the main thread that took long.

    ``seconds`` is without the time in which the thread could have run and other programs had the
    CPU, and without that in which it could not even take a signal: then the machine stood still, or
    waited for its disk. ``by_clock`` is with both.
    """

    seconds: float
    by_clock: float
    at: float
    """When it ended: the wall clock's time."""
    doing: str
    """What the thread was found at, innermost first; empty where nobody looked in time."""
