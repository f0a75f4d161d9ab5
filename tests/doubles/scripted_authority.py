"""A service as the keeper knows it, in memory: it rotates, remembers, and fails when told to."""

from dataclasses import dataclass, field

from desktop.foundation.errors import (
    AuthenticatorError,
    RenewalRefusedError,
    ServiceSilentError,
    TokenUnacceptableError,
)
from desktop.foundation.secret import Secret
from desktop.session.authority import VerifiedSession
from desktop.session.record import Tokens
from tests.doubles.turned_clock import TurnedClock

HOST = "id.example.com"
USER_ID = "61e51b1b-55cd-4b00-9cc0-4b71fa0eb00f"
IDENTIFIER = "hello@example.com"
DUE = 2880.0
"""Seconds: four fifths of the hour that a token holds."""


@dataclass
class ScriptedAuthority:
    """Implements ``desktop.session.authority.Authority``.

    ``ahead`` is how many seconds its clock is ahead of the computer's; ``knows_offset`` whether
    its answers have told so. ``failures`` are raised by the next calls of ``renew``, one each;
    ``losing_answers`` lets it renew and the answer get lost. ``unverifiable`` lets no token pass.
    """

    clock: TurnedClock
    lifetime: float = 3600.0
    ahead: float = 0.0
    knows_offset: bool = True
    failures: list[AuthenticatorError] = field(default_factory=list)
    losing_answers: bool = False
    unverifiable: bool = False
    unreachable: bool = False
    renewals: list[tuple[str, str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    verified: set[str] = field(default_factory=set)
    _issues: dict[str, tuple[float, float]] = field(default_factory=dict)
    _current: set[str] = field(default_factory=set)
    _successors: dict[tuple[str, str], Tokens] = field(default_factory=dict)

    def now(self) -> float:
        """Its own time, seconds UTC."""
        return self.clock.wall() + self.ahead

    def sign_in(self) -> VerifiedSession:
        """A session as a sign-in gives it."""
        tokens = self._issue()
        issued_at, expires_at = self._issues[tokens.access_token.reveal()]
        return _session(tokens, issued_at, expires_at)

    def is_current(self, token: Secret) -> bool:
        """Whether this refresh token is the one that counts."""
        return token.reveal() in self._current

    async def renew(self, refresh_token: Secret, attempt_id: str) -> Tokens:
        """Spend the refresh token; the same attempt gets the same successor while it is unused.

        Its access token is another one once that of before has run out.
        """
        token = refresh_token.reveal()
        self.renewals.append((token, attempt_id))
        if self.unreachable:
            raise ServiceSilentError(host=HOST)
        if self.failures:
            raise self.failures.pop(0)
        if token in self.told:
            raise RenewalRefusedError(host=HOST, reason="signed_out")
        known = self._successors.get((token, attempt_id))
        if known is None and token not in self._current:
            raise RenewalRefusedError(host=HOST, reason="reused")
        if known is not None and not self.is_current(known.refresh_token):
            raise RenewalRefusedError(host=HOST, reason="reused")
        self._current.discard(token)
        if known is None or self._issues[known.access_token.reveal()][1] <= self.now():
            known = self._issue(None if known is None else known.refresh_token)
            self._successors[token, attempt_id] = known
        if self.losing_answers:
            raise ServiceSilentError(host=HOST)
        return known

    async def revoke(self, refresh_token: Secret) -> None:
        """End the family."""
        if self.unreachable:
            raise ServiceSilentError(host=HOST)
        self.told.append(refresh_token.reveal())
        self._current.discard(refresh_token.reveal())

    async def verify(self, tokens: Tokens, *, user_id: str, at: float) -> VerifiedSession:
        """Check that it issued the token, for this user, and that it holds at this time."""
        if self.unreachable:
            raise ServiceSilentError(host=HOST)
        access = tokens.access_token.reveal()
        issued = self._issues.get(access)
        if self.unverifiable or issued is None or user_id != USER_ID:
            raise TokenUnacceptableError(host=HOST, reason="its signature is wrong")
        if not issued[0] - 60 <= at < issued[1]:
            raise TokenUnacceptableError(host=HOST, reason="it is not valid at this time")
        self.verified.add(access)
        return _session(tokens, *issued)

    def offset(self, default: float) -> float:
        """What its answers have told."""
        return self.ahead if self.knows_offset else default

    def start_from(self, offset: float) -> None:
        """It has nothing to learn."""

    def _issue(self, refresh_token: Secret | None = None) -> Tokens:
        number = len(self._issues) + 1
        tokens = Tokens(
            access_token=Secret(f"access token {number}"),
            id_token=Secret(f"id token {number}"),
            refresh_token=refresh_token or Secret(f"refresh token {number}"),
        )
        self._issues[f"access token {number}"] = (self.now(), self.now() + self.lifetime)
        self._current.add(tokens.refresh_token.reveal())
        return tokens


def _session(tokens: Tokens, issued_at: float, expires_at: float) -> VerifiedSession:
    return VerifiedSession(
        tokens=Tokens(
            access_token=tokens.access_token,
            id_token=tokens.id_token,
            refresh_token=tokens.refresh_token,
            issued_at=issued_at,
            expires_at=expires_at,
        ),
        user_id=USER_ID,
        identifier=IDENTIFIER,
        way_in="OTP",
    )
