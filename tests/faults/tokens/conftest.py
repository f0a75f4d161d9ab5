"""What the tests of tokens share: somebody who is signed in, and somebody who is about to be."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.client.transport import Transport
from tests.doubles.scripted_service import Conversation
from tests.doubles.scripted_sign_in import ScriptedSignIn
from tests.doubles.token_issuer import TokenIssuer
from tests.doubles.turned_clock import TurnedClock
from tests.faults.time.stage import Stage
from tests.service.api import Api
from tests.service.conftest import in_process
from tests.service.fake_clock import FakeClock


@pytest.fixture
async def transport() -> AsyncIterator[Transport]:
    """Real HTTP, with the bounds of production."""
    transport = Transport()
    yield transport
    await transport.aclose()


@pytest.fixture
async def stage(tmp_path: Path, transport: Transport) -> AsyncIterator[Stage]:
    """Somebody has just signed in; tokens hold an hour."""
    async with Stage(tmp_path / "profile", transport) as running:
        yield running


@pytest.fixture
async def at(tmp_path: Path, transport: Transport) -> AsyncIterator[ScriptedSignIn]:
    """A code was asked for; it has only to be typed."""
    async with Conversation(TokenIssuer(), transport, TurnedClock()) as talk:
        at = ScriptedSignIn(talk, transport, tmp_path)
        await at.keeper.read()
        await at.ask()
        yield at
        at.close()


@pytest.fixture
async def api(tmp_path: Path) -> AsyncIterator[Api]:
    """A strict service in this process, whose clock only the test moves."""
    async with in_process(tmp_path, FakeClock()) as running:
        yield running
