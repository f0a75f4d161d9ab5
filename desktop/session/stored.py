"""One profile's records in the keystore, with the bounds that a caller can rely on."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from desktop.foundation.errors import (
    KeystoreBusyError,
    KeystoreUnavailableError,
    RecordDamagedError,
)
from desktop.foundation.file_lock import FileLock
from desktop.foundation.secret import Secret
from desktop.keystore.vault import Vault
from desktop.session.generation import LOCK_FILE, advance_generation, read_generation
from desktop.session.record import (
    SessionRecord,
    Tokens,
    encode_record,
    parse_record,
    revocation_item,
    session_item,
)

LOG = logging.getLogger(__name__)

CALL_SECONDS = 5.0
LOCK_SECONDS = 30.0
LOCK_PAUSE_SECONDS = 0.02

Result = TypeVar("Result")


class StoredSession:
    """Reads and writes the records of one profile; every call takes at most five seconds.

    A write that takes longer goes on in the keystore's thread; the lock of :meth:`locked` is
    then kept until it is back, so that no other process meets it half way.
    """

    def __init__(
        self,
        vault: Vault,
        profile_id: str,
        folder: Path,
        *,
        seconds: float = CALL_SECONDS,
        lock: FileLock | None = None,
    ) -> None:
        """Work on the records of ``profile_id``; ``folder`` is shared by all processes.

        ``lock`` is this profile's lock where the caller has taken it already.
        """
        self._vault = vault
        self._session = session_item(profile_id)
        self._revocation = revocation_item(profile_id)
        self.folder = folder
        self._seconds = seconds
        self._late: list[Future[None]] = []
        self._untaken: SessionRecord | None = None
        self.lock = lock or FileLock(folder / LOCK_FILE)
        self._handed_over = self.lock.held

    @property
    def kept_in(self) -> str:
        """What a person calls the keystore."""
        return self._vault.label

    @property
    def kind(self) -> str:
        """The keystore's kind, such as ``secret-service`` or ``memory``."""
        return self._vault.kind

    @asynccontextmanager
    async def locked(self) -> AsyncIterator[None]:
        """Hold the profile's lock; one that came with it held is taken over, once.

        A lock that waits for a late write of ours is waited for like anybody else's.

        Raises:
            KeystoreBusyError: another process kept it for half a minute.
        """
        handed_over, self._handed_over = self._handed_over, False
        if not handed_over:
            await self._acquire()
        try:
            yield
        finally:
            self._release()

    async def read(self) -> SessionRecord | None:
        """The session, or None when nobody is signed in.

        Raises:
            KeystoreError: locked, unavailable, busy, damaged or newer.
        """
        text = await self._wait(self._vault.read(self._session))
        return None if text is None else parse_record(text)

    async def write(self, record: SessionRecord) -> None:
        """Replace the session.

        Raises:
            KeystoreError: it may have been written or not; read again to know.
        """
        await self._commit(self._vault.write(self._session, encode_record(record)))
        if record.answer is None:
            self._untaken = None

    async def write_answer(self, record: SessionRecord) -> None:
        """Replace the session by one that holds an answer, and keep that until one without is.

        Raises:
            KeystoreError: as :meth:`write`; :meth:`untaken_answer` has it still.
        """
        self._untaken = record
        await self.write(record)

    def untaken_answer(self, record: SessionRecord) -> Tokens | None:
        """What the service answered to this record's attempt, if the keystore did not take it.

        A service that repeats no answer would refuse the second time.
        """
        kept = self._untaken
        if kept is None or kept.attempt_id != record.attempt_id:
            return None
        same = kept.tokens.refresh_token == record.tokens.refresh_token
        return kept.answer if same else None

    async def delete(self) -> None:
        """Delete the session; absent is fine.

        Raises:
            KeystoreError: it may be there still.
        """
        await self._commit(self._vault.delete(self._session))
        self._untaken = None

    async def read_revocations(self) -> tuple[Secret, ...]:
        """Refresh tokens that the service has to be told of; none where they can't be read.

        A damaged note must cost neither the session nor the next sign-in or sign-out, which
        replace it.

        Raises:
            KeystoreError: locked, unavailable, busy or newer.
        """
        try:
            text = await self._wait(self._vault.read(self._revocation))
            return () if text is None else _parse_revocations(text)
        except RecordDamagedError as error:
            LOG.warning("What the service was to hear of sign-outs can't be read: %s", error)
            return ()

    async def write_revocations(self, tokens: tuple[Secret, ...]) -> None:
        """Replace that list; an empty one is deleted.

        Raises:
            KeystoreError: as :meth:`write`.
        """
        if tokens:
            text = json.dumps([token.reveal() for token in tokens], separators=(",", ":"))
            await self._commit(self._vault.write(self._revocation, text))
        else:
            await self._commit(self._vault.delete(self._revocation))

    async def note_revocations(self, tokens: tuple[Secret, ...]) -> None:
        """Add to that list what is not on it; the caller holds the lock.

        Raises:
            KeystoreError: as :meth:`write`.
        """
        noted = await self.read_revocations()
        new = tuple(token for token in tokens if token not in noted)
        if new:
            await self.write_revocations((*noted, *new))

    async def read_text(self, item: str) -> str | None:
        """Another record of this profile, or None when it is absent.

        Raises:
            KeystoreError: as :meth:`read`.
        """
        return await self._wait(self._vault.read(item))

    async def write_text(self, item: str, text: str | None) -> None:
        """Replace another record of this profile, or delete it with None.

        Raises:
            KeystoreError: as :meth:`write`.
        """
        vault = self._vault
        await self._commit(vault.delete(item) if text is None else vault.write(item, text))

    async def unlock(self, seconds: float) -> None:
        """Let the platform ask for the password; the only call that may prompt.

        Raises:
            KeystoreError: dismissed, unavailable, or not answered within ``seconds``.
        """
        await self._wait(self._vault.unlock(), seconds)

    def generation(self) -> int:
        """How often the session was committed, by any process."""
        return read_generation(self.folder)

    def announce(self) -> int:
        """Tell the other processes of a commit, while the lock is held; the new generation.

        A folder that can't be written does not undo the commit: the others notice later.
        """
        try:
            return advance_generation(self.folder)
        except OSError as error:
            LOG.warning("Other processes could not be told of a commit: %s", error.strerror)
            return self.generation()

    async def _commit(self, future: Future[None]) -> None:
        self._late.append(future)
        future.add_done_callback(self._late.remove)
        await self._wait(future)

    async def _wait(self, future: Future[Result], seconds: float | None = None) -> Result:
        waiting = asyncio.wrap_future(future)
        # Nobody reads an outcome that comes late, or after whoever waited was cancelled; without
        # this asyncio would complain that nobody did.
        waiting.add_done_callback(_retrieve)
        done, _ = await asyncio.wait((waiting,), timeout=seconds or self._seconds)
        if not done:
            raise KeystoreBusyError
        return waiting.result()

    async def _acquire(self) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + LOCK_SECONDS
        while not self._try_lock():
            if loop.time() > deadline:
                raise KeystoreBusyError
            await asyncio.sleep(LOCK_PAUSE_SECONDS)

    def _try_lock(self) -> bool:
        try:
            return self.lock.try_acquire()
        except OSError as error:
            reason = f"{self.folder} can't be locked ({error.strerror})"
            raise KeystoreUnavailableError(reason=reason) from error

    def _release(self) -> None:
        release_after(tuple(self._late), self.lock.release)


def _parse_revocations(text: str) -> tuple[Secret, ...]:
    try:
        tokens = json.loads(text)
    except (ValueError, RecursionError):
        tokens = None
    if not isinstance(tokens, list) or not all(isinstance(one, str) for one in tokens):
        raise RecordDamagedError(reason="it is not a list of tokens")
    return tuple(Secret(token) for token in tokens)


def release_after(writes: tuple[Future[None], ...], release: Callable[[], None]) -> None:
    """Call ``release`` when the last of the writes is back, at once if all are."""
    if not writes:
        release()
        return
    first, *rest = writes
    first.add_done_callback(lambda _: release_after(tuple(rest), release))


def _retrieve(waiting: "asyncio.Future[Result]") -> None:
    if not waiting.cancelled():
        waiting.exception()
