"""Moving every record of this user from one keystore to another.

==== ================================================== ==========================================
step what happens                                       after a crash right behind it
==== ================================================== ==========================================
1    locks of all profiles taken, all records read      nothing happened
2    noted that the other keystore gets copies          the one of before counts; the next start
3, 4 records written there, and read back               deletes the copies
5    the other one counts, the one of before holds      moved; the next start deletes the copies
     the copies: one file, written at once
6, 7 records of before deleted, no copies noted more    moved
8    generations advanced: the others look anew         moved
==== ================================================== ==========================================

A refresh token may be spent once: of two keystores that hold it exactly one counts at any moment,
and a copy that can't be deleted yet stays noted until it can be. Another process that has opened
the keystore of before is told so at its next call (``KeystoreMovedError``).
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import Future
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Final, TypeVar

from desktop.foundation.errors import (
    AuthenticatorError,
    FileUnwritableError,
    KeystoreBusyError,
    KeystoreError,
    KeystoreUnavailableError,
    RecordDamagedError,
)
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import load_profiles
from desktop.keystore.choice import copies_in, forget_copies, note_copies, open_other, switch
from desktop.keystore.vault import Vault
from desktop.session.checkpoint import Checkpoint, Step, pass_by
from desktop.session.device_record import device_item, encode_devices, parse_devices
from desktop.session.record import revocation_item, session_item
from desktop.session.stored import StoredSession

LOG = logging.getLogger(__name__)

VAULT_FILE: Final = "vault-file"
CALL_SECONDS: Final = 15.0
"""A vault file derives its key at the first call, and a busy keystore has many to serve."""

Records = dict[str, str]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Moving:
    """Moves the records of the profiles with these ids out of ``before``."""

    paths: Paths
    profile_ids: Sequence[str]
    before: Vault
    checkpoint: Checkpoint = pass_by

    async def run(self, now: Vault) -> None:
        """Move everything to ``now``, which is used from then on.

        Raises:
            KeystoreError: one of the two could not be read or written; the one of before counts.
            FileUnwritableError: which one counts can't be written; the one of before does.
        """
        if now.kind == self.before.kind:
            return
        async with self._locked() as locked:
            records = await self._read(self.before)
            self.checkpoint(Step.MIGRATION_LOCKED)
            if now.kind == VAULT_FILE:
                self._set_vault_file_aside()
            try:
                note_copies(self.paths, now.kind, beside=self.before.kind)
                self.checkpoint(Step.MIGRATION_NOTED)
                await self._copy(records, now)
                self._switch(now)
            except (KeystoreError, OSError) as error:
                await self._take_back(now)
                if isinstance(error, OSError):
                    file, reason = str(self.paths.keystore_file), error.strerror or "it failed"
                    raise FileUnwritableError(file=file, reason=reason) from error
                raise
            self.checkpoint(Step.MIGRATION_SWITCHED)
            try:
                await self._delete_copies(self.before.kind, records)
            except (KeystoreError, OSError) as error:
                self._leave(self.before.kind, error)
            for stored in locked:
                stored.announce()
            self.checkpoint(Step.MIGRATION_ANNOUNCED)

    async def can_read(self) -> bool:
        """Whether what is to be moved can be read now."""
        try:
            await self._read(self.before)
        except KeystoreError:
            return False
        return True

    async def delete_copies(self) -> None:
        """Delete what an earlier move has left, where that can be done now.

        ``before`` is the keystore that counts.

        Raises:
            KeystoreError: that one can't be read; then nothing is deleted anywhere.
        """
        if not copies_in(self.paths):
            return
        async with self._locked():
            records = await self._read(self.before)
            for kind in copies_in(self.paths):
                try:
                    await self._delete_copies(kind, records)
                except (KeystoreError, OSError) as error:
                    self._leave(kind, error)

    @asynccontextmanager
    async def _locked(self) -> AsyncIterator[list[StoredSession]]:
        async with AsyncExitStack() as locks:
            all_of_them = []
            # In one order for all processes: two that move would wait for each other otherwise.
            for profile_id in sorted(self.profile_ids):
                folder = self.paths.profile_folder(profile_id)
                stored = StoredSession(self.before, profile_id, folder)
                await locks.enter_async_context(stored.locked())
                all_of_them.append(stored)
            yield all_of_them

    def _names(self) -> list[str]:
        items = (session_item, revocation_item, device_item)
        return [item(profile_id) for profile_id in self.profile_ids for item in items]

    async def _read(self, vault: Vault) -> Records:
        texts = {name: await _wait(vault.read(name)) for name in self._names()}
        return {name: text for name, text in texts.items() if text is not None}

    async def _copy(self, records: Records, now: Vault) -> None:
        await _wait(now.unlock())
        wanted = {}
        for name in self._names():
            text = records.get(name)
            if _is_of_devices(name):
                text = _with_keys_of(text, await _wait(now.read(name)))
            if text is None:
                await _wait(now.delete(name))
            else:
                wanted[name] = text
                await _wait(now.write(name, text))
        self.checkpoint(Step.MIGRATION_COPIED)
        if await self._read(now) != wanted:
            raise RecordDamagedError(reason="it reads differently from what was written")
        self.checkpoint(Step.MIGRATION_READ_BACK)

    def _set_vault_file_aside(self) -> None:
        # One of an earlier time has another passphrase; its keys may still be wanted. Before copies
        # are noted: whoever cleans up after this process deletes what it finds under that name.
        file = self.paths.vault_file
        try:
            if file.exists():
                file.replace(file.with_name(file.name + ".earlier"))
        except OSError as error:
            reason = f"the vault file: {error.strerror or type(error).__name__}"
            raise KeystoreUnavailableError(reason=reason) from error

    def _switch(self, now: Vault) -> None:
        try:
            switch(self.paths, self.before.kind, now.kind)
        except OSError:
            # Written, though the disk has not confirmed it, is what everybody reads from now on.
            if now.kind in copies_in(self.paths):
                raise

    async def _take_back(self, now: Vault) -> None:
        try:
            if now.kind in copies_in(self.paths):
                await self._delete_copies(now.kind, await self._read(self.before))
        except (KeystoreError, OSError) as error:
            self._leave(now.kind, error)

    def _leave(self, kind: str, error: Exception) -> None:
        # They stay noted: nobody uses them, and the next start tries again.
        LOG.info("Copies in %s can't be deleted now: %s", kind, type(error).__name__)

    async def _delete_copies(self, kind: str, records: Records) -> None:
        """Delete them all, and note that; ``records`` are those that count."""
        if kind == VAULT_FILE:
            self.paths.vault_file.resolve().unlink(missing_ok=True)
            self.paths.vault_file.unlink(missing_ok=True)
        elif kind != "memory":
            await self._delete_from(open_other(self.paths, kind), records)
        self.checkpoint(Step.MIGRATION_DELETED)
        forget_copies(self.paths, kind)
        self.checkpoint(Step.MIGRATION_SETTLED)

    async def _delete_from(self, vault: Vault, records: Records) -> None:
        try:
            for name in self._names():
                left = None
                if _is_of_devices(name):
                    # A key that is not among those that count is no copy.
                    left = _without_keys_of(await _wait(vault.read(name)), records.get(name))
                await _wait(vault.delete(name) if left is None else vault.write(name, left))
        finally:
            vault.close()


async def delete_copies(paths: Paths, vault: Vault) -> None:
    """Delete what an earlier move has left, as far as that can be done now; ``vault`` counts."""
    try:
        await Moving(paths, kept_profiles(paths), vault).delete_copies()
    except AuthenticatorError as error:
        LOG.info("Copies of an earlier keystore stay: %s", type(error).__name__)


def kept_profiles(paths: Paths) -> tuple[str, ...]:
    """The ids of all profiles that keep something.

    Raises:
        ProfilesDamagedError: the list can't be read.
    """
    return tuple(profile.id for profile in load_profiles(paths.profiles_file).profiles)


def _is_of_devices(name: str) -> bool:
    return name.endswith(device_item(""))


def _with_keys_of(text: str | None, other: str | None) -> str | None:
    """The device keys of ``text``, and those of ``other`` for users that it has none of."""
    ours = () if text is None else parse_devices(text)
    users = {one.user_id for one in ours}
    try:
        theirs = () if other is None else parse_devices(other)
    except RecordDamagedError:
        theirs = ()
    kept = tuple(one for one in theirs if one.user_id not in users)
    if not kept:
        return text
    return encode_devices((*ours, *kept))


def _without_keys_of(text: str | None, other: str | None) -> str | None:
    """The device keys of ``text`` that ``other`` has not; None if there are none."""
    seeds = [one.seed for one in (() if other is None else parse_devices(other))]
    try:
        ours = () if text is None else parse_devices(text)
    except RecordDamagedError:
        return None
    left = tuple(one for one in ours if one.seed not in seeds)
    return encode_devices(left) if left else None


async def _wait(call: "Future[Result]") -> Result:
    done = asyncio.wrap_future(call)
    try:
        return await asyncio.wait_for(asyncio.shield(done), CALL_SECONDS)
    except TimeoutError as error:
        raise KeystoreBusyError from error
