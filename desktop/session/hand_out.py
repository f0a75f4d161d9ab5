"""The fast way to an access token: no asyncio, httpx or PyJWT while the token is valid.

======================================= =====================================================
the record                              what happens
======================================= =====================================================
holds long enough                       it is handed out
does not, another process renews        wait for its commit, read again
was renewed since it was asked for      it is handed out: no other would hold longer
does not, the lock is free              read again under the lock, renew if still needed
======================================= =====================================================

Whoever waits needs no lock: it looks at the generation file, which changes with each commit.
"""

import time
from collections.abc import Callable
from concurrent.futures import TimeoutError as CallTimeoutError

from desktop.foundation.clock import Clock
from desktop.foundation.errors import (
    KeystoreBusyError,
    MemoryOfAnotherProcessError,
    NotSignedInError,
    SessionEndedError,
)
from desktop.foundation.file_lock import FileLock
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile
from desktop.keystore.vault import Vault
from desktop.session.generation import LOCK_FILE, read_generation
from desktop.session.last_seen import load_last_seen
from desktop.session.record import SessionRecord, parse_record, session_item

CALL_SECONDS = 15.0
"""Longer than a call in the background: dozens of programs may ask the keystore at once."""

LOCK_SECONDS = 30.0
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.02, 0.3
PAUSE_GROWTH = 1.5
"""Dozens that look every few milliseconds would take the CPU from the one that renews."""


Renew = Callable[[FileLock], SessionRecord]


def hand_out(
    profile: Profile,
    *,
    paths: Paths,
    vault: Vault,
    clock: Clock,
    min_valid: float,
    renew: Renew,
) -> SessionRecord:
    """A session whose access token holds ``min_valid`` seconds more.

    ``renew`` is called with the lock held, and only if it must be; it may import what it needs.

    Raises:
        NotSignedInError, SessionEndedError: only the user can go on.
        MemoryOfAnotherProcessError: the session is in the running app and nowhere else.
        KeystoreError: locked, unavailable, busy or damaged.
        AuthenticatorError: whatever ``renew`` raises.
    """
    folder = paths.profile_folder(profile.id)
    lock = FileLock(folder / LOCK_FILE)
    seen = read_generation(folder)
    record = _read(profile, paths, vault)
    if record.holds(clock, min_valid):
        return record
    asked_at = clock.boot()

    def will_do(record: SessionRecord) -> bool:
        is_new = record.mark.boot > asked_at and record.holds(clock, 0)
        return is_new or record.holds(clock, min_valid)

    deadline = time.monotonic() + LOCK_SECONDS
    pause = FIRST_PAUSE_SECONDS
    while not lock.try_acquire():
        if read_generation(folder) != seen:
            seen = read_generation(folder)
            record = _read(profile, paths, vault)
            if will_do(record):
                return record
        if time.monotonic() > deadline:
            raise KeystoreBusyError
        time.sleep(pause)
        pause = min(pause * PAUSE_GROWTH, LONGEST_PAUSE_SECONDS)
    with lock:
        if read_generation(folder) != seen:
            record = _read(profile, paths, vault)
            if will_do(record):
                return record
        return renew(lock)


def _read(profile: Profile, paths: Paths, vault: Vault) -> SessionRecord:
    try:
        text = vault.read(session_item(profile.id)).result(CALL_SECONDS)
    except CallTimeoutError as error:
        raise KeystoreBusyError from error
    if text is not None:
        return parse_record(text)
    last = load_last_seen(paths.profile_folder(profile.id), profile)
    if vault.kind == "memory" and last.identifier and not last.refusal:
        raise MemoryOfAnotherProcessError
    if last.refusal:
        raise SessionEndedError(profile=profile.name, reason=last.refusal)
    raise NotSignedInError(profile=profile.name)
