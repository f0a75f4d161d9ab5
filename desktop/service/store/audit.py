"""Rows of the audit."""

import json

from desktop.service.audit import AuditEvent, AuditRecord
from desktop.service.store.database import Database

KEPT_SECONDS = 90 * 86400
KEPT_ROWS = 100_000


class AuditRows:
    """What the service did, the newest 100,000 events of the last 90 days."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, record: AuditRecord) -> None:
        """Note one event."""
        self._database.execute(
            "INSERT INTO audit (at, event, project_id, user_id, detail) VALUES (?, ?, ?, ?, ?)",
            (
                record.at,
                record.event,
                record.project_id,
                record.user_id,
                json.dumps(record.detail),
            ),
        )

    def all(self) -> list[AuditRecord]:
        """Every event, the oldest first."""
        return [
            AuditRecord(
                at=row["at"],
                event=AuditEvent(row["event"]),
                project_id=row["project_id"],
                user_id=row["user_id"],
                detail=json.loads(row["detail"]),
            )
            for row in self._database.all("SELECT * FROM audit ORDER BY id")
        ]

    def prune(self, now: float) -> None:
        """Forget old events, and the oldest when there are too many."""
        self._database.execute("DELETE FROM audit WHERE at < ?", (now - KEPT_SECONDS,))
        self._database.execute(
            "DELETE FROM audit WHERE id <= (SELECT max(id) FROM audit) - ?", (KEPT_ROWS,)
        )
