"""Rows of devices that ask to be added (cotter-api 13.7)."""

import sqlite3

from desktop.service.device_keys import Algorithm, DeviceKey
from desktop.service.offer import Offer
from desktop.service.store.database import Database


class OfferRows:
    """Open offers, one a key and project."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, offer: Offer) -> None:
        """Remember an offer in place of any earlier one of its key."""
        self._database.execute(
            "INSERT OR REPLACE INTO offers (id, project_id, public_key, key_digest, algorithm,"
            " device_type, device_name, address, created_at, expires_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                offer.id,
                offer.project_id,
                offer.key.text,
                offer.key.digest,
                offer.key.algorithm,
                offer.device_type,
                offer.device_name,
                offer.address,
                offer.created_at,
                offer.expires_at,
            ),
        )

    def find(self, project_id: str, key_digest: bytes, now: float) -> Offer | None:
        """The open offer of a key."""
        row = self._database.one(
            "SELECT * FROM offers WHERE project_id = ? AND key_digest = ? AND expires_at > ?",
            (project_id, key_digest, now),
        )
        return None if row is None else _offer(row)

    def remove(self, offer_id: str) -> None:
        """Forget an offer."""
        self._database.execute("DELETE FROM offers WHERE id = ?", (offer_id,))

    def prune(self, now: float) -> int:
        """Forget those that have run out; how many."""
        return self._database.delete_some("offers", "expires_at <= ?", (now,))


def _offer(row: sqlite3.Row) -> Offer:
    return Offer(
        id=row["id"],
        project_id=row["project_id"],
        key=DeviceKey(row["public_key"], Algorithm(row["algorithm"])),
        device_type=row["device_type"],
        device_name=row["device_name"],
        address=row["address"],
        created_at=row["created_at"],
        expires_at=row["expires_at"],
    )
