"""What a future of the vault ends with."""

from concurrent.futures import Future
from typing import Final

import pytest

from desktop.foundation.errors import (
    KeystoreLockedError,
    KeystoreUnavailableError,
    RecordDamagedError,
    RecordNewerError,
)
from desktop.keystore.vault import Vault
from tests.doubles.faulty_store import FaultyStore
from tests.guards.log import LogWatch

SECONDS_TO_WAIT: Final = 10


@pytest.fixture
def store() -> FaultyStore:
    return FaultyStore()


@pytest.fixture
def vault(store: FaultyStore) -> Vault:
    return Vault(store)


def test_a_vault_is_called_what_its_store_is_called(vault: Vault) -> None:
    assert (vault.kind, vault.label) == ("secret-service", "Secret Service")


def test_a_record_is_written_read_and_deleted(vault: Vault) -> None:
    vault.write("p.session", '{"a":1}').result(SECONDS_TO_WAIT)
    assert vault.read("p.session").result(SECONDS_TO_WAIT) == '{"a":1}'
    vault.delete("p.session").result(SECONDS_TO_WAIT)
    assert vault.read("p.session").result(SECONDS_TO_WAIT) is None


def test_a_locked_keystore_says_so_and_asks_nobody(store: FaultyStore, vault: Vault) -> None:
    store.locked = True
    calls: list[Future[str | None] | Future[None]] = [
        vault.read("p.session"),
        vault.write("p.session", "1"),
        vault.delete("p.session"),
        vault.probe(),
    ]
    for call in calls:
        assert isinstance(call.exception(SECONDS_TO_WAIT), KeystoreLockedError)
    assert store.prompts == 0
    assert not store.entered.is_set()


def test_unlocking_asks_and_then_everything_goes_on(store: FaultyStore, vault: Vault) -> None:
    store.locked = True
    vault.unlock().result(SECONDS_TO_WAIT)
    vault.write("p.session", "1").result(SECONDS_TO_WAIT)
    assert store.prompts == 1


def test_a_keystore_that_fails_says_why(store: FaultyStore, vault: Vault) -> None:
    store.failing_with = KeystoreUnavailableError(reason="it is on fire")
    with pytest.raises(KeystoreUnavailableError, match="it is on fire"):
        vault.read("p.session").result(SECONDS_TO_WAIT)


def test_a_damaged_record_and_a_newer_one_are_told_apart(store: FaultyStore, vault: Vault) -> None:
    store.items["p.session"] = '{"format":1}'
    with pytest.raises(RecordDamagedError):
        vault.read("p.session").result(SECONDS_TO_WAIT)
    store.items["p.session"] = '{"format":2,"generation":1}'
    with pytest.raises(RecordNewerError):
        vault.read("p.session").result(SECONDS_TO_WAIT)


def test_a_text_that_would_ruin_the_keystore_is_refused_before_it_gets_there(
    store: FaultyStore, vault: Vault
) -> None:
    with pytest.raises(ValueError, match="single line"):
        vault.write("p.session", '{"a":\n1}')
    assert not store.entered.is_set()


def test_a_probe_leaves_nothing_behind(store: FaultyStore, vault: Vault) -> None:
    vault.probe().result(SECONDS_TO_WAIT)
    assert not store.items


class ForgetfulStore(FaultyStore):
    """Takes everything and keeps nothing."""

    def get(self, item: str) -> None:
        super().get(item)


def test_a_probe_notices_a_keystore_that_keeps_nothing() -> None:
    with pytest.raises(KeystoreUnavailableError):
        Vault(ForgetfulStore()).probe().result(SECONDS_TO_WAIT)


def test_where_a_record_is_is_remembered_once_it_was_written(store: FaultyStore) -> None:
    written: list[dict[str, str]] = []
    vault = Vault(store, remember=lambda: written.append(dict(store.items)))
    vault.read("p.session").result(SECONDS_TO_WAIT)
    vault.probe().result(SECONDS_TO_WAIT)
    assert not written
    vault.write("p.session", "1").result(SECONDS_TO_WAIT)
    assert [list(items) for items in written] == [["p.session"]]


def test_a_write_counts_though_remembering_it_failed(
    store: FaultyStore, log_watch: LogWatch
) -> None:
    def disk_full() -> None:
        raise OSError(28, "No space left on device")

    log_watch.expect("which keystore is used: No space left")
    vault = Vault(store, remember=disk_full)
    vault.write("p.session", "1").result(SECONDS_TO_WAIT)
    assert vault.read("p.session").result(SECONDS_TO_WAIT) == "1"


def test_an_error_never_shows_what_was_stored(store: FaultyStore, vault: Vault) -> None:
    vault.write("p.session", '{"token":"sesame-open"}').result(SECONDS_TO_WAIT)
    store.items["p.session"] = store.items["p.session"].replace("sesame", "Sesame")
    error = vault.read("p.session").exception(SECONDS_TO_WAIT)
    assert isinstance(error, RecordDamagedError)
    assert "esame" not in f"{error} {error.values} {error.__cause__} {error.__context__}"
