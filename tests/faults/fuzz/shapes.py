"""What is sent: right documents and bytes with something in them changed, and noise."""

import copy
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from hypothesis import strategies as st

# Documents are changed in every place, whatever their fields mean.
Document = Any
Place = tuple[str | int, ...]

NASTY_TEXTS: Final = (
    "", " ", "\0", "\x1b[31mred", "\ud800", "a\ud800b", "\u202egnp.exe", "\u2066x", "\ufeff",
    "two\nlines", "\r\nX-Injected: 1", "\u2028", "\U000e0041", "٣", "²", "ﬁ", "İ", "ẞ",
    "' OR 1=1 --", "<b>x</b>", "%s%n", "{host}", "{0}", "../../etc/passwd", "9" * 400,
    "9" * 5000,
    "-1", "1e999", "0x10", "1_0", "NaN", "true", "null", "x" * 5000, "a" * 40_000, "=1+1",
    "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "2020-02-30T00:00:00Z",
    "999999999999",
)  # fmt: skip
NASTY_NUMBERS: Final = (
    0, -1, 1, 2, 2**31, 2**53 - 1, 2**53, 2**63, -(2**63), 2**64, 10**12, 10**15, 10**30, 10**400,
    -(10**400), 0.5, 1e308, -1e308, 5e-324, float("nan"), float("inf"), float("-inf"), -0.0,
)  # fmt: skip

TEXTS = st.sampled_from(NASTY_TEXTS) | st.text(max_size=40)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.sampled_from(NASTY_NUMBERS)
    | st.integers()
    | st.floats()
    | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(document: Document, here: Place = ()) -> Iterator[Place]:
    """Where something can be changed, from the outside in."""
    yield here
    items: Sequence[tuple[str | int, Document]] = ()
    if isinstance(document, dict):
        items = tuple(document.items())
    elif isinstance(document, list):
        items = tuple(enumerate(document))
    for name, value in items:
        yield from places(value, (*here, name))


def _nested(value: Document, depth: int) -> Document:
    for _ in range(depth):
        value = [value]
    return value


@st.composite
def changed(draw: st.DrawFn, document: Document) -> Document:
    """A right document in which one or two places are something else; sometimes as it is."""
    made = copy.deepcopy(document)
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.sampled_from(list(places(made))))
        around: Document = {"whole": made}
        way: Place = ("whole", *place)
        holder, last = _holder(around, way), way[-1]
        if place and draw(st.integers(0, 7)) == 0:
            del holder[last]
        else:
            holder[last] = draw(_instead_of(holder[last], made))
        made = around["whole"]
    return made


@st.composite
def _instead_of(draw: st.DrawFn, value: Document, whole: Document) -> Document:
    """Something else in the place of ``value``: near to it, from elsewhere, or anything."""
    match draw(st.integers(0, 6)):
        case 0:
            return _nested(value, draw(st.sampled_from([1, 5, 400])))
        case 1:
            return str(value)
        case 2:
            other = whole
            for step in draw(st.sampled_from(list(places(whole)))):
                other = other[step]
            return copy.deepcopy(other)
        case 3 if isinstance(value, str):
            return draw(spliced(value))
        case 4 if isinstance(value, dict):
            return {**value, draw(TEXTS): draw(VALUES)}
        case _:
            return draw(VALUES)


@st.composite
def spliced(draw: st.DrawFn, text: str) -> str:
    """A text in which a piece is another one."""
    begin = draw(st.integers(0, len(text)))
    end = draw(st.integers(begin, min(len(text), begin + 8)))
    return text[:begin] + draw(TEXTS | st.text(":.-_=/+&?%#@\n ", max_size=3)) + text[end:]


def as_json(document: Document) -> bytes:
    """The document as Python writes it, ``NaN`` and half surrogates among it."""
    return json.dumps(document).encode()


PIECES = st.binary(max_size=12) | st.sampled_from(
    [b"\0", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r\n", b"\n", b"[" * 3000, b'{"a":' * 3000,
     b'"', b"\\ud800", b"NaN", b"1e999", b"9" * 5000, b" " * 3000, b"\xe2\x80\xae"]
)  # fmt: skip


@st.composite
def changed_bytes(draw: st.DrawFn, content: bytes) -> bytes:
    """Right bytes in which a piece is missing, doubled, another or more; sometimes as they are."""
    for _ in range(draw(st.integers(0, 2))):
        begin = draw(st.integers(0, len(content)))
        end = draw(st.integers(begin, min(len(content), begin + 40)))
        match draw(st.integers(0, 4)):
            case 0:
                content = content[:begin]
            case 1:
                content = content[:end] + content[begin:]
            case 2:
                content = content[:begin] + content[end:]
            case _:
                content = content[:begin] + draw(PIECES) + content[end:]
    return content


def file_contents(document: Document) -> st.SearchStrategy[bytes]:
    """What can lie in a file that should hold this document."""
    whole = as_json(document)
    return changed(document).map(as_json) | changed_bytes(whole) | st.binary(max_size=200)


def one_of_each(
    strategy: Callable[[Document], st.SearchStrategy[Document]], *documents: Document
) -> st.SearchStrategy[Document]:
    """Made of one document or another."""
    return st.one_of([strategy(document) for document in documents])


def every_change(document: Document) -> Iterator[Document]:
    """The document with each place in turn left out, and replaced by each nasty value."""
    yield document
    for place in places(document):
        if place:
            without = copy.deepcopy(document)
            del _holder(without, place)[place[-1]]
            yield without
        for value in (None, True, [], {}, [[1]], {"a": 1}, *NASTY_NUMBERS, *NASTY_TEXTS):
            if not place:
                yield value
                continue
            made = copy.deepcopy(document)
            _holder(made, place)[place[-1]] = value
            yield made


def every_file(document: Document) -> Iterator[bytes]:
    """The same as files, and files that are no documents."""
    yield from map(as_json, every_change(document))
    yield from (
        b"",
        b"\0" * 4096,
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"\xef\xbb\xbf{}",
    )


def _holder(document: Document, place: Place) -> Document:
    for step in place[:-1]:
        document = document[step]
    return document
