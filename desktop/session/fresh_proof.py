"""The proof that the user answered a challenge minutes ago: in memory only (cotter-api 13.3)."""

from desktop.foundation.clock import Clock
from desktop.foundation.secret import Secret

PROOF_SECONDS = 600.0
MARGIN_SECONDS = 5.0


class FreshProofs:
    """The latest fresh proof of one profile. It is never stored."""

    def __init__(self, clock: Clock) -> None:
        """There is none yet."""
        self._clock = clock
        self._proof: Secret | None = None
        self._user_id = ""
        self._until = 0.0

    def keep(self, proof: Secret | None, user_id: str) -> None:
        """Keep what came with a sign-in just now."""
        self._proof, self._user_id = proof, user_id
        self._until = self._clock.boot() + PROOF_SECONDS - MARGIN_SECONDS

    def of(self, user_id: str) -> Secret | None:
        """The proof of this user, while it lasts."""
        if self._clock.boot() >= self._until:
            self.forget()
        return self._proof if self._user_id == user_id else None

    def until(self, user_id: str) -> float | None:
        """Wall time in seconds until which :meth:`of` gives one; None where there is none."""
        if self.of(user_id) is None:
            return None
        # Whole seconds: asked again, it is no news.
        return round(self._clock.wall() + self._until - self._clock.boot())

    def forget(self) -> None:
        """Forget it, as at sign-out."""
        self._proof = None
