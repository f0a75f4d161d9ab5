"""Which keystore this installation uses: decided once, remembered, never changed silently.

============================================ ==================================================
COTTER_AUTHENTICATOR_KEYSTORE                that one
otherwise, a choice or first use remembered  that one
otherwise                                    the platform's own
============================================ ==================================================

The first one that records were written to is remembered, except memory, which keeps nothing; a
person's own choice is remembered at once. From then on another one is an error that says so, until
the person chooses, or moves what is kept. There is no falling back: a keystore that fails fails.
keyring's own configuration (``keyringrc.cfg``, ``PYTHON_KEYRING_BACKEND``, installed back ends) has
no say.

While records are moved, and until the last copy of them is deleted, the file names the keystores
that hold ``copies``: nothing in those counts, and none of them can be chosen. One write of the file
makes the copies the records and the records the copies.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from desktop.foundation.atomic_file import write_atomically
from desktop.foundation.errors import (
    FileUnwritableError,
    KeystoreChangedError,
    KeystoreError,
    KeystoreUnavailableError,
)
from desktop.foundation.paths import Paths
from desktop.foundation.secret import Secret
from desktop.keystore.store import Store
from desktop.keystore.vault import Vault

VARIABLE: Final = "COTTER_AUTHENTICATOR_KEYSTORE"
FORMAT: Final = 1
LABELS: Final = {
    "secret-service": "Secret Service",
    "windows": "Windows Credential Manager",
    "macos": "macOS Keychain",
    "memory": "memory",
    "vault-file": "vault file",
}
CHOICES: Final = ("memory", "vault-file")
"""What a person can choose where the platform's own does not work."""


class KeystoreMovedError(KeystoreError):
    """Another process has moved everything to another keystore since this one opened it."""

    happened = "Your session was moved from {before} to {now} meanwhile."
    kept = "Nothing was lost."
    next_step = "Try again."


@dataclass(frozen=True, slots=True)
class RememberedKeystore:
    """A keystore that was chosen, or used; ``used`` once records were written to it.

    ``copies`` are the kinds that hold what counts no longer, or not yet.
    """

    kind: str
    used: bool
    copies: tuple[str, ...] = ()


def open_vault(
    paths: Paths, environment: Mapping[str, str], *, passphrase: Secret | None = None
) -> Vault:
    """The vault of this installation; nothing is asked of the keystore yet.

    ``passphrase`` opens the vault file, where that is what is used; without it the vault is locked.

    Raises:
        KeystoreChangedError: another keystore was used before.
        KeystoreUnavailableError: there is no such keystore here, or what was remembered of it
            can't be read.
    """
    remembered = _load(paths.keystore_file)
    kind = environment.get(VARIABLE) or (remembered.kind if remembered else platform_kind())
    if kind not in LABELS:
        raise KeystoreUnavailableError(reason=f"{VARIABLE} is {kind!r}, which is none of them")
    if remembered and kind in remembered.copies:
        raise KeystoreUnavailableError(reason=_old_copy(kind))
    used = remembered if remembered and remembered.used else None
    if used and used.kind != kind:
        raise KeystoreChangedError(before=LABELS[used.kind], now=LABELS[kind])
    if remembered is None and kind != "vault-file" and paths.vault_file.exists():
        # The note is lost, and with it that the file is where the records are.
        raise KeystoreChangedError(before=LABELS["vault-file"], now=LABELS[kind])
    if kind == "vault-file":
        from desktop.keystore.vault_file import VaultFileStore

        anew = remembered is not None and used is None
        store: Store = VaultFileStore(
            paths.vault_file, passphrase, made=used is not None, anew=anew
        )
    else:
        store = _open_store(kind)
    if kind == "memory":
        return Vault(store)
    check = partial(_check_counts, paths.keystore_file, kind)
    remember = None if used else _FirstUse(paths.keystore_file, kind)
    return Vault(store, remember=remember, check=check)


def open_other(paths: Paths, kind: str, *, passphrase: Secret | None = None) -> Vault:
    """A vault in another keystore than the one that counts, to move records there or delete copies.

    Raises:
        KeystoreUnavailableError: there is no such keystore here.
    """
    if kind == "vault-file":
        from desktop.keystore.vault_file import VaultFileStore

        return Vault(VaultFileStore(paths.vault_file, passphrase))
    return Vault(_open_store(kind))


def remembered_kind(paths: Paths) -> str:
    """The kind that was chosen or used before; empty if none was.

    Raises:
        KeystoreUnavailableError: what was remembered can't be read.
    """
    remembered = _load(paths.keystore_file)
    return remembered.kind if remembered else ""


def was_used(paths: Paths) -> bool:
    """Whether records were written to the keystore that is remembered.

    Raises:
        KeystoreUnavailableError: what was remembered can't be read.
    """
    remembered = _load(paths.keystore_file)
    return remembered is not None and remembered.used


def choose(paths: Paths, kind: str) -> None:
    """Use this kind from now on: the person said so. Records elsewhere stay where they are.

    Raises:
        KeystoreUnavailableError: there is no such keystore.
        FileUnwritableError: the choice can't be written; what was used before goes on to be.
    """
    if kind not in LABELS:
        raise KeystoreUnavailableError(reason=f"there is none called {kind!r}")
    copies = _copies_if_known(paths)
    if kind in copies:
        raise KeystoreUnavailableError(reason=_old_copy(kind))
    try:
        _save(paths.keystore_file, RememberedKeystore(kind, used=False, copies=copies))
    except OSError as error:
        reason = error.strerror or "it is not known why"
        raise FileUnwritableError(file=str(paths.keystore_file), reason=reason) from error


def copies_in(paths: Paths) -> tuple[str, ...]:
    """The keystores that hold copies which nobody may use.

    Raises:
        KeystoreUnavailableError: what was remembered can't be read.
    """
    remembered = _load(paths.keystore_file)
    return () if remembered is None else remembered.copies


def copies_left(paths: Paths) -> tuple[KeystoreError, ...]:
    """What to tell of each keystore that holds copies; nothing where none are known."""
    kinds = _copies_if_known(paths)
    return tuple(KeystoreUnavailableError(reason=_old_copy(kind)) for kind in kinds)


def note_copies(paths: Paths, kind: str, *, beside: str) -> None:
    """What ``kind`` gets from now on are copies of what ``beside`` holds.

    Raises:
        KeystoreUnavailableError: what was remembered can't be read.
        OSError: the file can't be written.
    """
    now = _load(paths.keystore_file) or RememberedKeystore(beside, used=False)
    _save(paths.keystore_file, replace(now, copies=_with(now.copies, kind)))


def forget_copies(paths: Paths, kind: str) -> None:
    """``kind`` holds no copy any more.

    Raises:
        KeystoreUnavailableError: what was remembered can't be read.
        OSError: the file can't be written.
    """
    now = _load(paths.keystore_file)
    if now is not None and kind in now.copies:
        _save(paths.keystore_file, replace(now, copies=_without(now.copies, kind)))


def switch(paths: Paths, before: str, now: str) -> None:
    """From here on the copies in ``now`` count, and what ``before`` holds are copies.

    Raises:
        KeystoreUnavailableError: what was remembered can't be read.
        OSError: the file can't be written; then ``before`` goes on to count.
    """
    copies = _without(copies_in(paths), now)
    if before != "memory":
        copies = _with(copies, before)
    _save(paths.keystore_file, RememberedKeystore(now, used=True, copies=copies))


def has_moved(paths: Paths, kind: str) -> bool:
    """Whether another keystore is used by now in place of ``kind``.

    Raises:
        KeystoreUnavailableError: what was remembered can't be read.
    """
    now = _load(paths.keystore_file)
    return kind != "memory" and now is not None and now.used and now.kind != kind


def named_kind(environment: Mapping[str, str]) -> str:
    """The kind that the environment names, else the platform's own."""
    return environment.get(VARIABLE) or platform_kind()


def platform_kind() -> str:
    """The kind that this platform brings along."""
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "secret-service")


class _FirstUse:
    """Remembers a kind the first time it is called."""

    def __init__(self, file: Path, kind: str) -> None:
        self._file = file
        self._kind = kind
        self._done = False

    def __call__(self) -> None:
        if not self._done:
            now = _load(self._file)
            copies = () if now is None else now.copies
            _save(self._file, RememberedKeystore(self._kind, used=True, copies=copies))
            self._done = True


def _open_store(kind: str) -> Store:
    # Imported here: each is of use on one platform.
    if kind == "memory":
        from desktop.keystore.memory import MemoryStore

        return MemoryStore()
    if kind != platform_kind():
        name = LABELS.get(kind, repr(kind))
        raise KeystoreUnavailableError(reason=f"there is no {name} on this system")
    if kind == "windows":
        from desktop.keystore.windows import WindowsStore

        return WindowsStore()
    if kind == "macos":
        from desktop.keystore.macos import MacosStore

        return MacosStore()
    from desktop.keystore.secret_service import SecretServiceStore

    return SecretServiceStore()


def _load(file: Path) -> RememberedKeystore | None:
    try:
        document = json.loads(file.read_text("utf-8"))
        if document["format"] != FORMAT or document["kind"] not in LABELS:
            raise ValueError("unknown")
        # A file of before records could be moved doesn't name them.
        copies = tuple(str(kind) for kind in document.get("copies", ()))
        if not set(copies) <= LABELS.keys():
            raise ValueError("unknown")
        return RememberedKeystore(document["kind"], used=document["used"] is True, copies=copies)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        reason = f"{file} does not say which one is used; mend it, or choose again"
        raise KeystoreUnavailableError(reason=reason) from error


def _save(file: Path, remembered: RememberedKeystore) -> None:
    document: dict[str, object] = {
        "format": FORMAT,
        "kind": remembered.kind,
        "used": remembered.used,
    }
    if remembered.copies:
        document["copies"] = remembered.copies
    write_atomically(file, (json.dumps(document) + "\n").encode())


def _copies_if_known(paths: Paths) -> tuple[str, ...]:
    try:
        return copies_in(paths)
    except KeystoreUnavailableError:
        # Choosing anew and removing all are the person's ways out of a file that can't be read.
        return ()


def _check_counts(file: Path, kind: str) -> None:
    now = _load(file)
    if now is not None and now.used and now.kind != kind:
        raise KeystoreMovedError(before=LABELS[kind], now=LABELS[now.kind])


def _old_copy(kind: str) -> str:
    return f"what {LABELS[kind]} holds is an old copy that could not be deleted yet"


def _with(kinds: tuple[str, ...], kind: str) -> tuple[str, ...]:
    return (*_without(kinds, kind), kind)


def _without(kinds: tuple[str, ...], kind: str) -> tuple[str, ...]:
    return tuple(one for one in kinds if one != kind)
