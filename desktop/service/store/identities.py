"""Rows of verified identities: an identifier proved with one verification key."""

import sqlite3

from desktop.service.store.database import Database
from desktop.service.users import Identity


class IdentityRows:
    """Who proved what with which key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, identity_id: str) -> Identity | None:
        """The identity of an id."""
        row = self._database.one("SELECT * FROM identities WHERE id = ?", (identity_id,))
        return None if row is None else _identity(row)

    def of_key(self, user_id: str, public_key: str) -> Identity | None:
        """What a user has proved with a key before."""
        row = self._database.one(
            "SELECT * FROM identities WHERE user_id = ? AND public_key = ?", (user_id, public_key)
        )
        return None if row is None else _identity(row)

    def save(self, identity: Identity) -> None:
        """Add an identity, or renew the one of the same id."""
        self._database.execute(
            "INSERT INTO identities (id, user_id, identifier, identifier_type, public_key,"
            " device_type, device_name, created_at, updated_at, expires_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET identifier = excluded.identifier,"
            " device_type = excluded.device_type, device_name = excluded.device_name,"
            " updated_at = excluded.updated_at, expires_at = excluded.expires_at",
            (
                identity.id,
                identity.user_id,
                identity.identifier,
                identity.identifier_type,
                identity.public_key,
                identity.device_type,
                identity.device_name,
                identity.created_at,
                identity.updated_at,
                identity.expires_at,
            ),
        )


def _identity(row: sqlite3.Row) -> Identity:
    return Identity(
        id=row["id"],
        user_id=row["user_id"],
        identifier=row["identifier"],
        identifier_type=row["identifier_type"],
        public_key=row["public_key"],
        device_type=row["device_type"],
        device_name=row["device_name"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        expires_at=row["expires_at"],
    )
