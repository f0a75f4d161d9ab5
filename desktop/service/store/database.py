"""One SQLite connection: opening, pragmas, transactions.

The statements run on the event loop's own thread. Each is a look-up by key or a one-row write of
tens of microseconds, less than handing it to another thread and back would take, and one thread
makes every transaction serial without a lock.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from desktop.service.errors import DatabaseError
from desktop.service.store.migrations import MIGRATIONS

Value: TypeAlias = str | bytes | int | float | None

BUSY_TIMEOUT_SECONDS = 5.0
CACHED_STATEMENTS = 256


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
        try:
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._connection.execute("PRAGMA secure_delete = ON")
            self._migrate(path)
        except sqlite3.Error as error:
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
        return self._connection.execute(statement, values)

    def one(self, statement: str, values: Sequence[Value] = ()) -> sqlite3.Row | None:
        """The first row, or none."""
        row: sqlite3.Row | None = self._connection.execute(statement, values).fetchone()
        return row

    def all(self, statement: str, values: Sequence[Value] = ()) -> list[sqlite3.Row]:
        """Every row."""
        return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what happens inside, or nothing of it."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def data_version(self) -> int:
        """SQLite's counter of commits by other connections."""
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
