"""Rows of what device keys have signed (cotter-api 13.6)."""

from desktop.service.store.database import Database

KEPT_SECONDS = 3600


class ReplayRows:
    """Texts that were signed, one table for all routes.

    The text counts and not the signature: an ECDSA signature has a twin with s replaced by n - s.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def use(self, text_digest: bytes, key_digest: bytes, now: float) -> bool:
        """Note that a key has signed a text; false when it was noted before."""
        cursor = self._database.execute(
            "INSERT OR IGNORE INTO replays (text_digest, key_digest, at) VALUES (?, ?, ?)",
            (text_digest, key_digest, now),
        )
        return cursor.rowcount > 0

    def has(self, text_digest: bytes, key_digest: bytes) -> bool:
        """Whether a key has signed a text."""
        found = self._database.one(
            "SELECT 1 FROM replays WHERE text_digest = ? AND key_digest = ?",
            (text_digest, key_digest),
        )
        return found is not None

    def prune(self, now: float) -> int:
        """Forget texts whose time would be refused by now; how many."""
        return self._database.delete_some("replays", "at < ?", (now - KEPT_SECONDS,))
