"""The same thing asked for several times at once, of a real service: once is what it is worth."""

import asyncio
import json
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.protocol import ed25519
from desktop.protocol.device_proof import make_device_proof
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


@dataclass(frozen=True)
class RemoteDevice:
    """A computer with a device key, which proves each of its requests."""

    everybody: Everybody
    user_id: str
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def public_key(self) -> str:
        """The public half, base64."""
        return ed25519.public_key_text(self.key)

    @property
    def list_path(self) -> str:
        """Where the user's devices are listed."""
        return f"/user/devices?cotter_user_id={self.user_id}"

    def proof(self, method: str, path: str, body: bytes = b"") -> str:
        """The header of one request."""
        return make_device_proof(
            self.key,
            method=method,
            url=self.everybody.service.url + API_PATH + path,
            body=body,
            token_id=new_attempt_id(),
            at=int(time.time()),
        )

    async def call(
        self, method: str, path: str, body: bytes = b"", fresh_proof: str = ""
    ) -> httpx.Response:
        """One request."""
        headers = {"DPoP": self.proof(method, path, body), "Fresh-Proof": fresh_proof}
        return await self.everybody.http.request(
            method, API_PATH + path, content=body, headers=headers
        )

    async def put(
        self, *, enrolled: bool, fresh_proof: str, code: str | None = None
    ) -> httpx.Response:
        """Trust a device, this one if no other is named, or trust it no more."""
        body = {
            "method": "TRUSTED_DEVICE",
            "enrolled": enrolled,
            "code": code or self.public_key,
            "device_name": "Dell XPS Linux",
        }
        path = f"/user/methods?cotter_user_id={self.user_id}"
        return await self.call("PUT", path, json.dumps(body).encode(), fresh_proof)


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
    assert statuses(responses) == [200] * AT_ONCE
    # All are the same person's; the newest counts.
    exchanged = [await everybody.exchange(attempt, answered(one)) for one in responses]
    assert statuses(exchanged) == [200] + [400] * (AT_ONCE - 1)
    assert statuses([await everybody.answer(attempt, challenge, code)]) == [400]


async def test_a_code_that_gives_tokens_at_once_proves_once(everybody: Everybody) -> None:
    attempt = Attempt(with_code_challenge=False)
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


async def signed_in_device(everybody: Everybody) -> tuple[RemoteDevice, str]:
    """A computer of a user who has signed in, and the fresh proof of it."""
    attempt = Attempt()
    challenge, code = await everybody.challenge(attempt)
    given = answered(await everybody.answer(attempt, challenge, code))
    identity = answered(await everybody.exchange(attempt, given))
    device = RemoteDevice(everybody, identity["user"]["ID"])
    return device, str(identity["fresh_proof"])


async def test_a_device_is_trusted_once(everybody: Everybody) -> None:
    device, fresh = await signed_in_device(everybody)
    responses = await everybody.all(lambda: device.put(enrolled=True, fresh_proof=fresh))
    assert statuses(responses) == [200] * AT_ONCE
    listed = answered(await device.call("GET", device.list_path))["devices"]
    assert [each["public_key"] for each in listed] == [device.public_key]


async def test_a_device_proof_is_good_for_one_request(everybody: Everybody) -> None:
    device, fresh = await signed_in_device(everybody)
    await device.put(enrolled=True, fresh_proof=fresh)
    headers = {"DPoP": device.proof("GET", device.list_path)}
    url = API_PATH + device.list_path
    responses = await everybody.all(lambda: everybody.http.get(url, headers=headers))
    assert statuses(responses) == [200] + [401] * (AT_ONCE - 1)


async def test_of_two_devices_that_remove_each_other_one_is_left(everybody: Everybody) -> None:
    first, fresh = await signed_in_device(everybody)
    second = RemoteDevice(everybody, first.user_id)
    for device in (first, second):
        await device.put(enrolled=True, fresh_proof=fresh)
    responses = await asyncio.gather(
        first.put(enrolled=False, code=second.public_key, fresh_proof=fresh),
        second.put(enrolled=False, code=first.public_key, fresh_proof=fresh),
    )
    assert statuses(list(responses)) == [200, 403]
