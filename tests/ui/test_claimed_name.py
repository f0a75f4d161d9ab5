"""Names that others chose: shown in one line, with nothing hidden in them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.claimed_name import HIDDEN, MOST_CHARACTERS, claimed_name

ISOLATES = "\u2068\u2069"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Firefox on Windows", "Firefox on Windows"),
        ("two\nlines\r\nand\ttabs", "two lines and tabs"),
        ("\x00\x1b[31mred\x07", "[31mred"),
        ("\u202egnp.exe", "gnp.exe"),
        ("zero\u200bwidth\ufeff", "zero width"),
        ("line\u2028paragraph\u2029", "line paragraph"),
        ("  \n\u202e ", ""),
        ("Mayas Büro 電腦", "Mayas Büro 電腦"),
    ],
)
def test_a_name_is_one_line_without_hidden_marks(written: str, shown: str) -> None:
    assert claimed_name(written) == shown


def test_a_name_from_right_to_left_can_not_turn_its_neighbours_around() -> None:
    assert claimed_name("מחשב") == "\u2068מחשב\u2069"


def test_ten_thousand_characters_are_cut_and_say_so() -> None:
    shown = claimed_name("a" * 10_000)
    assert len(shown) == MOST_CHARACTERS
    assert shown.endswith("a…")


@given(st.text(max_size=400))
def test_whatever_is_written_is_short_and_seen(written: str) -> None:
    shown = claimed_name(written).strip(ISOLATES)
    assert len(shown) <= MOST_CHARACTERS
    assert not [one for one in shown if unicodedata.category(one) in HIDDEN]
    assert shown == claimed_name(shown).strip(ISOLATES)
