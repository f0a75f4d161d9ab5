"""What the tests of time share: a stage where somebody is signed in."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.client.transport import Transport
from tests.faults.time.stage import Stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Somebody has just signed in; tokens hold an hour."""
    transport = Transport()
    async with Stage(tmp_path / "profile", transport) as running:
        yield running
    await transport.aclose()
