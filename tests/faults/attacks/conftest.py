"""The service under attack, and the computers of those who have something to lose."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.service.projects import Compatibility
from tests.faults.attacks.over_http import over_http
from tests.service.api import Api
from tests.service.asker import Asker
from tests.service.fake_clock import FakeClock
from tests.service.own_device import OwnDevice, trusted


@pytest.fixture
def clock() -> FakeClock:
    """The service's time, which only the test moves."""
    return FakeClock()


@pytest.fixture
async def api(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Api]:
    """A strict service."""
    async with over_http(tmp_path, clock) as running:
        yield running


@pytest.fixture
async def published(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Api]:
    """A published one."""
    async with over_http(tmp_path, clock, Compatibility.PUBLISHED) as running:
        yield running


@pytest.fixture
async def device(api: Api) -> OwnDevice:
    """The device that Maya trusts."""
    return await trusted(api)


@pytest.fixture
def asker(api: Api) -> Asker:
    """The computer that she wants to sign in on."""
    return Asker(api)
