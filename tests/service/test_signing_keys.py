"""Signing keys: what the key set shows, and what a rotation changes (7.3, 13.1)."""

import secrets
from pathlib import Path

import jwt
import pytest

from desktop.protocol import ed25519
from desktop.protocol.encoding import decode_base64
from desktop.protocol.jwk import EllipticCurveJwk
from desktop.service.administration import rotate_keys
from desktop.service.errors import MasterKeyError
from desktop.service.master_key import MasterKey, load_master_key
from desktop.service.signing_keys import SigningKeys
from desktop.service.store import Store
from tests.service.api import Answered, Api, answered
from tests.service.fake_clock import FakeClock


async def key_set(api: Api) -> list[Answered]:
    response = await api.http.get("/api/v0/token/jwks")
    keys: list[Answered] = answered(response)["keys"]
    return keys


def is_valid(token: str, keys: list[Answered]) -> bool:
    kid = jwt.get_unverified_header(token)["kid"]
    key = next((key for key in keys if key["kid"] == kid), None)
    if key is None:
        return False
    options = {"verify_exp": False, "verify_iat": False, "verify_aud": False}
    try:
        jwt.decode(token, jwt.PyJWK(key), algorithms=["ES256"], options=options)  # type: ignore[arg-type]  # a TypedDict in PyJWT
    except jwt.InvalidSignatureError:
        return False
    return True


def rotate_in_another_process(api: Api) -> None:
    store = Store(api.database)
    master_key = load_master_key(api.database, {}, secrets.token_bytes)
    rotate_keys(store, master_key, api.clock, secrets.token_bytes)
    store.close()


async def test_the_key_set_holds_one_ec_key_named_by_its_thumbprint(api: Api) -> None:
    (key,) = await key_set(api)
    assert (key["kty"], key["crv"], key["alg"], key["use"]) == ("EC", "P-256", "ES256", "sig")
    assert key["kid"] == EllipticCurveJwk(x=key["x"], y=key["y"]).thumbprint()


async def test_a_rotation_beside_a_running_service_counts_at_once(api: Api) -> None:
    before = (await api.sign_in())["oauth_token"]
    old_keys = await key_set(api)
    rotate_in_another_process(api)
    new_keys = await key_set(api)
    after = answered(await api.renew(before["refresh_token"]))
    assert new_keys[0] != old_keys[0]
    assert is_valid(after["access_token"], new_keys[:1])
    assert is_valid(before["access_token"], new_keys)
    assert not is_valid(before["access_token"], new_keys[:1])


async def test_a_retired_key_is_shown_for_a_day(api: Api, clock: FakeClock) -> None:
    rotate_in_another_process(api)
    assert len(await key_set(api)) == 2
    clock.advance(86400)
    assert len(await key_set(api)) == 1


async def test_in_published_mode_a_rotation_ends_access_tokens(published: Api) -> None:
    before = (await published.sign_in())["oauth_token"]
    rotate_in_another_process(published)
    keys = await key_set(published)
    assert not is_valid(before["access_token"], keys)
    after = answered(await published.renew(before["refresh_token"]))
    assert is_valid(after["access_token"], keys[:1])


async def test_a_new_identity_key_is_endorsed_by_the_one_before(api: Api) -> None:
    before = answered(await api.call("GET", "/service"))
    assert "identity_key_endorsement" not in before
    rotate_in_another_process(api)
    after = answered(await api.call("GET", "/service"))
    assert after["identity_key"] != before["identity_key"]
    assert ed25519.signature_is_valid(
        before["identity_key"],
        after["identity_key_endorsement"],
        decode_base64(after["identity_key"]),
    )


async def test_an_identity_token_of_the_key_before_still_counts(api: Api) -> None:
    token = (await api.sign_in())["token"]
    rotate_in_another_process(api)
    body = {"grant_type": "identity_token", "identity_token": token}
    response = await api.call("POST", "/token", body, headers=api.secret)
    assert response.status_code == 200


async def test_the_keys_outlive_a_restart(api: Api) -> None:
    tokens = (await api.sign_in())["oauth_token"]
    store = Store(api.database)
    master_key = load_master_key(api.database, {}, secrets.token_bytes)
    keys = SigningKeys(store, master_key, api.clock, secrets.token_bytes)
    restarted = keys.jwks(published=False)["keys"]
    store.close()
    assert restarted == await key_set(api)
    assert is_valid(tokens["access_token"], await key_set(api))


def test_another_master_key_does_not_open_them(tmp_path: Path, clock: FakeClock) -> None:
    store = Store(tmp_path / "service.sqlite3")
    SigningKeys(store, MasterKey(bytes(32)), clock, secrets.token_bytes)
    with pytest.raises(MasterKeyError, match="not the one of this database"):
        SigningKeys(store, MasterKey(bytes(range(32))), clock, secrets.token_bytes)
    store.close()
