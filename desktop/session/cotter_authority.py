"""The keeper's view of a service, on the Cotter API."""

from desktop.client.answers import OAuthTokens
from desktop.client.claims import VerifiedTokens
from desktop.client.clock_offset import ClockObservation, ClockOffset, offset_after
from desktop.client.cotter import CotterClient
from desktop.foundation.clock import Clock
from desktop.foundation.secret import Secret
from desktop.session.authority import VerifiedSession
from desktop.session.expiry import UNCOUNTED_SECONDS
from desktop.session.record import Tokens


class ServiceClock:
    """How far the service is ahead, learned from its answers; handed to the client as callback."""

    def __init__(self, clock: Clock) -> None:
        """Nothing is known yet; ``clock`` tells when somebody sets the wall clock."""
        self._clock = clock
        self._offset = ClockOffset()
        self._learned = False
        self._wall_since_boot = clock.wall() - clock.boot()

    def learn(self, observation: ClockObservation) -> None:
        """Take one answer's time into account."""
        self._follow_wall()
        self._offset = offset_after(self._offset, observation)
        self._learned = self._learned or self._offset.held is None

    def start_from(self, offset: float) -> None:
        """Begin with what a record knew, seconds; one answer near it is then believed at once."""
        if not self._learned:
            self._follow_wall()
            self._offset = ClockOffset(seconds=offset)

    def offset(self, default: float) -> float:
        """Seconds that the service is ahead, or ``default`` while no answer was believed."""
        self._follow_wall()
        return self._offset.seconds if self._learned else default

    def _follow_wall(self) -> None:
        # What was learned is relative to the wall clock, which a person may have set meanwhile.
        since_boot = self._clock.wall() - self._clock.boot()
        jump, self._wall_since_boot = since_boot - self._wall_since_boot, since_boot
        held = None if self._offset.held is None else self._offset.held - jump
        if jump > UNCOUNTED_SECONDS:
            # Or this computer was halted, and the offset is what it was: one answer can tell.
            held = self._offset.seconds
        self._offset = ClockOffset(seconds=self._offset.seconds - jump, held=held)


class CotterAuthority:
    """Implements :class:`~desktop.session.authority.Authority`."""

    def __init__(self, client: CotterClient, clock: ServiceClock) -> None:
        """``clock`` learns from the same client's answers."""
        self._client = client
        self._clock = clock

    async def renew(self, refresh_token: Secret, attempt_id: str) -> Tokens:
        """Spend the refresh token (cotter-api 7.4, 13.4)."""
        return unverified(await self._client.renew(refresh_token, attempt_id))

    async def revoke(self, refresh_token: Secret) -> None:
        """End the family (cotter-api 13.4)."""
        await self._client.revoke(refresh_token)

    async def verify(self, tokens: Tokens, *, user_id: str, at: float) -> VerifiedSession:
        """Check the ES256 tokens against the service's published keys."""
        answer = OAuthTokens(
            access_token=tokens.access_token,
            id_token=tokens.id_token,
            refresh_token=tokens.refresh_token,
            expires_in=0,
            token_type="Bearer",
            auth_method="",
        )
        return verified_session(await self._client.verify(answer, user_id=user_id, at=at))

    def offset(self, default: float) -> float:
        """As :meth:`ServiceClock.offset`."""
        return self._clock.offset(default)

    def start_from(self, offset: float) -> None:
        """As :meth:`ServiceClock.start_from`."""
        self._clock.start_from(offset)


def unverified(answer: OAuthTokens) -> Tokens:
    """Tokens whose times are not known, because nothing of them was verified."""
    return Tokens(
        access_token=answer.access_token,
        id_token=answer.id_token,
        refresh_token=answer.refresh_token,
    )


def verified_session(verified: VerifiedTokens) -> VerifiedSession:
    """Verified tokens in the words of the session."""
    access = verified.access
    return VerifiedSession(
        tokens=Tokens(
            access_token=verified.tokens.access_token,
            id_token=verified.tokens.id_token,
            refresh_token=verified.tokens.refresh_token,
            issued_at=float(access.issued_at),
            expires_at=float(access.expires_at),
        ),
        user_id=access.subject,
        identifier=access.identifier,
        way_in=access.authentication_method,
    )
