"""A secret in every spelling that a program could give it without meaning to."""

import base64
import binascii
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

SHORTEST_ANYWHERE = 12
"""Characters from which on a text is looked for inside words too: a code turns up by chance."""

SHORTEST = 6
PIECE = 20
PREFIX = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """A secret that was made; ``kind`` says by whom."""

    kind: str
    content: bytes = field(repr=False)


def forms_of(content: bytes) -> Iterator[bytes]:
    """The secret itself, encoded, decoded, and the pieces that give enough of it away."""
    yield from _encoded(content)
    text = content.decode("ascii", errors="ignore").encode()
    if text != content:
        return
    for decoded in _decoded(content):
        yield from _encoded(decoded)
    for part in re.split(rb"[.:]", content):
        # A JWT's header and a refresh token's number are the same in all of them.
        if len(part) >= 2 * PIECE and not part.startswith(b"eyJhbGci"):
            yield from (part[:PIECE], part[-PIECE:])
            for decoded in _decoded(part):
                yield from _encoded(decoded)


def _encoded(content: bytes) -> Iterator[bytes]:
    yield content
    yield content.hex().encode()
    yield content.hex().upper().encode()
    for shift in range(3):
        standard = _base64_inside(content, shift)
        yield standard
        yield standard.translate(bytes.maketrans(b"+/", b"-_"))
    try:
        text = content.decode()
    except UnicodeDecodeError:
        yield repr(content)[2:-1].encode()
        return
    yield text.encode("utf-16-le")
    yield quote(text, safe="").encode()
    yield json.dumps(text)[1:-1].encode()
    yield json.dumps(text)[1:-1].replace("/", "\\/").encode()


def _base64_inside(content: bytes, shift: int) -> bytes:
    """Those letters that are the same whatever stands before and after ``content``."""
    whole = base64.b64encode(bytes(shift) + content)
    return whole[(0, 2, 3)[shift] : (shift + len(content)) * 8 // 6]


def _decoded(text: bytes) -> Iterator[bytes]:
    padded = text + b"=" * (-len(text) % 4)
    for alphabet in (None, b"-_"):
        try:
            yield base64.b64decode(padded, altchars=alphabet, validate=True)
        except binascii.Error:
            continue


class Search:
    """Looks for many secrets at once, in all their forms."""

    def __init__(self, wanted: Iterable[Wanted]) -> None:
        """Look for these; what is shorter than :data:`SHORTEST` is left out."""
        self._by_prefix: dict[bytes, dict[bytes, set[str]]] = defaultdict(dict)
        # One code is made by the service and typed by somebody: it is of both kinds.
        self._words: dict[bytes, set[str]] = defaultdict(set)
        for one in set(wanted):
            if len(one.content) >= SHORTEST_ANYWHERE:
                for form in forms_of(one.content):
                    if len(form) >= SHORTEST_ANYWHERE:
                        kinds = self._by_prefix[form[:PREFIX]].setdefault(form, set())
                        kinds.add(one.kind)
            elif len(one.content) >= SHORTEST and one.content.isalnum():
                self._words[one.content].add(one.kind)
                self._words[one.content.decode("ascii").encode("utf-16-le")].add(one.kind)

    def kinds_in(self, content: bytes) -> set[str]:
        """The kinds of those that can be read in ``content``."""
        views = {content, content.replace(b"=\r\n", b"").replace(b"=\n", b"")}
        return {kind for view in views for kind in self._look(view)}

    def _look(self, view: bytes) -> Iterator[str]:
        prefixes = self._by_prefix
        for at in range(len(view) - PREFIX + 1):
            forms = prefixes.get(view[at : at + PREFIX])
            if forms is not None:
                for form, kinds in forms.items():
                    if view.startswith(form, at):
                        yield from kinds
        for word, kinds in self._words.items():
            if re.search(rb"(?<!\w)" + re.escape(word) + rb"(?!\w)", view):
                yield from kinds
