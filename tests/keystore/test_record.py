"""A record is whole or absent, wherever a program dies and whoever reads meanwhile."""

import json
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.foundation.errors import RecordDamagedError, RecordNewerError
from desktop.keystore.record import (
    check_text,
    delete_record,
    parse_envelope,
    read_record,
    write_record,
)
from desktop.keystore.store import ITEM_LIMIT, Layout, Store
from tests.doubles.cut import Cut, Cuts
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.macos_like_store import macos_like_store
from tests.doubles.windows_sized_store import windows_sized_store
from tests.keystore.contract import LONG, OTHER, SHORT

RECORD = "p.session"
MORE_CHANGES_THAN_ANY_WRITE = 40


@dataclass
class Mortal:
    """A keystore, and the death of the program that uses it."""

    store: Store
    cuts: Cuts
    items: Callable[[], Collection[str]]

    def dies_of(self, action: Callable[[], None], after: int) -> bool:
        """Whether the program died before ``action`` was done, given so many changes to live."""
        self.cuts.die_after(after)
        try:
            action()
        except Cut:
            return True
        finally:
            self.cuts.restart()
        return False


Keystore = Callable[[], AbstractContextManager[Mortal]]


@contextmanager
def one_item() -> Iterator[Mortal]:
    store = FaultyStore()
    yield Mortal(store, store.cuts, lambda: store.items)


@contextmanager
def windows() -> Iterator[Mortal]:
    with windows_sized_store() as (store, manager):
        yield Mortal(store, manager.cuts, lambda: manager.credentials)


@contextmanager
def macos() -> Iterator[Mortal]:
    with macos_like_store() as (store, keychain):
        yield Mortal(store, keychain.cuts, lambda: keychain.items)


KEYSTORES: tuple[Keystore, ...] = (one_item, windows, macos)
every_keystore = pytest.mark.parametrize("keystore", KEYSTORES)


@every_keystore
@pytest.mark.parametrize("old", [None, SHORT, LONG])
@pytest.mark.parametrize("new", ['{"new":1}', OTHER, None])
def test_what_is_cut_short_has_happened_or_has_not(
    keystore: Keystore, old: str | None, new: str | None
) -> None:
    seen: list[str | None] = []
    died = True
    while died:
        with keystore() as mortal:
            store = mortal.store
            if old is not None:
                write_record(store, RECORD, old)
            died = mortal.dies_of(partial(put, store, new), after=len(seen))
            seen.append(read_record(store, RECORD))
            delete_record(store, RECORD)
            assert not mortal.items()
    assert len(seen) < MORE_CHANGES_THAN_ANY_WRITE
    committed = seen.index(new)
    assert seen == [old] * committed + [new] * (len(seen) - committed)


@every_keystore
@given(data=st.data())
def test_many_deaths_in_a_row_lose_nothing_and_leave_nothing(
    keystore: Keystore, data: st.DataObject
) -> None:
    texts = st.none() | st.sampled_from([SHORT, LONG, OTHER, f'"{"x" * 4000}"'])
    steps = data.draw(st.lists(st.tuples(texts, st.integers(0, 8)), max_size=8))
    with keystore() as mortal:
        now: str | None = None
        for new, changes in steps:
            mortal.dies_of(partial(put, mortal.store, new), after=changes)
            found = read_record(mortal.store, RECORD)
            assert found in (now, new)
            now = found
        delete_record(mortal.store, RECORD)
        assert read_record(mortal.store, RECORD) is None
        assert not mortal.items()


@every_keystore
@given(
    values=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=40,
    ),
    padding=st.integers(0, 3 * ITEM_LIMIT),
)
def test_any_json_comes_back_to_the_letter(
    keystore: Keystore, values: object, padding: int
) -> None:
    text = json.dumps([values, "x" * padding])
    with keystore() as mortal:
        write_record(mortal.store, RECORD, text)
        assert read_record(mortal.store, RECORD) == text


@pytest.mark.parametrize("length", range(ITEM_LIMIT - 130, ITEM_LIMIT - 110))
def test_a_text_around_the_limit_fits_somehow(length: int) -> None:
    text = f'"{"x" * (length - 2)}"'
    with windows() as mortal:
        write_record(mortal.store, RECORD, text)
        assert read_record(mortal.store, RECORD) == text


def test_windows_keeps_a_short_record_in_one_credential_and_a_long_one_in_parts() -> None:
    with windows() as mortal:
        write_record(mortal.store, RECORD, SHORT)
        assert len(mortal.items()) == 1
        write_record(mortal.store, RECORD, f'"{"x" * 3 * ITEM_LIMIT}"')
        assert len(mortal.items()) == 1 + 4


class OvertakenStore(FaultyStore):
    """Lets somebody else write before the n-th look of a reader."""

    def __init__(self, layout: Layout, look: int, write: Callable[[Store], None]) -> None:
        super().__init__(layout)
        self._looks_left = -1
        self._look = look
        self._write = write

    def start_reading(self) -> None:
        self._looks_left = self._look

    def get(self, item: str) -> str | None:
        if self._looks_left == 0:
            self._looks_left = -1
            self._write(self)
        elif self._looks_left > 0:
            self._looks_left -= 1
        return super().get(item)


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("writes", [(OTHER,), (OTHER, LONG), (SHORT,), (SHORT, OTHER)])
@pytest.mark.parametrize("look", range(8))
def test_a_reader_without_the_lock_sees_the_old_text_or_the_new_one(
    layout: Layout, writes: tuple[str, ...], look: int
) -> None:
    def write(store: Store) -> None:
        for text in writes:
            write_record(store, RECORD, text)

    store = OvertakenStore(layout, look, write)
    write_record(store, RECORD, LONG)
    store.start_reading()
    assert read_record(store, RECORD) in (LONG, *writes)


@pytest.fixture
def in_parts() -> FaultyStore:
    store = FaultyStore(Layout.PARTS)
    write_record(store, RECORD, LONG)
    return store


def test_a_missing_part_is_damage(in_parts: FaultyStore) -> None:
    del in_parts.items[f"{RECORD}/a/2"]
    with pytest.raises(RecordDamagedError):
        read_record(in_parts, RECORD)


def test_a_changed_part_is_damage(in_parts: FaultyStore) -> None:
    in_parts.items[f"{RECORD}/a/2"] = in_parts.items[f"{RECORD}/a/1"] + "!"
    with pytest.raises(RecordDamagedError):
        read_record(in_parts, RECORD)


def test_a_part_that_is_half_a_surrogate_pair_is_damage(in_parts: FaultyStore) -> None:
    in_parts.items[f"{RECORD}/a/2"] = "\ud800"
    with pytest.raises(RecordDamagedError):
        read_record(in_parts, RECORD)


@pytest.mark.parametrize(
    ("was", "changed"),
    [
        ('"generation":1', '"generation":2'),
        ('"parts":7', '"parts":6'),
        ('"parts":7', '"parts":9999'),
        ('"sha256":"', '"sha256":"0'),
        ("}", ""),
    ],
)
def test_a_changed_manifest_is_damage(in_parts: FaultyStore, was: str, changed: str) -> None:
    assert was in in_parts.items[RECORD]
    in_parts.items[RECORD] = in_parts.items[RECORD].replace(was, changed)
    with pytest.raises(RecordDamagedError):
        read_record(in_parts, RECORD)


def test_one_damaged_slot_is_damage_though_the_other_is_whole() -> None:
    # The whole one could be older, and with it a refresh token that was used.
    store = FaultyStore(Layout.SLOTS)
    write_record(store, RECORD, SHORT)
    store.items[f"{RECORD}/b"] = "rubbish"
    with pytest.raises(RecordDamagedError):
        read_record(store, RECORD)


def test_a_manifest_where_everything_fits_is_damage(in_parts: FaultyStore) -> None:
    elsewhere = FaultyStore(Layout.WHOLE)
    elsewhere.items = in_parts.items
    with pytest.raises(RecordDamagedError):
        read_record(elsewhere, RECORD)


@given(st.text() | st.text().map(lambda text: '{"format":1,"generation":' + text))
def test_nothing_that_somebody_else_put_there_is_taken_for_a_record(item: str) -> None:
    with pytest.raises((RecordDamagedError, RecordNewerError)):
        parse_envelope(item)


@pytest.mark.parametrize(
    "text", ["", "a word", '{"a":1}\n', '{"a":"\r"}', '{"a":"ä"}', '{"a":"\x00"}', "[" * 100_000]
)
def test_what_is_not_a_line_of_ascii_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="a record is"):
        check_text(text)


@pytest.mark.parametrize("name", ["", "a/b", "a b", "ä", "x" * 101, "a\n"])
def test_a_name_that_could_be_another_records_item_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a name"):
        read_record(FaultyStore(), name)


def put(store: Store, text: str | None) -> None:
    """Write the record, or delete it."""
    if text is None:
        delete_record(store, RECORD)
    else:
        write_record(store, RECORD, text)
