"""Texts as our own files hold them: one line each, and nothing in it that can't be seen."""

from typing import Final

LONGEST: Final = 2048
"""Characters of a line."""


def is_line(text: str) -> bool:
    """Whether a text can stand anywhere that a person looks: in a window, a terminal, a list."""
    return text.isprintable() and len(text) <= LONGEST


def visible(text: str) -> str:
    """What can be seen of a text, in one line; longer ones are cut."""
    if is_line(text):
        return text
    seen = "".join(one if one.isprintable() else " " for one in text[:LONGEST])
    return " ".join(seen.split())


def line_of(value: object) -> str:
    """The line that a parsed JSON value is.

    Raises:
        ValueError: it is no text, longer, or holds a line break, a mark of direction, a command
            for a terminal or half a surrogate pair.
    """
    if not isinstance(value, str) or not is_line(value):
        raise ValueError("no line of text")
    return value
