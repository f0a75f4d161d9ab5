"""Devices of the published SDKs: what they may do without a proof, and where it ends (13.9)."""

import base64
import textwrap

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from desktop.protocol.encoding import encode_base64
from desktop.service.events import Event, Outcome
from desktop.service.projects import Compatibility
from desktop.service.tokens import start_family
from desktop.service.users import UNKNOWN_USER_ID, User
from tests.service.api import Answered, Api, answered, refusal
from tests.service.own_device import OwnDevice, proof_of_now, reason, trusted

EC_KEY = ec.generate_private_key(ec.SECP256R1()).public_key()
RSA_KEY = rsa.generate_private_key(65537, 2048).public_key()


def spelled(key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey, every: int) -> str:
    """As Android (76) and iOS (64) send a key: with line feeds, one at the end."""
    raw = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return "\n".join(textwrap.wrap(base64.b64encode(raw).decode(), every)) + "\n"


ENDINGS = (
    (Outcome.PENDING, False),
    (Outcome.APPROVED, False),
    (Outcome.APPROVED, True),
    (Outcome.DENIED, False),
)


def request_for(user: User, event_id: int, outcome: Outcome, *, tokens_given: bool) -> Event:
    """A sign-in request that stands as is said."""
    return Event(
        id=event_id,
        project_id=user.project_id,
        user_id=user.id,
        shown_user_id=user.id,
        shown_client_user_id=user.client_user_id,
        event="LOGIN",
        ip="unknown",
        location="unknown",
        timestamp="1800000000",
        method="TRUSTED_DEVICE",
        device_name="Somebody",
        observed_address="203.0.113.7",
        code_challenge="",
        number_needed=False,
        created_at=user.created_at,
        updated_at=user.created_at,
        expires_at=user.created_at + 180,
        outcome=outcome,
        decided_at=None,
        decided_by="",
        tokens_given=tokens_given,
    )


async def made(api: Api, identifier: str = "noor@example.com") -> OwnDevice:
    """A user made by anybody, and a computer not yet trusted."""
    user = answered(await api.call("POST", "/user/create", {"identifier": identifier}))
    return OwnDevice(api, user["ID"])


async def put(api: Api, device: OwnDevice, query: str = "", **changed: object) -> Answered:
    """Enrol as an old SDK does, without any proof."""
    body = {**device.enrolment(), **changed}
    return answered(await api.call("PUT", f"{device.methods}{query}", body))


async def test_a_sign_up_with_a_device_gives_tokens(published: Api) -> None:
    device = await made(published)
    user = await put(published, device, "&oauth_token=true")
    assert user["enrolled"] == ["TRUSTED_DEVICE"]
    tokens = user["oauth_token"]
    claims = jwt.decode(tokens["access_token"], options={"verify_signature": False})
    assert claims["sub"] == device.user_id
    assert claims["authentication_method"] == "TRUSTED_DEVICE"
    assert published.user("noor@example.com").proved_at is None


@pytest.mark.parametrize(
    ("key", "every", "algorithm"),
    [(EC_KEY, 76, "EC"), (EC_KEY, 64, "EC"), (EC_KEY, 64, "ECDSA"), (RSA_KEY, 76, "RSA")],
)
async def test_the_keys_of_phones_are_devices(
    published: Api, key: ec.EllipticCurvePublicKey, every: int, algorithm: str
) -> None:
    device = await made(published)
    text = spelled(key, every)
    await put(published, device, code=text, algorithm=algorithm)
    double = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    path = f"/user/enrolled/{device.user_id}/TRUSTED_DEVICE/{double}"
    assert answered(await published.call("GET", path)) == {
        "enrolled": True,
        "method": "TRUSTED_DEVICE",
    }
    # The other system's line feeds make no other key of it.
    bare = encode_base64(text.replace("\n", "").encode())
    path = f"/user/enrolled/{device.user_id}/TRUSTED_DEVICE/{bare}"
    assert answered(await published.call("GET", path))["enrolled"] is True
    (row,) = published.service.store.devices.of_user(device.user_id)
    assert row.key.text == text


async def test_such_keys_are_none_once_the_project_is_strict(published: Api) -> None:
    device = await trusted(published)
    fresh = await proof_of_now(published)
    text = spelled(EC_KEY, 76)
    body = {**device.enrolment(), "code": text, "algorithm": "EC"}
    response = await published.call("PUT", device.methods, body, headers={"Fresh-Proof": fresh})
    assert response.status_code == 200
    assert len(await device.listed()) == 2
    published.service.store.projects.set_compatibility(Compatibility.STRICT)
    assert len(await device.listed()) == 1


async def test_nor_are_devices_and_sessions_of_who_has_proved_nothing(published: Api) -> None:
    device = await made(published)
    token = (await put(published, device, "&oauth_token=true"))["oauth_token"]["refresh_token"]
    assert await device.names() == [device.name]
    published.service.store.projects.set_compatibility(Compatibility.STRICT)
    response = await device.call("GET", f"/user/devices?cotter_user_id={device.user_id}")
    assert reason(response) == (403, "not_enrolled")
    assert answered(await published.renew(token))["reason"] == "revoked"


async def test_the_first_proof_removes_the_devices_and_sessions_of_before(published: Api) -> None:
    device = await made(published, "maya@example.com")
    token = (await put(published, device, "&oauth_token=true"))["oauth_token"]["refresh_token"]
    identity = await published.sign_in()
    assert identity["user"]["ID"] == device.user_id
    assert identity["user"]["enrolled"] == []
    assert answered(await published.renew(token))["reason"] == "revoked"
    assert published.service.store.devices.of_user(device.user_id) == []
    assert "device.removed" in published.events()
    own = identity["oauth_token"]["refresh_token"]
    assert (await published.renew(own)).status_code == 200


async def test_it_ends_sessions_of_no_device_and_requests_that_could_give_some(
    published: Api,
) -> None:
    device = await made(published, "maya@example.com")
    user = published.user()
    with published.service.store.transaction():
        _, token = start_family(
            published.service,
            published.project,
            user,
            auth_method="TRUSTED_DEVICE",
            authenticated_at=published.clock(),
        )
        for at, (outcome, tokens_given) in enumerate(ENDINGS):
            event = request_for(user, at + 1, outcome, tokens_given=tokens_given)
            published.service.store.events.add(event)
    await published.sign_in()
    assert answered(await published.renew(token))["reason"] == "revoked"
    events = published.service.store.events.recent(
        published.project.id, device.user_id, published.clock()
    )
    assert [event.outcome for event in events] == [
        Outcome.CANCELLED,
        Outcome.CANCELLED,
        Outcome.APPROVED,
        Outcome.DENIED,
    ]


async def test_a_user_with_a_device_gets_no_second_one_unproved(published: Api) -> None:
    first = await made(published)
    await put(published, first)
    second = OwnDevice(published, first.user_id)
    assert (await put(published, second))["reason"] == "fresh_proof_needed"
    # Nor does the known key give tokens to whoever knows it.
    assert (await put(published, first, "&oauth_token=true"))["reason"] == "fresh_proof_needed"


async def test_a_proved_user_gets_none_unproved(published: Api) -> None:
    identity = await published.sign_in()
    device = OwnDevice(published, identity["user"]["ID"])
    assert (await put(published, device))["reason"] == "fresh_proof_needed"
    body = device.enrolment()
    fresh = {"Fresh-Proof": identity["fresh_proof"]}
    response = await published.call("PUT", device.methods, body, headers=fresh)
    assert answered(response)["enrolled"] == ["TRUSTED_DEVICE"]


async def test_an_unknown_or_disabled_user_gets_none(published: Api) -> None:
    device = await made(published)
    published.service.store.users.set_disabled(device.user_id, 1.0, 1.0)
    assert (await put(published, device))["type"] == "disabled"
    device.user_id = UNKNOWN_USER_ID
    assert (await put(published, device))["type"] == "not_found"


async def test_a_device_proof_that_comes_along_must_be_good(published: Api) -> None:
    device = await made(published)
    other = OwnDevice(published, device.user_id)
    response = await other.call("PUT", device.methods, device.enrolment())
    assert reason(response) == (401, "proof_invalid")


async def test_a_public_key_is_enough_to_remove_its_device(published: Api) -> None:
    device = await made(published)
    await put(published, device)
    path = f"/user/{device.user_id}"
    user = answered(await published.call("PUT", path, device.enrolment(enrolled=False)))
    assert user["enrolled"] == []


async def test_anybody_may_ask_what_is_enrolled(published: Api) -> None:
    device = await made(published)
    any_key = f"/user/enrolled/any/{device.user_id}/TRUSTED_DEVICE"
    assert answered(await published.call("GET", any_key))["enrolled"] is False
    await put(published, device)
    assert answered(await published.call("GET", any_key))["enrolled"] is True
    assert answered(await published.call("GET", f"/user/methods?{device.question}")) == {
        "enrolled": True,
        "method": "TRUSTED_DEVICE",
    }
    path = f"/user/enrolled/{UNKNOWN_USER_ID}/TRUSTED_DEVICE"
    assert answered(await published.call("GET", path))["enrolled"] is False


async def test_the_list_is_for_devices_here_too(published: Api) -> None:
    device = await made(published)
    await put(published, device)
    path = f"/user/devices?cotter_user_id={device.user_id}"
    assert reason(await published.call("GET", path)) == (401, "proof_missing")


async def test_a_look_up_says_what_is_enrolled(published: Api) -> None:
    device = await made(published)
    await put(published, device)
    found = answered(await published.call("GET", "/user?identifier=noor@example.com"))
    assert found["enrolled"] == ["TRUSTED_DEVICE"]
    assert refusal(await published.call("DELETE", f"/user/{device.user_id}")) == (401, "api_key")
