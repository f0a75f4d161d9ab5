"""One computer asks, another decides, and every answer about it gets lost once."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.session.history import Deed, History
from desktop.session.list_entries import Outcome
from desktop.session.snapshot import SessionFact
from desktop.session.under_way import ApprovalWait
from tests.doubles.broken_service import Reply, answer, half_a_body, json_answer, reset
from tests.parts.at_home import AtHome
from tests.parts.fault_proxy import Behind, FaultProxy, instead, lost

STAND = "GET /api/v0/event/get/"
PENDING = "GET /api/v0/event/pending"
RESPOND = "POST /api/v0/event/respond/"
KEYS = "GET /api/v0/token/jwks"
PAGE = b"<title>Welcome to the hotel</title>"

REPLIES: dict[str, Reply] = {
    "reset": reset(),
    "half a body": half_a_body(),
    "a page": answer(200, PAGE, kind="text/html"),
    "an empty object": json_answer({}),
    "trouble": answer(502),
}


@pytest.fixture
async def trusted(home: Path, behind: Behind, proxy: FaultProxy) -> AsyncIterator[AtHome]:
    """A computer that is signed in and trusted, and watches."""
    async with AtHome(home) as at:
        await at.connect(behind.service)
        await at.sign_in(behind.service, f"{home.parent.name}@example.com")
        await at.house.devices.trust()
        yield at


@pytest.fixture
async def new(tmp_path: Path, behind: Behind, trusted: AtHome) -> AsyncIterator[AtHome]:
    """Another computer of the same person, on which nobody is signed in."""
    async with AtHome(tmp_path / "new") as at:
        await at.connect(behind.service)
        yield at


@pytest.mark.parametrize("fault", REPLIES)
async def test_whatever_is_lost_the_approval_signs_in(
    trusted: AtHome, new: AtHome, proxy: FaultProxy, fault: str
) -> None:
    reply = REPLIES[fault]
    asking = asyncio.create_task(new.house.devices.ask_another(trusted.shown.identifier, ""))
    shown = await new.until(lambda one: isinstance(one.sign_in, ApprovalWait), "the wait")
    assert isinstance(shown.sign_in, ApprovalWait)
    requests = (await trusted.until(lambda one: bool(one.requests.open), "the request")).requests
    # The long poll is under way already: these are those after the decision.
    proxy.spoil(STAND, lost(reply), instead(reply))
    proxy.spoil(KEYS, instead(reply))
    proxy.spoil(RESPOND, lost(reply))
    request, number = requests.open[0], shown.sign_in.number
    await trusted.house.devices.approve(request.id, number)
    # The list may tell it first, else the same decision is sent again.
    await trusted.house.devices.approve(request.id, number)
    decided = (await trusted.until(lambda one: bool(one.requests.decided), "it")).requests.decided
    assert [(one.outcome, one.is_ours) for one in decided] == [(Outcome.APPROVED, True)]
    await asking
    assert new.shown.session is SessionFact.ACTIVE
    assert proxy.has_spoiled_all
    await new.house.shown.renew()
    assert (new.shown.session, new.shown.problem) == (SessionFact.ACTIVE, None)
    noted = [one.deed for one in History(trusted.paths.history_file).entries(time.time())]
    assert noted.count(Deed.REQUEST_APPROVED) == 1
    assert Deed.REQUEST_APPROVED_ELSEWHERE not in noted
