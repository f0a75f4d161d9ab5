"""Languages that nobody speaks, made from the texts: what is not translated shows up in them.

The first has an accent on every letter and is a fifth longer, between brackets that get lost where
a text is cut off. The second is the same, and is to be laid out from right to left.
"""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from desktop.foundation.resources import resource

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "áƀçðéƒĝĥîĵķļɱñöþʠŕšţüṽŵẋýžÁßÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ"
KEPT = re.compile(r"(\{\w+\}|%n|\(\*[^)]*\))")
"""Values, and the endings of files."""

CALENDAR = re.compile(r"(dddd, )?d MMMM?( yyyy)?")
"""How a date is written is a pattern and no text."""


def accented(text: str) -> str:
    """``text`` with accents, a fifth longer, in brackets."""
    if CALENDAR.fullmatch(text) or not re.search("[A-Za-z]", KEPT.sub("", text)):
        return text
    parts = KEPT.split(text)
    table = str.maketrans(LETTERS, ACCENTED)
    said = "".join(one if index % 2 else one.translate(table) for index, one in enumerate(parts))
    # Words of usual length: one long one would be no test of anything.
    longer = " ".join(["ñö"] * round(len(text) / 14))
    return f"⟦{said} {longer}⟧" if longer else f"⟦{said}⟧"


def pseudo_language(folder: Path, mark: str = "") -> Path:
    """A compiled file of it in ``folder``, of all texts that the German file has.

    ``mark`` begins each text: what tells in which direction it runs.
    """
    tree = ElementTree.parse(resource("translations") / "de.ts")  # noqa: S314 (our own)
    for message in tree.iter("message"):
        said = mark + accented(message.findtext("source", ""))
        translation = message.find("translation")
        assert translation is not None
        forms = list(translation.iter("numerusform")) or [translation]
        for form in forms:
            form.text = said
    written = folder / "pseudo.ts"
    tree.write(written, encoding="utf-8", xml_declaration=True)
    compiled = folder / "pseudo.qm"
    lrelease = Path(sys.executable).parent / "pyside6-lrelease"
    subprocess.run([lrelease, "-silent", written, "-qm", compiled], check=True)
    return compiled
