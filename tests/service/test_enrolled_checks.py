"""Whether a device is trusted: who may ask, in which spelling (4.2, 13.8)."""

import base64
from collections.abc import Callable
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.service.users import UNKNOWN_USER_ID
from tests.service.api import Api, answered, refusal
from tests.service.own_device import OwnDevice, proof_of_now, trusted

# The key and the text of the check in cotter-api 12.3, without its padding.
VECTOR_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
VECTOR = "QTZFSHYvUE9FTDRkY04wWTUwdkFtV2ZrMWpDYnBRMWZIZHlHWkJKVk1iZz0"
SPELLINGS = [
    base64.standard_b64encode,
    base64.urlsafe_b64encode,
    lambda text: base64.urlsafe_b64encode(text).rstrip(b"="),
    lambda text: base64.standard_b64encode(text).rstrip(b"="),
]


@pytest.mark.parametrize("spell", SPELLINGS)
@pytest.mark.parametrize(
    "path",
    [
        "/user/methods?cotter_user_id={user}&method=TRUSTED_DEVICE&public_key={key}",
        "/user/enrolled/{user}/TRUSTED_DEVICE/{key}",
    ],
)
async def test_a_key_asks_about_itself_in_every_spelling(
    api: Api, path: str, spell: Callable[[bytes], bytes]
) -> None:
    device = await trusted(api)
    stranger = OwnDevice(api, device.user_id)
    for asking, enrolled in ((device, True), (stranger, False)):
        key = quote(spell(asking.public_key.encode()).decode(), safe="")
        response = await asking.call("GET", path.format(user=device.user_id, key=key))
        assert answered(response) == {
            "enrolled": enrolled,
            "method": "TRUSTED_DEVICE",
            "suspended": False,
        }


async def test_a_key_asks_about_no_other_key(api: Api) -> None:
    device = await trusted(api)
    stranger = OwnDevice(api, device.user_id)
    response = await stranger.call("GET", f"/user/methods?{device.question}")
    assert refusal(response) == (401, "api_key")
    any_key = f"/user/enrolled/any/{device.user_id}/TRUSTED_DEVICE"
    assert refusal(await stranger.call("GET", any_key)) == (401, "api_key")


async def test_an_unknown_user_answers_as_one_without_the_key(api: Api) -> None:
    stranger = OwnDevice(api, UNKNOWN_USER_ID)
    answer = answered(await stranger.call("GET", f"/user/methods?{stranger.question}"))
    assert answer == {"enrolled": False, "method": "TRUSTED_DEVICE", "suspended": False}


async def test_the_backend_and_the_user_ask_about_any_key(api: Api) -> None:
    device = await trusted(api)
    for headers in (api.secret, {"Fresh-Proof": await proof_of_now(api)}):
        for path in (
            f"/user/methods?{device.question}",
            f"/user/methods?cotter_user_id={device.user_id}&method=TRUSTED_DEVICE",
            f"/user/enrolled/{device.user_id}/TRUSTED_DEVICE",
            f"/user/enrolled/any/{device.user_id}/TRUSTED_DEVICE",
        ):
            answer = answered(await api.call("GET", path, headers=headers))
            assert answer == {"enrolled": True, "method": "TRUSTED_DEVICE"}, path


async def test_no_other_method_is_enrolled(api: Api) -> None:
    device = await trusted(api)
    for method in ("PIN", "BIOMETRIC", "WEBAUTHN"):
        path = f"/user/enrolled/{device.user_id}/{method}"
        answer = answered(await api.call("GET", path, headers=api.secret))
        assert answer == {"enrolled": False, "method": method}


@pytest.mark.parametrize(
    "path",
    [
        "/user/methods",
        "/user/methods?method=",
        "/user/methods?method=FACE",
        "/user/enrolled/x/trusted_device",
        "/user/enrolled/x/TRUSTED_DEVICE/%C3%BC",
        "/user/enrolled/x/TRUSTED_DEVICE/A",
        "/user/enrolled/x/TRUSTED_DEVICE/4pyT",
        "/user/methods?method=TRUSTED_DEVICE&public_key=" + "A" * 3000,
    ],
)
async def test_a_question_that_makes_no_sense_is_refused(api: Api, path: str) -> None:
    assert refusal(await api.call("GET", path, headers=api.secret)) == (400, "request")


async def test_strangers_do_not_learn_what_is_enrolled(api: Api) -> None:
    device = await trusted(api)
    for user_id in (device.user_id, UNKNOWN_USER_ID):
        path = f"/user/enrolled/{user_id}/TRUSTED_DEVICE"
        assert refusal(await api.call("GET", path)) == (401, "api_key")


@pytest.mark.parametrize("ending", ["=", ""], ids=["RN and Flutter", "iOS"])
async def test_the_check_of_the_vectors_finds_their_key(published: Api, ending: str) -> None:
    user = answered(await published.call("POST", "/user/create", {"identifier": "a@b.example"}))
    device = OwnDevice(published, user["ID"], key=VECTOR_KEY)
    await published.call("PUT", device.methods, device.enrolment())
    path = f"/user/enrolled/{user['ID']}/TRUSTED_DEVICE/{VECTOR}{ending}"
    assert answered(await published.call("GET", path))["enrolled"] is True
