"""Trusting, listing and removing devices in a strict project (4.2, 13.3)."""

import base64
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from desktop.protocol.encoding import encode_base64
from desktop.service.audit import AuditEvent
from desktop.service.devices import MOST_DEVICES
from desktop.service.users import UNKNOWN_USER_ID
from tests.service.api import Api, Attempt, answered, refusal
from tests.service.fake_clock import FakeClock
from tests.service.own_device import DAY, OwnDevice, proof_of_now, reason, trusted


async def test_a_proof_of_minutes_ago_makes_a_trusted_device(api: Api) -> None:
    identity = await api.sign_in()
    device = OwnDevice(api, identity["user"]["ID"])
    user = answered(await device.enrol(identity["fresh_proof"]))
    assert user["ID"] == device.user_id
    assert user["enrolled"] == ["TRUSTED_DEVICE"]
    assert user["default_method"] == "TRUSTED_DEVICE"
    assert "oauth_token" not in user
    assert await device.listed() == [
        {
            "public_key": device.public_key,
            "algorithm": "ED25519",
            "device_type": "DESKTOP",
            "device_name": "Dell XPS Linux",
            "created_at": "2027-01-15T08:00:00.250000Z",
            "added_by": "",
            "used_at": "2027-01-15T08:00:00.250000Z",
            "suspended": False,
        }
    ]


async def test_the_next_sign_in_says_what_is_enrolled(api: Api) -> None:
    await trusted(api)
    api.clock.advance(301)
    identity = await api.sign_in()
    assert identity["user"]["enrolled"] == ["TRUSTED_DEVICE"]


async def test_the_other_route_of_the_sdks_does_the_same(api: Api) -> None:
    identity = await api.sign_in()
    device = OwnDevice(api, identity["user"]["ID"])
    response = await device.call(
        "PUT",
        f"/user/{device.user_id}?oauth_token=true",
        device.enrolment(),
        fresh_proof=identity["fresh_proof"],
    )
    tokens = answered(response)["oauth_token"]
    assert tokens["auth_method"] == "TRUSTED_DEVICE"
    assert (await api.renew(tokens["refresh_token"])).status_code == 200


async def test_trusting_twice_is_trusting_once(api: Api, clock: FakeClock) -> None:
    identity = await api.sign_in()
    device = OwnDevice(api, identity["user"]["ID"])
    await device.enrol(identity["fresh_proof"])
    clock.advance(60)
    assert (await device.enrol(identity["fresh_proof"])).status_code == 200
    (listed,) = await device.listed()
    assert listed["created_at"] == "2027-01-15T08:00:00.250000Z"
    assert api.events().count("device.enrolled") == 1


async def test_without_a_fresh_proof_no_device_is_trusted(api: Api) -> None:
    identity = await api.sign_in()
    device = OwnDevice(api, identity["user"]["ID"])
    for proof in (None, "", "x" * 43, identity["oauth_token"]["access_token"]):
        assert reason(await device.enrol(proof)) == (403, "fresh_proof_needed")


async def test_a_proof_of_ten_minutes_ago_is_not_fresh(api: Api, clock: FakeClock) -> None:
    identity = await api.sign_in()
    device = OwnDevice(api, identity["user"]["ID"])
    clock.advance(600)
    assert reason(await device.enrol(identity["fresh_proof"])) == (403, "fresh_proof_needed")


async def test_the_fresh_proof_of_somebody_else_is_none(api: Api) -> None:
    identity = await api.sign_in()
    noor = await api.sign_in(Attempt(identifier="noor@example.com"))
    device = OwnDevice(api, identity["user"]["ID"])
    assert reason(await device.enrol(noor["fresh_proof"])) == (403, "fresh_proof_needed")
    device.user_id = UNKNOWN_USER_ID
    assert reason(await device.enrol(noor["fresh_proof"])) == (403, "fresh_proof_needed")


async def test_not_even_the_backend_trusts_a_device_for_a_user(api: Api) -> None:
    identity = await api.sign_in()
    device = OwnDevice(api, identity["user"]["ID"])
    response = await device.call("PUT", device.methods, device.enrolment(), headers=api.secret)
    assert reason(response) == (403, "fresh_proof_needed")


async def test_a_key_must_prove_itself(api: Api) -> None:
    identity = await api.sign_in()
    device, other = (OwnDevice(api, identity["user"]["ID"]) for _ in range(2))
    fresh = {"Fresh-Proof": identity["fresh_proof"]}
    response = await api.call("PUT", device.methods, device.enrolment(), headers=fresh)
    assert reason(response) == (401, "proof_missing")
    response = await other.call(
        "PUT", device.methods, device.enrolment(), fresh_proof=identity["fresh_proof"]
    )
    assert reason(response) == (401, "proof_invalid")
    assert api.service.store.devices.of_user(device.user_id) == []


async def test_a_body_that_says_neither_removes_nothing(api: Api) -> None:
    device = await trusted(api)
    body = device.enrolment()
    del body["enrolled"]
    fresh = await proof_of_now(api)
    response = await device.call("PUT", device.methods, body, fresh_proof=fresh)
    assert refusal(response) == (400, "request")
    assert await device.names() == [device.name]


def elliptic_key() -> str:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    return base64.b64encode(
        key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    ).decode()


@pytest.mark.parametrize(
    "changed",
    [
        {"code": None},
        {"code": ""},
        {"code": "x"},
        {"code": encode_base64(bytes(32))},
        {"code": 5},
        {"code": elliptic_key(), "algorithm": "EC"},
        {"algorithm": "RSA"},
        {"algorithm": "ed25519"},
        {"method": "PIN"},
        {"method": None},
        {"enrolled": "yes"},
        {"enrolled": None},
        {"device_name": ["x"]},
        {"device_name": "x" * 70_000},
    ],
)
async def test_a_device_that_can_not_be_is_refused(api: Api, changed: dict[str, object]) -> None:
    identity = await api.sign_in()
    device = OwnDevice(api, identity["user"]["ID"])
    response = await device.enrol(identity["fresh_proof"], **changed)
    assert refusal(response) in {(400, "request"), (413, "too_large")}
    assert api.service.store.devices.of_user(device.user_id) == []


@pytest.mark.parametrize(
    ("changed", "shown"),
    [
        ({"device_name": "Maya's\r\nPC\x00\u202e \u2066x"}, "Maya's PC x"),
        ({"device_name": "x" * 10_000}, "x" * 64),
        ({"device_name": "", "device_type": "MOBILE"}, "MOBILE"),
        ({"device_name": None, "device_type": None}, "Device"),
        ({"algorithm": None}, "Dell XPS Linux"),
    ],
)
async def test_any_name_is_listed_and_noted_without_harm(
    api: Api, changed: dict[str, object], shown: str
) -> None:
    identity = await api.sign_in()
    device = OwnDevice(api, identity["user"]["ID"])
    assert (await device.enrol(identity["fresh_proof"], **changed)).status_code == 200
    assert await device.names() == [shown]
    (noted,) = (
        record.detail
        for record in api.service.store.audit.each()
        if record.event is AuditEvent.DEVICE_ENROLLED
    )
    assert noted["device"] == shown


async def test_the_devices_of_a_user_are_bounded(api: Api, clock: FakeClock) -> None:
    device = await trusted(api)
    fresh = await proof_of_now(api)
    for _ in range(MOST_DEVICES - 1):
        assert (await OwnDevice(api, device.user_id).enrol(fresh)).status_code == 200
    assert reason(await OwnDevice(api, device.user_id).enrol(fresh)) == (400, "too_many")
    assert (await device.enrol(fresh)).status_code == 200


async def test_a_device_removes_another_after_a_day(api: Api, clock: FakeClock) -> None:
    first = await trusted(api, "first")
    second = await trusted(api, "second")
    assert reason(await first.remove(second)) == (403, "young")
    clock.advance(DAY - 1)
    assert reason(await first.remove(second)) == (403, "young")
    clock.advance(1)
    user = answered(await first.remove(second))
    assert user["enrolled"] == ["TRUSTED_DEVICE"]
    assert await first.names() == ["first"]
    assert reason(await second.call("GET", f"/user/devices?cotter_user_id={second.user_id}")) == (
        403,
        "not_enrolled",
    )


async def test_with_a_fresh_proof_it_need_not_wait(api: Api) -> None:
    first = await trusted(api, "first")
    second = await trusted(api, "second")
    fresh = await proof_of_now(api)
    assert (await second.remove(first, fresh_proof=fresh)).status_code == 200
    assert await second.names() == ["second"]


async def test_a_fresh_proof_alone_removes_nothing(api: Api) -> None:
    device = await trusted(api)
    body = device.enrolment(enrolled=False)
    headers = {"Fresh-Proof": await proof_of_now(api)}
    response = await api.call("PUT", device.methods, body, headers=headers)
    assert reason(response) == (401, "proof_missing")


async def test_the_fresh_proof_of_somebody_else_lifts_nothing(api: Api) -> None:
    device = await trusted(api)
    noor = await api.sign_in(Attempt(identifier="noor@example.com"))
    response = await device.remove(fresh_proof=noor["fresh_proof"])
    assert reason(response) == (403, "last_device")


async def test_a_device_removes_itself_at_any_age(api: Api) -> None:
    first = await trusted(api, "first")
    second = await trusted(api, "second")
    assert (await second.remove()).status_code == 200
    assert await first.names() == ["first"]
    assert reason(await second.remove()) == (403, "not_enrolled")


async def test_the_last_device_goes_with_a_fresh_proof_only(api: Api, clock: FakeClock) -> None:
    device = await trusted(api)
    clock.advance(2 * DAY)
    assert reason(await device.remove()) == (403, "last_device")
    user = answered(await device.remove(fresh_proof=await proof_of_now(api)))
    assert user["enrolled"] == []
    assert user["default_method"] is None
    assert api.events().count("device.removed") == 1


async def test_a_device_that_is_suspended_does_not_save_the_last(api: Api) -> None:
    first = await trusted(api, "first")
    second = await trusted(api, "second")
    kept = api.service.store.devices.of_user(first.user_id)[1]
    api.service.store.devices.suspend(kept.id, api.clock())
    assert reason(await first.remove()) == (403, "last_device")
    assert (await second.remove()).status_code == 200


async def test_what_is_not_there_is_removed_already(api: Api, clock: FakeClock) -> None:
    device = await trusted(api)
    clock.advance(DAY)
    assert (await device.remove(OwnDevice(api, device.user_id))).status_code == 200
    assert await device.names() == [device.name]


async def test_strangers_remove_nothing(api: Api, clock: FakeClock) -> None:
    device = await trusted(api)
    noor = await trusted(api, identifier="noor@example.com")
    clock.advance(DAY)
    body = device.enrolment(enrolled=False)
    assert reason(await api.call("PUT", device.methods, body)) == (401, "proof_missing")
    assert reason(await noor.call("PUT", device.methods, body)) == (403, "not_enrolled")
    noor.user_id, own = device.user_id, noor.user_id
    assert reason(await noor.remove(device)) == (403, "not_enrolled")
    noor.user_id = own
    assert (await noor.remove(device)).status_code == 200
    assert await device.names() == [device.name]


async def test_the_backend_removes_any_device(api: Api) -> None:
    device = await trusted(api)
    body = device.enrolment(enrolled=False)
    user = answered(await api.call("PUT", device.methods, body, headers=api.secret))
    assert user["enrolled"] == []
    response = await api.call(
        "PUT", f"/user/methods?cotter_user_id={UNKNOWN_USER_ID}", body, headers=api.secret
    )
    assert refusal(response) == (404, "not_found")


async def test_devices_are_listed_from_the_oldest(api: Api, clock: FakeClock) -> None:
    await trusted(api, "first")
    clock.advance(400)
    await trusted(api, "second")
    clock.advance(400)
    third = await trusted(api, "third")
    assert await third.names() == ["first", "second", "third"]


async def test_the_audit_has_each_change_and_no_key(api: Api) -> None:
    device = await trusted(api)
    await device.remove(fresh_proof=await proof_of_now(api))
    noted = [
        record for record in api.service.store.audit.each() if record.event.startswith("device.")
    ]
    assert [record.event for record in noted] == ["device.enrolled", "device.removed"]
    assert {record.user_id for record in noted} == {device.user_id}
    assert device.public_key not in json.dumps([record.detail for record in noted])


async def test_the_service_says_that_devices_are_a_way(api: Api) -> None:
    assert "TRUSTED_DEVICE" in answered(await api.call("GET", "/service"))["ways"]
