"""Rows of device proofs that were seen (cotter-api 13.2)."""

from desktop.protocol.device_proof import ACCEPTED_SECONDS
from desktop.service.store.database import Database

# A proof may be dated ahead by as much as it may be late.
KEPT_SECONDS = 2 * ACCEPTED_SECONDS + 1


class ProofIdRows:
    """The ids of proofs, each used once by its key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def use(self, key_digest: bytes, token_id: str, now: float) -> bool:
        """Use an id; false when it was used before."""
        self.prune(now)
        cursor = self._database.execute(
            "INSERT OR IGNORE INTO proof_ids (key_digest, token_id, at) VALUES (?, ?, ?)",
            (key_digest, token_id, now),
        )
        return cursor.rowcount > 0

    def prune(self, now: float) -> int:
        """Forget those whose proofs would be refused for their age; how many."""
        return self._database.delete_some("proof_ids", "at < ?", (now - KEPT_SECONDS,))
