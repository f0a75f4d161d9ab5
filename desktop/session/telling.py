"""Telling the service of sign-outs that it has not heard of: again and again, ever more seldom."""

import math

from desktop.session.authority import Authority
from desktop.session.expiry import retry_delay
from desktop.session.signing_out import SigningOut
from desktop.session.stored import StoredSession
from desktop.session.surroundings import Surroundings


class Telling:
    """What one profile's service has still to be told, and when it is told again."""

    def __init__(self, stored: StoredSession, authority: Authority, around: Surroundings) -> None:
        """Nothing is known to be untold yet."""
        self._stored = stored
        self._authority = authority
        self._around = around
        self._failures = 0
        self._again_at = -math.inf
        self.untold = False
        """Whether something is, as far as the keystore was read."""

    def signing_out(self) -> SigningOut:
        """One sign-out, or one try to tell of those before."""
        return SigningOut(self._stored, self._authority, self._around.checkpoint)

    async def sign_out(self) -> None:
        """Delete the session and try to tell the service.

        Raises:
            KeystoreError: the session could not be deleted.
        """
        signing_out = self.signing_out()
        self._note(signing_out, told=await signing_out.run())

    async def tell(self) -> None:
        """Tell the service of every noted sign-out, as far as it can be reached.

        Raises:
            KeystoreError: the note could not be read or written.
        """
        signing_out = self.signing_out()
        self._note(signing_out, told=await signing_out.tell_service())

    def seconds_until_due(self) -> float:
        """Seconds until the next try, 0 for now; infinite where there is nothing to tell."""
        if not self.untold:
            return math.inf
        return max(0.0, self._again_at - self._around.clock.boot())

    def _note(self, signing_out: SigningOut, *, told: bool) -> None:
        self.untold = not told
        self._failures = 0 if told else self._failures + 1
        delay = retry_delay(self._failures, signing_out.asked_pause, self._around.chance())
        self._again_at = self._around.clock.boot() + delay
