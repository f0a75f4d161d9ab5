"""Sessions of a device, and what becomes of the device when one of them is stolen (13.3, 13.4)."""

import pytest

from desktop.protocol.encoding import encode_base64url
from tests.service.api import Answered, Api, Attempt, answered, refusal
from tests.service.own_device import OwnDevice, proof_of_now, reason, trusted


async def signed_in(api: Api, name: str = "Dell XPS Linux") -> tuple[OwnDevice, str]:
    """A sign-in with a code whose fresh proof trusted a device; its refresh token."""
    identity = await api.sign_in()
    device = OwnDevice(api, identity["user"]["ID"], name)
    await device.enrol(identity["fresh_proof"])
    return device, str(identity["oauth_token"]["refresh_token"])


async def reuse(api: Api, token: str) -> Answered:
    """Let a token be used twice."""
    first, second = (encode_base64url(bytes([at]) * 16) for at in range(2))
    assert (await api.renew(token, first)).status_code == 200
    return answered(await api.renew(token, second))


async def test_a_token_used_twice_suspends_the_device_of_its_session(api: Api) -> None:
    device, token = await signed_in(api)
    assert (await reuse(api, token))["reason"] == "reused"
    response = await device.call("GET", f"/user/devices?cotter_user_id={device.user_id}")
    assert reason(response) == (403, "suspended")
    assert api.events()[-1] == "device.suspended"
    answer = answered(await device.call("GET", f"/user/methods?{device.question}"))
    assert answer == {"enrolled": True, "method": "TRUSTED_DEVICE", "suspended": True}


async def test_a_session_of_the_device_itself_suspends_it_too(api: Api) -> None:
    identity = await api.sign_in(Attempt())
    device = OwnDevice(api, identity["user"]["ID"])
    response = await device.call(
        "PUT",
        f"{device.methods}&oauth_token=true",
        device.enrolment(),
        fresh_proof=identity["fresh_proof"],
    )
    await reuse(api, answered(response)["oauth_token"]["refresh_token"])
    response = await device.call("GET", f"/user/devices?cotter_user_id={device.user_id}")
    assert reason(response) == (403, "suspended")


async def test_a_session_stays_with_the_device_that_it_belongs_to_first(api: Api) -> None:
    identity = await api.sign_in()
    first, second = (OwnDevice(api, identity["user"]["ID"]) for _ in range(2))
    for device in (first, second):
        await device.enrol(identity["fresh_proof"])
    await reuse(api, identity["oauth_token"]["refresh_token"])
    assert [each["suspended"] for each in await second.listed()] == [True, False]


async def test_other_devices_go_on(api: Api) -> None:
    _, token = await signed_in(api, "first")
    api.clock.advance(301)
    second, _ = await signed_in(api, "second")
    await reuse(api, token)
    assert [each["suspended"] for each in await second.listed()] == [True, False]


async def test_a_session_that_no_device_belongs_to_suspends_none(api: Api) -> None:
    device = await trusted(api)
    api.clock.advance(301)
    token = (await api.sign_in())["oauth_token"]["refresh_token"]
    await reuse(api, token)
    assert [each["suspended"] for each in await device.listed()] == [False]
    assert "device.suspended" not in api.events()


async def test_a_code_and_the_key_confirm_a_suspended_device(api: Api) -> None:
    device, token = await signed_in(api)
    await reuse(api, token)
    assert reason(await device.enrol(None)) == (403, "fresh_proof_needed")
    fresh = await proof_of_now(api)
    body = device.enrolment()
    stranger = OwnDevice(api, device.user_id)
    response = await stranger.call("PUT", device.methods, body, fresh_proof=fresh)
    assert reason(response) == (401, "proof_invalid")
    assert (await device.enrol(fresh)).status_code == 200
    assert [each["suspended"] for each in await device.listed()] == [False]
    assert "device.confirmed" in api.events()


async def test_a_suspended_device_decides_nothing_about_others(api: Api) -> None:
    device, token = await signed_in(api, "first")
    other = await trusted(api, "second")
    await reuse(api, token)
    fresh = await proof_of_now(api)
    assert reason(await device.remove(other, fresh_proof=fresh)) == (403, "suspended")
    assert (await device.remove()).status_code == 200
    assert await other.names() == ["second"]


async def test_the_sessions_of_a_device_end_with_it(api: Api) -> None:
    device, token = await signed_in(api, "first")
    api.clock.advance(301)
    other = (await api.sign_in())["oauth_token"]["refresh_token"]
    api.clock.advance(301)
    second, of_second = await signed_in(api, "second")
    fresh = await proof_of_now(api)
    assert (await second.remove(device, fresh_proof=fresh)).status_code == 200
    assert answered(await api.renew(token))["reason"] == "revoked"
    for going_on in (other, of_second):
        assert (await api.renew(going_on)).status_code == 200


async def test_a_device_signs_out_everywhere(api: Api) -> None:
    device, token = await signed_in(api)
    api.clock.advance(301)
    other = (await api.sign_in())["oauth_token"]["refresh_token"]
    path = f"/token/{api.project.id}"
    response = await device.call("DELETE", path, {"refresh_token": token, "everywhere": True})
    assert answered(response) == {"ended": 2}
    for each in (token, other):
        assert answered(await api.renew(each))["reason"] == "revoked"


async def test_it_needs_no_token_for_that(api: Api) -> None:
    device, token = await signed_in(api)
    response = await device.call("DELETE", f"/token/{api.project.id}", {"everywhere": True})
    assert answered(response) == {"ended": 1}
    assert answered(await api.renew(token))["reason"] == "revoked"


@pytest.mark.parametrize("with_token", [True, False])
async def test_a_key_that_is_no_device_signs_nobody_out(api: Api, with_token: bool) -> None:
    device, token = await signed_in(api)
    stranger = OwnDevice(api, device.user_id)
    body = {"everywhere": True, **({"refresh_token": token} if with_token else {})}
    response = await stranger.call("DELETE", f"/token/{api.project.id}", body)
    assert reason(response) == (403, "not_enrolled")
    assert (await api.renew(token)).status_code == 200


async def test_a_device_signs_out_its_own_user_only(api: Api) -> None:
    device, _ = await signed_in(api)
    noor = await api.sign_in(Attempt(identifier="noor@example.com"))
    token = noor["oauth_token"]["refresh_token"]
    body = {"everywhere": True, "refresh_token": token}
    response = await device.call("DELETE", f"/token/{api.project.id}", body)
    assert reason(response) == (403, "not_enrolled")
    assert (await api.renew(token)).status_code == 200


async def test_a_key_of_two_users_needs_a_token_to_say_whose(api: Api) -> None:
    device, token = await signed_in(api)
    noor = await api.sign_in(Attempt(identifier="noor@example.com"))
    shared = OwnDevice(api, noor["user"]["ID"], key=device.key)
    assert (await shared.enrol(noor["fresh_proof"])).status_code == 200
    path = f"/token/{api.project.id}"
    assert reason(await device.call("DELETE", path, {"everywhere": True})) == (403, "not_enrolled")
    body = {"everywhere": True, "refresh_token": token}
    assert answered(await device.call("DELETE", path, body)) == {"ended": 1}
    assert (await api.renew(noor["oauth_token"]["refresh_token"])).status_code == 200


async def test_a_device_signs_nobody_out_of_another_project(api: Api) -> None:
    device, token = await signed_in(api)
    own = api.project
    api.go_to_another_project()
    response = await device.call("DELETE", f"/token/{api.project.id}", {"everywhere": True})
    assert reason(response) == (403, "not_enrolled")
    api.project = own
    assert (await api.renew(token)).status_code == 200


async def test_a_suspended_device_signs_nobody_out_everywhere(api: Api) -> None:
    device, token = await signed_in(api)
    await reuse(api, token)
    response = await device.call("DELETE", f"/token/{api.project.id}", {"everywhere": True})
    assert reason(response) == (403, "suspended")


async def test_one_session_ends_without_any_proof(api: Api) -> None:
    _, token = await signed_in(api)
    response = await api.call("DELETE", f"/token/{api.project.id}", {"refresh_token": token})
    assert answered(response) == {"ended": 1}
    response = await api.call("DELETE", f"/token/{api.project.id}", {"everywhere": True})
    assert refusal(response) == (403, "fresh_proof")
