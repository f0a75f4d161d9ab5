"""Rows of users."""

import sqlite3

from desktop.service.identifiers import canonical_form
from desktop.service.store.database import Database
from desktop.service.users import User


class UserRows:
    """The users of all projects."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, user: User) -> None:
        """Remember a new user. The caller has made sure that identifier and ids are free."""
        self._database.execute(
            "INSERT INTO users (id, project_id, client_user_id, identifier, canonical_identifier,"
            " created_at, updated_at, proved_at, disabled_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                user.id,
                user.project_id,
                user.client_user_id,
                user.identifier,
                None if user.identifier is None else canonical_form(user.identifier),
                user.created_at,
                user.updated_at,
                user.proved_at,
                user.disabled_at,
            ),
        )

    def get(self, user_id: str) -> User | None:
        """The user of a Cotter user id, in whichever project."""
        return self._find("id = ?", user_id)

    def by_identifier(self, project_id: str, identifier: str) -> User | None:
        """A project's user of an identifier, however its letters are cased."""
        return self._find(
            "project_id = ? AND canonical_identifier = ?", project_id, canonical_form(identifier)
        )

    def by_either_id(self, project_id: str, user_id: str) -> User | None:
        """A project's user by the service's own id or the customer's (cotter-api 4.2)."""
        return self._find(
            "project_id = ? AND id = ?", project_id, user_id.lower()
        ) or self.by_client_user_id(project_id, user_id)

    def by_client_user_id(self, project_id: str, client_user_id: str) -> User | None:
        """A project's user by the customer's own id."""
        return self._find("project_id = ? AND client_user_id = ?", project_id, client_user_id)

    def mark_proved(self, user_id: str, now: float) -> None:
        """Note the first proof of the identifier."""
        self._database.execute(
            "UPDATE users SET proved_at = ?, updated_at = ? WHERE id = ? AND proved_at IS NULL",
            (now, now, user_id),
        )

    def set_disabled(self, user_id: str, disabled_at: float | None, now: float) -> None:
        """Let a user in no more, or again."""
        self._database.execute(
            "UPDATE users SET disabled_at = ?, updated_at = ? WHERE id = ?",
            (disabled_at, now, user_id),
        )

    def remove(self, user_id: str) -> None:
        """Forget a user, with all that belongs to one; call it in a transaction."""
        self._database.execute(
            "DELETE FROM authorization_codes WHERE identity_id IN"
            " (SELECT id FROM identities WHERE user_id = ?)",
            (user_id,),
        )
        # The tables of devices and events go with the user by themselves.
        for table in ("fresh_proofs", "identities", "refresh_families"):
            self._database.execute(f"DELETE FROM {table} WHERE user_id = ?", (user_id,))  # noqa: S608 - the tables are named above
        self._database.execute("DELETE FROM users WHERE id = ?", (user_id,))

    def all(self) -> list[User]:
        """Every user of every project, the oldest first."""
        return [_user(row) for row in self._database.all("SELECT * FROM users ORDER BY created_at")]

    def _find(self, condition: str, *values: str) -> User | None:
        row = self._database.one(f"SELECT * FROM users WHERE {condition}", values)  # noqa: S608 - the conditions are written above
        return None if row is None else _user(row)


def _user(row: sqlite3.Row) -> User:
    return User(
        id=row["id"],
        project_id=row["project_id"],
        client_user_id=row["client_user_id"],
        identifier=row["identifier"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        proved_at=row["proved_at"],
        disabled_at=row["disabled_at"],
    )
