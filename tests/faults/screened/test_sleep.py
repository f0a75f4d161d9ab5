"""The computer sleeps: the window is hidden before, and the session is kept alive after."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.foundation.screened import is_screened
from desktop.session.snapshot import SessionFact
from desktop.ui.routing import PageName
from tests.doubles.login import Login, login
from tests.doubles.turned_clock import TurnedClock
from tests.faults.screened.left_over import everything_in
from tests.faults.screened.test_hidden import can_screen, hidden
from tests.parts.at_home import ADDRESS
from tests.parts.open_app import OpenApp
from tests.parts.private_bus import PrivateBus
from tests.parts.service import Service

THREE_HOURS = 3 * 3600.0


@asynccontextmanager
async def at_a_laptop(
    system_bus: PrivateBus, clock: TurnedClock | None = None
) -> AsyncIterator[tuple[OpenApp, Login]]:
    """The app with somebody signed in, on a computer that can sleep."""
    with login(system_bus.address) as laptop:
        async with OpenApp(clock=clock) as app:
            await app.until(
                lambda: app.overview.snapshots != () and app.shown.session is SessionFact.ACTIVE,
                "the session",
            )
            await app.until(lambda: laptop.held_up() == 1 and can_screen(app), "the inhibitor")
            await app.beat()
            yield app, laptop


async def test_the_computer_sleeps_only_once_nothing_is_shown_any_more(
    trusted: Service, system_bus: PrivateBus
) -> None:
    async with at_a_laptop(system_bus) as (app, laptop):
        assert ADDRESS in everything_in(app)
        laptop.say_sleep(begins=True)
        await app.until(lambda: laptop.held_up() == 0, "the sleep")
        assert app.window.page is PageName.SCREENED
        assert is_screened(app.paths)
        assert ADDRESS not in everything_in(app)
        laptop.say_sleep(begins=False)
        await app.until(lambda: laptop.held_up() == 1, "the next inhibitor")
        # No lock came with the sleep: the person shows it.
        page = await hidden(app)
        QTest.keyClick(page.show_again, Qt.Key.Key_Space)
        await app.until(lambda: app.window.page is PageName.SESSION, "the session")
        assert not is_screened(app.paths)


async def test_where_the_sleep_locks_the_screen_unlocking_it_shows_everything(
    trusted: Service, system_bus: PrivateBus
) -> None:
    async with at_a_laptop(system_bus) as (app, laptop):
        laptop.say_sleep(begins=True)
        laptop.say_locked(locked=True)
        await app.until(lambda: laptop.held_up() == 0, "the sleep")
        laptop.say_sleep(begins=False)
        await app.until(lambda: laptop.held_up() == 1, "the next inhibitor")
        laptop.ask("Unlock")
        await hidden(app)
        laptop.say_locked(locked=False)
        await app.until(lambda: app.window.page is PageName.SESSION, "the session")


async def test_after_a_sleep_the_session_is_renewed_at_once_behind_the_hidden_window(
    trusted: Service, system_bus: PrivateBus, clock: TurnedClock
) -> None:
    async with at_a_laptop(system_bus, clock) as (app, laptop):
        renewals = renewed(app)
        laptop.say_sleep(begins=True)
        await app.until(lambda: laptop.held_up() == 0, "the sleep")
        clock.pass_seconds(THREE_HOURS)
        laptop.say_sleep(begins=False)
        # The next beat of the tray is half a minute away.
        await app.until(lambda: app.shown.session is SessionFact.EXPIRED, "the beat of the wake")
        for _ in range(40):
            # The clock of the service has not slept along: its second answer is believed.
            clock.pass_seconds(1)
            await app.beat()
        assert app.shown.session is SessionFact.ACTIVE
        assert renewed(app) == renewals + 1
        assert app.window.page is PageName.SCREENED


def renewed(app: OpenApp) -> int:
    """How often in the days of the chart; the sleep may end on the next one."""
    return sum(day.on_time + day.waited for day in app.shown.renewals)
