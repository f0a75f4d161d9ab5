"""Signing in by a device's key, and adding another with it (5.4, 5.6, 13.6)."""

import pytest

from desktop.protocol import ed25519
from desktop.protocol.signed_text import EventChallenge, event_answer_text
from tests.service.api import Answered, Api, Attempt, answered, refusal
from tests.service.asker import adding, event_reason, own_event
from tests.service.fake_clock import FakeClock
from tests.service.own_device import DAY, OwnDevice, proof_of_now, reason, trusted

CREATE = "/event/create?oauth_token=true"
NEW_KEY = "Kay64UG8yvCyLhqU000LxzYeUm0L/hLIl5S8kyKWbdc="


async def sign_in(device: OwnDevice, **changed: object) -> Answered:
    response = await device.call("POST", CREATE, {**own_event(device), **changed})
    assert response.status_code == 200, response.text
    return answered(response)


async def test_a_device_signs_in_by_its_key(api: Api) -> None:
    device = await trusted(api)
    event = await sign_in(device)
    assert (event["approved"], event["new"], event["outcome"]) == (True, False, "approved")
    assert event["oauth_token"]["auth_method"] == "TRUSTED_DEVICE"
    assert (await api.renew(event["oauth_token"]["refresh_token"])).status_code == 200
    newest = list(api.service.store.audit.each())[-2]
    assert (newest.event.value, newest.detail["by"]) == ("signed_in", "TRUSTED_DEVICE")


async def test_the_signature_is_proof_enough(api: Api) -> None:
    device = await trusted(api)
    response = await api.call("POST", CREATE, own_event(device))
    assert response.status_code == 200, response.text


async def test_without_being_asked_no_tokens_are_given(api: Api) -> None:
    device = await trusted(api)
    response = await device.call("POST", "/event/create", own_event(device))
    assert "oauth_token" not in answered(response)


async def test_the_service_signs_its_answer(api: Api) -> None:
    event = await sign_in(await trusted(api))
    text = event_answer_text(
        client_user_id=event["client_user_id"],
        issuer=api.project.id,
        event="LOGIN",
        timestamp=event["timestamp"],
        method="TRUSTED_DEVICE",
        new=False,
        approved=True,
    )
    key = api.service.keys.identity_key().public
    assert ed25519.signature_is_valid(key, event["signature"], text)


async def test_the_customers_own_id_does_as_well(api: Api) -> None:
    device = await trusted(api)
    body = own_event(device)
    body["client_user_id"] = body.pop("user_id")
    assert (await device.call("POST", CREATE, body)).status_code == 200


async def test_a_signature_signs_in_once(api: Api, clock: FakeClock) -> None:
    device = await trusted(api)
    body = own_event(device)
    assert (await device.call("POST", CREATE, body)).status_code == 200
    for wait in (0, 299):
        clock.advance(wait)
        assert reason(await device.call("POST", CREATE, body)) == (400, "replayed")


@pytest.mark.parametrize("off", [-301, 301])
async def test_a_signature_of_another_time_is_none(api: Api, off: int) -> None:
    device = await trusted(api)
    body = own_event(device, timestamp=str(int(api.clock()) + off))
    assert reason(await device.call("POST", CREATE, body)) == (400, "clock")


@pytest.mark.parametrize("off", [-300, 300])
async def test_five_minutes_are_forgiven(api: Api, off: int) -> None:
    device = await trusted(api)
    body = own_event(device, timestamp=str(int(api.clock()) + off))
    assert (await device.call("POST", CREATE, body)).status_code == 200


@pytest.mark.parametrize(
    "timestamp", ["", "0", "01800000000", "+1800000000", "1.8e9", "18000000\u06600"]
)
async def test_a_time_is_written_in_one_way(api: Api, timestamp: str) -> None:
    device = await trusted(api)
    body = own_event(device, timestamp=timestamp)
    assert reason(await device.call("POST", CREATE, body)) == (400, "clock")


async def test_only_the_devices_own_signature_counts(api: Api) -> None:
    device, other = await trusted(api), OwnDevice(api, "")
    other.user_id = device.user_id
    foreign = {**own_event(other), "public_key": device.public_key}
    wrong = [
        foreign,
        own_event(device, code=""),
        own_event(device, code="A" * 86 + "=="),
        own_event(device, code=str(own_event(device)["code"]) + "\u0000"),
        {**own_event(device, "LOGIN"), "event": "LOGIN_WITH_DEVICE"},
        {**own_event(device), "timestamp": str(int(api.clock()) + 1)},
    ]
    for body in wrong:
        assert reason(await device.call("POST", CREATE, body)) == (400, "bad_signature")


async def test_a_signature_for_another_project_is_none(api: Api) -> None:
    device = await trusted(api)
    body = own_event(device)
    api.go_to_another_project()
    assert (await device.call("POST", CREATE, body)).status_code == 400
    body["issuer"] = api.project.id
    assert reason(await device.call("POST", CREATE, body)) == (403, "not_enrolled")


async def test_who_is_not_trusted_does_not_sign_in(api: Api) -> None:
    device = await trusted(api)
    stranger = OwnDevice(api, device.user_id)
    assert reason(await stranger.call("POST", CREATE, own_event(stranger))) == (403, "not_enrolled")
    nobody = OwnDevice(api, "2ddc26f6-f392-4d7e-8607-1f57d41da045", key=device.key)
    assert reason(await nobody.call("POST", CREATE, own_event(nobody))) == (403, "not_enrolled")


async def test_a_removed_device_does_not_sign_in(api: Api) -> None:
    device = await trusted(api)
    await device.remove(fresh_proof=await proof_of_now(api))
    assert reason(await device.call("POST", CREATE, own_event(device))) == (403, "not_enrolled")


async def test_a_disabled_user_does_not_sign_in(api: Api) -> None:
    device = await trusted(api)
    api.service.store.users.set_disabled(device.user_id, api.clock(), api.clock())
    assert refusal(await device.call("POST", CREATE, own_event(device))) == (403, "disabled")


async def test_a_stolen_session_suspends_the_device_that_began_it(api: Api) -> None:
    device = await trusted(api)
    token = (await sign_in(device))["oauth_token"]["refresh_token"]
    successor = answered(await api.renew(token))["refresh_token"]
    await api.renew(successor)
    assert answered(await api.renew(token))["reason"] == "reused"
    api.clock.advance(1)
    assert reason(await device.call("POST", CREATE, own_event(device))) == (403, "suspended")


async def test_a_removed_device_takes_its_sessions_along(api: Api, clock: FakeClock) -> None:
    device = await trusted(api)
    token = (await sign_in(device))["oauth_token"]["refresh_token"]
    await device.remove(fresh_proof=await proof_of_now(api))
    assert answered(await api.renew(token))["reason"] == "revoked"


@pytest.mark.parametrize(
    "event",
    [
        "",
        "login",
        "UPDATE",
        "REQUEST_AUTH_MANUAL",
        "ENROLL_ME",
        f"ENROLL_NEW_TRUSTED_DEVICE1800000000TRUSTED_DEVICEtrue{NEW_KEY}",
        "LOGIN\n",
        "A" * 33,
    ],
)
async def test_other_names_are_no_events(api: Api, event: str) -> None:
    device = await trusted(api)
    response = await device.call("POST", CREATE, own_event(device, event))
    assert event_reason(response) == (400, "name")


@pytest.mark.parametrize(
    "changed",
    [
        {"approved": False},
        {"approved": None},
        {"method": "PIN"},
        {"method": "BIOMETRIC"},
        {"issuer": "11111111-2222-3333-4444-555555555555"},
        {"user_id": ""},
        {"public_key": None},
        {"code": None},
        {"challenge_id": 7},
        {"user_id": "a\nb"},
    ],
    ids=str,
)
async def test_a_body_that_is_none_is_refused(api: Api, changed: dict[str, object]) -> None:
    device = await trusted(api)
    response = await device.call("POST", CREATE, {**own_event(device), **changed})
    assert refusal(response) == (400, "request")


async def test_the_proof_is_the_signing_devices_own(api: Api) -> None:
    device, other = await trusted(api), OwnDevice(api, "")
    response = await other.call("POST", CREATE, own_event(device))
    assert reason(response) == (401, "proof_invalid")


async def test_a_customers_own_event_signs_nobody_in(api: Api) -> None:
    device = await trusted(api)
    event = answered(await device.call("POST", CREATE, own_event(device, "TRANSACTION")))
    assert event["approved"] is True
    assert "oauth_token" not in event


async def test_a_challenge_is_signed_along_and_used_once(api: Api, clock: FakeClock) -> None:
    device = await trusted(api)
    given = answered(await api.call("GET", "/event/challenge"))
    challenge = EventChallenge(given["challenge_id"], given["challenge"])
    response = await device.call("POST", CREATE, own_event(device, challenge=challenge))
    assert response.status_code == 200, response.text
    clock.advance(1)
    again = await device.call("POST", CREATE, own_event(device, challenge=challenge))
    assert refusal(again) == (400, "challenge")


async def test_a_challenge_lives_five_minutes_and_is_the_services(
    api: Api, clock: FakeClock
) -> None:
    device = await trusted(api)
    given = answered(await api.call("GET", "/event/challenge"))
    made_up = EventChallenge(given["challenge_id"], "abcde12345")
    response = await device.call("POST", CREATE, own_event(device, challenge=made_up))
    assert refusal(response) == (400, "challenge")
    clock.advance(300)
    late = EventChallenge(given["challenge_id"], given["challenge"])
    response = await device.call("POST", CREATE, own_event(device, challenge=late))
    assert refusal(response) == (400, "challenge")


async def old_device(api: Api) -> OwnDevice:
    device = await trusted(api)
    api.clock.advance(DAY)
    return device


async def test_a_device_adds_another_that_offers_itself(api: Api) -> None:
    device = await old_device(api)
    new = OwnDevice(api, device.user_id, "Pixel 9")
    await new.offer()
    response = await device.call("POST", "/event/create", adding(device, new))
    assert response.status_code == 200, response.text
    listed = (await new.listed())[-1]
    # The name that the new device gave itself, not what the adding one says (5.6).
    assert (listed["device_name"], listed["added_by"]) == ("Pixel 9", "Dell XPS Linux")
    assert (await sign_in(new))["oauth_token"]["auth_method"] == "TRUSTED_DEVICE"


async def test_adding_needs_the_devices_proof_and_the_offer(api: Api) -> None:
    device = await old_device(api)
    new = OwnDevice(api, device.user_id, "Pixel 9")
    body = adding(device, new)
    assert refusal(await device.call("POST", "/event/create", body)) == (404, "not_found")
    await new.offer()
    assert reason(await api.call("POST", "/event/create", body)) == (401, "proof_missing")
    # Nothing of that spent the signature.
    assert (await device.call("POST", "/event/create", body)).status_code == 200


async def test_a_young_device_adds_with_a_fresh_proof_only(api: Api) -> None:
    device = await trusted(api)
    new = OwnDevice(api, device.user_id, "Pixel 9")
    fresh_proof = await proof_of_now(api)
    await new.offer()
    body = adding(device, new)
    assert reason(await device.call("POST", "/event/create", body)) == (403, "young")
    response = await device.call("POST", "/event/create", body, fresh_proof=fresh_proof)
    assert response.status_code == 200, response.text


async def test_somebody_elses_fresh_proof_adds_nothing(api: Api) -> None:
    device = await trusted(api)
    new = OwnDevice(api, device.user_id, "Pixel 9")
    theirs = (await api.sign_in(Attempt(identifier="noor@example.com")))["fresh_proof"]
    await new.offer()
    body = adding(device, new)
    response = await device.call("POST", "/event/create", body, fresh_proof=theirs)
    assert reason(response) == (403, "young")


async def test_a_signature_adds_the_key_that_was_signed(api: Api) -> None:
    device = await old_device(api)
    new, other = OwnDevice(api, device.user_id), OwnDevice(api, device.user_id)
    await other.offer()
    body = {**adding(device, new), "new_device_public_key": other.public_key}
    assert reason(await device.call("POST", "/event/create", body)) == (400, "bad_signature")


async def test_a_sign_in_can_t_be_read_as_the_adding_of_a_device(api: Api) -> None:
    device = await old_device(api)
    new = OwnDevice(api, device.user_id)
    await new.offer()
    timestamp = str(int(api.clock()))
    name = f"ENROLL_NEW_TRUSTED_DEVICE{timestamp}TRUSTED_DEVICEtrue{new.public_key}"
    response = await device.call("POST", CREATE, own_event(device, name))
    assert event_reason(response) == (400, "name")
    assert await device.names() == ["Dell XPS Linux"]
