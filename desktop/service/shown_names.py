"""Names that devices give themselves, made harmless before they are kept, shown or written down.

Control characters, line breaks, marks that turn the direction of writing and other invisible ones
become spaces, and 64 characters are enough to tell devices apart.
"""

import unicodedata

MAX_CHARACTERS = 64
MAX_SENT_CHARACTERS = 65536

_INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
# Letters without ink, which pass as a name but show as nothing.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_MOST_MARKS = 2


def shown_name(sent: str) -> str:
    """The name to keep for what a device sent; empty when nothing of it can be seen."""
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", sent[:MAX_SENT_CHARACTERS]):
        category = unicodedata.category(character)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        # A pile of accents grows over the lines above it.
        if marks > _MOST_MARKS or (marks and (not kept or kept[-1] == " ")):
            continue
        hidden = category in _INVISIBLE or character in _BLANK
        kept.append(" " if hidden else character)
    words = "".join(kept).split()
    return " ".join(words)[:MAX_CHARACTERS].strip()
