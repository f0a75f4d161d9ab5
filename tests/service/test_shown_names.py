"""Names that devices give themselves, whatever they are made of."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.service.shown_names import MAX_CHARACTERS, shown_name


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Dell XPS Linux", "Dell XPS Linux"),
        ("  Mayas  Rechner ", "Mayas Rechner"),
        ("Dell\nXPS\r\n\tLinux\x1b[31m", "Dell XPS Linux [31m"),
        ("safe\u202egnp.exe", "safe gnp.exe"),
        ("a\u200bb\u2028c\u0000d", "a b c d"),
        ("Ma\u0308dchen 📱", "M\u00e4dchen 📱"),
        ("z" + "\u0335" * 100, "z\u0335\u0335"),
        ("\u0301accent first", "accent first"),
        ("\u3164\u2800", ""),
        ("\ud800", ""),
        ("", ""),
        ("x" * 10_000, "x" * 64),
        ("x" * 63 + " yz", "x" * 63),
    ],
)
def test_a_name_is_shown_without_harm(sent: str, shown: str) -> None:
    assert shown_name(sent) == shown


@given(st.text(max_size=300) | st.text(st.characters(categories=["Cf", "Cc", "Mn", "Zs", "Cs"])))
def test_no_name_is_long_or_hides_anything(sent: str) -> None:
    shown = shown_name(sent)
    assert len(shown) <= MAX_CHARACTERS
    assert shown == shown.strip()
    categories = {unicodedata.category(character) for character in shown if character != " "}
    assert not categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"}
    shown.encode()
    assert shown_name(shown) == shown
