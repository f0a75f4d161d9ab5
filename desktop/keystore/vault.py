"""The vault: records in one keystore, read and written in the background.

=============== =================================================================
outcome         the future ends with
=============== =================================================================
value           the text
absent          None
locked          KeystoreLockedError, without anybody having been asked anything
unavailable     KeystoreUnavailableError
busy            KeystoreBusyError, at once while an earlier call hangs
damaged         RecordDamagedError
newer           RecordNewerError
=============== =================================================================

A caller that waits no longer than it wants to loses nothing: the call goes on and completes its
future when it comes back.
"""

import logging
import os
import secrets
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final, TypeVar

from desktop.foundation.errors import KeystoreLockedError, KeystoreUnavailableError
from desktop.keystore.record import check_name, check_text, delete_record, read_record, write_record
from desktop.keystore.store import Store
from desktop.keystore.worker import Worker

PROBE: Final = "probe"
"""How a record begins that is written to see whether the keystore works."""

Result = TypeVar("Result")
_log = logging.getLogger(__name__)


class Vault:
    """Records in a store. Safe to use from any thread and any event loop."""

    def __init__(
        self,
        store: Store,
        worker: Worker | None = None,
        *,
        remember: Callable[[], None] | None = None,
        check: Callable[[], None] | None = None,
    ) -> None:
        """Use ``store`` in ``worker``, by default one of its own; neither is started yet.

        ``remember`` is called in that thread after each successful write: the store is the one
        to find the records in from now on. ``check`` is called before each read, write and delete
        and raises a KeystoreError if it no longer is.
        """
        self._store = store
        self._worker = worker or Worker()
        self._remember = remember
        self._check = check

    @property
    def kind(self) -> str:
        """The store's kind, such as ``secret-service``."""
        return self._store.kind

    @property
    def label(self) -> str:
        """What a person calls the store, such as ``Secret Service``."""
        return self._store.label

    def read(self, record: str) -> Future[str | None]:
        """The text of a record, None when there is none.

        Raises:
            ValueError: that is no name for a record.
        """
        check_name(record)
        return self._in_background(lambda: read_record(self._store, record))

    def write(self, record: str, text: str) -> Future[None]:
        """Replace a record by a single line of ASCII JSON.

        Raises:
            ValueError: the name or the text is something else; nothing is written.
        """
        check_name(record)
        check_text(text)
        return self._in_background(lambda: self._write(record, text))

    def delete(self, record: str) -> Future[None]:
        """Delete every item of a record; absent is fine.

        Raises:
            ValueError: that is no name for a record.
        """
        check_name(record)
        return self._in_background(lambda: delete_record(self._store, record))

    def unlock(self) -> Future[None]:
        """Unlock the keystore; the platform may ask the person. Nothing to do if it is open."""
        return self._worker.submit(self._store.unlock, unlocks=True)

    def probe(self) -> Future[None]:
        """Write, read and delete a record of its own: whether the keystore works."""
        return self._in_background(self._write_read_delete)

    def close(self) -> None:
        """Take no more calls. Those given before go on; nobody is kept waiting."""
        self._worker.close()

    def _in_background(self, call: Callable[[], Result]) -> Future[Result]:
        return self._worker.submit(lambda: self._if_counts(call))

    def _if_counts(self, call: Callable[[], Result]) -> Result:
        if self._check is not None:
            self._check()
        return self._if_open(call)

    def _if_open(self, call: Callable[[], Result]) -> Result:
        if self._store.is_locked():
            raise KeystoreLockedError
        return call()

    def _write(self, record: str, text: str) -> None:
        write_record(self._store, record, text)
        if self._remember is None:
            return
        try:
            self._remember()
        except OSError as error:
            # The record is safe; the next write tries again to remember where.
            _log.warning("can't remember which keystore is used: %s", error.strerror)

    def _write_read_delete(self) -> None:
        # Each process its own: two that write and delete one item at once end gnome-keyring 42.1.
        record, text = f"{PROBE}.{os.getpid()}", f'"{secrets.token_hex(8)}"'
        write_record(self._store, record, text)
        try:
            given = read_record(self._store, record)
        finally:
            delete_record(self._store, record)
        if given != text:
            raise KeystoreUnavailableError(reason="it gives back something else than was put in")
