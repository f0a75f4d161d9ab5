"""Whatever is sent about events, with a good proof or without, nothing fails."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.service.projects import Compatibility
from tests.service.asker import Asker, adding, decision, own_event
from tests.service.conftest import in_process
from tests.service.fake_clock import FakeClock
from tests.service.own_device import OwnDevice, trusted
from tests.service.test_any_request import (
    AWKWARD,
    EXAMPLES,
    SEGMENTS,
    SENDABLE,
    Target,
    bodies,
    check_answer,
)

NAMES = [
    "create",
    "add",
    "create_pending",
    "respond",
    "cancel",
    "get",
    "pending",
    "new",
    "challenge",
    "company",
    "grant",
]


@pytest.fixture(params=list(Compatibility), ids=str)
async def device(
    tmp_path: Path, clock: FakeClock, request: pytest.FixtureRequest
) -> AsyncIterator[OwnDevice]:
    """A trusted device at a service of either mode."""
    async with in_process(tmp_path, clock, request.param) as api:
        yield await trusted(api)


async def target_of(device: OwnDevice, name: str) -> Target:
    """A request that would be taken now."""
    # So far that no limit of before stands in the way.
    device.api.clock.advance(700)
    asker = Asker(device.api)
    asked = await asker.ask()
    device.api.clock.advance(1)
    event_id = asked["ID"]
    event = own_event(device)
    return {
        "create": Target("POST", "/event/create", {**event, "challenge_id": 1, "challenge": "x"}),
        "add": Target("POST", "/event/create", adding(device, OwnDevice(device.api, "x"))),
        "create_pending": Target("POST", asker.path, {**asker.body(), "ip": "x", "location": "y"}),
        "respond": Target(
            "POST",
            f"/event/respond/{event_id}",
            decision(device, asked, approved=True, number=asker.number(asked)),
        ),
        "cancel": Target("POST", f"/event/cancel/{event_id}", {}),
        "get": Target("GET", f"/event/get/{event_id}", {}),
        "pending": Target("GET", "/event/pending", {}),
        "new": Target("GET", "/event/new", {}),
        "challenge": Target("GET", "/event/challenge", {}),
        "company": Target("GET", "/notification/company", {}),
        "grant": Target(
            "POST", "/token", {"grant_type": "event_token", "event_token": dict(asked)}
        ),
    }[name]


async def send(
    device: OwnDevice, target: Target, path: str, content: bytes, headers: dict[str, str]
) -> None:
    """One request, whatever is in it."""
    api = device.api
    response = await api.http.request(
        target.method,
        f"/api/v0{path}",
        content=content,
        headers={"API_KEY_ID": api.project.id, **api.secret, **headers},
    )
    if response.content != b"null":
        check_answer(response)


@pytest.mark.parametrize("name", ["create", "add", "create_pending", "respond", "grant"])
async def test_no_field_makes_it_fail(device: OwnDevice, name: str) -> None:
    for field in (await target_of(device, name)).body:
        for value in AWKWARD:
            target = await target_of(device, name)
            content = json.dumps({**target.body, field: value}).encode()
            proof = device.proof(target.method, target.path, content)
            await send(device, target, target.path, content, {"DPoP": proof})


QUERIES = st.dictionaries(
    st.sampled_from(
        ["cotter_user_id", "client_user_id", "wait", "since", "oauth_token", "code_challenge"]
    ),
    SENDABLE | st.sampled_from(["true", "0", "-1", "A" * 43]),
    max_size=4,
)
VERIFIERS = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60)


@pytest.mark.parametrize("name", NAMES)
@given(chosen=st.data())
@EXAMPLES
async def test_no_request_makes_it_fail(
    device: OwnDevice, name: str, chosen: st.DataObject
) -> None:
    target = await target_of(device, name)
    path = target.path.partition("?")[0]
    if chosen.draw(st.booleans(), "another path"):
        segment = quote(chosen.draw(SEGMENTS, "segment"), safe="").strip(".") or "x"
        path = f"{path.rpartition('/')[0]}/{segment}"
    query = chosen.draw(QUERIES, "query")
    # What would wait does so for 25 seconds; how long is tried elsewhere.
    if query.get("wait", "").isdigit():
        del query["wait"]
    if chosen.draw(st.booleans(), "for its own user"):
        query["cotter_user_id"] = device.user_id
    path = f"{path}?{urlencode(query)}"
    content = chosen.draw(bodies(target), "body")
    headers = {"Code-Verifier": chosen.draw(VERIFIERS, "verifier").strip()}
    if chosen.draw(st.booleans(), "with a proof"):
        headers["DPoP"] = device.proof(target.method, path, content)
    await send(device, target, path, content, headers)
