"""All that the keeper knows of a service, so that another kind of service can follow."""

from dataclasses import dataclass
from typing import Protocol

from desktop.foundation.secret import Secret
from desktop.session.record import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedSession:
    """Tokens that passed every check, and what they say. Times on the service's clock."""

    tokens: Tokens
    user_id: str
    identifier: str
    way_in: str


class Authority(Protocol):
    """Renew, revoke, verify. All may raise any error of the service branch of the tree."""

    async def renew(self, refresh_token: Secret, attempt_id: str) -> Tokens:
        """Spend the refresh token; the answer is not verified.

        Raises:
            RenewalRefusedError: the service says this token is no longer good, and why.
            ServiceUnreachableError: no answer that counts; ask again with the same attempt id.
        """

    async def revoke(self, refresh_token: Secret) -> None:
        """End the token's family at the service.

        Raises:
            ServiceUnreachableError: it was not told.
        """

    async def verify(self, tokens: Tokens, *, user_id: str, at: float) -> VerifiedSession:
        """Check tokens that were issued for ``user_id``, at service time ``at`` (seconds UTC).

        Raises:
            TokenUnacceptableError: a check failed.
            ServiceUnreachableError: the service's keys could not be fetched.
        """

    def offset(self, default: float) -> float:
        """Service time minus wall time in seconds, as learned from answers; else ``default``."""

    def start_from(self, offset: float) -> None:
        """Take the offset that a stored record knew as the first word, until an answer is here."""
