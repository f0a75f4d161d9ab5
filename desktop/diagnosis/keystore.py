"""The keystore, by putting in a record of its own, and what it holds of each profile."""

from concurrent.futures import TimeoutError as CallTimeoutError
from pathlib import Path
from typing import Final

from desktop.diagnosis.finding import Check, Finding, Outcome, fine, warning
from desktop.diagnosis.naming import finding_of
from desktop.foundation.errors import AuthenticatorError, KeystoreBusyError
from desktop.foundation.file_lock import FileLock
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile
from desktop.keystore.vault import Vault
from desktop.session.device_record import device_item, parse_devices
from desktop.session.generation import LOCK_FILE
from desktop.session.record import SessionRecord, parse_record, session_item

KEYSTORE_SECONDS: Final = 4.0
LOCK_SECONDS: Final = 2.0
MEMORY: Final = "memory"
VAULT_FILE: Final = "vault-file"


def examine_keystore(vault: Vault, paths: Paths) -> list[Finding]:
    """Write, read and delete a record of its own; nobody is asked for a password."""
    if vault.kind == VAULT_FILE and not paths.vault_file.exists():
        text = "The first sign-in makes the vault file."
        return [fine(Check.KEYSTORE, text, outcome=Outcome.VAULT_NOT_MADE)]
    try:
        vault.probe().result(KEYSTORE_SECONDS)
    except CallTimeoutError:
        return [finding_of(Check.KEYSTORE, KeystoreBusyError())]
    except AuthenticatorError as error:
        return [finding_of(Check.KEYSTORE, error)]
    if vault.kind == MEMORY:
        text = (
            "Sessions are kept in the app's memory; other programs get no token. Choose a"
            " keystore in the app to hand them out."
        )
        return [warning(Check.KEYSTORE, Outcome.KEYSTORE_IN_MEMORY, text)]
    return [fine(Check.KEYSTORE, f"{vault.label} takes, gives and deletes a record.")]


def examine_session(vault: Vault, profile: Profile, folder: Path) -> list[Finding]:
    """What the keystore holds of one profile, read and not shown; ``folder`` is its own."""
    try:
        text = vault.read(session_item(profile.id)).result(KEYSTORE_SECONDS)
        record = None if text is None else parse_record(text)
        devices = vault.read(device_item(profile.id)).result(KEYSTORE_SECONDS)
        if devices is not None:
            parse_devices(devices)
    except CallTimeoutError:
        return [finding_of(Check.SESSION, KeystoreBusyError())]
    except AuthenticatorError as error:
        return [finding_of(Check.SESSION, error)]
    if _is_in_use(folder):
        sentence = (
            "Another process has had this session's lock for some seconds. Wait; if it stays"
            f" so, find that process with “fuser {folder / LOCK_FILE}”."
        )
        return [warning(Check.SESSION, Outcome.SESSION_IN_USE, sentence)]
    return [_finding_of_record(record)]


def _finding_of_record(record: SessionRecord | None) -> Finding:
    if record is None:
        return fine(Check.SESSION, "Nobody is signed in.", outcome=Outcome.NOBODY_SIGNED_IN)
    if record.attempt_id:
        text = "A renewal was interrupted; the next one goes on from there by itself."
        return fine(Check.SESSION, text, outcome=Outcome.RENEWAL_OPEN)
    return fine(Check.SESSION, "Somebody is signed in.", outcome=Outcome.SIGNED_IN)


def _is_in_use(folder: Path) -> bool:
    if not (folder / LOCK_FILE).exists():
        return False
    lock = FileLock(folder / LOCK_FILE)
    try:
        lock.acquire(LOCK_SECONDS).release()
    except TimeoutError:
        return True
    except OSError:
        # That nothing can be written there is the finding of the files.
        return False
    return False
