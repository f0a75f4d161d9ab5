"""Rows of challenges."""

import sqlite3

from desktop.service.challenges import AuthMethod, Challenge, Channel, Ending
from desktop.service.identifiers import IdentifierType
from desktop.service.store.database import Database

KEPT_AFTER_EXPIRY_SECONDS = 86400


class ChallengeRows:
    """Verifications under way and those of the last day."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def next_id(self) -> int:
        """The id for the next challenge, never given before; call it in the same transaction."""
        row = self._database.one("SELECT seq FROM sqlite_sequence WHERE name = 'challenges'")
        return 1 if row is None else int(row["seq"]) + 1

    def add(self, challenge: Challenge) -> None:
        """Remember a new challenge."""
        self._database.execute(
            "INSERT INTO challenges (id, project_id, session_mac, identifier, identifier_type,"
            " public_key, device_type, device_name, redirect_url, state, code_challenge,"
            " auth_method, channel, text, code_mac, link_mac, page_id, browser_mac, created_at,"
            " expires_at, attempts_left)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                challenge.id,
                challenge.project_id,
                challenge.session_mac,
                challenge.identifier,
                challenge.identifier_type,
                challenge.public_key,
                challenge.device_type,
                challenge.device_name,
                challenge.redirect_url,
                challenge.state,
                challenge.code_challenge,
                challenge.auth_method,
                challenge.channel,
                challenge.text,
                challenge.code_mac,
                challenge.link_mac,
                challenge.page_id,
                challenge.browser_mac,
                challenge.created_at,
                challenge.expires_at,
                challenge.attempts_left,
            ),
        )

    def get(self, project_id: str, challenge_id: int) -> Challenge | None:
        """A project's challenge."""
        return _found(
            self._database.one(
                "SELECT * FROM challenges WHERE id = ? AND project_id = ?",
                (challenge_id, project_id),
            )
        )

    def of_key(self, project_id: str, public_key: str) -> list[Challenge]:
        """A project's challenges that were begun with a key, the newest first."""
        rows = self._database.all(
            "SELECT * FROM challenges WHERE public_key = ? AND project_id = ? ORDER BY id DESC",
            (public_key, project_id),
        )
        return [_challenge(row) for row in rows]

    def newest_of_page(self, page_id: str) -> Challenge | None:
        """The last challenge of a sign-in on the hosted page."""
        return _found(
            self._database.one(
                "SELECT * FROM challenges WHERE page_id = ? ORDER BY id DESC LIMIT 1", (page_id,)
            )
        )

    def of_link(self, link_mac: bytes) -> Challenge | None:
        """The challenge of a link in a mail."""
        return _found(
            self._database.one("SELECT * FROM challenges WHERE link_mac = ?", (link_mac,))
        )

    def end(self, challenge_id: int, ending: Ending) -> None:
        """Take no further answer."""
        self._database.execute(
            "UPDATE challenges SET ending = ? WHERE id = ?", (ending, challenge_id)
        )

    def spend_attempt(self, challenge_id: int) -> None:
        """One try less."""
        self._database.execute(
            "UPDATE challenges SET attempts_left = attempts_left - 1 WHERE id = ?", (challenge_id,)
        )

    def prune(self, now: float) -> int:
        """Forget those that ran out a day ago; how many."""
        return self._database.delete_some(
            "challenges", "expires_at < ?", (now - KEPT_AFTER_EXPIRY_SECONDS,)
        )


def _found(row: sqlite3.Row | None) -> Challenge | None:
    return None if row is None else _challenge(row)


def _challenge(row: sqlite3.Row) -> Challenge:
    ending = row["ending"]
    return Challenge(
        id=row["id"],
        project_id=row["project_id"],
        session_mac=row["session_mac"],
        identifier=row["identifier"],
        identifier_type=IdentifierType(row["identifier_type"]),
        public_key=row["public_key"],
        device_type=row["device_type"],
        device_name=row["device_name"],
        redirect_url=row["redirect_url"],
        state=row["state"],
        code_challenge=row["code_challenge"],
        auth_method=AuthMethod(row["auth_method"]),
        channel=Channel(row["channel"]),
        text=row["text"],
        code_mac=row["code_mac"],
        link_mac=row["link_mac"],
        page_id=row["page_id"],
        browser_mac=row["browser_mac"],
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        attempts_left=row["attempts_left"],
        ending=None if ending is None else Ending(ending),
    )
