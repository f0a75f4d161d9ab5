"""The macOS Keychain, through keyring.

keyring replaces an item by deleting and adding it, so records alternate between two items. Whether
the keychain is locked is asked of Security.framework directly: keyring has no way to ask without
a prompt.
"""

import ctypes
import ctypes.util
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol

from desktop.foundation.errors import (
    KeystoreLockedError,
    KeystoreUnavailableError,
    RecordDamagedError,
)
from desktop.keystore.store import SERVICE, Layout, item_service

if TYPE_CHECKING:
    from keyring.backends.macOS import Keyring

NOT_FOUND: Final = -25300  # errSecItemNotFound
INTERACTION_NOT_ALLOWED: Final = -25308  # errSecInteractionNotAllowed: it would have to ask
UNLOCKED: Final = 1  # kSecUnlockStateStatus


class KeychainLock(Protocol):
    """The lock of the person's default keychain."""

    def is_locked(self) -> bool:
        """Whether it is locked; never prompts.

        Raises:
            KeystoreUnavailableError: there is no keychain.
        """

    def unlock(self) -> None:
        """Ask the person for the keychain's password if it is locked.

        Raises:
            KeystoreLockedError: they declined.
        """


class DefaultKeychainLock:
    """The real one (Security.framework: SecKeychainGetStatus, SecKeychainUnlock)."""

    def is_locked(self) -> bool:
        """Whether it is locked; never prompts."""
        state = ctypes.c_uint32()
        status = self._security.SecKeychainGetStatus(None, ctypes.byref(state))
        if status:
            raise KeystoreUnavailableError(reason=f"the Keychain answered {status}")
        return not state.value & UNLOCKED

    def unlock(self) -> None:
        """Ask the person for the keychain's password if it is locked."""
        if self._security.SecKeychainUnlock(None, ctypes.c_uint32(0), None, ctypes.c_ubyte(0)):
            raise KeystoreLockedError

    @cached_property
    def _security(self) -> ctypes.CDLL:
        library = ctypes.util.find_library("Security")
        if library is None:
            raise KeystoreUnavailableError(reason="there is no Keychain on this system")
        return ctypes.CDLL(library)


class MacosStore:
    """Generic passwords in the person's default keychain."""

    kind = "macos"
    label = "macOS Keychain"
    layout = Layout.SLOTS

    def __init__(self, lock: KeychainLock | None = None) -> None:
        """Ask ``lock``, by default the system's own."""
        self._lock = lock or DefaultKeychainLock()

    def get(self, item: str) -> str | None:
        """The text of an item; None if there is none."""
        with _in_our_words():
            text: str | None = self._keychain.get_password(item_service(item), SERVICE)
            return text

    def set(self, item: str, text: str) -> None:
        """Put a text under this name."""
        with _in_our_words():
            self._keychain.set_password(item_service(item), SERVICE, text)

    def delete(self, item: str) -> None:
        """Remove an item; that there is none is fine."""
        from keyring.errors import PasswordDeleteError

        with _in_our_words():
            try:
                self._keychain.delete_password(item_service(item), SERVICE)
            except PasswordDeleteError as error:
                if _status(error) != NOT_FOUND:
                    raise

    def is_locked(self) -> bool:
        """Whether the keychain is locked."""
        return self._lock.is_locked()

    def unlock(self) -> None:
        """Let macOS ask for the keychain's password."""
        self._lock.unlock()

    @cached_property
    def _keychain(self) -> "Keyring":
        from keyring.backends import macOS

        if not hasattr(macOS, "api"):
            raise KeystoreUnavailableError(reason="there is no Keychain on this system")
        keychain = macOS.Keyring()  # type: ignore[no-untyped-call]
        # keyring takes properties from the environment; ours come from here alone.
        vars(keychain).clear()
        keychain.keychain = None
        return keychain


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Tell what the Keychain answers.

    Raises:
        KeystoreLockedError: the person declined, or would have to be asked.
        KeystoreUnavailableError: any other status, by its number.
        RecordDamagedError: an item is not text.
    """
    from keyring.errors import KeyringError, KeyringLocked

    try:
        yield
    except UnicodeDecodeError:
        raise RecordDamagedError(reason="it is not text") from None
    except KeyringLocked:
        raise KeystoreLockedError from None
    except KeyringError as error:
        status = _status(error)
        if status == INTERACTION_NOT_ALLOWED:
            raise KeystoreLockedError from None
        raise KeystoreUnavailableError(reason=f"the Keychain answered {status}") from None


def _status(error: BaseException) -> object:
    """The OSStatus that keyring's error came from; None if it doesn't say."""
    cause = error.__cause__
    return cause.args[0] if cause is not None and cause.args else None
