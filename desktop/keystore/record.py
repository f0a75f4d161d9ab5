"""How one record is laid out over the items of a store, so that it is whole or absent.

The text of a record is a single line of ASCII JSON. It is stored inside an *envelope*, which is
one again::

    {"format":1,"generation":7,"sha256":"…","record":…the text…}
    {"format":1,"generation":8,"sha256":"…","parts":3}

The second, a manifest, stands in for a text that does not fit. ``generation`` counts the writes of
a record, ``sha256`` is of the text.

========= ================================== =====================================================
layout    items of the record ``r``          where a write takes effect
========= ================================== =====================================================
``WHOLE`` ``r``                              ``r`` is replaced
``PARTS`` ``r``; ``r/a/0``, ``r/a/1``, … for ``r`` is replaced, by the text or by the manifest
          odd generations, ``r/b/0``, … even
``SLOTS`` ``r/a`` for odd generations,       the item of the new generation is added;
          ``r/b`` for even ones              the greater generation counts
========= ================================== =====================================================

What a read gives when the program dies in between:

======================================================== ==============
the last thing that was done                             a read gives
======================================================== ==============
``PARTS``: some or all parts of the new generation       the old text
``PARTS``: ``r`` is replaced                             the new text
``PARTS``: some parts of the old generation are deleted  the new text
``PARTS``, delete: ``r`` is deleted                      nothing
``SLOTS``: a leftover under the new name is deleted      the old text
``SLOTS``: the new generation is added                   the new text
``SLOTS``: the old one is deleted                        the new text
``SLOTS``, delete: the older of two is deleted           the old text
``SLOTS``, delete: the last is deleted                   nothing
======================================================== ==============

Parts that an interrupted write or delete left behind are removed by the next one. They are
numbered without a gap at every moment (written upwards, deleted downwards), so that they are found
without a list; behind a gap that somebody else has made, by the number in the manifest. A whole
slot beside one that can't be read may be the older one, with a token in it that is spent: writing
and deleting remove it first. Nothing here keeps two *writers* apart, the profile's lock does; a
reader without the lock sees the old text or the new one.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from desktop.foundation.errors import RecordDamagedError, RecordNewerError
from desktop.keystore.store import ITEM_LIMIT, Layout, Store

FORMAT: Final = 1
READ_TRIES: Final = 3

_NAME: Final = re.compile(r"[A-Za-z0-9._-]{1,100}")
_LINE: Final = re.compile(r"[ -~]+")
_VERSION: Final = re.compile(r'\{"format":([0-9]{1,9}),')
_ENVELOPE: Final = re.compile(
    rf'\{{"format":{FORMAT},"generation":([0-9]{{1,18}}),"sha256":"([0-9a-f]{{64}})",'
    r'(?:"parts":([0-9]{1,4})|"record":([ -~]+))\}'
)


@dataclass(frozen=True, slots=True)
class Envelope:
    """An item as it was written; ``text`` is None in a manifest, ``parts`` 0 in any other."""

    generation: int
    digest: str
    text: str | None
    parts: int = 0

    def encode(self) -> str:
        """The item's text."""
        head = f'{{"format":{FORMAT},"generation":{self.generation},"sha256":"{self.digest}",'
        if self.text is None:
            return f'{head}"parts":{self.parts}}}'
        return f'{head}"record":{self.text}}}'


def read_record(store: Store, record: str) -> str | None:
    """The text of a record, or None when there is none.

    Raises:
        RecordDamagedError: an item is missing or is not what was written.
        RecordNewerError: a newer version of this program wrote it.
        KeystoreError: what the store raises.
    """
    check_name(record)
    match store.layout:
        case Layout.WHOLE:
            return _text_of(_get(store, record))
        case Layout.PARTS:
            return _read_parts(store, record)
        case Layout.SLOTS:
            return _text_of(_newest_slot(store, record))


def write_record(store: Store, record: str, text: str) -> None:
    """Replace a record. A damaged one is replaced too, one of a newer version is not.

    Raises:
        RecordNewerError: a newer version of this program wrote the record; it is left as it is.
        ValueError: the text is not a single line of ASCII JSON.
        KeystoreError: what the store raises; the record is then the old or the new one, whole.
    """
    check_name(record)
    check_text(text)
    digest = sha256(text.encode()).hexdigest()
    match store.layout:
        case Layout.WHOLE:
            old = _generation(_unless_damaged(store, record))
            store.set(record, Envelope(old + 1, digest, text).encode())
        case Layout.PARTS:
            _write_parts(store, record, text, digest)
        case Layout.SLOTS:
            old = _prepare_slots(store, record)
            store.set(_slot(record, old + 1), Envelope(old + 1, digest, text).encode())
            store.delete(_slot(record, old))


def delete_record(store: Store, record: str) -> None:
    """Delete every item of a record, and what an interrupted write left; absent is fine.

    Neither damage nor a newer version keeps it from being deleted.

    Raises:
        KeystoreError: what the store raises; call it again until it doesn't.
    """
    check_name(record)
    match store.layout:
        case Layout.WHOLE:
            store.delete(record)
        case Layout.PARTS:
            known = None
            with suppress(RecordDamagedError, RecordNewerError):
                known = _get(store, record)
            store.delete(record)
            for generation in (1, 2):
                _delete_parts(store, record, generation, known=known)
        case Layout.SLOTS:
            _delete_slots(store, record)


def check_name(record: str) -> None:
    """Refuse a name that could run into another record's items.

    Raises:
        ValueError: it is not made of letters, digits, ``.``, ``_`` and ``-``.
    """
    if not _NAME.fullmatch(record):
        raise ValueError("not a name for a record")


def check_text(text: str) -> None:
    """Refuse whatever is not a single line of ASCII JSON: a line break ruins gnome-keyring's file.

    Raises:
        ValueError: it is something else; does not show it.
    """
    if not _LINE.fullmatch(text):
        raise ValueError("a record is a single line of ASCII")
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("a record is JSON") from None


def parse_envelope(item: str) -> Envelope:
    """Take an item apart and check its text against the checksum.

    Raises:
        RecordDamagedError: it is not what was written.
        RecordNewerError: a newer version of this program wrote it.
    """
    version = _VERSION.match(item)
    if version and int(version[1]) > FORMAT:
        raise RecordNewerError
    fields = _ENVELOPE.fullmatch(item)
    if not fields:
        raise RecordDamagedError(reason="an item is not as it was written")
    generation, digest, parts, text = fields.groups()
    if text is None:
        return Envelope(int(generation), digest, None, int(parts))
    if not _matches(text, digest):
        raise RecordDamagedError(reason="its checksum is wrong")
    return Envelope(int(generation), digest, text)


def _get(store: Store, item: str) -> Envelope | None:
    text = store.get(item)
    return None if text is None else parse_envelope(text)


def _text_of(envelope: Envelope | None) -> str | None:
    if envelope is None:
        return None
    if envelope.text is None:
        raise RecordDamagedError(reason="it is in parts, which this keystore has no need of")
    return envelope.text


def _unless_damaged(store: Store, item: str) -> Envelope | None:
    with suppress(RecordDamagedError):
        return _get(store, item)
    return None


def _generation(found: Envelope | None) -> int:
    return 0 if found is None else found.generation


def _matches(text: str, digest: str) -> bool:
    # Only ASCII is ever written; a keystore of UTF-16 can give back half a surrogate pair.
    return text.isascii() and sha256(text.encode()).hexdigest() == digest


# ------------------------------------------------------------------------------------- PARTS


def _read_parts(store: Store, record: str) -> str | None:
    before = None
    for _ in range(READ_TRIES):
        main = _get(store, record)
        if main is None or main.text is not None:
            return _text_of(main)
        if main == before:
            break
        text = _join_parts(store, record, main)
        if text is not None and _matches(text, main.digest):
            return text
        # A writer may have been faster than we; then the manifest is another one by now.
        before = main
    raise RecordDamagedError(reason="a part of it is missing or another")


def _join_parts(store: Store, record: str, manifest: Envelope) -> str | None:
    pieces = []
    for item in _parts(record, manifest.generation, manifest.parts):
        piece = store.get(item)
        if piece is None:
            return None
        pieces.append(piece)
    return "".join(pieces)


def _write_parts(store: Store, record: str, text: str, digest: str) -> None:
    old = _unless_damaged(store, record)
    new = Envelope(_generation(old) + 1, digest, text)
    whole = new.encode()
    count = 0
    if len(whole) > ITEM_LIMIT:
        pieces = [text[at : at + ITEM_LIMIT] for at in range(0, len(text), ITEM_LIMIT)]
        count = len(pieces)
        for item, piece in zip(_parts(record, new.generation, count), pieces, strict=True):
            store.set(item, piece)
        whole = Envelope(new.generation, new.digest, None, count).encode()
    store.set(record, whole)
    _delete_parts(store, record, new.generation, keep=count)
    _delete_parts(store, record, new.generation + 1, known=old)


def _delete_parts(
    store: Store, record: str, generation: int, *, keep: int = 0, known: Envelope | None = None
) -> None:
    """Delete all parts from number ``keep`` on; ``known`` says how many its generation had."""
    end = keep
    if known is not None and known.generation % 2 == generation % 2:
        end = max(keep, known.parts)
    while store.get(_part(record, generation, end)) is not None:
        end += 1
    for number in reversed(range(keep, end)):
        store.delete(_part(record, generation, number))


def _parts(record: str, generation: int, count: int) -> Iterator[str]:
    return (_part(record, generation, number) for number in range(count))


def _part(record: str, generation: int, number: int) -> str:
    return f"{_slot(record, generation)}/{number}"


# ------------------------------------------------------------------------------------- SLOTS


def _slot(record: str, generation: int) -> str:
    return f"{record}/{'a' if generation % 2 else 'b'}"


def _prepare_slots(store: Store, record: str) -> int:
    """The generation that a write takes the place of."""
    try:
        return _generation(_newest_slot(store, record))
    except RecordDamagedError:
        _delete_whole_slots(store, record)
        return 0


def _delete_slots(store: Store, record: str) -> None:
    newest = 0
    try:
        newest = _generation(_newest_slot(store, record))
    except (RecordDamagedError, RecordNewerError):
        _delete_whole_slots(store, record)
    # The older one first: alone, it would be taken for the record.
    store.delete(_slot(record, newest + 1))
    store.delete(_slot(record, newest))


def _delete_whole_slots(store: Store, record: str) -> None:
    for generation in (1, 2):
        with suppress(RecordDamagedError, RecordNewerError):
            if _get(store, _slot(record, generation)) is not None:
                store.delete(_slot(record, generation))


def _newest_slot(store: Store, record: str) -> Envelope | None:
    # A writer adds one slot and deletes the other: between our two looks it may have done both.
    for _ in range(READ_TRIES):
        slots = [_get(store, _slot(record, generation)) for generation in (1, 2)]
        found = [slot for slot in slots if slot is not None]
        if found:
            return max(found, key=lambda slot: slot.generation)
    return None
