"""Rows of the one-time challenges that a device may sign beside an event (cotter-api 5.4)."""

from desktop.protocol.signed_text import EventChallenge
from desktop.service.store.database import Database


class EventChallengeRows:
    """Challenges that nobody has used yet."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, project_id: str, text: str, expires_at: float) -> EventChallenge:
        """Remember a new challenge; its id was never given before."""
        cursor = self._database.execute(
            "INSERT INTO event_challenges (project_id, text, expires_at) VALUES (?, ?, ?)",
            (project_id, text, expires_at),
        )
        return EventChallenge(int(cursor.lastrowid or 0), text)

    def use(self, project_id: str, challenge: EventChallenge, now: float) -> bool:
        """Take a challenge out; false when there was none such, or it had run out."""
        cursor = self._database.execute(
            "DELETE FROM event_challenges"
            " WHERE id = ? AND project_id = ? AND text = ? AND expires_at > ?",
            (challenge.id, project_id, challenge.text, now),
        )
        return cursor.rowcount > 0

    def prune(self, now: float) -> int:
        """Forget those that have run out; how many."""
        return self._database.delete_some("event_challenges", "expires_at <= ?", (now,))
