"""What our own files may hold as a text."""

import pytest

from desktop.foundation.line import LONGEST, line_of, visible


@pytest.mark.parametrize("text", ["", "maya@example.com", "Mayas Büro 電腦", "x" * LONGEST])
def test_a_line_is_what_a_person_can_see(text: str) -> None:
    assert line_of(text) == text


@pytest.mark.parametrize(
    "value",
    [None, 7, ["x"], "two\nlines", "\x1b[31m", "\u202e", "\u2066", "\ud800", "x" * (LONGEST + 1)],
)
def test_anything_else_is_none(value: object) -> None:
    with pytest.raises(ValueError, match="no line"):
        line_of(value)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("maya@example.com", "maya@example.com"),
        ("two\r\nlines", "two lines"),
        ("\x1b[31mred\u202e", "[31mred"),
        ("half\ud800", "half"),
        ("x" * 3000, "x" * LONGEST),
    ],
)
def test_of_any_text_what_can_be_seen_is_shown(text: str, seen: str) -> None:
    assert visible(text) == seen
