"""One SQLite connection: opening, pragmas, transactions.

The statements run on the event loop's own thread. Each is a look-up by key or a one-row write of
tens of microseconds, less than handing it to another thread and back would take, and one thread
makes every transaction serial without a lock.
"""

import logging
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeAlias

from desktop.service.errors import DatabaseError, StoreUnavailableError
from desktop.service.store.migrations import MIGRATIONS

Value: TypeAlias = str | bytes | int | float | None

BUSY_TIMEOUT_SECONDS = 1.0
"""How long to wait for another process to have written. Nobody else is answered meanwhile."""
CACHED_STATEMENTS = 256
DELETED_AT_ONCE = 500
"""Rows in one step of forgetting: some milliseconds, in which nobody is answered."""

# What a disk or another program does to us, and what may be over by the next request.
_PASSING: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    }
)

# The tables that have no rowid.
_KEYS: Final = {
    "authorization_codes": "code_mac",
    "fresh_proofs": "proof_mac",
    "proof_ids": "key_digest, token_id",
    "replays": "text_digest, key_digest",
}

_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})

logger = logging.getLogger(__name__)


class Database:
    """The one connection of this process.

    WAL lets the ``service`` command read and write beside a running ``serve``. With
    ``synchronous=NORMAL`` a commit waits for no disk: a power cut may lose the last commits, never
    the file; sessions renewed in that moment have to sign in again.
    """

    def __init__(self, path: Path) -> None:
        """Open ``path`` and run the migrations that it lacks."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Made here so that it never exists with wider permissions; SQLite copies them to -wal.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._connection = sqlite3.connect(
                path,
                timeout=BUSY_TIMEOUT_SECONDS,
                isolation_level=None,
                cached_statements=CACHED_STATEMENTS,
            )
        except (OSError, sqlite3.Error) as error:
            raise DatabaseError(f"The database {path} can't be opened: {error}.") from error
        self._connection.row_factory = sqlite3.Row
        self._is_in_trouble = False
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.execute("PRAGMA secure_delete = ON")
            self._migrate(path)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self._connection.close()
            raise DatabaseError(f"{path} is not a database of this service: {error}.") from error
        except DatabaseError:
            self._connection.close()
            raise

    def _migrate(self, path: Path) -> None:
        with self.transaction():
            version = int(self._connection.execute("PRAGMA user_version").fetchone()[0])
            if version > len(MIGRATIONS):
                raise DatabaseError(
                    f"{path} was written by a newer version of this program. "
                    "It was left as it is; use that version."
                )
            for number, statements in enumerate(MIGRATIONS[version:], start=version + 1):
                for statement in statements:
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA user_version = {number}")

    def execute(self, statement: str, values: Sequence[Value] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        with self._trouble_named():
            return self._connection.execute(statement, values)

    def delete_some(self, table: str, where: str, values: Sequence[Value]) -> int:
        """Delete up to ``DELETED_AT_ONCE`` rows; how many there were."""
        key = _KEYS.get(table, "rowid")
        chosen = f"SELECT {key} FROM {table} WHERE {where} LIMIT {DELETED_AT_ONCE}"  # noqa: S608 - texts of this package
        statement = f"DELETE FROM {table} WHERE ({key}) IN ({chosen})"  # noqa: S608 - the same
        return self.execute(statement, values).rowcount

    def one(self, statement: str, values: Sequence[Value] = ()) -> sqlite3.Row | None:
        """The first row, or none."""
        with self._trouble_named():
            row: sqlite3.Row | None = self._connection.execute(statement, values).fetchone()
        return row

    def all(self, statement: str, values: Sequence[Value] = ()) -> list[sqlite3.Row]:
        """Every row."""
        with self._trouble_named():
            return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what happens inside, or nothing of it."""
        with self._trouble_named():
            self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with self._trouble_named():
                self._connection.execute("COMMIT")
        except BaseException:
            # On a full disk SQLite may have rolled back by itself; a commit that failed has not.
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        self._note_that_it_works()

    def data_version(self) -> int:
        """SQLite's counter of commits by other connections."""
        with self._trouble_named():
            return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def _trouble_named(self) -> Iterator[None]:
        """Raise what passes as ``StoreUnavailableError``; said once, until something was written.

        Whoever finds the file locked first waits for it. Those behind do not, until it is free:
        they would wait one after the other, and whoever only reads behind them.
        """
        try:
            yield
        except UnicodeDecodeError as error:
            # SQLite's own words, in which it quotes a damaged file.
            raise DatabaseError("The database is damaged. Put a copy of it back.") from error
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            # Of a text that is no UTF-8 Python itself complains, without a code.
            is_no_text = not code and isinstance(error, sqlite3.OperationalError)
            if is_no_text or code in _DAMAGE:
                raise DatabaseError(
                    f"The database is damaged: {error}. Stop the service and put a copy back."
                ) from error
            if code not in _PASSING:
                raise
            if not self._is_in_trouble:
                self._is_in_trouble = True
                logger.error("The database can't be written: %s.", error)  # noqa: TRY400 - no traceback: SQLite's own words say it all
                self._wait_for_others(0)
            raise StoreUnavailableError(f"The database can't be used: {error}.") from error

    def _note_that_it_works(self) -> None:
        if self._is_in_trouble:
            self._is_in_trouble = False
            logger.warning("The database can be written again.")
            self._wait_for_others(BUSY_TIMEOUT_SECONDS)

    def _wait_for_others(self, seconds: float) -> None:
        self._connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
