"""Two computers of one user at our service, one of them seen through its real window."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.session.device_facts import DeviceTrust
from desktop.session.list_entries import Outcome
from desktop.session.snapshot import SessionFact, Snapshot
from desktop.session.under_way import ApprovalWait
from desktop.ui.pages.approval_wait import ApprovalWaitPage
from desktop.ui.pages.page import Page
from desktop.ui.pages.requests import RequestsPage
from desktop.ui.pages.sign_in import SignInPage
from desktop.ui.routing import PageName, Where
from tests.doubles.held_store import HeldStore
from tests.parts.at_home import ADDRESS, AtHome
from tests.parts.open_app import OpenApp
from tests.parts.service import Service

SomePage = TypeVar("SomePage", bound=Page)


@asynccontextmanager
async def two_computers(home: Path, service: Service) -> AsyncIterator[tuple[OpenApp, AtHome]]:
    """This one's app, signed in; another one that knows the service, and nobody is signed in.

    No fixture: between those and the test Qt runs without the loop that their tasks need.
    """
    async with AtHome(home.with_name("other-home")) as other, OpenApp() as app:
        await other.connect(service)
        await app.sign_in(service)
        yield app, other


async def trust(at: AtHome, service: Service) -> None:
    """Sign in and trust the other computer."""
    await at.sign_in(service)
    await at.house.devices.trust()
    await at.until(lambda one: one.this_device.trust is DeviceTrust.TRUSTED, "the trust")


def page(app: OpenApp, name: PageName, kind: type[SomePage]) -> SomePage:
    """The page that the window shows, which has to be that one."""
    assert app.window.page is name
    shown = app.window.page_widget(name)
    assert isinstance(shown, kind)
    return shown


def press(widget: QWidget) -> None:
    """Press a button by its key."""
    assert widget.isEnabled()
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Space)


async def ask(app: OpenApp) -> ApprovalWaitPage:
    """Sign out, and ask the devices that are trusted."""
    app.commands.sign_out()
    await app.until(lambda: app.window.page is PageName.SIGN_IN, "the sign-in page")
    sign_in = page(app, PageName.SIGN_IN, SignInPage)
    sign_in.identifier.edit.setText(ADDRESS)
    press(sign_in.other_device)
    await app.until(lambda: app.window.page is PageName.APPROVAL_WAIT, "the number")
    return page(app, PageName.APPROVAL_WAIT, ApprovalWaitPage)


async def request_at(at: AtHome) -> int:
    """The request as it reaches the other computer."""
    shown = await at.until(lambda one: bool(one.requests.open), "the request")
    return shown.requests.open[0].id


async def test_the_number_of_the_window_lets_it_in(
    qapp: QApplication, home: Path, service: Service, held: HeldStore
) -> None:
    async with two_computers(home, service) as (app, other):
        await trust(other, service)
        wait = await ask(app)
        assert len(wait.number.digits) == 2
        await other.house.devices.approve(await request_at(other), wait.number.digits)
        await app.until(lambda: app.window.page is PageName.SESSION, "the session")
        assert app.shown.session is SessionFact.ACTIVE
        assert app.shown.way_in == "TRUSTED_DEVICE"


async def test_a_denial_is_said_and_the_next_request_has_to_wait(
    qapp: QApplication, home: Path, service: Service, held: HeldStore
) -> None:
    async with two_computers(home, service) as (app, other):
        await trust(other, service)
        wait = await ask(app)
        await other.house.devices.deny(await request_at(other))
        await app.until(lambda: app.says("The request was denied."), "the denial")
        await app.until(wait.again.isEnabled, "the button")
        press(wait.again)
        await app.until(lambda: app.says("the next one has to wait"), "the limit")
        assert wait.again.text().startswith("Ask again in ")
        press(wait.use_code)
        await app.until(lambda: app.window.page is PageName.CODE, "the code page")


async def test_a_code_instead_is_sent_at_once_and_the_request_is_taken_back(
    qapp: QApplication, home: Path, service: Service, held: HeldStore
) -> None:
    async with two_computers(home, service) as (app, other):
        await trust(other, service)
        wait = await ask(app)
        await request_at(other)
        press(wait.use_code)
        await app.until(lambda: app.window.page is PageName.CODE, "the code page")
        ended = await other.until(lambda one: bool(one.requests.decided), "that it is over")
        assert ended.requests.decided[0].outcome is Outcome.CANCELLED


async def test_a_request_is_approved_with_its_number_in_the_window(
    qapp: QApplication, home: Path, service: Service, held: HeldStore
) -> None:
    async with two_computers(home, service) as (app, other):
        app.commands.trust_computer()
        await app.until(lambda: app.shown.this_device.trust is DeviceTrust.TRUSTED, "the trust")
        app.window.go(Where.REQUESTS)
        await app.until(lambda: app.window.page is PageName.REQUESTS, "the requests")
        shown = page(app, PageName.REQUESTS, RequestsPage)
        await app.until(lambda: app.says("Nobody is asking"), "the empty page")
        asking = other.house.devices.ask_another(ADDRESS, "")
        task = app.commands.spawn(asking)
        wait = await other.until(lambda one: isinstance(one.sign_in, ApprovalWait), "the number")
        assert isinstance(wait.sign_in, ApprovalWait)
        await app.until(shown.decision.isVisible, "the request")
        assert app.says("Signature checked")
        assert not shown.decision.approve.isEnabled()
        QTest.keyClicks(shown.decision.number, wait.sign_in.number)
        press(shown.decision.approve)
        await app.until(lambda: app.says("You approved this request."), "the end")
        await other.until(lambda one: one.session is SessionFact.ACTIVE, "the session")
        await task


async def test_a_wrong_number_is_said_where_it_was_typed(
    qapp: QApplication, home: Path, service: Service, held: HeldStore
) -> None:
    async with two_computers(home, service) as (app, other):
        app.commands.trust_computer()
        await app.until(lambda: app.shown.this_device.trust is DeviceTrust.TRUSTED, "the trust")
        app.window.go(Where.REQUESTS)
        await app.until(lambda: app.window.page is PageName.REQUESTS, "the requests")
        shown = page(app, PageName.REQUESTS, RequestsPage)
        task = app.commands.spawn(other.house.devices.ask_another(ADDRESS, ""))
        wait = await other.until(lambda one: isinstance(one.sign_in, ApprovalWait), "the number")
        assert isinstance(wait.sign_in, ApprovalWait)
        await app.until(shown.decision.isVisible, "the request")
        wrong = (int(wait.sign_in.number) + 1) % 100
        QTest.keyClicks(shown.decision.number, f"{wrong:02}")
        press(shown.decision.approve)
        await app.until(lambda: app.says("That number doesn’t match."), "the denial")
        await other.until(knows_of_wrong_number, "the denial there")
        await task


def knows_of_wrong_number(shown: Snapshot) -> bool:
    """Whether the asking side knows why it was denied."""
    wait = shown.sign_in
    return isinstance(wait, ApprovalWait) and wait.outcome is Outcome.WRONG_NUMBER
