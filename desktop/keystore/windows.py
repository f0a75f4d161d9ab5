"""Windows Credential Manager, through keyring.

An item is a generic credential of at most 1,280 UTF-16 units; CredWrite replaces one at once or
not at all. The credentials stay on this computer: keyring's default would let a domain carry them
to the next one, where a session that renews itself would end this one.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING, Final

from desktop.foundation.errors import (
    KeystoreLockedError,
    KeystoreUnavailableError,
    RecordDamagedError,
)
from desktop.keystore.store import SERVICE, Layout, item_service

if TYPE_CHECKING:
    from keyring.backends.Windows import WinVaultKeyring

CANCELLED: Final = 1223  # ERROR_CANCELLED, of a policy that asks the person


class WindowsStore:
    """The credentials of the Windows user. There is no lock but the one of logging in."""

    kind = "windows"
    label = "Windows Credential Manager"
    layout = Layout.PARTS

    def get(self, item: str) -> str | None:
        """The text of an item; None if there is none."""
        with _in_our_words():
            text: str | None = self._credentials.get_password(item_service(item), SERVICE)  # type: ignore[no-untyped-call]
            return text

    def set(self, item: str, text: str) -> None:
        """Put a text under this name."""
        with _in_our_words():
            # keyring's set_password would first copy the old text to a second credential, from
            # which it came back if a deletion were cut short.
            self._credentials._set_password(item_service(item), SERVICE, text)  # type: ignore[no-untyped-call]

    def delete(self, item: str) -> None:
        """Remove an item; that there is none is fine."""
        from keyring.errors import PasswordDeleteError

        with _in_our_words(), suppress(PasswordDeleteError):
            self._credentials.delete_password(item_service(item), SERVICE)  # type: ignore[no-untyped-call]

    def is_locked(self) -> bool:
        """Never: who is logged in may read them."""
        return False

    def unlock(self) -> None:
        """Nothing to do."""

    @cached_property
    def _credentials(self) -> "WinVaultKeyring":
        from keyring.backends import Windows

        if Windows.missing_deps:
            raise KeystoreUnavailableError(reason="this installation lacks pywin32-ctypes")
        credentials = Windows.WinVaultKeyring()  # type: ignore[no-untyped-call]
        # keyring takes properties from the environment; ours come from here alone.
        vars(credentials).clear()
        credentials.persist = "local machine"
        return credentials


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Tell what Windows answers.

    Raises:
        KeystoreLockedError: the person declined.
        KeystoreUnavailableError: any other error, by its number.
        RecordDamagedError: a credential is not text.
    """
    from keyring.backends import Windows

    try:
        yield
    except UnicodeDecodeError:
        raise RecordDamagedError(reason="it is not text") from None
    except Windows.pywintypes.error as error:  # type: ignore[attr-defined]
        if error.winerror == CANCELLED:
            raise KeystoreLockedError from None
        reason = f"Windows answered {error.funcname} with error {error.winerror}"
        raise KeystoreUnavailableError(reason=reason) from None
    except OSError as error:
        raise KeystoreUnavailableError(reason=error.strerror or "Windows refused") from error
