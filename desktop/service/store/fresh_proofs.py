"""Rows of fresh proofs (cotter-api 13.3)."""

from desktop.service.store.database import Database


class FreshProofRows:
    """Proofs, as keyed hashes, of users who answered a challenge minutes ago."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, proof_mac: bytes, user_id: str, expires_at: float) -> None:
        """Remember a new proof of a user."""
        self._database.execute(
            "INSERT INTO fresh_proofs (proof_mac, user_id, expires_at) VALUES (?, ?, ?)",
            (proof_mac, user_id, expires_at),
        )

    def user_of(self, proof_mac: bytes, now: float) -> str | None:
        """The user id that a proof still stands for."""
        row = self._database.one(
            "SELECT user_id FROM fresh_proofs WHERE proof_mac = ? AND expires_at > ?",
            (proof_mac, now),
        )
        return None if row is None else str(row["user_id"])

    def prune(self, now: float) -> None:
        """Forget those that have run out."""
        self._database.execute("DELETE FROM fresh_proofs WHERE expires_at <= ?", (now,))
