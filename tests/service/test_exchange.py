"""``get_identity``: an authorization code for the identity, once (3.1, 3.2, 7.2, 13.3)."""

import jwt
import pytest

from desktop.protocol import ed25519
from desktop.protocol.encoding import encode_base64url
from desktop.protocol.signed_text import identity_token_text
from desktop.service.timestamps import rfc3339
from tests.service.api import URL, Answered, Api, Attempt, answered, refusal
from tests.service.fake_clock import FakeClock


async def keys(api: Api) -> jwt.PyJWKSet:
    return jwt.PyJWKSet.from_dict(answered(await api.call("GET", "/token/jwks")))


def claims_of(token: str, key_set: jwt.PyJWKSet) -> Answered:
    """The claims under the key that the header names; the fake time is not PyJWT's."""
    kid = jwt.get_unverified_header(token)["kid"]
    return jwt.decode(
        token,
        key_set[kid],
        algorithms=["ES256"],
        options={"verify_exp": False, "verify_aud": False, "verify_iat": False},
    )


async def test_the_answer_has_identifier_token_user_and_tokens(api: Api) -> None:
    attempt = Attempt()
    identity = await api.sign_in(attempt)
    assert set(identity) == {"identifier", "token", "user", "oauth_token", "fresh_proof"}
    identifier = identity["identifier"]
    assert identifier["ID"] == identity["token"]["identifier_id"]
    assert identifier["identifier"] == "maya@example.com"
    assert identifier["public_key"] == ed25519.public_key_text(attempt.key)
    assert identifier["device_name"] == "Dell XPS Linux"
    assert identifier["expiry"] == rfc3339(api.clock() + 30 * 86400)


async def test_the_user_has_both_spellings_of_its_last_change(api: Api) -> None:
    user = (await api.sign_in())["user"]
    assert user["update_at"] == user["updated_at"]
    assert user["client_user_id"] == user["ID"]
    assert user["issuer"] == api.project.id
    assert (user["enrolled"], user["default_method"], user["deleted_at"]) == ([], None, None)


async def test_the_identity_token_is_signed_by_the_key_of_the_discovery(api: Api) -> None:
    token = (await api.sign_in())["token"]
    described = answered(await api.call("GET", "/service"))
    text = identity_token_text(
        identifier=token["identifier"],
        identifier_type=token["identifier_type"],
        receiver=token["receiver"],
        expire_at=token["expire_at"],
    )
    assert ed25519.signature_is_valid(described["identity_key"], token["signature"], text)
    assert token["receiver"] == api.project.id
    assert int(token["expire_at"]) - int(token["timestamp"]) == 30 * 86400


async def test_the_access_token_has_the_claims_of_the_api(api: Api) -> None:
    identity = await api.sign_in()
    tokens = identity["oauth_token"]
    claims = claims_of(tokens["access_token"], await keys(api))
    now = int(api.clock())
    assert claims.pop("jti")
    assert claims == {
        "sub": identity["user"]["ID"],
        "client_user_id": identity["user"]["ID"],
        "authentication_method": "OTP",
        "type": "access_token",
        "identifier": "maya@example.com",
        "scope": "access",
        "aud": api.project.id,
        "iss": URL,
        "iat": now,
        "exp": now + 3600,
    }
    assert tokens["expires_in"] == 3600
    assert tokens["token_type"] == "Bearer"


async def test_the_id_token_says_when_the_user_took_part_as_text(
    api: Api, clock: FakeClock
) -> None:
    signed_in_at = str(int(clock()))
    tokens = (await api.sign_in())["oauth_token"]
    clock.advance(1800)
    renewed = answered(await api.renew(tokens["refresh_token"]))
    claims = claims_of(renewed["id_token"], await keys(api))
    assert claims["type"] == "id_token"
    assert claims["auth_time"] == signed_in_at
    assert "scope" not in claims


async def test_access_and_id_token_have_ids_of_their_own(api: Api) -> None:
    tokens = (await api.sign_in())["oauth_token"]
    key_set = await keys(api)
    ids = {claims_of(tokens[name], key_set)["jti"] for name in ("access_token", "id_token")}
    assert len(ids) == 2


async def test_tokens_come_only_when_asked_for(api: Api) -> None:
    attempt = Attempt()
    response = await api.exchange(attempt, await api.authorization_code(attempt), query="")
    assert "oauth_token" not in answered(response)


async def test_answers_with_tokens_are_not_cached(api: Api) -> None:
    attempt = Attempt()
    response = await api.exchange(attempt, await api.authorization_code(attempt))
    assert response.headers["Cache-Control"] == "no-store"


async def test_signing_in_again_finds_the_same_user(api: Api, clock: FakeClock) -> None:
    first = await api.sign_in()
    clock.advance(60)
    second = await api.sign_in(Attempt(identifier="Maya@Example.COM"))
    assert second["user"]["ID"] == first["user"]["ID"]
    assert second["token"]["identifier"] == second["user"]["identifier"] == "maya@example.com"
    assert api.events().count("user.created") == 1


async def test_the_code_works_once(api: Api) -> None:
    attempt = Attempt()
    code = await api.authorization_code(attempt)
    await api.exchange(attempt, code)
    assert refusal(await api.exchange(attempt, code)) == (400, "authorization_code")


async def test_the_same_request_again_gets_the_same_session_again(api: Api) -> None:
    attempt = Attempt()
    code = await api.authorization_code(attempt)
    same = {"attempt_id": encode_base64url(b"a" * 16)}
    first = answered(await api.exchange(attempt, code, changed=same))["oauth_token"]
    again = answered(await api.exchange(attempt, code, changed=same))["oauth_token"]
    assert again["refresh_token"] == first["refresh_token"]
    assert again["access_token"] != first["access_token"]
    assert api.events().count("signed_in") == 1
    assert (await api.renew(first["refresh_token"])).status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"attempt_id": encode_base64url(b"b" * 16)},
        {"attempt_id": None},
        {"code_verifier": "v" * 43},
        {"redirect_url": "http://127.0.0.1:1/other"},
    ],
    ids=["another attempt", "no attempt", "another verifier", "another redirect"],
)
async def test_another_request_with_a_used_code_ends_the_session_of_the_first_time(
    api: Api, changed: dict[str, object]
) -> None:
    attempt = Attempt()
    code = await api.authorization_code(attempt)
    same = {"attempt_id": encode_base64url(b"a" * 16)}
    tokens = answered(await api.exchange(attempt, code, changed=same))["oauth_token"]
    other = await api.exchange(attempt, code, changed={**same, **changed})
    assert refusal(other) == (400, "authorization_code")
    assert answered(await api.renew(tokens["refresh_token"]))["reason"] == "revoked"


async def test_once_the_session_was_renewed_the_same_request_is_a_second_use(
    api: Api, clock: FakeClock
) -> None:
    attempt = Attempt()
    code = await api.authorization_code(attempt)
    same = {"attempt_id": encode_base64url(b"a" * 16)}
    tokens = answered(await api.exchange(attempt, code, changed=same))["oauth_token"]
    renewed = answered(await api.renew(tokens["refresh_token"]))
    assert refusal(await api.exchange(attempt, code, changed=same)) == (400, "authorization_code")
    assert answered(await api.renew(renewed["refresh_token"]))["reason"] == "revoked"


async def test_a_lost_answer_is_given_again_for_five_minutes(api: Api, clock: FakeClock) -> None:
    attempt = Attempt()
    code = await api.authorization_code(attempt)
    same = {"attempt_id": encode_base64url(b"a" * 16)}
    await api.exchange(attempt, code, changed=same)
    clock.advance(299)
    assert (await api.exchange(attempt, code, changed=same)).status_code == 200
    clock.advance(1)
    assert refusal(await api.exchange(attempt, code, changed=same)) == (400, "authorization_code")


async def test_a_code_used_twice_ends_the_session_of_the_first_time(api: Api) -> None:
    attempt = Attempt()
    code = await api.authorization_code(attempt)
    tokens = answered(await api.exchange(attempt, code))["oauth_token"]
    await api.exchange(attempt, code)
    response = await api.renew(tokens["refresh_token"])
    assert answered(response)["reason"] == "revoked"


@pytest.mark.parametrize(
    "changed",
    [
        {"code_verifier": "another"},
        {"redirect_url": "http://127.0.0.1/"},
        {"challenge_id": 99},
    ],
    ids=["verifier", "redirect", "challenge"],
)
async def test_a_wrong_part_consumes_the_code(api: Api, changed: dict[str, object]) -> None:
    attempt = Attempt()
    code = await api.authorization_code(attempt)
    spoilt = await api.exchange(attempt, code, changed=changed)
    assert refusal(spoilt) == (400, "authorization_code")
    assert refusal(await api.exchange(attempt, code)) == (400, "authorization_code")
    assert "signed_in" not in api.events()


@pytest.mark.parametrize(("after", "status"), [(299, 200), (300, 400)])
async def test_the_code_holds_for_five_minutes(
    api: Api, clock: FakeClock, after: int, status: int
) -> None:
    attempt = Attempt()
    code = await api.authorization_code(attempt)
    clock.advance(after)
    assert (await api.exchange(attempt, code)).status_code == status


async def test_an_invented_code_is_refused(api: Api) -> None:
    invented = {"authorization_code": "x" * 43, "challenge_id": 1}
    assert refusal(await api.exchange(Attempt(), invented)) == (400, "authorization_code")


async def test_another_project_can_not_exchange_the_code(api: Api) -> None:
    attempt = Attempt()
    code = await api.authorization_code(attempt)
    api.project = api.another_project()
    assert refusal(await api.exchange(attempt, code)) == (400, "authorization_code")


async def test_a_challenge_id_as_text_is_refused(api: Api) -> None:
    attempt = Attempt()
    code = await api.authorization_code(attempt)
    response = await api.exchange(
        attempt, code, changed={"challenge_id": str(code["challenge_id"])}
    )
    assert refusal(response) == (400, "request")


async def test_the_verifiers_of_published_sdks_are_taken_as_they_are(api: Api) -> None:
    # React Native: standard base64 with padding.
    attempt = Attempt(verifier="AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
    assert (await api.sign_in(attempt))["user"]["identifier"] == "maya@example.com"


async def test_a_disabled_user_does_not_get_in(api: Api) -> None:
    await api.sign_in()
    api.service.store.users.set_disabled(api.user().id, api.clock(), api.clock())
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    response = await api.respond(attempt, challenge, await api.newest_code())
    assert refusal(response) == (403, "disabled")


async def test_a_user_disabled_in_between_gets_no_tokens(api: Api) -> None:
    attempt = Attempt()
    code = await api.authorization_code(attempt)
    api.service.store.users.set_disabled(api.user().id, api.clock(), api.clock())
    assert refusal(await api.exchange(attempt, code)) == (400, "authorization_code")


async def test_the_backend_gets_tokens_for_an_identity_token(api: Api) -> None:
    identity = await api.sign_in()
    body = {"grant_type": "identity_token", "identity_token": identity["token"]}
    tokens = answered(await api.call("POST", "/token", body, headers=api.secret))
    claims = claims_of(tokens["access_token"], await keys(api))
    assert claims["sub"] == identity["user"]["ID"]
    assert (await api.renew(tokens["refresh_token"])).status_code == 200


async def test_an_identity_token_without_the_secret_gives_nothing(api: Api) -> None:
    identity = await api.sign_in()
    body = {"grant_type": "identity_token", "identity_token": identity["token"]}
    assert refusal(await api.call("POST", "/token", body)) == (401, "api_key")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("identifier", "eve@example.com"),
        ("receiver", "another"),
        ("expire_at", "9999999999"),
        ("expire_at", "soon"),
        ("signature", "AAAA"),
    ],
)
async def test_a_changed_identity_token_gives_nothing(api: Api, name: str, value: str) -> None:
    await api.sign_in(Attempt(identifier="eve@example.com"))
    token = {**(await api.sign_in())["token"], name: value}
    body = {"grant_type": "identity_token", "identity_token": token}
    response = await api.call("POST", "/token", body, headers=api.secret)
    assert refusal(response) == (400, "identity_token")


async def test_an_identity_token_runs_out_after_thirty_days(api: Api, clock: FakeClock) -> None:
    token = (await api.sign_in())["token"]
    clock.advance(30 * 86400)
    body = {"grant_type": "identity_token", "identity_token": token}
    response = await api.call("POST", "/token", body, headers=api.secret)
    assert refusal(response) == (400, "identity_token")


async def test_an_identity_token_of_another_project_gives_nothing(api: Api) -> None:
    token = (await api.sign_in())["token"]
    api.go_to_another_project()
    await api.sign_in()
    body = {"grant_type": "identity_token", "identity_token": token}
    response = await api.call("POST", "/token", body, headers=api.secret)
    assert refusal(response) == (400, "identity_token")


async def test_the_time_of_the_proof_goes_on_into_the_tokens_of_the_backend(
    api: Api, clock: FakeClock
) -> None:
    proved_at = int(clock())
    token = (await api.sign_in())["token"]
    clock.advance(7 * 86400)
    body = {"grant_type": "identity_token", "identity_token": token}
    tokens = answered(await api.call("POST", "/token", body, headers=api.secret))
    assert claims_of(tokens["id_token"], await keys(api))["auth_time"] == str(proved_at)
    # 90 days after the proof, whatever was renewed in between.
    for _ in range(3):
        clock.advance(27 * 86400)
        tokens = answered(await api.renew(tokens["refresh_token"]))
    clock.advance(2 * 86400)
    assert answered(await api.renew(tokens["refresh_token"]))["reason"] == "expired"


async def test_a_disabled_user_gets_no_tokens_for_an_identity_token(api: Api) -> None:
    token = (await api.sign_in())["token"]
    api.service.store.users.set_disabled(api.user().id, api.clock(), api.clock())
    body = {"grant_type": "identity_token", "identity_token": token}
    response = await api.call("POST", "/token", body, headers=api.secret)
    assert refusal(response) == (403, "disabled")
