"""Rows of trusted devices."""

import sqlite3

from desktop.service.device_keys import Algorithm, DeviceKey
from desktop.service.devices import Device, NewDevice
from desktop.service.store.database import Database


class DeviceRows:
    """The devices of all users. A key is found by its digest, whatever its line feeds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, user_id: str, new: NewDevice, now: float) -> Device:
        """Trust a device that the user does not have yet."""
        self._database.execute(
            "INSERT INTO devices (user_id, public_key, key_digest, algorithm, device_type,"
            " device_name, created_at, added_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                user_id,
                new.key.text,
                new.key.digest,
                new.key.algorithm,
                new.device_type,
                new.device_name,
                now,
                new.added_by,
            ),
        )
        row = self._database.one("SELECT * FROM devices WHERE id = last_insert_rowid()")
        if row is None:
            raise LookupError("The device just added is not there.")
        return _device(row)

    def of_user(self, user_id: str) -> list[Device]:
        """The devices of a user, the oldest first."""
        rows = self._database.all("SELECT * FROM devices WHERE user_id = ? ORDER BY id", (user_id,))
        return [_device(row) for row in rows]

    def of_key(self, user_id: str, key_digest: bytes) -> Device | None:
        """A user's device of a key."""
        row = self._database.one(
            "SELECT * FROM devices WHERE user_id = ? AND key_digest = ?", (user_id, key_digest)
        )
        return None if row is None else _device(row)

    def owners(self, project_id: str, key_digest: bytes) -> list[str]:
        """The ids of a project's users whom a key belongs to."""
        rows = self._database.all(
            "SELECT d.user_id FROM devices d JOIN users u ON u.id = d.user_id"
            " WHERE u.project_id = ? AND d.key_digest = ? ORDER BY d.id",
            (project_id, key_digest),
        )
        return [str(row["user_id"]) for row in rows]

    def note_use(self, device_id: int, now: float) -> None:
        """Note that a device was used."""
        self._database.execute("UPDATE devices SET used_at = ? WHERE id = ?", (now, device_id))

    def suspend(self, device_id: int, now: float) -> bool:
        """Suspend a device; false when it was so, or is gone."""
        cursor = self._database.execute(
            "UPDATE devices SET suspended_at = ? WHERE id = ? AND suspended_at IS NULL",
            (now, device_id),
        )
        return cursor.rowcount > 0

    def confirm(self, device_id: int) -> None:
        """Lift the suspension of a device."""
        self._database.execute("UPDATE devices SET suspended_at = NULL WHERE id = ?", (device_id,))

    def remove(self, device_id: int) -> None:
        """Forget a device."""
        self._database.execute("DELETE FROM devices WHERE id = ?", (device_id,))


def _device(row: sqlite3.Row) -> Device:
    return Device(
        id=row["id"],
        user_id=row["user_id"],
        key=DeviceKey(row["public_key"], Algorithm(row["algorithm"])),
        device_type=row["device_type"],
        device_name=row["device_name"],
        created_at=row["created_at"],
        added_by=row["added_by"],
        used_at=row["used_at"],
        suspended_at=row["suspended_at"],
    )
