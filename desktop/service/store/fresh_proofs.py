"""Rows of fresh proofs (cotter-api 13.3)."""

from desktop.service.store.database import Database


class FreshProofRows:
    """Proofs, as keyed hashes, of users who answered a challenge minutes ago."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, proof_mac: bytes, *, user_id: str, family_id: int | None, expires_at: float
    ) -> None:
        """Remember a new proof of a user, and the session that was given with it."""
        self._database.execute(
            "INSERT INTO fresh_proofs (proof_mac, user_id, family_id, expires_at)"
            " VALUES (?, ?, ?, ?)",
            (proof_mac, user_id, family_id, expires_at),
        )

    def find(self, proof_mac: bytes, now: float) -> tuple[str, int | None] | None:
        """The user and the session that a proof still stands for."""
        row = self._database.one(
            "SELECT user_id, family_id FROM fresh_proofs WHERE proof_mac = ? AND expires_at > ?",
            (proof_mac, now),
        )
        return None if row is None else (row["user_id"], row["family_id"])

    def prune(self, now: float) -> int:
        """Forget those that have run out; how many."""
        return self._database.delete_some("fresh_proofs", "expires_at <= ?", (now,))
