"""Events as the published SDKs make them, and where their freedom ends (5.3 to 5.5, 13.9)."""

import base64
import textwrap
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from desktop.protocol.signed_text import approval_text, enrolment_text
from tests.service.api import Answered, Api, answered
from tests.service.asker import Asker, adding, decide, decision, event_reason, own_event
from tests.service.own_device import OwnDevice, reason

CREATE = "/event/create?oauth_token=true"
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
EC_KEY = ec.generate_private_key(ec.SECP256R1())
RSA_KEY = rsa.generate_private_key(65537, 2048)

Sign = Callable[[bytes], bytes]


def with_line_feeds(raw: bytes, every: int) -> str:
    """Base64 as Android (76) and iOS (64) write it: with line feeds, one at the end."""
    return "\n".join(textwrap.wrap(base64.b64encode(raw).decode(), every)) + "\n"


def spki(key: Any) -> bytes:
    raw: bytes = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return raw


def sign_ec(text: bytes) -> bytes:
    return EC_KEY.sign(text, ec.ECDSA(SHA256()))


def sign_rsa(text: bytes) -> bytes:
    return RSA_KEY.sign(text, padding.PKCS1v15(), SHA256())


PHONES = {
    "Android": ("EC", with_line_feeds(spki(EC_KEY), 76), sign_ec, 76),
    "old Android": ("RSA", with_line_feeds(spki(RSA_KEY), 76), sign_rsa, 76),
    "iOS": ("EC", with_line_feeds(spki(EC_KEY), 64), sign_ec, 0),
}


@pytest.fixture(params=PHONES)
def phone(request: pytest.FixtureRequest) -> tuple[str, str, Sign, int]:
    """Algorithm, key text, signing, and how signatures are broken into lines."""
    return PHONES[request.param]


async def made(api: Api, **changed: object) -> OwnDevice:
    """A user of an old SDK, signed up with a device."""
    user = answered(await api.call("POST", "/user/create", {"identifier": "maya@example.com"}))
    device = OwnDevice(api, user["ID"])
    response = await api.call("PUT", device.methods, {**device.enrolment(), **changed})
    assert response.status_code == 200, response.text
    return device


async def asked_plainly(api: Api, device: OwnDevice, **changed: object) -> Answered:
    """A request as an old SDK makes it: no challenge, no name."""
    body = Asker(api).body(
        identifier=None, device_name=None, client_user_id=device.user_id, approved=False, **changed
    )
    return answered(await api.call("POST", "/event/create_pending", body))


def signature_text(raw: bytes, every: int) -> str:
    return with_line_feeds(raw, every) if every else base64.b64encode(raw).decode()


async def test_a_phone_signs_in(published: Api, phone: tuple[str, str, Sign, int]) -> None:
    algorithm, key, sign, every = phone
    device = await made(published, code=key, algorithm=algorithm)
    body = own_event(device, public_key=key, algorithm=None, ip=None, location=None)
    body["client_user_id"] = body.pop("user_id")
    text = approval_text(
        user_id=device.user_id,
        api_key_id=published.project.id,
        event="LOGIN",
        timestamp=str(body["timestamp"]),
        approved=True,
    )
    body["code"] = signature_text(sign(text), every)
    event = answered(await published.call("POST", CREATE, body))
    assert event["approved"] is True
    # Some SDKs can't read a null.
    assert (event["ip"], event["location"]) == ("unknown", "unknown")
    assert event["oauth_token"]["auth_method"] == "TRUSTED_DEVICE"


async def test_the_twin_of_a_signature_is_the_same_signature(published: Api) -> None:
    algorithm, key, _, _ = PHONES["iOS"]
    device = await made(published, code=key, algorithm=algorithm)
    body = own_event(device, public_key=key)
    text = approval_text(
        user_id=device.user_id,
        api_key_id=published.project.id,
        event="LOGIN",
        timestamp=str(body["timestamp"]),
        approved=True,
    )
    raw = sign_ec(text)
    r, s = decode_dss_signature(raw)
    twin = encode_dss_signature(r, P256_ORDER - s)
    EC_KEY.public_key().verify(twin, text, ec.ECDSA(SHA256()))
    for signature, status in ((raw, 200), (twin, 400), (sign_ec(text), 400)):
        body["code"] = base64.b64encode(signature).decode()
        response = await published.call("POST", CREATE, body)
        assert response.status_code == status
    assert reason(response) == (400, "replayed")


async def test_an_old_sdk_asks_and_is_approved(published: Api) -> None:
    device = await made(published)
    asked = await asked_plainly(published, device)
    path = f"/event/get/{asked['ID']}?oauth_token=true"
    waiting = answered(await published.call("GET", path))
    assert (waiting["new"], waiting["approved"]) == (True, False)
    for query in (f"?cotter_user_id={device.user_id}", f"?client_user_id={device.user_id}"):
        assert answered(await published.call("GET", f"/event/new{query}"))["ID"] == asked["ID"]
    newest = answered(await published.call("GET", f"/event/new/{device.user_id}"))
    assert newest["client_user_id"] == device.user_id
    body = decision(device, newest, approved=True)
    body["client_user_id"] = body.pop("user_id")
    decided = answered(await published.call("POST", f"/event/respond/{asked['ID']}", body))
    assert (decided["new"], decided["approved"]) == (False, True)
    event = answered(await published.call("GET", path))
    assert event["oauth_token"]["auth_method"] == "TRUSTED_DEVICE"
    # Once, here too.
    assert "oauth_token" not in answered(await published.call("GET", path))
    response = await published.call("GET", f"/event/new/{device.user_id}")
    assert (response.status_code, response.json()) == (200, None)


async def test_nobody_has_no_new_request(published: Api) -> None:
    for path in ("/event/new/nobody", "/event/new", "/event/new?cotter_user_id=x"):
        response = await published.call("GET", path)
        assert (response.status_code, response.json()) == (200, None)


async def test_what_makes_the_number_is_for_trusted_devices_only(published: Api) -> None:
    device = await made(published)
    asked = await Asker(published).ask()
    path = f"/event/new?cotter_user_id={device.user_id}"
    seen = answered(await published.call("GET", path))
    assert seen["ID"] == asked["ID"]
    assert not {"code_challenge", "shown_signature", "observed_address"} & set(seen)
    assert answered(await device.call("GET", path))["code_challenge"]
    # A proof that comes along is judged here as well.
    stranger = OwnDevice(published, device.user_id)
    assert reason(await stranger.call("GET", path)) == (403, "not_enrolled")


async def test_a_request_with_a_verifier_stays_one(published: Api) -> None:
    device, asker = await made(published), Asker(published)
    asked = await asker.ask()
    # An old SDK approves it: there it has no number to type.
    body = decision(device, asked, approved=True)
    response = await published.call("POST", f"/event/respond/{asked['ID']}", body)
    assert answered(response)["outcome"] == "approved"
    path = f"/event/get/{asked['ID']}?oauth_token=true"
    assert "oauth_token" not in answered(await published.call("GET", path))
    assert "oauth_token" in answered(await asker.stand(asked))


async def test_a_wrong_number_denies_here_too(published: Api) -> None:
    device, asker = await made(published), Asker(published)
    asked = await asker.ask()
    wrong = f"{(int(asker.number(asked)) + 1) % 100:02}"
    assert answered(await decide(device, asked, number=wrong))["outcome"] == "wrong_number"


async def test_the_list_of_requests_needs_a_proof_here_too(published: Api) -> None:
    device = await made(published)
    path = f"/event/pending?cotter_user_id={device.user_id}"
    assert reason(await published.call("GET", path)) == (401, "proof_missing")
    assert (await device.call("GET", path)).status_code == 200


async def test_how_a_request_ended_is_told_to_its_devices_only(published: Api) -> None:
    device = await made(published)
    asked = await asked_plainly(published, device)
    body = decision(device, asked, approved=True)
    await published.call("POST", f"/event/respond/{asked['ID']}", body)
    again = await published.call("POST", f"/event/respond/{asked['ID']}", body)
    assert event_reason(again) == (400, "answered")
    stranger = OwnDevice(published, device.user_id)
    for key, expected in (
        (stranger.public_key, (403, "not_enrolled")),
        (device.public_key, (400, "bad_signature")),
    ):
        forged = {**decision(stranger, asked, approved=True), "public_key": key}
        response = await published.call("POST", f"/event/respond/{asked['ID']}", forged)
        assert reason(response) == expected


async def test_any_event_signs_an_old_sdk_in(published: Api) -> None:
    device = await made(published)
    body = own_event(device, "TRANSACTION")
    assert "oauth_token" in answered(await published.call("POST", CREATE, body))


async def test_an_old_sdk_adds_a_phone_by_its_code(published: Api) -> None:
    device = await made(published)
    _, key, _, _ = PHONES["iOS"]
    timestamp = str(int(published.clock()))
    text = enrolment_text(
        user_id=device.user_id,
        api_key_id=published.project.id,
        timestamp=timestamp,
        # The text itself is signed, line feeds and all.
        new_public_key=key,
    )
    body = {
        **adding(device, device, timestamp=timestamp),
        "code": base64.b64encode(device.key.sign(text)).decode(),
        "new_device_public_key": key,
        "new_device_algorithm": "ECDSA",
    }
    bare = {**body, "new_device_public_key": key.replace("\n", "")}
    assert reason(await published.call("POST", CREATE, bare)) == (400, "bad_signature")
    event = answered(await published.call("POST", CREATE, body))
    assert event["approved"] is True
    algorithms = [each["algorithm"] for each in await device.listed()]
    assert algorithms == ["ED25519", "EC"]
