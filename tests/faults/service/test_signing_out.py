"""Signing out while something is wrong on the way: here at once, at the service in the end."""

import math
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.session.opening import OpenProfile
from desktop.session.snapshot import SessionFact
from tests.doubles.broken_service import Reply, answer, half_a_body, json_answer, reset
from tests.faults.service.conftest import Road, Session
from tests.parts.fault_proxy import instead, lost

SIGN_OUT = "DELETE /api/v0/token/"
PAGE = b"<title>Welcome to the hotel</title>"

UNHEARD: dict[str, Reply] = {
    "reset": reset(),
    "half a body": half_a_body(),
    "a page": answer(200, PAGE, kind="text/html"),
    "a page that forbids": answer(403, PAGE, kind="text/html"),
    "a login": json_answer({"msg": "Log in to the proxy."}, 401),
    "no such page": answer(404, PAGE, kind="text/html"),
    "a refusal that names the host": json_answer({"msg": "Which?", "type": "host"}, 421),
    "no such method": json_answer({"msg": "No.", "type": "method"}, 405),
    "elsewhere": answer(302, b"", headers={"Location": "https://login.hotel.example"}),
    "trouble": answer(503),
}


async def test_the_service_is_told_by_whichever_try_gets_through(road: Road) -> None:
    opened = road.open()
    await opened.keeper.read()
    session = opened.keeper.signed_in
    assert session is not None
    for reply in UNHEARD.values():
        road.proxy.spoil(SIGN_OUT, instead(reply))
    assert not await opened.keeper.sign_out()
    assert opened.keeper.snapshot.session is SessionFact.NONE
    waits = []
    while not road.proxy.has_spoiled_all:
        assert opened.keeper.snapshot.untold
        waits.append(await opened.keeper.beat())
        road.clock.pass_seconds(waits[-1])
    least = [min(2.0**count, 300.0) for count in range(1, len(waits) + 1)]
    assert all(low <= wait <= 2 * low for low, wait in zip(least, waits, strict=True))
    await opened.keeper.beat()
    assert not opened.keeper.snapshot.untold
    assert road.proxy.count(SIGN_OUT) == len(UNHEARD) + 1
    assert road.session.audit().count("signed_out") == 1


@pytest.fixture
async def signed_in(road: Road, tmp_path: Path) -> AsyncIterator[OpenProfile]:
    """Another session at the same service."""
    session = Session(road.session.behind, road.session.profile, tmp_path)
    opened = session.open(road.patient, road.clock)
    await session.sign_in(opened, f"{tmp_path.name}@example.com")
    yield opened
    session.close()


@pytest.mark.parametrize("reply", [reset(), half_a_body(), answer(502)])
async def test_an_answer_that_is_lost_is_no_second_sign_out(
    road: Road, signed_in: OpenProfile, reply: Reply
) -> None:
    keeper, before = signed_in.keeper, road.session.audit().count("signed_out")
    road.proxy.spoil(SIGN_OUT, lost(reply))
    assert not await keeper.sign_out()
    road.clock.pass_seconds(await keeper.beat())
    assert await keeper.beat() == math.inf
    assert not keeper.snapshot.untold
    assert road.session.audit().count("signed_out") == before + 1


@pytest.mark.parametrize(
    ("asked", "least", "most"), [("120", 120, 120), ("0", 2, 4), ("999999999", 3600, 3600)]
)
async def test_a_pause_that_the_service_asks_for_is_kept(
    road: Road, signed_in: OpenProfile, asked: str, least: int, most: int
) -> None:
    road.proxy.spoil(SIGN_OUT, instead(answer(429, headers={"Retry-After": asked})))
    await signed_in.keeper.sign_out()
    pause = await signed_in.keeper.beat()
    assert least <= pause <= most
    asked_so_far = road.proxy.count(SIGN_OUT)
    road.clock.pass_seconds(pause - 1)
    await signed_in.keeper.beat()
    assert road.proxy.count(SIGN_OUT) == asked_so_far
    road.clock.pass_seconds(1)
    assert await signed_in.keeper.beat() == math.inf
