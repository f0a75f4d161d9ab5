"""What the tests of the client share."""

from collections.abc import AsyncIterator

import pytest

from desktop.client.transport import Transport
from tests.doubles.scripted_service import Conversation
from tests.doubles.token_issuer import TokenIssuer
from tests.doubles.turned_clock import TurnedClock


@pytest.fixture
def clock() -> TurnedClock:
    """A clock that stands still, right by the service's."""
    return TurnedClock()


@pytest.fixture(scope="session")
def issuer() -> TokenIssuer:
    """The keys of a service."""
    return TokenIssuer()


@pytest.fixture
async def transport() -> AsyncIterator[Transport]:
    """Real HTTP, with the bounds of production."""
    transport = Transport()
    yield transport
    await transport.aclose()


@pytest.fixture
async def hasty() -> AsyncIterator[Transport]:
    """Real HTTP that waits a fifth of a second where production waits seconds."""
    transport = Transport(connect_seconds=0.2, read_seconds=0.2)
    yield transport
    await transport.aclose()


@pytest.fixture
def conversation(issuer: TokenIssuer, transport: Transport, clock: TurnedClock) -> Conversation:
    """A client of a strict service, not connected yet."""
    return Conversation(issuer, transport, clock)
