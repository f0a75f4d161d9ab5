"""Moments as files and answers hold them: seconds since 1970, UTC."""

from typing import Final

LATEST: Final = 253_402_128_000
"""The last day but one of the year 9999: past it no calendar can show a moment in every zone."""


def seconds_of(value: object) -> float:
    """A length of time that a parsed JSON value stands for, either way.

    Raises:
        TypeError: it is no number.
        ValueError: it is longer than any calendar, or none.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("no seconds")
    if not -LATEST <= value <= LATEST:
        raise ValueError("longer than any calendar")
    return float(value)


def moment_of(value: object) -> float:
    """The moment that a parsed JSON value stands for.

    Raises:
        TypeError: it is no number.
        ValueError: it is before 1970, past :data:`LATEST`, or none (``NaN``, which JSON can hold).
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("no moment")
    # Compared before it is converted: an integer of a hundred digits is no float.
    if not 0 <= value <= LATEST:
        raise ValueError("no moment that can be shown")
    return float(value)
