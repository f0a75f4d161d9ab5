"""What others wrote, made harmless to read: one line, no hidden marks, its own direction only."""

import unicodedata
from functools import lru_cache
from typing import Final

MOST_CHARACTERS: Final = 64
HIDDEN: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Unicode categories that a person can't see, and that could change how others are seen."""

FIRST_STRONG_ISOLATE: Final = "\u2068"
END_OF_ISOLATE: Final = "\u2069"
RIGHT_TO_LEFT: Final = ("R", "AL", "AN")


def claimed_name(text: str) -> str:
    """A device's name or the like as it is shown; empty where nothing of it can be seen.

    Hidden characters become spaces, runs of spaces one, and what is longer than sixty-four
    characters is cut. A name written from right to left is isolated, so that it can't turn the
    words beside it around.
    """
    # Cut twice: ten thousand characters need no second look, and spaces may go in between.
    return _shown(text[: 4 * MOST_CHARACTERS])


@lru_cache(maxsize=2048)
def _shown(text: str) -> str:
    seen = (" " if _is_hidden(one) else one for one in text)
    line = " ".join("".join(seen).split())
    if len(line) > MOST_CHARACTERS:
        line = line[: MOST_CHARACTERS - 1].rstrip() + "…"
    if any(unicodedata.bidirectional(one) in RIGHT_TO_LEFT for one in line):
        return f"{FIRST_STRONG_ISOLATE}{line}{END_OF_ISOLATE}"
    return line


def _is_hidden(character: str) -> bool:
    return unicodedata.category(character) in HIDDEN
