"""A link that the system opens: at the start of the app, and while it runs."""

import asyncio
import os
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.foundation.invitation import make_invitation
from desktop.system.call import Call
from desktop.system.single_instance import SingleInstance
from desktop.ui.routing import PageName
from tests.doubles.token_issuer import API_KEY_ID
from tests.parts.child import child
from tests.parts.display import Display
from tests.parts.open_app import OpenApp
from tests.parts.service import Service

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")

LINK = make_invitation("https://login.example.com", API_KEY_ID, name="Works").link()
LISTENED = 1.0


def host(app: OpenApp) -> str:
    """Where the invitation on show leads."""
    invitation = app.overview.invitation
    return invitation.service.host if invitation is not None and invitation.service else ""


def page(app: OpenApp) -> PageName | None:
    """Which page the window shows."""
    return app.window.page


async def test_a_second_copy_brings_its_link_to_the_running_app(qtbot: QtBot, home: Path) -> None:
    async with OpenApp(hidden=True) as app:
        await app.until_open()
        SingleInstance(app.paths).call_first(Call(link=LINK))
        await app.until(lambda: host(app) == "login.example.com", "the invitation")
        await app.until(app.window.isVisible, "the window")
        await app.until(lambda: page(app) is PageName.INVITATION, "its page")
        assert app.says("Nothing was sent to it so far.")
        app.commands.close_invitation()
        await app.until(lambda: page(app) is PageName.WELCOME, "the page of before")
    assert not (home / "config" / "profiles.json").exists()


async def test_one_that_comes_before_the_keystore_is_open_waits_for_it(
    qtbot: QtBot, home: Path
) -> None:
    async with OpenApp() as app:
        app.commands.open_invitation(LINK)
        await app.until(lambda: host(app) == "login.example.com", "the invitation")


async def test_ten_thousand_copies_at_once_leave_the_window_alive_and_few_invitations(
    qtbot: QtBot, home: Path
) -> None:
    async with OpenApp() as app:
        for number in range(10_000):
            url = f"https://h{number}.example"
            app.commands.open_invitation(make_invitation(url, API_KEY_ID).link())
        await app.until(lambda: host(app) == "h0.example", "the first")
        loop = asyncio.get_running_loop()
        before = loop.time()
        await asyncio.sleep(0)
        assert loop.time() - before < LISTENED
        assert app.overview.invitation is not None
        assert app.overview.invitation.more == 8


async def test_whoever_agrees_twice_is_connected_and_led_to_the_sign_in(
    qtbot: QtBot, home: Path, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COTTER_AUTHENTICATOR_KEYSTORE", "memory")
    async with OpenApp() as app:
        await app.until_open()
        link = make_invitation(service.url, service.api_key_id, name="Works").link()
        SingleInstance(app.paths).call_first(Call(link=link))
        await app.until(lambda: bool(host(app)), "the invitation")
        app.commands.ask_invited()
        await app.until(lambda: app.says("Found"), "the service")
        app.commands.add_invited("Works")
        await app.until(lambda: page(app) is PageName.SIGN_IN, "the sign-in page")
        assert app.shown.profile_name == "Works"


def test_the_app_that_is_started_with_a_link_shows_where_it_leads(
    display: Display, home: Path, tmp_path: Path
) -> None:
    environment = {**os.environ, **display.environment}
    log = tmp_path / "app.log"
    with child([sys.executable, "-m", "desktop", LINK], environment, log=log) as process:
        display.window("Cotter Authenticator$")
        assert process.poll() is None
    assert log.read_text("utf-8") == ""
