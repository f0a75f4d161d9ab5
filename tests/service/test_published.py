"""What ``published`` loosens for old SDKs, and what it does not (13.9)."""

import jwt
import pytest

from desktop.protocol.published import ISSUER, TOKEN_KEY_ID
from desktop.service.users import UNKNOWN_USER_ID
from tests.service.api import Api, Attempt, answered, refusal, wrong
from tests.service.fake_clock import FakeClock
from tests.service.pages import Browser, app_url


async def test_tokens_have_cotters_issuer_and_key_id(published: Api) -> None:
    tokens = (await published.sign_in())["oauth_token"]
    key_set = answered(await published.call("GET", "/token/jwks"))
    assert key_set["keys"][0]["kid"] == TOKEN_KEY_ID
    claims = jwt.decode(
        tokens["access_token"],
        jwt.PyJWK(key_set["keys"][0]),
        algorithms=["ES256"],
        audience=published.project.id,
        issuer=ISSUER,
        options={"verify_exp": False, "verify_iat": False},
    )
    assert claims["scope"] == "access"
    assert jwt.get_unverified_header(tokens["access_token"])["kid"] == TOKEN_KEY_ID


async def test_the_discovery_says_so(published: Api) -> None:
    described = answered(await published.call("GET", "/service"))
    assert described["compatibility"] == "published"
    assert described["issuer"] == ISSUER


async def test_the_old_route_gives_the_same_refresh_token(published: Api, clock: FakeClock) -> None:
    token = (await published.sign_in())["oauth_token"]["refresh_token"]
    body = {"grant_type": "refresh_token", "refresh_token": token}
    for _ in range(3):
        clock.advance(29 * 86400)
        answer = answered(await published.call("POST", "/token", body))
        assert answer["refresh_token"] == token
    clock.advance(5 * 86400)
    assert answered(await published.call("POST", "/token", body))["reason"] == "expired"


async def test_the_new_route_rotates_and_notices_reuse(published: Api) -> None:
    token = (await published.sign_in())["oauth_token"]["refresh_token"]
    successor = answered(await published.renew(token))["refresh_token"]
    assert successor != token
    await published.renew(successor)
    assert answered(await published.renew(token))["reason"] == "reused"


async def test_anybody_may_look_up_and_create(published: Api) -> None:
    body = {"identifier": "noor@example.com"}
    user = answered(await published.call("POST", "/user/create", body))
    found = answered(await published.call("GET", "/user?identifier=noor@example.com"))
    assert found["ID"] == user["ID"]
    assert answered(await published.call("GET", f"/user/{user['ID']}"))["ID"] == user["ID"]


async def test_nobody_has_the_zero_id(published: Api) -> None:
    user = answered(await published.call("GET", "/user?identifier=nobody@example.com"))
    assert user["ID"] == UNKNOWN_USER_ID


async def test_a_stranger_can_not_choose_the_user_id_of_an_identifier(published: Api) -> None:
    body = {"identifier": "noor@example.com", "client_user_id": "admin"}
    user = answered(await published.call("POST", "/user/create", body))
    assert user["client_user_id"] == user["ID"]


async def test_a_stranger_gets_no_token_for_a_user_just_made(published: Api) -> None:
    body = {"identifier": "noor@example.com"}
    user = answered(await published.call("POST", "/user/create?oauth_token=true", body))
    assert "oauth_token" not in user


async def test_a_key_proved_before_needs_no_code(published: Api, clock: FakeClock) -> None:
    attempt = Attempt()
    await published.sign_in(attempt)
    clock.advance(29 * 86400)
    challenge = await published.request_code(attempt)
    assert challenge["code_sent"] is False
    response = await published.respond(attempt, challenge, "")
    assert (await published.exchange(attempt, answered(response))).status_code == 200
    assert len(await published.messages()) == 1


async def test_after_thirty_days_it_does(published: Api, clock: FakeClock) -> None:
    attempt = Attempt()
    await published.sign_in(attempt)
    clock.advance(30 * 86400)
    assert (await published.request_code(attempt))["code_sent"] is True


@pytest.mark.parametrize(
    "other",
    [Attempt(), Attempt(identifier="noor@example.com")],
    ids=["another key", "another identifier"],
)
async def test_another_key_or_identifier_needs_a_code(published: Api, other: Attempt) -> None:
    attempt = Attempt()
    await published.sign_in(attempt)
    if other.identifier != attempt.identifier:
        other.key = attempt.key
    challenge = await published.request_code(other)
    assert challenge["code_sent"] is True
    assert refusal(await published.respond(other, challenge, "")) == (400, "code")


async def test_a_strict_project_always_wants_a_code(api: Api, clock: FakeClock) -> None:
    attempt = Attempt()
    await api.sign_in(attempt)
    clock.advance(60)
    assert (await api.request_code(attempt))["code_sent"] is True


async def test_a_browser_proved_before_needs_one_click(published: Api, clock: FakeClock) -> None:
    browser = Browser(published.http)
    page = await browser.open(app_url(published.project.id))
    assert "Max-Age=2592000" in page.response.headers["Set-Cookie"]
    page = await browser.send(page.forms[0], identifier="maya@example.com")
    await browser.post(page.forms[0], code=await published.newest_code())
    clock.advance(86400)
    page = await browser.open(app_url(published.project.id))
    page = await browser.send(page.forms[0], identifier="maya@example.com")
    response = await browser.post(page.forms[0])
    assert response.status_code == 303
    assert "code=" in response.headers["Location"]
    assert len(await published.messages()) == 1


async def test_wrong_codes_count_as_everywhere(published: Api) -> None:
    attempt = Attempt()
    challenge = await published.request_code(attempt)
    response = await published.respond(attempt, challenge, wrong(await published.newest_code()))
    assert answered(response)["attempts_left"] == 4


@pytest.mark.parametrize("secret", ["wrong", ""])
async def test_a_wrong_secret_is_refused_here_too(published: Api, secret: str) -> None:
    response = await published.call(
        "GET", "/user?identifier=x@example.com", headers={"API_SECRET_KEY": secret}
    )
    assert refusal(response) == (401, "api_key")


async def test_the_key_id_sent_as_secret_proves_nothing(published: Api) -> None:
    # The mobile SDKs fill both headers with it.
    headers = {"API_SECRET_KEY": published.project.id}
    response = await published.call("GET", "/user?identifier=x@example.com", headers=headers)
    assert response.status_code == 200
    body = {"grant_type": "identity_token", "identity_token": {}}
    assert refusal(await published.call("POST", "/token", body, headers=headers)) == (
        401,
        "api_key",
    )
