"""Rows of sign-in requests."""

import sqlite3

from desktop.service.events import RECENT_SECONDS, Event, Outcome
from desktop.service.store.database import Database

KEPT_SECONDS = 86400


class EventRows:
    """Requests under way and those of the last day."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, event: Event) -> None:
        """Remember a new request; its id must be free."""
        self._database.execute(
            "INSERT INTO events (id, project_id, user_id, shown_user_id, shown_client_user_id,"
            " event, ip, location, timestamp, method, device_name, observed_address,"
            " code_challenge, number_needed, created_at, updated_at, expires_at, outcome,"
            " decided_at, decided_by, tokens_given)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                event.id,
                event.project_id,
                event.user_id,
                event.shown_user_id,
                event.shown_client_user_id,
                event.event,
                event.ip,
                event.location,
                event.timestamp,
                event.method,
                event.device_name,
                event.observed_address,
                event.code_challenge,
                int(event.number_needed),
                event.created_at,
                event.updated_at,
                event.expires_at,
                event.outcome,
                event.decided_at,
                event.decided_by,
                int(event.tokens_given),
            ),
        )

    def has(self, event_id: int) -> bool:
        """Whether an id is taken, in whichever project."""
        return self._database.one("SELECT 1 FROM events WHERE id = ?", (event_id,)) is not None

    def get(self, project_id: str, event_id: int) -> Event | None:
        """A project's request."""
        row = self._database.one(
            "SELECT * FROM events WHERE id = ? AND project_id = ?", (event_id, project_id)
        )
        return None if row is None else _event(row)

    def recent(self, project_id: str, shown_user_id: str, now: float) -> list[Event]:
        """Requests for a user, real or made up, that can still be of interest; oldest first."""
        rows = self._database.all(
            "SELECT * FROM events WHERE shown_user_id = ? AND project_id = ? AND created_at > ?"
            " ORDER BY created_at, id",
            (shown_user_id, project_id, now - RECENT_SECONDS),
        )
        return [_event(row) for row in rows]

    def end(self, event: Event, outcome: Outcome, decided_by: str, now: float) -> None:
        """Note how an open request ended, and which device decided it, if one did."""
        self._database.execute(
            "UPDATE events SET outcome = ?, decided_at = ?, decided_by = ?, updated_at = ?"
            " WHERE id = ?",
            (outcome, now, decided_by, now, event.id),
        )

    def note_tokens(self, event_id: int, now: float, *, family_id: int | None) -> None:
        """Note that the tokens of an approved request were handed out, and of which session."""
        self._database.execute(
            "UPDATE events SET tokens_given = 1, family_id = ?, updated_at = ? WHERE id = ?",
            (family_id, now, event_id),
        )

    def cancel_all_of_user(self, user_id: str, now: float) -> list[Event]:
        """Cancel a user's requests that are open, or approved with their tokens still to come."""
        rows = self._database.all(
            "UPDATE events SET outcome = ?, decided_at = ?, decided_by = '', updated_at = ?"
            " WHERE user_id = ? AND ((outcome = ? AND expires_at > ?)"
            " OR (outcome = ? AND tokens_given = 0)) RETURNING *",
            (Outcome.CANCELLED, now, now, user_id, Outcome.PENDING, now, Outcome.APPROVED),
        )
        return [_event(row) for row in rows]

    def prune(self, now: float) -> int:
        """Forget those that were made a day ago; how many."""
        return self._database.delete_some("events", "created_at < ?", (now - KEPT_SECONDS,))


def _event(row: sqlite3.Row) -> Event:
    return Event(
        id=row["id"],
        project_id=row["project_id"],
        user_id=row["user_id"],
        shown_user_id=row["shown_user_id"],
        shown_client_user_id=row["shown_client_user_id"],
        event=row["event"],
        ip=row["ip"],
        location=row["location"],
        timestamp=row["timestamp"],
        method=row["method"],
        device_name=row["device_name"],
        observed_address=row["observed_address"],
        code_challenge=row["code_challenge"],
        number_needed=bool(row["number_needed"]),
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        expires_at=row["expires_at"],
        outcome=Outcome(row["outcome"]),
        decided_at=row["decided_at"],
        decided_by=row["decided_by"],
        tokens_given=bool(row["tokens_given"]),
        family_id=row["family_id"],
    )
