"""The service's keys change while people are signed in and watch."""

import asyncio
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.foundation.errors import IdentityKeyChangedError, TokenUnacceptableError
from desktop.foundation.profiles import load_profiles
from desktop.session.snapshot import SessionFact
from desktop.session.under_way import ApprovalWait
from desktop.ui.session_notice import notice_of
from desktop.ui.words import sentence_of
from tests.doubles.turned_clock import TurnedClock
from tests.parts.at_home import ADDRESS, AtHome
from tests.parts.child import CHECKOUT
from tests.parts.service import Service


def database_of(service: Service) -> Path:
    return service.outbox.parent / "service.sqlite"


def rotate_keys(service: Service) -> None:
    """What those do who run it, beside the running service."""
    command = [sys.executable, "-m", "desktop", "service", "rotate-keys"]
    command += ["--database", str(database_of(service))]
    subprocess.run(command, check=True, cwd=CHECKOUT, capture_output=True)


def forget_endorsements(service: Service) -> None:
    """As if somebody else had put the new identity key there."""
    with sqlite3.connect(database_of(service)) as database:
        database.execute("UPDATE signing_keys SET endorsement = NULL")


@pytest.fixture
async def trusted(home: Path, service: Service) -> AsyncIterator[AtHome]:
    """A computer that is signed in, trusted, and watches."""
    async with AtHome(home) as at:
        await at.connect(service)
        await at.sign_in(service)
        await at.house.devices.trust()
        yield at


async def test_whoever_is_signed_in_renews_decides_and_signs_in_again_without_noticing(
    trusted: AtHome, service: Service, tmp_path: Path
) -> None:
    pinned = load_profiles(trusted.paths.profiles_file).profiles[0].identity_key
    rotate_keys(service)
    await trusted.house.shown.renew()
    assert (trusted.shown.session, trusted.shown.problem) == (SessionFact.ACTIVE, None)
    async with AtHome(tmp_path / "new") as new:
        await new.connect(service)
        asking = asyncio.create_task(new.house.devices.ask_another(ADDRESS, ""))
        shown = await new.until(lambda one: isinstance(one.sign_in, ApprovalWait), "the wait")
        assert isinstance(shown.sign_in, ApprovalWait)
        requests = await trusted.until(lambda one: bool(one.requests.open), "the request")
        [request] = requests.requests.open
        assert request.signature_ok
        assert requests.requests.problem is None
        await trusted.house.devices.approve(request.id, shown.sign_in.number)
        await asking
        assert new.shown.session is SessionFact.ACTIVE
    now = load_profiles(trusted.paths.profiles_file).profiles[0].identity_key
    assert now != pinned
    await trusted.house.shown.sign_out()
    await trusted.sign_in(service)
    assert (trusted.shown.session, trusted.shown.problem) == (SessionFact.ACTIVE, None)


async def test_an_identity_key_that_nobody_vouches_for_lets_nothing_be_approved_and_is_said(
    trusted: AtHome, service: Service, tmp_path: Path
) -> None:
    rotate_keys(service)
    forget_endorsements(service)
    async with AtHome(tmp_path / "new") as new:
        await new.connect(service)
        asking = asyncio.create_task(new.house.devices.ask_another(ADDRESS, ""))
        requests = await trusted.until(lambda one: bool(one.requests.open), "the request")
        [request] = requests.requests.open
        assert not request.signature_ok
        problem = requests.requests.problem
        assert isinstance(problem, IdentityKeyChangedError)
        assert "the old one doesn’t vouch for it" in sentence_of(problem).happened
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
    await trusted.house.shown.renew()
    assert trusted.shown.session is SessionFact.ACTIVE
    await trusted.house.shown.sign_out()
    await trusted.house.shown.send_code(ADDRESS, "", "EMAIL")
    assert isinstance(trusted.shown.problem, IdentityKeyChangedError)
    assert trusted.shown.sign_in is None


async def test_keys_rotated_twice_within_a_minute_cost_a_minute_at_most_and_no_session(
    home: Path, service: Service
) -> None:
    clock = TurnedClock(wall=time.time())
    async with AtHome(home, clock=clock) as at:
        await at.connect(service)
        await at.sign_in(service)
        for _ in range(2):
            rotate_keys(service)
            await at.house.shown.renew()
        assert at.shown.session is SessionFact.ACTIVE
        assert isinstance(at.shown.problem, TokenUnacceptableError)
        notice = notice_of(at.shown, clock.wall())
        assert notice is not None
        assert notice.action == "Try now"
        passed = 0.0
        while (pause := await at.house.beat()) < 200 and passed < 200:
            clock.pass_seconds(pause)
            passed += pause
        assert passed < 130
        assert notice_of(at.shown, clock.wall()) is None
        assert at.shown.session is SessionFact.ACTIVE
