"""What every keystore has to do, the real ones and the doubles alike."""

from collections.abc import Callable, Collection
from typing import Final

import pytest

from desktop.foundation.errors import RecordDamagedError, RecordNewerError
from desktop.keystore.record import delete_record, read_record, write_record
from desktop.keystore.store import ITEM_LIMIT, Layout, Store

EVERY_CHARACTER: Final = "".join(chr(code) for code in range(ord(" "), ord("~") + 1))
SHORT: Final = '{"short":"{\\"quoted\\":[1,2]}"}'
LONG: Final = '{"long":"' + "abcdefgh" * 1_000 + '"}'
OTHER: Final = '{"other":"' + "ijklmnop" * 400 + '"}'

Items = Callable[[], Collection[str]]


class StoreContract:
    """Inherited by one test class a store, which has the fixture ``keystore``.

    That gives the store and a function for whatever the keystore itself says is in it.
    """

    @pytest.fixture
    def store(self, keystore: tuple[Store, Items]) -> Store:
        return keystore[0]

    @pytest.fixture
    def items(self, keystore: tuple[Store, Items]) -> Items:
        return keystore[1]

    def test_an_item_that_was_never_put_is_absent(self, store: Store) -> None:
        assert store.get("nothing") is None

    def test_an_item_comes_back_as_it_was_put(self, store: Store) -> None:
        store.set("item", EVERY_CHARACTER)
        assert store.get("item") == EVERY_CHARACTER

    def test_the_longest_item_that_the_layout_makes_fits(self, store: Store) -> None:
        text = "x" * (ITEM_LIMIT if store.layout is Layout.PARTS else 100_000)
        store.set("item", text)
        assert store.get("item") == text

    def test_an_item_is_replaced_and_not_doubled(self, store: Store, items: Items) -> None:
        store.set("item", "one")
        store.set("item", "two")
        assert store.get("item") == "two"
        assert len(items()) == 1

    def test_items_whose_names_begin_alike_are_apart(self, store: Store) -> None:
        store.set("p.session", "1")
        store.set("p.session/a", "2")
        store.set("p.session/a/0", "3")
        store.delete("p.session/a")
        assert store.get("p.session") == "1"
        assert store.get("p.session/a") is None
        assert store.get("p.session/a/0") == "3"

    def test_a_deleted_item_is_gone(self, store: Store, items: Items) -> None:
        store.set("item", "one")
        store.set("item", "two")
        store.delete("item")
        assert store.get("item") is None
        assert not items()

    def test_deleting_what_is_not_there_is_fine(self, store: Store) -> None:
        store.delete("nothing")

    def test_an_open_keystore_is_not_locked_and_unlocking_it_does_nothing(
        self, store: Store
    ) -> None:
        store.set("item", "kept")
        store.unlock()
        assert not store.is_locked()
        assert store.get("item") == "kept"

    def test_a_record_that_was_never_written_is_absent(self, store: Store) -> None:
        assert read_record(store, "p.session") is None

    @pytest.mark.parametrize("text", [SHORT, LONG])
    def test_a_record_comes_back_to_the_letter(self, store: Store, text: str) -> None:
        write_record(store, "p.session", text)
        assert read_record(store, "p.session") == text

    @pytest.mark.parametrize(
        "texts", [(SHORT, LONG), (LONG, SHORT), (LONG, OTHER, LONG), (SHORT, OTHER, SHORT)]
    )
    def test_a_replaced_record_leaves_no_item_of_the_old_one(
        self, store: Store, items: Items, texts: tuple[str, ...]
    ) -> None:
        write_record(store, "reference", texts[-1])
        fresh = len(items())
        for text in texts:
            write_record(store, "p.session", text)
        assert read_record(store, "p.session") == texts[-1]
        assert len(items()) == 2 * fresh

    def test_a_deleted_record_leaves_nothing(self, store: Store, items: Items) -> None:
        write_record(store, "p.session", LONG)
        write_record(store, "p.session", OTHER)
        delete_record(store, "p.session")
        assert read_record(store, "p.session") is None
        assert not items()

    def test_deleting_a_record_leaves_the_others(self, store: Store) -> None:
        write_record(store, "p.session", LONG)
        write_record(store, "p.revocation", OTHER)
        delete_record(store, "p.session")
        assert read_record(store, "p.revocation") == OTHER

    def test_a_line_break_never_reaches_the_store(self, store: Store, items: Items) -> None:
        with pytest.raises(ValueError, match="single line"):
            write_record(store, "p.session", '{"a":\n1}')
        assert not items()

    def test_a_changed_record_is_damaged_until_it_is_written_again(self, store: Store) -> None:
        write_record(store, "p.session", SHORT)
        item = main_item(store)
        store.set(item, (store.get(item) or "").replace("short", "shirt"))
        with pytest.raises(RecordDamagedError):
            read_record(store, "p.session")
        write_record(store, "p.session", OTHER)
        assert read_record(store, "p.session") == OTHER

    def test_a_record_of_a_newer_version_is_neither_read_nor_replaced(self, store: Store) -> None:
        newer = '{"format":2,"whatever":"comes"}'
        write_record(store, "p.session", SHORT)
        store.set(main_item(store), newer)
        with pytest.raises(RecordNewerError):
            read_record(store, "p.session")
        with pytest.raises(RecordNewerError):
            write_record(store, "p.session", SHORT)
        assert store.get(main_item(store)) == newer


def main_item(store: Store) -> str:
    """The item that a first write of ``p.session`` makes."""
    return "p.session/a" if store.layout is Layout.SLOTS else "p.session"
