"""A conversation with a service that answers each route as a test says."""

import itertools
from collections.abc import Callable

from desktop.client.attempt import SignInAttempt
from desktop.client.clock_offset import ClockObservation
from desktop.client.cotter import CotterClient
from desktop.client.transport import Transport
from desktop.foundation.profiles import Profile
from tests.doubles.broken_service import BrokenService, Received, Reply, json_answer
from tests.doubles.token_issuer import API_KEY_ID, IDENTIFIER, TokenIssuer
from tests.doubles.turned_clock import TurnedClock

TOKEN_ROUTE = f"/api/v0/token/{API_KEY_ID}"
KEY_SET_ROUTE = "/api/v0/token/jwks"
IDENTITY_ROUTE = "/api/v0/verify/get_identity?oauth_token=true"
REQUEST_ROUTE = "/api/v0/verify/request/"
RESPOND_ROUTE = "/api/v0/verify/respond/"


def counted() -> Callable[[int], bytes]:
    """Bytes that count up: each attempt made from one source differs from the one before."""
    numbers = itertools.count()
    return lambda size: bytes(next(numbers) % 256 for _ in range(size))


def attempt(random_bytes: Callable[[int], bytes] | None = None) -> SignInAttempt:
    return SignInAttempt.begin(
        random_bytes or counted(),
        identifier=IDENTIFIER,
        identifier_type="EMAIL",
        device_name="Dell XPS Linux",
    )


class Conversation:
    """A client and the service it talks to.

    ``replies`` maps routes to answers; a route that ends in a slash stands for all that begin so.
    """

    def __init__(
        self, issuer: TokenIssuer, transport: Transport, clock: TurnedClock, **profile: object
    ) -> None:
        self.issuer = issuer
        self.clock = clock
        self.replies: dict[str, Reply] = {}
        self.observed: list[ClockObservation] = []
        self.service = BrokenService(self._reply_to)
        self._transport = transport
        self._profile = profile

    async def __aenter__(self) -> "Conversation":
        await self.service.__aenter__()
        self.client = self.client_for(self.issuer.profile(self.service.url, **self._profile))
        return self

    def client_for(self, profile: Profile) -> CotterClient:
        """A client of another profile, on the same clock and connections."""
        return CotterClient(profile, self._transport, self.clock, on_time=self.observed.append)

    async def __aexit__(self, *_: object) -> None:
        await self.service.__aexit__(None, None, None)

    def _reply_to(self, request: Received) -> Reply:
        for route, reply in self.replies.items():
            if request.target == route or (
                route.endswith("/") and request.target.startswith(route)
            ):
                return reply
        return json_answer({"msg": "no such route", "type": "not_found"}, 404)

    def count(self, route: str) -> int:
        return sum(request.target == route for request in self.service.received)


def refusal(kind: str, status: int = 400, **fields: object) -> Reply:
    return json_answer({"msg": f"refused: {kind}", "type": kind, **fields}, status)
