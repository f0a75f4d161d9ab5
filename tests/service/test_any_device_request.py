"""Whatever a device sends with a good proof, and whatever stands in for one, nothing fails."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.service.projects import Compatibility
from tests.service.conftest import in_process
from tests.service.fake_clock import FakeClock
from tests.service.own_device import OwnDevice, proof_of_now, trusted
from tests.service.test_any_request import (
    AWKWARD,
    EXAMPLES,
    SEGMENTS,
    SENDABLE,
    Target,
    bodies,
    check_answer,
)

KEY = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="
METHOD: dict[str, object] = {
    "method": "TRUSTED_DEVICE",
    "enrolled": True,
    "code": KEY,
    "algorithm": "ED25519",
    "device_type": "DESKTOP",
    "device_name": "Dell XPS Linux",
}
TARGETS = [
    Target("PUT", "/user/methods", METHOD),
    Target("PUT", "/user/methods", {**METHOD, "enrolled": False}),
    Target("PUT", "/user/{any}", METHOD),
    Target("GET", "/user/methods", {}),
    Target("GET", "/user/devices", {}),
    Target("GET", "/user/enrolled/{any}/TRUSTED_DEVICE", {}),
    Target("GET", "/user/enrolled/any/{any}/TRUSTED_DEVICE", {}),
    Target("GET", "/user/enrolled/x/TRUSTED_DEVICE/{any}", {}),
    Target(
        "POST",
        "/device/offer",
        {
            "public_key": KEY,
            "algorithm": "ED25519",
            "device_name": "x",
            "identifier": "a@b.example",
        },
    ),
    Target("GET", "/device/offer", {}),
    Target("DELETE", "/token/{key}", {"everywhere": True}),
    Target("DELETE", "/user/{any}", {}),
]


@pytest.fixture(params=list(Compatibility), ids=str)
async def device(
    tmp_path: Path, clock: FakeClock, request: pytest.FixtureRequest
) -> AsyncIterator[OwnDevice]:
    """A trusted device at a service of either mode."""
    async with in_process(tmp_path, clock, request.param) as api:
        yield await trusted(api)


async def send(
    device: OwnDevice, target: Target, path: str, content: bytes, headers: dict[str, str]
) -> None:
    """One request that the device proves, whatever is in it."""
    api = device.api
    response = await api.http.request(
        target.method,
        f"/api/v0{path}",
        content=content,
        headers={
            "API_KEY_ID": api.project.id,
            "DPoP": device.proof(target.method, path, content),
            **headers,
        },
    )
    check_answer(response)


@pytest.mark.parametrize("target", [target for target in TARGETS if target.body], ids=str)
async def test_no_field_makes_it_fail(device: OwnDevice, target: Target) -> None:
    fresh = {"Fresh-Proof": await proof_of_now(device.api)}
    path = target.path.format(any=device.user_id, key=device.api.project.id)
    path += f"?cotter_user_id={device.user_id}"
    for name in target.body:
        for value in AWKWARD:
            # Its own key, so that as much as possible is done.
            own = {
                field: device.public_key if sent == KEY else sent
                for field, sent in target.body.items()
            }
            content = json.dumps({**own, name: value}).encode()
            await send(device, target, path, content, fresh)


QUERIES = st.dictionaries(
    st.sampled_from(["cotter_user_id", "method", "public_key", "oauth_token"]),
    SENDABLE | st.sampled_from(["true", "TRUSTED_DEVICE", KEY, "PIN"]),
    max_size=4,
)


@pytest.mark.parametrize("target", TARGETS, ids=str)
@given(chosen=st.data())
@EXAMPLES
async def test_no_request_makes_it_fail(
    device: OwnDevice, target: Target, chosen: st.DataObject
) -> None:
    # So far that no limit of before stands in the way.
    device.api.clock.advance(400)
    segment = quote(chosen.draw(SEGMENTS, "segment"), safe="").strip(".") or "x"
    query = chosen.draw(QUERIES, "query")
    if chosen.draw(st.booleans(), "for its own user"):
        query["cotter_user_id"] = device.user_id
    path = f"{target.path.format(any=segment, key=device.api.project.id)}?{urlencode(query)}"
    headers: dict[str, str] = {}
    if chosen.draw(st.booleans(), "with the secret"):
        headers |= device.api.secret
    await send(device, target, path, chosen.draw(bodies(target), "body"), headers)
