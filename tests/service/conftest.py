"""A service inside the test's own process: real store, real outbox, real HTTP messages."""

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TypeAlias

import httpx
import pytest
from starlette.applications import Starlette

from desktop.service.application import build_application
from desktop.service.assembly import assemble
from desktop.service.challenges import Channel
from desktop.service.outbox import CHANNELS, Outbox
from desktop.service.projects import Compatibility
from desktop.service.settings import ServiceSettings
from desktop.service.startup import open_store
from tests.service.api import URL, Api
from tests.service.asker import Asker
from tests.service.fake_clock import FakeClock
from tests.service.own_device import OwnDevice, trusted

Reached: TypeAlias = Callable[[str], httpx.AsyncBaseTransport]
"""The way to a service from an address."""


@asynccontextmanager
async def without_sockets(application: Starlette) -> AsyncIterator[Reached]:
    """Run a service without a server: the client hands it each request."""
    async with application.router.lifespan_context(application):
        yield lambda address: httpx.ASGITransport(application, client=(address, 50_000))


@asynccontextmanager
async def in_process(
    folder: Path,
    clock: FakeClock,
    compatibility: Compatibility = Compatibility.STRICT,
    public_url: str = URL,
    *,
    channels: tuple[Channel, ...] = CHANNELS,
    reached: Callable[[Starlette], AbstractAsyncContextManager[Reached]] = without_sockets,
) -> AsyncIterator[Api]:
    """Run a service on a database in ``folder``, ``reached`` in one way or another."""
    database = folder / "service.sqlite3"
    opened = open_store(database, {}, compatibility, clock, secrets.token_bytes)
    outbox = Outbox(folder / "outbox", secrets.token_bytes)
    service = assemble(
        settings=ServiceSettings(
            public_url=public_url, loopback_port=8765, version="9.9.9", channels=channels
        ),
        store=opened.store,
        master_key=opened.master_key,
        delivery=outbox,
        clock=clock,
        random_bytes=secrets.token_bytes,
    )
    failed: list[str] = []
    application = build_application(service, chore_failed=lambda: failed.append("a chore ended"))
    async with (
        reached(application) as transport_from,
        httpx.AsyncClient(transport=transport_from("127.0.0.1"), base_url=public_url) as http,
    ):
        yield Api(
            service=service,
            application=application,
            http=http,
            project=opened.projects[0],
            api_secret_key=opened.new_secret or "",
            outbox=outbox,
            clock=clock,
            database=database,
            transport_from=transport_from,
            url=public_url,
        )
    opened.store.close()
    assert failed == []


@pytest.fixture
def clock() -> FakeClock:
    """The service's time, which only the test moves."""
    return FakeClock()


@pytest.fixture
async def api(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Api]:
    """A strict service."""
    async with in_process(tmp_path, clock) as running:
        yield running


@pytest.fixture
async def published(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Api]:
    """A published one, for old SDKs."""
    async with in_process(tmp_path, clock, Compatibility.PUBLISHED) as running:
        yield running


@pytest.fixture
async def device(api: Api) -> OwnDevice:
    """The device that Maya trusts."""
    return await trusted(api)


@pytest.fixture
def asker(api: Api) -> Asker:
    """The computer that she wants to sign in on."""
    return Asker(api)
