"""A QR code for a terminal: two modules a character, black on white whatever its colours are."""

from collections.abc import Iterable
from itertools import zip_longest

QUIET_ZONE = 4
"""Modules around a code that stay white (ISO/IEC 18004)."""

# By the upper and the lower of two modules, each dark or not.
HALVES = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
BLACK_ON_WHITE = "\x1b[30;107m"
USUAL = "\x1b[0m"


def draw_qr(text: str) -> str:
    """The lines of the code that says ``text``; each ends as the terminal was before."""
    # Imported here: the other commands draw nothing.
    import segno

    code = segno.make(text, micro=False, error="m")
    rows = [tuple(map(bool, row)) for row in code.matrix_iter(border=QUIET_ZONE)]
    return "\n".join(f"{BLACK_ON_WHITE}{line}{USUAL}" for line in _lines(rows))


def can_be_drawn(encoding: str, terminal: str) -> bool:
    """Whether a terminal of this name (``TERM``) and encoding shows what :func:`draw_qr` gives."""
    if terminal in ("", "dumb"):
        return False
    try:
        "".join(HALVES.values()).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _lines(rows: list[tuple[bool, ...]]) -> Iterable[str]:
    light = (False,) * len(rows[0])
    for upper, lower in zip_longest(rows[::2], rows[1::2], fillvalue=light):
        yield "".join(HALVES[pair] for pair in zip(upper, lower, strict=True))
