"""Rows of authorization codes: what ``get_identity`` exchanges (cotter-api 3.1)."""

from dataclasses import dataclass

from desktop.service.store.database import Database

KEPT_AFTER_EXPIRY_SECONDS = 86400


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationCodeRow:
    """One code, as a keyed hash, with all that must match when it comes back.

    ``family_id`` is the session that its first use gave.
    """

    code_mac: bytes
    project_id: str
    challenge_id: int
    identity_id: str
    code_challenge: str
    redirect_url: str
    auth_method: str
    authenticated_at: float
    expires_at: float
    used_at: float | None = None
    family_id: int | None = None


class AuthorizationCodeRows:
    """Codes of the redirect, used and unused."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, code: AuthorizationCodeRow) -> None:
        """Remember a new code."""
        self._database.execute(
            "INSERT INTO authorization_codes (code_mac, project_id, challenge_id, identity_id,"
            " code_challenge, redirect_url, auth_method, authenticated_at, expires_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                code.code_mac,
                code.project_id,
                code.challenge_id,
                code.identity_id,
                code.code_challenge,
                code.redirect_url,
                code.auth_method,
                code.authenticated_at,
                code.expires_at,
            ),
        )

    def find(self, project_id: str, code_mac: bytes) -> AuthorizationCodeRow | None:
        """A project's code, used or not."""
        row = self._database.one(
            "SELECT * FROM authorization_codes WHERE code_mac = ? AND project_id = ?",
            (code_mac, project_id),
        )
        return None if row is None else AuthorizationCodeRow(**dict(row))

    def use(self, code_mac: bytes, now: float) -> None:
        """Void a code."""
        self._database.execute(
            "UPDATE authorization_codes SET used_at = ? WHERE code_mac = ?", (now, code_mac)
        )

    def is_used(self, challenge_id: int) -> bool:
        """Whether a code of this challenge was exchanged."""
        found = self._database.one(
            "SELECT 1 FROM authorization_codes"
            " WHERE challenge_id = ? AND used_at IS NOT NULL LIMIT 1",
            (challenge_id,),
        )
        return found is not None

    def forget_unused(self, challenge_id: int) -> None:
        """Forget what was never exchanged of a challenge."""
        self._database.execute(
            "DELETE FROM authorization_codes WHERE challenge_id = ? AND used_at IS NULL",
            (challenge_id,),
        )

    def note_family(self, code_mac: bytes, family_id: int) -> None:
        """Note the session that a code gave."""
        self._database.execute(
            "UPDATE authorization_codes SET family_id = ? WHERE code_mac = ?", (family_id, code_mac)
        )

    def prune(self, now: float) -> int:
        """Forget those that ran out a day ago; how many."""
        return self._database.delete_some(
            "authorization_codes", "expires_at < ?", (now - KEPT_AFTER_EXPIRY_SECONDS,)
        )
