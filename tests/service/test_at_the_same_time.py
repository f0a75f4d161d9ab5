"""The same thing asked for several times at once, of a real service: once is what it is worth."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import httpx
import pytest

from desktop.protocol.encoding import encode_base64url
from desktop.protocol.published import API_PATH
from tests.guards.secrets import SecretWatch
from tests.parts.service import Service
from tests.service.api import Answered, Attempt, answered, wrong

AT_ONCE = 8


@dataclass(frozen=True)
class Everybody:
    """As many clients as there are connections, all at once."""

    http: httpx.AsyncClient
    service: Service

    async def post(self, path: str, body: object) -> httpx.Response:
        """Ask once."""
        return await self.http.post(API_PATH + path, json=body)

    async def all(self, ask: Callable[[], Awaitable[httpx.Response]]) -> list[httpx.Response]:
        """Ask as often as there are clients, at the same time."""
        return list(await asyncio.gather(*(ask() for _ in range(AT_ONCE))))

    async def challenge(self, attempt: Attempt) -> tuple[Answered, str]:
        """A challenge and its code."""
        path = f"/verify/request/{attempt.session_id}"
        challenge = answered(await self.post(path, attempt.request_body()))
        code = await asyncio.to_thread(self.service.next_code, attempt.identifier)
        return challenge, code

    async def answer(self, attempt: Attempt, challenge: Answered, code: str) -> httpx.Response:
        """Answer a challenge, signed now."""
        body = attempt.respond_body(challenge, code, time.time())
        return await self.post(f"/verify/respond/{attempt.state}", body)

    async def exchange(self, attempt: Attempt, given: Answered) -> httpx.Response:
        """Exchange an authorization code."""
        body = {
            "code_verifier": attempt.verifier,
            "authorization_code": given["authorization_code"],
            "challenge_id": given["challenge_id"],
            "redirect_url": attempt.redirect_url,
        }
        return await self.post("/verify/get_identity?oauth_token=true", body)

    async def renew(self, refresh_token: str, attempt_id: str) -> httpx.Response:
        """Present a refresh token."""
        body = {
            "grant_type": "refresh_token",
            "refresh_token": refresh_token,
            "attempt_id": attempt_id,
        }
        return await self.post(f"/token/{self.service.api_key_id}", body)

    async def sign_in(self) -> str:
        """Sign in; the refresh token."""
        attempt = Attempt()
        challenge, code = await self.challenge(attempt)
        given = answered(await self.answer(attempt, challenge, code))
        identity = answered(await self.exchange(attempt, given))
        return str(identity["oauth_token"]["refresh_token"])


@pytest.fixture
async def everybody(service: Service) -> AsyncIterator[Everybody]:
    """Clients with a connection each."""
    headers = {"API_KEY_ID": service.api_key_id}
    async with httpx.AsyncClient(base_url=service.url, headers=headers) as http:
        yield Everybody(http, service)


def statuses(responses: list[httpx.Response]) -> list[int]:
    return sorted(response.status_code for response in responses)


def new_attempt_id() -> str:
    return encode_base64url(secrets.token_bytes(16))


async def test_a_code_proves_once(everybody: Everybody) -> None:
    attempt = Attempt()
    challenge, code = await everybody.challenge(attempt)
    responses = await everybody.all(lambda: everybody.answer(attempt, challenge, code))
    assert statuses(responses) == [200] + [400] * (AT_ONCE - 1)


async def test_wrong_codes_use_up_one_attempt_each(everybody: Everybody) -> None:
    attempt = Attempt()
    challenge, code = await everybody.challenge(attempt)
    responses = await everybody.all(lambda: everybody.answer(attempt, challenge, wrong(code)))
    left = sorted(answered(response)["attempts_left"] for response in responses)
    assert left == [0] * (AT_ONCE - 5) + [0, 1, 2, 3, 4]


async def test_an_authorization_code_is_exchanged_once_and_its_session_ends(
    everybody: Everybody,
) -> None:
    attempt = Attempt()
    challenge, code = await everybody.challenge(attempt)
    given = answered(await everybody.answer(attempt, challenge, code))
    responses = await everybody.all(lambda: everybody.exchange(attempt, given))
    assert statuses(responses) == [200] + [400] * (AT_ONCE - 1)
    (won,) = (answered(response) for response in responses if response.status_code == 200)
    refused = await everybody.renew(won["oauth_token"]["refresh_token"], new_attempt_id())
    assert answered(refused)["reason"] == "revoked"


async def test_of_several_renewals_one_wins_and_the_family_ends(everybody: Everybody) -> None:
    token = await everybody.sign_in()
    responses = await everybody.all(lambda: everybody.renew(token, new_attempt_id()))
    assert statuses(responses) == [200] + [400] * (AT_ONCE - 1)
    (won,) = (answered(response) for response in responses if response.status_code == 200)
    for spent in (token, won["refresh_token"]):
        assert answered(await everybody.renew(spent, new_attempt_id()))["reason"] == "reused"


async def test_one_renewal_asked_for_several_times_has_one_outcome(everybody: Everybody) -> None:
    token, attempt_id = await everybody.sign_in(), new_attempt_id()
    responses = await everybody.all(lambda: everybody.renew(token, attempt_id))
    assert statuses(responses) == [200] * AT_ONCE
    (successor,) = {answered(response)["refresh_token"] for response in responses}
    assert (await everybody.renew(successor, new_attempt_id())).status_code == 200


async def test_an_identifier_is_one_user(everybody: Everybody, secret_watch: SecretWatch) -> None:
    headers = {"API_SECRET_KEY": secret_watch.plant(everybody.service.api_secret_key)}
    path, body = f"{API_PATH}/user/create", {"identifier": "noor@example.com"}
    responses = await everybody.all(lambda: everybody.http.post(path, json=body, headers=headers))
    assert statuses(responses) == [200] + [400] * (AT_ONCE - 1)
