"""What every test stands on: a fresh home, no display, no bus, and the real parts to ask for."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.parts.display import Display
from tests.parts.display import display as run_display
from tests.parts.private_bus import PrivateBus, private_bus
from tests.parts.secret_service import SecretService
from tests.parts.secret_service import secret_service as run_secret_service
from tests.parts.service import Service, serve
from tests.parts.surroundings import short_folder, surroundings

if TYPE_CHECKING:  # pytest imports its plugins itself, to rewrite their assertions
    from tests.guards.secrets import SecretWatch

pytest_plugins = ["tests.guards.log", "tests.guards.network", "tests.guards.secrets"]

_left_to_close = pytest.StashKey[Callable[[], object]]()


def pytest_configure(config: pytest.Config) -> None:
    """Leave the user's own home, session bus and display before anything is imported."""
    # A shell that runs the tests in the background has them ignore Ctrl+C, and all they start too.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    folder = short_folder()
    environment = surroundings(folder.__enter__(), os.environ)
    os.environ.clear()
    os.environ.update(environment, QT_QPA_PLATFORM="offscreen")
    config.stash[_left_to_close] = lambda: folder.__exit__(None, None, None)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the home of this run."""
    config.stash[_left_to_close]()


def pytest_asyncio_loop_factories(
    item: pytest.Item,
) -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Run the coroutines of tests that use Qt inside Qt's loop, all others in asyncio's own."""
    if {"qapp", "qtbot"} & set(getattr(item, "fixturenames", ())):
        return {"qasync": _qt_loop}
    return {"asyncio": asyncio.new_event_loop}


def _qt_loop() -> asyncio.AbstractEventLoop:
    # Imported here: most tests need no Qt.
    import qasync
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.setQuitOnLastWindowClosed(False)
    loop: asyncio.AbstractEventLoop = qasync.QEventLoop(application)
    return loop


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Qt’s arguments, as the app gives them."""
    # Imported here: most tests need no Qt.
    from desktop.ui.theme.appearance import STYLE

    return ["tests", *STYLE]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of all our files, new for each test; it does not exist yet."""
    folder = tmp_path / "cotter-home"
    monkeypatch.setenv("COTTER_AUTHENTICATOR_HOME", str(folder))
    return folder


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    """A D-Bus session of this test's own, in the environment too."""
    with short_folder() as folder:
        environment = surroundings(folder, os.environ) | {"LC_ALL": "C.UTF-8"}
        with private_bus(folder, environment) as running:
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", running.address)
            yield running


@pytest.fixture
def system_bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateBus]:
    """A bus that stands for the computer's, in the environment too; nobody is on it."""
    with (
        short_folder() as folder,
        private_bus(folder, surroundings(folder, os.environ)) as running,
    ):
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", running.address)
        yield running


@pytest.fixture
def secret_service(bus: PrivateBus, tmp_path: Path) -> Iterator[SecretService]:
    """A real Secret Service on :func:`bus`, unlocked and empty."""
    with run_secret_service(bus, tmp_path) as running:
        yield running


@pytest.fixture
def display(bus: PrivateBus, tmp_path: Path) -> Iterator[Display]:
    """A display with window manager and tray, for programs of their own; on :func:`bus` too.

    Qt in this process stays offscreen: it can't change over.
    """
    with run_display(tmp_path, os.environ) as running:
        bus.show_prompts_on(running.environment["DISPLAY"])
        yield running


@pytest.fixture
def service(tmp_path: Path, secret_watch: "SecretWatch") -> Iterator[Service]:
    """Our service, strict, on a free port of loopback."""
    folder = tmp_path / "service"
    folder.mkdir()
    with serve(folder, os.environ) as running:
        secret_watch.plant(running.api_secret_key)
        yield running
        for message in running.messages():
            secret_watch.plant(message.code)
    secret_watch.look_at("the service's standard error", running.log.read_text("utf-8"))
