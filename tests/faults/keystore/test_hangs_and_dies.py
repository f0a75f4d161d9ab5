"""The Secret Service stops answering, or its bus dies, under the app and under the commands."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.session.snapshot import Headline, NextStep, Obstacle, SessionFact
from tests.commands.terminal import Terminal
from tests.doubles.odd_secret_service import SILENCE, odd_secret_service, returns
from tests.parts.at_home import ADDRESS, AtHome
from tests.parts.child import CHECKOUT, PATIENCE, wait_until
from tests.parts.open_app import OpenApp
from tests.parts.private_bus import PrivateBus, private_bus
from tests.parts.secret_service import SecretService
from tests.parts.service import Service
from tests.parts.surroundings import short_folder, surroundings

REAL = "secret-service"
LATER = 1e12
STALL_SECONDS = 1.5
"""Far below the five seconds of a call, far above what a loaded machine makes of 10 ms."""


@pytest.fixture(autouse=True)
def real_keystore(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the app in this process and of every command."""
    monkeypatch.setenv("COTTER_AUTHENTICATOR_KEYSTORE", REAL)


@pytest.fixture
async def signed_in(home: Path, service: Service, secret_service: SecretService) -> SecretService:
    """Somebody has signed in; gives the keystore that has the session."""
    async with AtHome(home, REAL) as at:
        await at.connect(service)
        await at.sign_in(service)
    return secret_service


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Another window of the same user."""
    return Terminal(tmp_path)


@contextmanager
def paused(secret_service: SecretService) -> Iterator[None]:
    """The daemon hangs while the block lasts."""
    secret_service.pause()
    try:
        yield
    finally:
        secret_service.resume()


@asynccontextmanager
async def never_stalled() -> AsyncIterator[None]:
    """The loop of the main thread goes on while the block lasts."""
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            began = time.monotonic()
            await asyncio.sleep(0.01)
            longest = max(longest, time.monotonic() - began)

    watching = asyncio.get_running_loop().create_task(watch())
    try:
        yield
    finally:
        watching.cancel()
    assert longest < STALL_SECONDS


class TestHangs:
    """Calls to it get no answer."""

    async def test_the_window_goes_on_says_so_and_everything_is_well_once_it_answers(
        self, qapp: QApplication, signed_in: SecretService
    ) -> None:
        async with OpenApp() as app:
            await app.until(lambda: app.shown.session is SessionFact.ACTIVE, "the session")
            async with never_stalled():
                with paused(signed_in):
                    app.commands.renew()
                    await app.until(
                        lambda: app.shown.obstacle is Obstacle.KEYSTORE_UNAVAILABLE, "the obstacle"
                    )
                    assert app.shown.headline(LATER) is Headline.KEYSTORE_LOCKED
                    assert app.shown.identifier == ADDRESS
                    assert app.shown.next_step() is NextStep.TRY_NOW
                    said = "The keystore is still busy with an earlier request"
                    await app.until(lambda: app.says(said), "the words")
                    await app.beat()
                async with asyncio.timeout(PATIENCE):
                    # The call that hung has to come back first: until then it is busy.
                    while app.shown.obstacle is not Obstacle.NONE:
                        await app.beat()
            assert app.shown.session is SessionFact.ACTIVE
            assert app.shown.problem is None

    def test_no_command_waits_for_ever_and_each_says_why(
        self, signed_in: SecretService, terminal: Terminal
    ) -> None:
        commands = ("status", "sign-out", "doctor")
        began = time.monotonic()
        with paused(signed_in), ThreadPoolExecutor() as at_once:
            answers = list(at_once.map(terminal.run, commands))
        assert time.monotonic() - began < 18
        for words, answer in zip(commands, answers, strict=True):
            assert answer.code == 4, words
            said = answer.output + answer.errors
            assert "The keystore is still busy with an earlier request." in said, words
        assert terminal.run("token").code == 0


class TestNeverAnswers:
    """A Secret Service that is there and takes every call, and answers none, at start and later."""

    @pytest.mark.timed
    async def test_it_is_busy_at_once_for_whoever_asks_next_and_nobody_is_signed_out(
        self, home: Path, bus: PrivateBus, service: Service
    ) -> None:
        async with AtHome(home, "memory") as at:
            await at.connect(service)
        with odd_secret_service(bus.address) as odd:
            odd.odd = {"*": SILENCE}
            async with AtHome(home, REAL) as at:
                assert at.shown.headline(LATER) is Headline.KEYSTORE_LOCKED
                asked = len(odd.asked)
                began = time.monotonic()
                for _ in range(20):
                    assert await at.house.beat() == 30
                    await at.house.shown.renew()
                assert time.monotonic() - began < 2
                assert len(odd.asked) == asked
                began = time.monotonic()
            assert time.monotonic() - began < 1

    async def test_an_app_that_starts_meanwhile_ends_when_it_is_told_to(
        self, home: Path, bus: PrivateBus, service: Service
    ) -> None:
        async with AtHome(home, "memory") as at:
            await at.connect(service)
        with odd_secret_service(bus.address) as odd:
            odd.odd = {"*": SILENCE}
            log = home.parent / "app.log"
            process = await asyncio.to_thread(run_app_until, lambda: odd.asked, log)
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            assert await asyncio.to_thread(process.wait, PATIENCE) == 0
            assert time.monotonic() - began < 8
        assert log.read_text("utf-8") == ""


def run_app_until(is_so: Callable[[], object], log: Path) -> "subprocess.Popen[bytes]":
    """Open the app, as a process of its own."""
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "desktop"],
            cwd=CHECKOUT,
            env=dict(os.environ),
            stdout=output,
            stderr=output,
        )
    wait_until(lambda: bool(is_so()), "the keystore to be asked")
    return process


class TestStaysLocked:
    """Nobody unlocks it for hours."""

    async def test_the_app_asks_it_with_each_heartbeat_and_not_in_between(
        self, home: Path, qapp: QApplication, bus: PrivateBus, service: Service
    ) -> None:
        async with AtHome(home, "memory") as at:
            await at.connect(service)
        with odd_secret_service(bus.address) as odd:
            odd.odd = {"Locked": returns("v", ("b", True))}
            async with OpenApp() as app:
                await app.until(
                    lambda: app.shown.obstacle is Obstacle.KEYSTORE_LOCKED, "the obstacle"
                )
                await app.beat()
                await asyncio.sleep(0.2)
                asked = len(odd.asked)
                # What is drawn is kept beside what is watched: it must not wake the app again.
                await asyncio.sleep(1.0)
                assert len(odd.asked) == asked
                await app.beat()
                await asyncio.sleep(0.2)
                assert asked < len(odd.asked) < asked + 20
            assert set(odd.asked) == {"Label", "Locked"}


class TestBusDies:
    """The session bus ends under the app."""

    async def test_it_is_said_and_a_new_bus_at_the_same_address_is_taken_up(
        self, home: Path, bus: PrivateBus, signed_in: SecretService, tmp_path: Path
    ) -> None:
        async with AtHome(home, REAL) as at:
            assert at.shown.session is SessionFact.ACTIVE
            bus.kill()
            await at.house.shown.renew()
            assert at.shown.obstacle is Obstacle.KEYSTORE_UNAVAILABLE
            assert at.shown.headline(LATER) is Headline.KEYSTORE_LOCKED
            assert at.shown.next_step() is NextStep.CHOOSE_KEYSTORE
            assert str(at.shown.problem).startswith("The keystore can't be reached: ")
            assert at.shown.identifier == ADDRESS
            assert await at.house.beat() == 30
            signed_in.end()
            with back_again(bus, signed_in, tmp_path):
                await at.house.beat()
                assert (at.shown.obstacle, at.shown.session) == (Obstacle.NONE, SessionFact.ACTIVE)
                await at.house.shown.renew()
                assert (at.shown.session, at.shown.problem) == (SessionFact.ACTIVE, None)

    def test_commands_say_it_and_end_with_4(
        self, bus: PrivateBus, signed_in: SecretService, terminal: Terminal
    ) -> None:
        bus.kill()
        signed_in.end()
        for words in (("token",), ("status",), ("sign-out",), ("doctor",)):
            answer = terminal.run(*words)
            assert answer.code == 4, words
            said = answer.output + answer.errors
            assert "The keystore can't be reached: " in said, words
            assert "signed out" not in said.lower()


@contextmanager
def back_again(bus: PrivateBus, secret_service: SecretService, folder: Path) -> Iterator[None]:
    """A new bus at the old one's address, with the same keyring on it."""
    socket = Path(bus.address.removeprefix("unix:path="))
    with short_folder() as place:
        variables = surroundings(place, os.environ) | {"LC_ALL": "C.UTF-8"}
        variables["XDG_DATA_HOME"] = bus.environment["XDG_DATA_HOME"]
        with private_bus(place, variables) as again:
            socket.unlink(missing_ok=True)
            socket.symlink_to(place / "bus")
            running = SecretService(again, folder)
            running.start()
            try:
                yield
            finally:
                running.end()
