"""Rows of signing keys, private halves wrapped by the master key."""

from dataclasses import dataclass
from enum import StrEnum

from desktop.service.store.database import Database


class KeyPurpose(StrEnum):
    """What a key signs: JWTs, or identity tokens."""

    TOKEN = "token"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKeyRow:
    """One key. ``public_key`` is ``x.y`` of an EC key or the base64 of an Ed25519 key."""

    purpose: KeyPurpose
    public_key: str
    wrapped: bytes
    endorsement: str | None
    created_at: float
    retired_at: float | None


class SigningKeyRows:
    """Keys of today and of before."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, purpose: KeyPurpose) -> list[SigningKeyRow]:
        """Every key of a purpose, the current one last."""
        rows = self._database.all(
            "SELECT * FROM signing_keys WHERE purpose = ? ORDER BY id", (purpose,)
        )
        return [
            SigningKeyRow(
                purpose=KeyPurpose(row["purpose"]),
                public_key=row["public_key"],
                wrapped=row["wrapped"],
                endorsement=row["endorsement"],
                created_at=row["created_at"],
                retired_at=row["retired_at"],
            )
            for row in rows
        ]

    def forget_retired(self) -> None:
        """Forget every key but the present ones."""
        self._database.execute("DELETE FROM signing_keys WHERE retired_at IS NOT NULL")

    def retire_current(self, purpose: KeyPurpose, now: float) -> None:
        """Let the current key of a purpose sign no more."""
        self._database.execute(
            "UPDATE signing_keys SET retired_at = ? WHERE purpose = ? AND retired_at IS NULL",
            (now, purpose),
        )

    def add(self, key: SigningKeyRow) -> None:
        """Remember a new current key."""
        self._database.execute(
            "INSERT INTO signing_keys (purpose, public_key, wrapped, endorsement, created_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (key.purpose, key.public_key, key.wrapped, key.endorsement, key.created_at),
        )
