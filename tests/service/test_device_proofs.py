"""The proof that comes with a request of a device: of this request, of now, once (13.2)."""

import base64
import json
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.protocol.device_proof import make_device_proof
from tests.service.api import URL, Api, answered, refusal
from tests.service.fake_clock import FakeClock
from tests.service.own_device import OwnDevice, reason, trusted


def path_of(device: OwnDevice) -> str:
    return f"/user/devices?cotter_user_id={device.user_id}"


async def status(device: OwnDevice, proof: str) -> tuple[int, str]:
    """What a proof gets where a device is asked for."""
    response = await device.api.call("GET", path_of(device), headers={"DPoP": proof})
    return (200, "") if response.status_code == 200 else reason(response)


async def test_a_proof_opens_what_is_the_devices(api: Api) -> None:
    device = await trusted(api)
    assert await status(device, device.proof("GET", path_of(device))) == (200, "")


async def test_without_one_nothing_opens(api: Api) -> None:
    device = await trusted(api)
    assert reason(await api.call("GET", path_of(device))) == (401, "proof_missing")


async def test_an_access_token_is_no_proof(api: Api) -> None:
    device = await trusted(api)
    token = (await api.sign_in())["oauth_token"]["access_token"]
    for header in ({"Authorization": f"Bearer {token}"}, {"Authorization": f"DPoP {token}"}):
        response = await api.call("GET", path_of(device), headers=header)
        assert reason(response) == (401, "proof_missing")


@pytest.mark.parametrize(
    "make",
    [
        lambda device: device.proof("GET", path_of(device))[:-2],
        lambda device: device.proof("GET", path_of(device)) + "." + "A" * 5000,
        lambda device: device.proof("POST", path_of(device)),
        lambda device: device.proof("GET", "/user/devices"),
        lambda device: device.proof("GET", "/user/devices?cotter_user_id=" + "0" * 36),
        lambda device: device.proof("GET", path_of(device) + "&x="),
        lambda device: device.proof("GET", "/user/methods?" + path_of(device).partition("?")[2]),
        lambda device: device.proof("GET", path_of(device), b"{}"),
    ],
    ids=[
        "a signature cut", "too long", "another method", "no query",
        "another user", "a longer query", "another path", "another body",
    ],
)  # fmt: skip
async def test_a_proof_of_anything_else_is_invalid(
    api: Api, make: Callable[[OwnDevice], str]
) -> None:
    device = await trusted(api)
    assert await status(device, make(device)) == (401, "proof_invalid")


@pytest.mark.parametrize("header", ["", "x", "a.b.c", "e30.e30." + "A" * 86])
async def test_what_is_no_proof_is_invalid(api: Api, header: str) -> None:
    assert await status(await trusted(api), header) == (401, "proof_invalid")


async def test_a_proof_for_another_service_is_invalid(api: Api) -> None:
    device = await trusted(api)
    proof = make_device_proof(
        device.key,
        method="GET",
        url=f"https://evil.example/api/v0{path_of(device)}",
        body=b"",
        token_id="1",
        at=int(api.clock()),
    )
    assert await status(device, proof) == (401, "proof_invalid")


async def test_on_this_computer_the_service_has_its_loopback_names(api: Api) -> None:
    device = await trusted(api)
    proof = make_device_proof(
        device.key,
        method="GET",
        url=f"{URL.replace('127.0.0.1', 'localhost')}/api/v0{path_of(device)}",
        body=b"",
        token_id="1",
        at=int(api.clock()),
    )
    assert await status(device, proof) == (200, "")


async def test_a_body_belongs_to_its_proof(api: Api) -> None:
    device = await trusted(api)
    body = device.enrolment(enrolled=False)
    other = json.dumps({**body, "code": "x"}).encode()
    proof = {"DPoP": device.proof("PUT", device.methods, other)}
    response = await api.call("PUT", device.methods, body, headers=proof)
    assert reason(response) == (401, "proof_invalid")
    assert await device.names() == [device.name]


@pytest.mark.parametrize(("late", "got"), [(-60, ""), (60, ""), (-62, "clock"), (61, "clock")])
async def test_a_proof_is_of_now(api: Api, late: int, got: str) -> None:
    device = await trusted(api)
    proof = device.proof("GET", path_of(device), at=int(api.clock()) - late)
    assert (await status(device, proof))[1] == got


async def test_a_proof_is_used_once(api: Api) -> None:
    device = await trusted(api)
    proof = device.proof("GET", path_of(device))
    assert await status(device, proof) == (200, "")
    assert await status(device, proof) == (401, "proof_replayed")


async def test_a_proof_dated_ahead_is_not_forgotten_before_it_has_run_out(
    api: Api, clock: FakeClock
) -> None:
    device = await trusted(api)
    proof = device.proof("GET", path_of(device), at=clock() + 59)
    assert await status(device, proof) == (200, "")
    clock.advance(118)
    api.prune()
    assert await status(device, proof) == (401, "proof_replayed")
    clock.advance(10)
    api.prune()
    assert await status(device, proof) == (401, "clock")


async def test_a_proof_refused_once_is_spent_all_the_same(api: Api) -> None:
    device = await trusted(api)
    stranger = OwnDevice(api, device.user_id)
    proof = stranger.proof("GET", path_of(device))
    assert await status(device, proof) == (403, "not_enrolled")
    assert await status(device, proof) == (401, "proof_replayed")


async def test_two_devices_may_use_the_same_id(api: Api) -> None:
    first = await trusted(api)
    second = await trusted(api, identifier="noor@example.com")
    for device in (first, second):
        proof = make_device_proof(
            device.key,
            method="GET",
            url=f"{URL}/api/v0{path_of(device)}",
            body=b"",
            token_id="same",
            at=int(api.clock()),
        )
        assert await status(device, proof) == (200, "")


async def test_two_proofs_are_none(api: Api) -> None:
    device = await trusted(api)
    proofs = [device.proof("GET", path_of(device)) for _ in range(2)]
    response = await api.http.get(
        f"/api/v0{path_of(device)}",
        headers=[("API_KEY_ID", api.project.id), *(("DPoP", proof) for proof in proofs)],
    )
    assert reason(response) == (401, "proof_invalid")


async def test_a_key_is_a_device_of_its_own_user_only(api: Api) -> None:
    device = await trusted(api)
    other = await trusted(api, identifier="noor@example.com")
    device.user_id = other.user_id
    response = await device.call("GET", path_of(device))
    assert reason(response) == (403, "not_enrolled")


@pytest.mark.parametrize("user_id", ["", "nobody", "0" * 36, "%00"])
async def test_an_unknown_user_is_told_like_an_unknown_key(api: Api, user_id: str) -> None:
    device = await trusted(api)
    device.user_id = user_id
    assert reason(await device.call("GET", path_of(device))) == (403, "not_enrolled")


async def test_a_device_of_another_project_is_none(api: Api) -> None:
    device = await trusted(api)
    api.go_to_another_project()
    assert reason(await device.call("GET", path_of(device))) == (403, "not_enrolled")


async def test_a_disabled_user_has_no_devices_to_speak_with(api: Api) -> None:
    device = await trusted(api)
    api.service.store.users.set_disabled(device.user_id, api.clock(), api.clock())
    assert refusal(await device.call("GET", path_of(device))) == (403, "disabled")


async def test_the_last_use_is_noted(api: Api, clock: FakeClock) -> None:
    device = await trusted(api)
    assert (await device.listed())[0]["used_at"] == "2027-01-15T08:00:00.250000Z"
    clock.advance(30)
    await device.listed()
    clock.advance(31)
    assert (await device.listed())[0]["used_at"] == "2027-01-15T08:01:01.250000Z"


@given(
    header=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=200).map(str.strip)
)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_no_header_makes_it_fail(api: Api, header: str) -> None:
    headers = {b"API_KEY_ID": api.project.id.encode(), b"DPoP": header.encode("latin-1")}
    response = await api.http.get("/api/v0/user/devices", headers=headers)
    assert reason(response) == (401, "proof_invalid")


SEGMENTS = st.dictionaries(
    st.sampled_from(
        ["typ", "alg", "jwk", "jti", "htm", "htu", "iat", "qh", "bh", "kty", "crv", "x"]
    ),
    st.none()
    | st.integers()
    | st.text(max_size=20)
    | st.floats()
    | st.sampled_from(["dpop+jwt", "EdDSA", "none", "HS256", {"kty": "OKP"}, [], 10**400]),
)


@given(protected=SEGMENTS, claims=SEGMENTS)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_no_signed_claims_make_it_fail(
    api: Api, protected: dict[str, object], claims: dict[str, object]
) -> None:
    key = Ed25519PrivateKey.generate()
    segments = [
        base64.urlsafe_b64encode(json.dumps(each).encode()).rstrip(b"=")
        for each in (protected, claims)
    ]
    signature = base64.urlsafe_b64encode(key.sign(b".".join(segments))).rstrip(b"=")
    header = b".".join([*segments, signature])
    headers = {b"API_KEY_ID": api.project.id.encode(), b"DPoP": header}
    response = await api.http.get("/api/v0/user/devices", headers=headers)
    assert reason(response) == (401, "proof_invalid")
    assert answered(response)["msg"]
