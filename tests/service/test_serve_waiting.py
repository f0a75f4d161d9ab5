"""Long polls of a real service: they live as long as they may and hold nobody up."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx
import pytest

from desktop.protocol.pkce import code_challenge_of, make_code_verifier
from desktop.protocol.published import API_PATH
from tests.parts.child import PATIENCE
from tests.parts.service import Service
from tests.service.api import answered
from tests.service.asker import event_reason

SECONDS = 25
"""As long as a request may wait."""

SOON = 3.0
"""Seconds within which a service that has nothing to do ends."""


@dataclass
class Caller:
    """Somebody who asks for a sign-in that nobody will approve."""

    http: httpx.AsyncClient
    api_key_id: str
    verifier: str = field(default_factory=lambda: make_code_verifier(secrets.token_bytes))

    async def ask(self) -> int:
        """Ask; the id of the request."""
        body = {
            "identifier": "nobody@example.com",
            "issuer": self.api_key_id,
            "event": "LOGIN",
            "timestamp": str(int(time.time())),
            "method": "TRUSTED_DEVICE",
            "device_name": "Pixel 9",
        }
        path = f"{API_PATH}/event/create_pending?code_challenge={code_challenge_of(self.verifier)}"
        response = await self.http.post(path, json=body)
        assert response.status_code == 200, response.text
        return int(answered(response)["ID"])

    async def wait(self, event_id: int) -> httpx.Response:
        """Wait for the decision."""
        return await self.http.get(
            f"{API_PATH}/event/get/{event_id}?wait={SECONDS}",
            headers={"Code-Verifier": self.verifier},
        )


@pytest.fixture
async def caller(service: Service) -> AsyncIterator[Caller]:
    """Somebody at the real service."""
    async with httpx.AsyncClient(
        base_url=service.url, headers={"API_KEY_ID": service.api_key_id}, timeout=2 * SECONDS
    ) as http:
        yield Caller(http, service.api_key_id)


async def is_answered(wait: "asyncio.Task[httpx.Response]") -> bool:
    """Whether it does not wait; that takes no time."""
    done, _ = await asyncio.wait([wait], timeout=0.3)
    return bool(done)


async def both_wait(caller: Caller, event_id: int) -> None:
    """Until two wait: then there is no place for a third, who is told so."""
    third = asyncio.create_task(caller.wait(event_id))
    assert await is_answered(third)
    assert event_reason(await third) == (429, "too_many")


async def test_a_service_stops_at_once_while_requests_wait(
    service: Service, caller: Caller
) -> None:
    event_id = await caller.ask()
    waits = [asyncio.create_task(caller.wait(event_id)) for _ in range(2)]
    assert not any([await is_answered(wait) for wait in waits])
    await both_wait(caller, event_id)
    began = time.monotonic()
    await asyncio.to_thread(service.stop)
    assert time.monotonic() - began < SOON
    assert service.process.returncode == 0
    for response in await asyncio.gather(*waits):
        assert answered(response)["outcome"] == "pending"
    assert service.log.read_text("utf-8") == ""


async def test_who_closes_the_connection_makes_room(service: Service, caller: Caller) -> None:
    event_id = await caller.ask()
    waits = [asyncio.create_task(caller.wait(event_id)) for _ in range(2)]
    assert not any([await is_answered(wait) for wait in waits])
    await both_wait(caller, event_id)
    for wait in waits:
        wait.cancel()
    await asyncio.gather(*waits, return_exceptions=True)
    async with asyncio.timeout(PATIENCE):
        while await is_answered(again := asyncio.create_task(caller.wait(event_id))):
            pass
    again.cancel()
    assert service.log.read_text("utf-8") == ""


@pytest.mark.long
async def test_a_request_may_wait_for_25_seconds(service: Service, caller: Caller) -> None:
    event_id = await caller.ask()
    began = time.monotonic()
    response = await caller.wait(event_id)
    assert SECONDS - 0.5 < time.monotonic() - began < SECONDS + SOON
    assert answered(response)["outcome"] == "pending"
