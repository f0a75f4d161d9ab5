"""The keystore as a command opens it: a vault file with the passphrase that is typed.

========================== ==================== ==========================================
the vault file             a terminal           outcome
========================== ==================== ==========================================
is there                   yes                  its passphrase is asked for
is there                   no                   PassphraseNeededError
not made yet, sign-in      yes                  a new passphrase is asked for, twice
not made yet, sign-in      no                   PassphraseNeededError
not made yet, all others   either               empty; nothing is asked
========================== ==================== ==========================================

The passphrase never comes from an argument, the environment or standard input: other programs can
read those, and standard input is where a code comes from.
"""

import os
import sys
from concurrent.futures import TimeoutError as CallTimeoutError

from desktop.foundation.errors import (
    KeystoreBusyError,
    KeystoreLockedError,
    PassphraseNeededError,
)
from desktop.foundation.paths import Paths
from desktop.foundation.secret import Secret
from desktop.keystore.choice import open_vault, was_used
from desktop.keystore.store import Layout
from desktop.keystore.vault import Vault

VAULT_FILE = "vault-file"
UNLOCK_SECONDS = 15.0
LEAST_LETTERS = 8
"""What the app asks of a passphrase too."""

TERMINAL = "/dev/tty"


def open_keystore(paths: Paths, *, will_write: bool = False) -> Vault:
    """The vault of this installation, open as far as a person at the terminal can open it.

    ``will_write`` makes a vault file where there is none yet.

    Raises:
        KeystoreError: there is none, another one was used before, the passphrase is wrong or
            there is nobody to type it.
    """
    vault = open_vault(paths, os.environ)
    if vault.kind != VAULT_FILE:
        return vault
    is_new = not paths.vault_file.exists() and not was_used(paths)
    if is_new and not will_write:
        return Vault(NoVaultFile())
    passphrase = ask_for_new() if is_new else _ask("Passphrase of the vault file: ")
    vault = open_vault(paths, os.environ, passphrase=passphrase)
    try:
        vault.unlock().result(UNLOCK_SECONDS)
    except CallTimeoutError as error:
        raise KeystoreBusyError from error
    return vault


class NoVaultFile:
    """What a vault file holds before it is made."""

    kind = VAULT_FILE
    label = "vault file"
    layout = Layout.WHOLE

    def get(self, _item: str) -> str | None:
        """Nothing."""
        return None

    def set(self, _item: str, _text: str) -> None:
        """Refuse: there is no passphrase to write with."""
        raise KeystoreLockedError

    def delete(self, _item: str) -> None:
        """Nothing to do."""

    def is_locked(self) -> bool:
        """No: it can be read."""
        return False

    def unlock(self) -> None:
        """Nothing to do."""


def ask_for_new() -> Secret:
    """A new passphrase for the vault file, typed twice.

    Raises:
        PassphraseNeededError: there is nobody to type it.
    """
    while True:
        passphrase = _ask("New passphrase for the vault file: ")
        if len(passphrase.reveal()) < LEAST_LETTERS:
            print(f"It needs {LEAST_LETTERS} characters at least.", file=sys.stderr)
        elif _ask("The same again: ") == passphrase:
            return passphrase
        else:
            print("These were two different ones.", file=sys.stderr)


def _ask(prompt: str) -> Secret:
    if not _has_terminal():
        raise PassphraseNeededError
    # Imported here: the other keystores ask by themselves.
    from getpass import getpass

    try:
        return Secret(getpass(prompt))
    except EOFError as error:
        raise PassphraseNeededError from error


def _has_terminal() -> bool:
    """Whether a person can be asked, wherever input and output lead."""
    if os.name != "posix":
        return sys.stdin.isatty()
    try:
        os.close(os.open(TERMINAL, os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True
