"""Rows of the audit."""

import json
from collections.abc import Iterator

from desktop.service.audit import ROUTINE, AuditEvent, AuditRecord
from desktop.service.store.database import Database

KEPT_SECONDS = 90 * 86400
KEPT_ROWS = 100_000
KEPT_ROUTINE_ROWS = 1_000_000
ROWS_AT_ONCE = 1000


class AuditRows:
    """What the service did in the last 90 days: a million events of routine, 100,000 others."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, record: AuditRecord) -> None:
        """Note one event."""
        self._database.execute(
            "INSERT INTO audit (at, event, project_id, user_id, detail, routine)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                record.at,
                record.event,
                record.project_id,
                record.user_id,
                json.dumps(record.detail),
                int(record.event in ROUTINE),
            ),
        )

    def each(self) -> Iterator[AuditRecord]:
        """Every event, the oldest first; never more than a few of them in memory."""
        last = 0
        while rows := self._database.all(
            "SELECT * FROM audit WHERE id > ? ORDER BY id LIMIT ?", (last, ROWS_AT_ONCE)
        ):
            for row in rows:
                last = row["id"]
                yield AuditRecord(
                    at=row["at"],
                    event=AuditEvent(row["event"]),
                    project_id=row["project_id"],
                    user_id=row["user_id"],
                    detail=json.loads(row["detail"]),
                )

    def prune(self, now: float) -> int:
        """Forget old events, and the oldest of a kind of which there are too many; how many."""
        forgotten = self._database.delete_some("audit", "at < ?", (now - KEPT_SECONDS,))
        for routine, kept in ((0, KEPT_ROWS), (1, KEPT_ROUTINE_ROWS)):
            forgotten += self._database.delete_some(
                "audit",
                "routine = ?1 AND id <= "
                "(SELECT id FROM audit WHERE routine = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
                (routine, kept),
            )
        return forgotten
