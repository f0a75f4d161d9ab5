"""Rows of refresh families and of the tokens they had."""

import sqlite3

from desktop.service.refresh_families import PRESENCE_LIFETIME_SECONDS, Family, Reason
from desktop.service.store.database import Database

KEPT_GENERATIONS = 200
"""Spent tokens that are still known as such: a week of hourly renewals, or a flood of them."""


class RefreshFamilyRows:
    """Sessions, as the service sees them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def next_id(self) -> int:
        """The id for the next family, never given before; call it in the same transaction."""
        row = self._database.one("SELECT seq FROM sqlite_sequence WHERE name = 'refresh_families'")
        return 1 if row is None else int(row["seq"]) + 1

    def add(self, family: Family) -> None:
        """Remember a new family and its first token."""
        self._database.execute(
            "INSERT INTO refresh_families (id, project_id, user_id, auth_method, generation,"
            " current_mac, replaced, authenticated_at, renewed_at, device_id)"
            " VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
            (
                family.id,
                family.project_id,
                family.user_id,
                family.auth_method,
                family.generation,
                family.current_mac,
                family.authenticated_at,
                family.renewed_at,
                family.device_id,
            ),
        )
        self._remember_token(family)

    def of_token(self, project_id: str, token_mac: bytes) -> Family | None:
        """The family that a token is or was part of."""
        row = self._database.one(
            "SELECT f.* FROM refresh_tokens t JOIN refresh_families f ON f.id = t.family_id"
            " WHERE t.token_mac = ? AND f.project_id = ?",
            (token_mac, project_id),
        )
        return None if row is None else _family(row)

    def get(self, family_id: int) -> Family | None:
        """One family."""
        row = self._database.one("SELECT * FROM refresh_families WHERE id = ?", (family_id,))
        return None if row is None else _family(row)

    def advance(self, family: Family) -> None:
        """Store a rotation: the family with its new current token."""
        self._database.execute(
            "UPDATE refresh_families SET generation = ?, current_mac = ?, previous_mac = ?,"
            " attempt_mac = ?, replaced = ?, renewed_at = ? WHERE id = ?",
            (
                family.generation,
                family.current_mac,
                family.previous_mac,
                family.attempt_mac,
                int(family.replaced),
                family.renewed_at,
                family.id,
            ),
        )
        self._remember_token(family)
        self._database.execute(
            "DELETE FROM refresh_tokens WHERE family_id = ? AND generation < ?",
            (family.id, family.generation - KEPT_GENERATIONS),
        )

    def note_renewal(self, family_id: int, now: float) -> None:
        """Note a renewal that changed no token."""
        self._database.execute(
            "UPDATE refresh_families SET renewed_at = ? WHERE id = ?", (now, family_id)
        )

    def end(self, family_id: int, reason: Reason, now: float) -> bool:
        """End a family for a reason; false when it had ended before."""
        cursor = self._database.execute(
            "UPDATE refresh_families SET ending = ?, ended_at = ? WHERE id = ? AND ending IS NULL",
            (reason, now, family_id),
        )
        return cursor.rowcount > 0

    def end_all_of_user(self, user_id: str, reason: Reason, now: float) -> int:
        """End every family of a user; how many there were."""
        return self._database.execute(
            "UPDATE refresh_families SET ending = ?, ended_at = ?"
            " WHERE user_id = ? AND ending IS NULL",
            (reason, now, user_id),
        ).rowcount

    def end_all_of_device(self, device_id: int, reason: Reason, now: float) -> int:
        """End every family that is bound to a device; how many there were."""
        return self._database.execute(
            "UPDATE refresh_families SET ending = ?, ended_at = ?"
            " WHERE device_id = ? AND ending IS NULL",
            (reason, now, device_id),
        ).rowcount

    def bind(self, family_id: int, device_id: int) -> None:
        """Bind a family to a device, unless it is bound to one."""
        self._database.execute(
            "UPDATE refresh_families SET device_id = ? WHERE id = ? AND device_id IS NULL",
            (device_id, family_id),
        )

    def prune(self, now: float) -> int:
        """Forget families whose last possible token would be refused as expired; how many."""
        return self._database.delete_some(
            "refresh_families", "authenticated_at < ?", (now - 2 * PRESENCE_LIFETIME_SECONDS,)
        )

    def _remember_token(self, family: Family) -> None:
        self._database.execute(
            "INSERT INTO refresh_tokens (token_mac, family_id, generation) VALUES (?, ?, ?)",
            (family.current_mac, family.id, family.generation),
        )


def _family(row: sqlite3.Row) -> Family:
    ending = row["ending"]
    return Family(
        id=row["id"],
        project_id=row["project_id"],
        user_id=row["user_id"],
        auth_method=row["auth_method"],
        generation=row["generation"],
        current_mac=row["current_mac"],
        previous_mac=row["previous_mac"],
        attempt_mac=row["attempt_mac"],
        replaced=bool(row["replaced"]),
        authenticated_at=row["authenticated_at"],
        renewed_at=row["renewed_at"],
        ending=None if ending is None else Reason(ending),
        device_id=row["device_id"],
    )
