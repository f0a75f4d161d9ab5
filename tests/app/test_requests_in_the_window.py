"""Another computer asks, and the window of this one shows it: real window, service and HTTP."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from desktop.session.device_facts import DeviceTrust
from desktop.session.snapshot import Headline, SessionFact
from desktop.session.under_way import ApprovalWait
from desktop.ui.routing import PageName, Where
from tests.parts.at_home import ADDRESS, AtHome
from tests.parts.open_app import OpenApp
from tests.parts.secret_service import SecretService
from tests.parts.service import Service


@pytest.fixture
async def other(tmp_path: Path, service: Service) -> AsyncIterator[AtHome]:
    """Another computer, on which nobody is signed in."""
    async with AtHome(tmp_path / "other") as at:
        await at.connect(service)
        yield at


@asynccontextmanager
async def trusted(service: Service) -> AsyncIterator[OpenApp]:
    """The app, signed in with a code and trusted."""
    async with OpenApp() as app:
        await app.sign_in(service)
        app.commands.trust_computer()
        await app.until(lambda: app.shown.this_device.trust is DeviceTrust.TRUSTED, "trust")
        # Watching begins with the first answer.
        await app.until(lambda: bool(app._app._household._watches._tasks), "the watch")  # type: ignore[union-attr]  # it is open
        yield app


@asynccontextmanager
async def asking(at: AtHome) -> AsyncIterator[ApprovalWait]:
    """The other computer has asked and waits."""
    task = asyncio.create_task(at.house.devices.ask_another(ADDRESS, ""))
    shown = await at.until(lambda one: isinstance(one.sign_in, ApprovalWait), "the wait")
    assert isinstance(shown.sign_in, ApprovalWait)
    try:
        yield shown.sign_in
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_right_after_a_code_the_session_page_offers_to_trust_this_computer(
    secret_service: SecretService, home: Path, service: Service
) -> None:
    async with OpenApp() as app:
        await app.sign_in(service)
        await app.until(lambda: app.says("Next time without a code?"), "the offer")
        app.commands.trust_computer()
        await app.until(lambda: app.shown.this_device.trust is DeviceTrust.TRUSTED, "trust")
        await app.until(lambda: not app.says("Next time without a code?"), "its end")


async def test_a_request_is_on_the_screen_within_a_second(
    secret_service: SecretService, home: Path, service: Service, other: AtHome
) -> None:
    async with trusted(service) as app:
        app.window.go(Where.REQUESTS)
        async with asking(other) as wait:
            began = time.monotonic()
            await app.until(lambda: bool(app.shown.requests.open), "the request")
            await app.until(lambda: app.says("wants to sign in"), "it on the page")
            assert time.monotonic() - began < 1.0
            assert app.window.page is PageName.REQUESTS
            assert app.shown.headline(time.time()) is Headline.REQUEST_WAITING
            [request] = app.shown.requests.open
            app.commands.approve_request(request.id, wait.number)
            await other.until(lambda one: one.session is SessionFact.ACTIVE, "the session")
        await app.until(lambda: app.says("You approved this request"), "the decision")


async def test_closing_the_window_decides_nothing(
    secret_service: SecretService, home: Path, service: Service, other: AtHome
) -> None:
    async with trusted(service) as app, asking(other):
        await app.until(lambda: bool(app.shown.requests.open), "the request")
        app.window.hide()
        await app.beat()
        assert isinstance(other.shown.sign_in, ApprovalWait)
        assert other.shown.sign_in.outcome is None
        assert app.shown.requests.open


async def test_a_service_that_ends_is_said_and_the_watch_goes_on_with_it(
    secret_service: SecretService, home: Path, service: Service
) -> None:
    async with trusted(service) as app:
        app.window.go(Where.REQUESTS)
        service.stop()
        await app.until(lambda: app.shown.requests.problem is not None, "the problem")
        await app.until(lambda: app.says("No answer from"), "its sentence")
        assert app.shown.session is SessionFact.ACTIVE


async def test_quitting_in_the_middle_of_a_long_poll_takes_no_time(
    secret_service: SecretService, home: Path, service: Service
) -> None:
    async with trusted(service) as app:
        began = time.monotonic()
        app.commands.quit()
        assert await app.end() == 0
        assert time.monotonic() - began < 2.0
