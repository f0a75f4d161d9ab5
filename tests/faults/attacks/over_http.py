"""A service as it is attacked: the real server and socket, in the test's process for its clock."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from socket import socket

import httpx
from starlette.applications import Starlette

from desktop.service.projects import Compatibility
from desktop.service.serving import listen, server_of
from tests.service.api import Api
from tests.service.conftest import Reached, in_process
from tests.service.fake_clock import FakeClock

PATIENCE = 30.0


def over_http(
    folder: Path, clock: FakeClock, compatibility: Compatibility = Compatibility.STRICT
) -> AbstractAsyncContextManager[Api]:
    """Run a service on a free port of loopback; others come from ``127.x.y.z``."""
    listener = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    return in_process(
        folder, clock, compatibility, public_url=url, reached=lambda app: _served(app, listener)
    )


@asynccontextmanager
async def _served(application: Starlette, listener: socket) -> AsyncIterator[Reached]:
    listening = asyncio.Event()
    server = server_of(application, announce=listening.set, stopping=lambda: None)
    running = asyncio.create_task(server._serve([listener]))
    async with asyncio.timeout(PATIENCE):
        await listening.wait()
    yield lambda address: httpx.AsyncHTTPTransport(local_address=address)
    server.should_exit = True
    await running
