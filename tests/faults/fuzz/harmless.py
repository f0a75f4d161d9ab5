"""What may stand on a screen: nothing that hides, that turns words around, or that commands."""

import unicodedata
from typing import Final

HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
ISOLATES: Final = frozenset("\u2068\u2069")
"""What we put around words of another direction ourselves, in pairs."""

LONGEST: Final = 4000
"""Characters of whatever is shown at once."""


def assert_harmless(*texts: str) -> None:
    """Fail if one of the texts must not be shown."""
    for text in texts:
        assert len(text) <= LONGEST, len(text)
        hidden = [
            one for one in text if unicodedata.category(one) in HIDDEN and one not in ISOLATES
        ]
        assert not hidden, f"{hidden!r} in {text!r}"
        assert text.count("\u2068") == text.count("\u2069")


def assert_told(error: Exception) -> None:
    """Fail unless the error can be told to a person."""
    said = str(error)
    assert said
    assert_harmless(said)
