"""Two computers of one user at our service: one asks to be let in, the other decides."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from desktop.foundation.device_errors import (
    NumberNeededError,
    RequestAnsweredError,
    RequestOverError,
    WrongNumberError,
)
from desktop.session.device_facts import DeviceTrust
from desktop.session.list_entries import Outcome, SignInRequest
from desktop.session.opening import OpenProfile
from desktop.session.snapshot import Headline, Obstacle, SessionFact
from desktop.session.under_way import ApprovalWait
from tests.parts.at_home import ADDRESS, AtHome
from tests.parts.secret_service import SecretService
from tests.parts.service import Service


@asynccontextmanager
async def asking(at: AtHome) -> AsyncIterator[ApprovalWait]:
    """The computer has asked and waits; what it shows then."""
    task = asyncio.create_task(at.house.devices.ask_another(ADDRESS, ""))
    shown = await at.until(lambda one: isinstance(one.sign_in, ApprovalWait), "the wait")
    assert isinstance(shown.sign_in, ApprovalWait)
    try:
        yield shown.sign_in
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def outcome(at: AtHome) -> Outcome | None:
    assert isinstance(at.shown.sign_in, ApprovalWait)
    return at.shown.sign_in.outcome


def session(at: AtHome) -> SessionFact:
    return at.shown.session


@pytest.fixture
async def trusted(home: Path, service: Service) -> AsyncIterator[AtHome]:
    """A computer that is signed in and trusted."""
    async with AtHome(home) as at:
        await at.connect(service)
        await at.sign_in(service)
        await at.house.devices.trust()
        yield at


@pytest.fixture
async def new(tmp_path: Path, service: Service) -> AsyncIterator[AtHome]:
    """Another computer, on which nobody is signed in."""
    async with AtHome(tmp_path / "new") as at:
        await at.connect(service)
        yield at


async def request_on(at: AtHome) -> SignInRequest:
    """The request as it comes to the deciding computer."""
    return (await at.until(lambda one: bool(one.requests.open), "the request")).requests.open[0]


async def test_the_right_number_lets_the_other_computer_in(trusted: AtHome, new: AtHome) -> None:
    async with asking(new) as wait:
        assert (len(wait.number), wait.identifier) == (2, ADDRESS)
        request = await request_on(trusted)
        assert request.signature_ok
        assert request.has_number
        assert request.address == "127.0.0.1"
        assert request.identifier == ADDRESS
        assert trusted.shown.headline(request.asked_at) is Headline.REQUEST_WAITING
        await trusted.house.devices.approve(request.id, wait.number)
        await new.until(lambda one: one.session is SessionFact.ACTIVE, "the session")
        assert new.shown.sign_in is None
        assert new.shown.way_in == "TRUSTED_DEVICE"
        assert new.shown.this_device.trust is DeviceTrust.NOT_TRUSTED
    assert trusted.shown.requests.open == ()
    decided = trusted.shown.requests.decided[0]
    assert (decided.outcome, decided.is_ours) == (Outcome.APPROVED, True)
    await trusted.house.history.read()
    assert trusted.overview.history is not None
    latest = trusted.overview.history[0]
    assert (latest.deed, latest.detail) == ("request_approved", "number")
    assert (latest.who, latest.address) == (request.device_name, "127.0.0.1")


async def test_an_approval_outlives_a_keystore_that_locked_meanwhile(
    trusted: AtHome, tmp_path: Path, service: Service, secret_service: SecretService
) -> None:
    async with AtHome(tmp_path / "new", "secret-service") as new:
        await new.connect(service)
        async with asking(new) as wait:
            request = await request_on(trusted)
            secret_service.lock()
            await trusted.house.devices.approve(request.id, wait.number)
            locked = Obstacle.KEYSTORE_LOCKED
            shown = await new.until(lambda one: one.obstacle is locked, "the obstacle")
            assert shown.sign_in is None
            secret_service.unlock()
            await new.house.beat()
            await new.until(lambda one: one.session is SessionFact.ACTIVE, "the session")
            assert new.shown.way_in == "TRUSTED_DEVICE"


async def test_a_wrong_number_denies_it_and_both_sides_say_so(trusted: AtHome, new: AtHome) -> None:
    async with asking(new) as wait:
        request = await request_on(trusted)
        wrong = f"{(int(wait.number) + 1) % 100:02}"
        with pytest.raises(WrongNumberError):
            await opened(trusted).requests.decide(request.id, approved=True, number=wrong)
        await new.until(lambda _: outcome(new) is not None, "the outcome")
        assert outcome(new) is Outcome.WRONG_NUMBER
    assert session(new) is SessionFact.NONE
    assert trusted.shown.requests.decided[0].outcome is Outcome.WRONG_NUMBER


async def test_a_denial_ends_the_wait_at_once(trusted: AtHome, new: AtHome) -> None:
    async with asking(new):
        request = await request_on(trusted)
        await trusted.house.devices.deny(request.id)
        await new.until(lambda _: outcome(new) is not None, "the denial")
        assert outcome(new) is Outcome.DENIED
    assert session(new) is SessionFact.NONE


async def test_without_a_number_nothing_is_decided(trusted: AtHome, new: AtHome) -> None:
    async with asking(new):
        request = await request_on(trusted)
        await trusted.house.devices.approve(request.id, "")
        assert isinstance(trusted.shown.requests.open[0].problem, NumberNeededError)
        assert outcome(new) is None


async def test_leaving_the_wait_takes_the_request_back(trusted: AtHome, new: AtHome) -> None:
    async with asking(new):
        request = await request_on(trusted)
    await trusted.until(lambda one: not one.requests.open, "the end of the request")
    await trusted.house.devices.approve(request.id, "00")
    assert session(new) is SessionFact.NONE


async def test_a_request_that_is_over_can_not_be_approved(trusted: AtHome, new: AtHome) -> None:
    async with asking(new) as wait:
        request = await request_on(trusted)
        await trusted.house.devices.deny(request.id)
        with pytest.raises(RequestOverError):
            await opened(trusted).requests.decide(request.id, approved=True, number=wait.number)


async def test_whoever_comes_second_is_told_who_decided(
    trusted: AtHome, new: AtHome, tmp_path: Path, service: Service
) -> None:
    async with AtHome(tmp_path / "second") as second:
        await second.connect(service)
        await second.sign_in(service)
        await second.house.devices.trust()
        async with asking(new) as wait:
            one, other = await request_on(trusted), await request_on(second)
            assert one.id == other.id
            # Seen by both; what one of them knows is held back.
            await second.house._watches.end()
            await trusted.house.devices.deny(one.id)
            with pytest.raises(RequestAnsweredError):
                await opened(second).requests.decide(other.id, approved=True, number=wait.number)


async def test_decided_elsewhere_says_so_and_is_noted(
    trusted: AtHome, new: AtHome, tmp_path: Path, service: Service
) -> None:
    async with AtHome(tmp_path / "second") as second:
        await second.connect(service)
        await second.sign_in(service)
        await second.house.devices.trust()
        async with asking(new):
            one = await request_on(trusted)
            await request_on(second)
            await trusted.house.devices.deny(one.id)
            shown = await second.until(lambda it: bool(it.requests.decided), "the decision")
            assert shown.requests.open == ()
            assert (shown.requests.decided[0].outcome, shown.requests.decided[0].is_ours) == (
                Outcome.DENIED,
                False,
            )
            assert shown.requests.decided[0].by
        await second.house.history.read()
        assert second.overview.history is not None
        assert second.overview.history[0].deed == "request_denied_elsewhere"


async def test_an_address_that_nobody_has_waits_like_any_other(
    trusted: AtHome, new: AtHome
) -> None:
    task = asyncio.create_task(new.house.devices.ask_another("nobody@example.com", ""))
    shown = await new.until(lambda one: isinstance(one.sign_in, ApprovalWait), "the wait")
    assert isinstance(shown.sign_in, ApprovalWait)
    assert len(shown.sign_in.number) == 2
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert trusted.shown.requests.open == ()


async def test_nothing_is_watched_where_nobody_is_signed_in_or_trusted(
    trusted: AtHome, new: AtHome
) -> None:
    assert not opened(new).requests.is_wanted()
    assert opened(trusted).requests.is_wanted()
    await trusted.house.shown.sign_out()
    assert not opened(trusted).requests.is_wanted()
    assert trusted.house._watches._tasks == {}


def opened(at: AtHome) -> OpenProfile:
    """The shown profile at work."""
    return at.house._opened[at.shown.profile_id]
