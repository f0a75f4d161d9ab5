"""The heartbeat of the running app: in time, again and again, and over a night's sleep."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.session.snapshot import Headline, Obstacle, SessionFact
from tests.doubles.turned_clock import TurnedClock
from tests.guards.secrets import SecretWatch
from tests.parts.at_home import AtHome
from tests.parts.open_app import OpenApp
from tests.parts.secret_service import SecretService
from tests.parts.service import Service, serve


@pytest.fixture
def service(tmp_path: Path, secret_watch: SecretWatch) -> Iterator[Service]:
    """Our service, whose tokens live a minute."""
    folder = tmp_path / "service"
    folder.mkdir()
    with serve(folder, os.environ, "--token-lifetime", "60") as running:
        secret_watch.plant(running.api_secret_key)
        yield running


@pytest.fixture
def clock() -> TurnedClock:
    """Right by the service's to begin with."""
    return TurnedClock(wall=time.time())


async def open_with_session(app: OpenApp) -> None:
    await app.until(lambda: app.shown.session is SessionFact.ACTIVE, "the session")
    await app.beat()


async def let_time_pass(app: OpenApp, clock: TurnedClock, seconds: float) -> None:
    """Turn the clock on in steps of a second, with a beat at each."""
    for _ in range(int(seconds)):
        clock.pass_seconds(1)
        await app.beat()


async def test_a_token_that_lives_a_minute_never_runs_out_and_the_page_shows_the_next_renewal(
    signed_in: SecretService, clock: TurnedClock
) -> None:
    async with OpenApp(clock=clock) as app:
        await open_with_session(app)
        ends = []
        for _ in range(5):
            before = app.shown.issued_at
            await let_time_pass(app, clock, 50)
            shown = app.shown
            assert shown.issued_at != before
            assert shown.headline(clock.wall()) is Headline.ACTIVE
            assert shown.expires_at is not None
            assert shown.next_renewal_at is not None
            assert 0 < shown.next_renewal_at - clock.wall() <= 48
            assert shown.next_renewal_at < shown.expires_at
            ends.append(shown.expires_at)
        assert ends == sorted(ends)
        assert app.shown.renewals[-1].on_time >= 5
        assert app.shown.renewals[-1].waited == app.shown.renewals[-1].failed == 0


async def test_after_a_night_asleep_it_waits_for_the_network_and_then_renews(
    signed_in: SecretService, clock: TurnedClock
) -> None:
    async with OpenApp(clock=clock) as app:
        await open_with_session(app)
        before = app.shown.renewals[-1].on_time
        clock.pass_seconds(8 * 3600)
        await app.beat()
        asleep = app.shown
        assert (asleep.session, asleep.headline(clock.wall())) == (
            SessionFact.EXPIRED,
            Headline.EXPIRING,
        )
        # Nothing has been asked yet, so nothing has failed.
        assert (asleep.problem, asleep.renewals[-1].on_time) == (None, before)
        # The clock of the service has not slept along: its second answer is believed.
        await let_time_pass(app, clock, 40)
        assert app.shown.session is SessionFact.ACTIVE


async def test_offline_is_said_and_the_session_comes_back_with_the_service(
    signed_in: SecretService, service: Service, clock: TurnedClock, tmp_path: Path
) -> None:
    port = service.url.rpartition(":")[2]
    async with OpenApp(clock=clock) as app:
        await open_with_session(app)
        service.stop()
        await let_time_pass(app, clock, 49)
        offline = app.shown
        assert offline.obstacle is Obstacle.OFFLINE
        await app.until(lambda: app.says("No answer from"), "the banner")
        folder = tmp_path / "service"
        with serve(folder, os.environ, "--token-lifetime", "60", "--port", port):
            await let_time_pass(app, clock, 40)
            assert app.shown.session is SessionFact.ACTIVE
            assert app.shown.obstacle is Obstacle.NONE
            assert app.shown.renewals[-1].waited == 1


async def test_a_failing_command_shows_its_reason_and_the_app_goes_on(
    signed_in: SecretService, service: Service
) -> None:
    async with OpenApp() as app:
        await app.until(lambda: app.shown.session is SessionFact.ACTIVE, "the session")
        service.stop()
        app.commands.renew()
        await app.until(lambda: app.says("No answer from"), "the reason")
        signed_in.lock()
        app.commands.sign_out()
        await app.until(lambda: app.says("The keystore is locked"), "the reason")
        assert app.shown.session is SessionFact.ACTIVE
        signed_in.unlock()
        app.commands.sign_out()
        await app.until(lambda: app.shown.session is SessionFact.NONE, "the end of the session")


async def test_the_first_beat_tells_the_service_of_a_sign_out_that_it_missed(
    signed_in: SecretService, service: Service, tmp_path: Path, home: Path, qapp: QApplication
) -> None:
    port = service.url.rpartition(":")[2]
    service.stop()
    async with AtHome(home, "secret-service") as before:
        await before.house.shown.sign_out()
    assert any("revocation" in label for label in signed_in.labels)
    with serve(tmp_path / "service", os.environ, "--port", port):
        async with OpenApp() as app:
            await app.until(lambda: signed_in.labels == [], "the note to be gone")
            assert app.shown.session is SessionFact.NONE
