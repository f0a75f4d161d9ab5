"""The Credential Manager that Windows would be: a credential takes 2,560 bytes and no more.

The double stands where ``win32cred`` does, so keyring's own code and ours run above it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import pytest
from jaraco.context import ExceptionTrap
from keyring.backends import Windows

from desktop.keystore.windows import WindowsStore
from tests.doubles.cut import Cuts

CRED_MAX_CREDENTIAL_BLOB_SIZE: Final = 5 * 512
ERROR_NOT_FOUND: Final = 1168
RPC_X_BAD_STUB_DATA: Final = 1783

Credential = Mapping[str, str | int]


class WindowsError(Exception):
    """``pywintypes.error``."""

    def __init__(self, winerror: int, funcname: str, strerror: str) -> None:
        """As pywin32-ctypes makes it."""
        super().__init__(winerror, funcname, strerror)
        self.winerror = winerror
        self.funcname = funcname
        self.strerror = strerror


class CredentialManager:
    """``win32cred``: what keyring calls of it."""

    CRED_TYPE_GENERIC = 1
    CRED_PERSIST_SESSION = 1
    CRED_PERSIST_LOCAL_MACHINE = 2
    CRED_PERSIST_ENTERPRISE = 3

    def __init__(self) -> None:
        """Begin empty."""
        self.credentials: dict[str, Credential] = {}
        self.cuts = Cuts()
        self.failing_with: int | None = None

    def CredRead(self, Type: int, TargetName: str) -> dict[str, object]:  # noqa: N802, N803
        """Give a credential back, its text as the bytes that are stored."""
        self._enter("CredRead")
        assert Type == self.CRED_TYPE_GENERIC
        if TargetName not in self.credentials:
            raise WindowsError(ERROR_NOT_FOUND, "CredRead", "Element not found.")
        found = self.credentials[TargetName]
        return {**found, "CredentialBlob": str(found["CredentialBlob"]).encode("utf-16-le")}

    def CredWrite(self, Credential: Credential, Flags: int) -> None:  # noqa: N802, N803
        """Replace a credential, unless its text is too long."""
        self._enter("CredWrite")
        assert Flags == 0
        if (
            len(str(Credential["CredentialBlob"]).encode("utf-16-le"))
            > CRED_MAX_CREDENTIAL_BLOB_SIZE
        ):
            raise WindowsError(RPC_X_BAD_STUB_DATA, "CredWrite", "The stub received bad data.")
        self.credentials[str(Credential["TargetName"])] = dict(Credential)
        self.cuts.changed()

    def CredDelete(self, Type: int, TargetName: str) -> None:  # noqa: N802, N803
        """Remove a credential."""
        self._enter("CredDelete")
        assert Type == self.CRED_TYPE_GENERIC
        if self.credentials.pop(TargetName, None) is None:
            raise WindowsError(ERROR_NOT_FOUND, "CredDelete", "Element not found.")
        self.cuts.changed()

    def _enter(self, function: str) -> None:
        self.cuts.before()
        if self.failing_with is not None:
            raise WindowsError(self.failing_with, function, "")


class _Types:
    """``pywintypes``."""

    error = WindowsError


@contextmanager
def windows_sized_store() -> Iterator[tuple[WindowsStore, CredentialManager]]:
    """Our store over keyring over the double, while the block lasts."""
    manager = CredentialManager()
    with ExceptionTrap() as nothing_missing:
        pass
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Windows, "missing_deps", nothing_missing)
        patch.setattr(Windows, "win32cred", manager, raising=False)
        patch.setattr(Windows, "pywintypes", _Types, raising=False)
        yield WindowsStore(), manager
