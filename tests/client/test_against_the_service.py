"""The client and the real service: both modes, over real HTTP, with the mail that it sends."""

import asyncio
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from desktop.client.answers import Challenge, Identity, ServiceDescription
from desktop.client.attempt import NO_REDIRECT, SignInAttempt
from desktop.client.clock_offset import ClockObservation
from desktop.client.cotter import CotterClient
from desktop.client.discovery import describe_service
from desktop.client.loopback_redirect import LoopbackRedirect
from desktop.client.transport import Transport
from desktop.foundation.clock import SystemClock
from desktop.foundation.errors import (
    RenewalRefusedError,
    RequestRefusedError,
    UnknownApiKeyError,
    WrongCodeError,
)
from desktop.foundation.profiles import Profile
from desktop.foundation.secret import Secret
from tests.guards.secrets import SecretWatch
from tests.parts.hosted_page import use_the_page
from tests.parts.service import Service, serve

ADDRESS = "hello@example.com"


@pytest.fixture(params=["strict", "published"])
def service(
    request: pytest.FixtureRequest, tmp_path: Path, secret_watch: SecretWatch
) -> Iterator[Service]:
    """Our service, in each of its modes."""
    with serve(tmp_path, os.environ, "--compatibility", request.param) as running:
        secret_watch.plant(running.api_secret_key)
        yield running
    secret_watch.look_at("the service's standard error", running.log.read_text("utf-8"))


@pytest.fixture
async def description(service: Service, transport: Transport) -> ServiceDescription:
    """What it says of itself."""
    return await describe_service(service.url, service.api_key_id, transport, SystemClock())


@pytest.fixture
def observed() -> list[ClockObservation]:
    """What was learned of the service's time."""
    return []


@pytest.fixture
async def client(
    service: Service,
    description: ServiceDescription,
    transport: Transport,
    observed: list[ClockObservation],
) -> CotterClient:
    """A client of a profile made from that."""
    profile = Profile(
        id="profile-1",
        name="local",
        service_url=service.url,
        api_key_id=service.api_key_id,
        issuer=description.issuer,
        identity_key=description.identity_key,
        compatibility=description.compatibility,
    )
    return CotterClient(profile, transport, SystemClock(), on_time=observed.append)


def attempt(redirect_url: str = NO_REDIRECT) -> SignInAttempt:
    return SignInAttempt.begin(
        secrets.token_bytes,
        identifier=ADDRESS,
        identifier_type="EMAIL",
        device_name="Dell XPS",
        redirect_url=redirect_url,
    )


async def sign_in(client: CotterClient, service: Service) -> Identity:
    begun = attempt()
    challenge = await client.request_code(begun, channel="EMAIL")
    code = await client.respond(begun, challenge, Secret(service.next_code(ADDRESS)))
    return await client.get_identity(
        code=code, code_verifier=begun.code_verifier, redirect_url=begun.redirect_url
    )


def wrong(code: str) -> Secret:
    return Secret(f"{(int(code) + 1) % 10 ** len(code):0{len(code)}}")


async def test_a_code_from_the_mail_leads_to_tokens_that_pass_every_check(
    client: CotterClient, service: Service, observed: list[ClockObservation]
) -> None:
    identity = await sign_in(client, service)
    now = time.time()
    client.verify_identity(identity, at=now, identifier=ADDRESS)
    verified = await client.verify(identity.oauth_token, user_id=identity.user.id, at=now)
    assert verified.access.identifier == ADDRESS
    assert verified.access.authentication_method == "OTP"
    assert identity.fresh_proof is not None
    assert all(abs(observation.offset) < 3 for observation in observed)


async def test_the_page_in_the_browser_leads_to_the_same_exchange(
    client: CotterClient, service: Service
) -> None:
    async with LoopbackRedirect(secrets.token_bytes) as redirect:
        begun = attempt(redirect.url)
        waiting = asyncio.create_task(redirect.wait(begun.state))
        url = client.hosted_page_url(begun, redirect.url, identifier=ADDRESS)
        shown = await asyncio.to_thread(use_the_page, url, service, ADDRESS)
        assert "You can close this page" in shown
        code = await waiting
    identity = await client.get_identity(
        code=code, code_verifier=begun.code_verifier, redirect_url=redirect.url
    )
    client.verify_identity(identity, at=time.time(), identifier=ADDRESS)
    await client.verify(identity.oauth_token, user_id=identity.user.id, at=time.time())


async def test_a_challenge_says_what_the_code_page_needs(client: CotterClient) -> None:
    challenge = await client.request_code(attempt(), channel="EMAIL")
    assert isinstance(challenge, Challenge)
    assert (challenge.code_digits, challenge.attempts_left) == (6, 5)
    assert 290 <= challenge.expires_in <= 300
    assert challenge.resend_in > 0
    assert challenge.sent_to.endswith("@example.com")
    assert challenge.sent_to != ADDRESS


async def test_a_wrong_code_leaves_four_attempts_and_then_the_right_one_is_taken(
    client: CotterClient, service: Service
) -> None:
    begun = attempt()
    challenge = await client.request_code(begun, channel="EMAIL")
    code = service.next_code(ADDRESS)
    with pytest.raises(WrongCodeError) as refused:
        await client.respond(begun, challenge, wrong(code))
    assert refused.value.attempts_left == 4
    assert (await client.respond(begun, challenge, Secret(code))).state == begun.state


async def test_an_authorization_code_is_taken_once_and_only_with_its_verifier(
    client: CotterClient, service: Service
) -> None:
    begun = attempt()
    challenge = await client.request_code(begun, channel="EMAIL")
    code = await client.respond(begun, challenge, Secret(service.next_code(ADDRESS)))
    for verifier in (attempt().code_verifier, begun.code_verifier):
        with pytest.raises(RequestRefusedError):
            await client.get_identity(code=code, code_verifier=verifier, redirect_url="-")


async def test_renewal_rotates_and_the_same_attempt_gets_the_same_answer_again(
    client: CotterClient, service: Service
) -> None:
    identity = await sign_in(client, service)
    first = identity.oauth_token.refresh_token
    renewed = await client.renew(first, "AAAAAAAAAAAAAAAAAAAAAA")
    again = await client.renew(first, "AAAAAAAAAAAAAAAAAAAAAA")
    assert renewed.refresh_token == again.refresh_token
    assert renewed.refresh_token != first
    await client.verify(renewed, user_id=identity.user.id, at=time.time())
    await client.renew(renewed.refresh_token, "BAAAAAAAAAAAAAAAAAAAAA")
    with pytest.raises(RenewalRefusedError) as refused:
        await client.renew(first, "CAAAAAAAAAAAAAAAAAAAAA")
    assert refused.value.reason == "reused"


async def test_after_signing_out_nothing_is_renewed(client: CotterClient, service: Service) -> None:
    tokens = (await sign_in(client, service)).oauth_token
    for _ in range(2):
        await client.revoke(tokens.refresh_token)
    with pytest.raises(RenewalRefusedError) as refused:
        await client.renew(tokens.refresh_token, "AAAAAAAAAAAAAAAAAAAAAA")
    assert refused.value.reason == "signed_out"


async def test_signing_out_everywhere_ends_the_other_sessions_too(
    client: CotterClient, service: Service
) -> None:
    elsewhere = (await sign_in(client, service)).oauth_token
    here = await sign_in(client, service)
    await client.revoke(
        here.oauth_token.refresh_token, everywhere=True, fresh_proof=here.fresh_proof
    )
    with pytest.raises(RenewalRefusedError):
        await client.renew(elsewhere.refresh_token, "AAAAAAAAAAAAAAAAAAAAAA")


async def test_an_api_key_of_somebody_else_is_said_so(
    service: Service, transport: Transport
) -> None:
    with pytest.raises(UnknownApiKeyError):
        await describe_service(service.url, str(uuid4()), transport, SystemClock())
