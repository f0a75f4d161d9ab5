"""Every store keeps the contract."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.foundation.secret import Secret
from desktop.keystore.memory import MemoryStore
from desktop.keystore.secret_service import SecretServiceStore
from desktop.keystore.store import Layout, Store
from desktop.keystore.vault_file import VaultFileStore
from tests.doubles.faulty_store import FaultyStore
from tests.doubles.macos_like_store import macos_like_store
from tests.doubles.windows_sized_store import windows_sized_store
from tests.keystore.contract import Items, StoreContract
from tests.parts.secret_service import SecretService


class TestSecretService(StoreContract):
    """The real daemon."""

    @pytest.fixture
    def keystore(self, secret_service: SecretService) -> tuple[Store, Items]:
        return SecretServiceStore(), lambda: secret_service.labels


class TestMemory(StoreContract):
    """Our dictionary."""

    @pytest.fixture
    def keystore(self) -> tuple[Store, Items]:
        store = MemoryStore()
        return store, lambda: store._items


class TestVaultFile(StoreContract):
    """Our encrypted file."""

    @pytest.fixture
    def keystore(self, tmp_path: Path) -> tuple[Store, Items]:
        store = VaultFileStore(tmp_path / "vault.json", Secret("correct horse"))
        return store, store._read


class TestWindowsSized(StoreContract):
    """keyring's code for Windows, over the double of what is below it."""

    @pytest.fixture
    def keystore(self) -> Iterator[tuple[Store, Items]]:
        with windows_sized_store() as (store, manager):
            yield store, lambda: manager.credentials


class TestMacosLike(StoreContract):
    """keyring's code for macOS, over the double of what is below it."""

    @pytest.fixture
    def keystore(self) -> Iterator[tuple[Store, Items]]:
        with macos_like_store() as (store, keychain):
            yield store, lambda: keychain.items


class TestFaulty(StoreContract):
    """The double with faults, in every layout, while it has none."""

    @pytest.fixture(params=Layout)
    def keystore(self, request: pytest.FixtureRequest) -> tuple[Store, Items]:
        store = FaultyStore(request.param)
        return store, lambda: store.items
