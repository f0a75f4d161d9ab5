"""The Keychain that macOS would be: replacing an item deletes it, then adds it.

The double stands where keyring calls Security.framework, so keyring's own code and ours run above
it.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

import pytest
from keyring.backends import macOS

from desktop.foundation.errors import KeystoreLockedError
from desktop.keystore.macos import MacosStore
from tests.doubles.cut import Cuts

ITEM_NOT_FOUND: Final = -25300
USER_CANCELED: Final = -128


class KeychainError(Exception):
    """``api.Error``: an OSStatus and its text."""


class NotFound(KeychainError):  # noqa: N818 - keyring's name
    """``api.NotFound``."""


class KeychainDenied(KeychainError):  # noqa: N818 - keyring's name
    """``api.KeychainDenied``."""


class Keychain:
    """``keyring.backends.macOS.api``, and the lock of the keychain."""

    Error = KeychainError
    NotFound = NotFound
    KeychainDenied = KeychainDenied

    def __init__(self) -> None:
        """Begin empty and unlocked."""
        self.items: dict[str, str] = {}
        self.cuts = Cuts()
        self.failing_with: int | None = None
        self.locked = False
        self.person_declines = False

    def is_locked(self) -> bool:
        """Whether it is locked."""
        return self.locked

    def unlock(self) -> None:
        """What the person answers to the prompt."""
        if self.locked and self.person_declines:
            raise KeystoreLockedError
        self.locked = False

    def find_generic_password(self, _keychain: None, service: str, _username: str) -> str:
        """SecItemCopyMatching."""
        self._enter()
        if service not in self.items:
            raise NotFound(ITEM_NOT_FOUND, "Item not found")
        return self.items[service]

    def set_generic_password(
        self, keychain: None, service: str, username: str, password: str
    ) -> None:
        """SecItemDelete, then SecItemAdd."""
        with suppress(NotFound):
            self.delete_generic_password(keychain, service, username)
        self._enter()
        self.items[service] = password
        self.cuts.changed()

    def delete_generic_password(self, _keychain: None, service: str, _username: str) -> None:
        """SecItemDelete."""
        self._enter()
        if self.items.pop(service, None) is None:
            raise NotFound(ITEM_NOT_FOUND, "Item not found")
        self.cuts.changed()

    def _enter(self) -> None:
        self.cuts.before()
        if self.failing_with == USER_CANCELED:
            raise KeychainDenied(USER_CANCELED, "Keychain Access Denied")
        if self.failing_with is not None:
            raise KeychainError(self.failing_with, "Unknown Error")


@contextmanager
def macos_like_store() -> Iterator[tuple[MacosStore, Keychain]]:
    """Our store over keyring over the double, while the block lasts."""
    keychain = Keychain()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(macOS, "api", keychain, raising=False)
        yield MacosStore(keychain), keychain
