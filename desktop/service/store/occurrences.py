"""Rows of what is counted against a limit."""

from desktop.service.limits import LONGEST_WINDOW, Counted, window_of
from desktop.service.store.database import Database


class OccurrenceRows:
    """When what happened for whom; whom as a keyed hash of an identifier or address."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, counted: Counted, subject_mac: bytes, now: float) -> None:
        """One more."""
        self._database.execute(
            "INSERT INTO occurrences (kind, subject_mac, at) VALUES (?, ?, ?)",
            (counted, subject_mac, now),
        )

    def times(self, counted: Counted, subject_mac: bytes, now: float) -> list[float]:
        """The Unix seconds of those that a window of theirs can still hold."""
        rows = self._database.all(
            "SELECT at FROM occurrences WHERE subject_mac = ? AND kind = ? AND at > ?",
            (subject_mac, counted, now - window_of(counted)),
        )
        return [row["at"] for row in rows]

    def prune(self, now: float) -> int:
        """Forget what no window can hold; how many."""
        return self._database.delete_some("occurrences", "at <= ?", (now - LONGEST_WINDOW,))
