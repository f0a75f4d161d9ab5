"""What a command does is seen in the window within a second."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.session.snapshot import SessionFact
from desktop.system.single_instance import SingleInstance
from desktop.ui.routing import PageName
from tests.parts.at_home import ADDRESS
from tests.parts.child import CHECKOUT
from tests.parts.open_app import OpenApp
from tests.parts.secret_service import SecretService
from tests.parts.service import Service

SECOND = 1.0


class Command:
    """One run of the command line in a process of its own, beside the app."""

    def __init__(self, *words: str, **options: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "desktop", *words],
            cwd=CHECKOUT,
            env={**os.environ, **options},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    @property
    def has_ended(self) -> bool:
        """Whether it is over."""
        return self._process.poll() is not None

    def type(self, line: str) -> None:
        """Give it a line to read."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def said(self) -> str:
        """All that it wrote, once it has ended well."""
        said, _ = self._process.communicate(timeout=20)
        assert self._process.returncode == 0, said
        return said


async def seen_within_a_second(
    app: OpenApp, command: Command, is_shown: Callable[[], bool]
) -> float:
    """Wait for the command's end; the seconds from then until it is shown."""
    await app.until(lambda: command.has_ended, "the command")
    began = time.monotonic()
    command.said()
    await app.until(is_shown, "what it did")
    took = time.monotonic() - began
    assert took < SECOND
    return took


@pytest.fixture(autouse=True)
def keystore(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real one."""
    monkeypatch.setenv("COTTER_AUTHENTICATOR_KEYSTORE", "secret-service")


async def test_signing_out_and_in_again(signed_in: SecretService, service: Service) -> None:
    async with OpenApp() as app:
        await app.until(lambda: app.shown.session is SessionFact.ACTIVE, "the session")
        await seen_within_a_second(
            app, Command("sign-out"), lambda: app.window.page is PageName.SIGN_IN
        )
        await app.until(lambda: signed_in.labels == [], "the keystore to be empty")
        command = Command("sign-in", "other@example.com")
        messages = len(service.messages())
        await app.until(lambda: len(service.messages()) > messages, "the mail")
        command.type(service.next_code("other@example.com"))
        await seen_within_a_second(app, command, lambda: app.says("other@example.com"))
        assert app.window.page is PageName.SESSION


async def test_a_renewal_by_the_token_command(signed_in: SecretService) -> None:
    async with OpenApp() as app:
        await app.until(lambda: app.shown.session is SessionFact.ACTIVE, "the session")
        await app.until(lambda: bool(app.shown.renewals), "the chart")
        command = Command("token", "--min-valid", "3700")
        await seen_within_a_second(app, command, lambda: app.shown.renewals[-1].on_time == 1)


async def test_a_profile_that_is_added_and_removed(
    qapp: QApplication, home: Path, service: Service, secret_service: SecretService
) -> None:
    async with OpenApp() as app:
        await app.until(lambda: app.window.page is PageName.WELCOME, "the welcome")
        await app.until_open()
        add = Command(
            "profile", "add", "work", "--service", service.url, "--api-key", service.api_key_id
        )
        await seen_within_a_second(app, add, lambda: app.window.page is PageName.SIGN_IN)
        command = Command("sign-in", ADDRESS)
        await app.until(lambda: bool(service.messages()), "the mail")
        command.type(service.next_code(ADDRESS))
        await seen_within_a_second(app, command, lambda: app.says(ADDRESS))
        remove = Command("profile", "remove", "work")
        await seen_within_a_second(app, remove, lambda: app.window.page is PageName.WELCOME)


async def test_a_reset_of_everything(signed_in: SecretService) -> None:
    async with OpenApp() as app:
        await app.until(lambda: app.shown.session is SessionFact.ACTIVE, "the session")
        await seen_within_a_second(
            app, Command("reset", "--yes"), lambda: app.window.page is PageName.WELCOME
        )
        assert signed_in.labels == []
        assert not SingleInstance(app.paths).claim()
