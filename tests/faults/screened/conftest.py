"""Somebody who is signed in, on a computer that tells when its screen is locked."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.commands.terminal import Terminal
from tests.doubles.turned_clock import TurnedClock
from tests.guards.secrets import SecretWatch
from tests.parts.at_home import ADDRESS, AtHome
from tests.parts.private_bus import PrivateBus
from tests.parts.secret_service import SecretService
from tests.parts.service import Service, serve


@pytest.fixture
def service(tmp_path: Path, secret_watch: SecretWatch) -> Iterator[Service]:
    """Our service, whose tokens live ten minutes."""
    folder = tmp_path / "service"
    folder.mkdir()
    with serve(folder, os.environ, "--token-lifetime", "600") as running:
        secret_watch.plant(running.api_secret_key)
        yield running


@pytest.fixture
def clock() -> TurnedClock:
    """Right by the service's to begin with."""
    return TurnedClock(wall=time.time())


@pytest.fixture
def in_keystore(
    secret_service: SecretService, system_bus: PrivateBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sessions are kept in a real keystore; the computer has a bus, and nobody is on it."""
    monkeypatch.setenv("COTTER_AUTHENTICATOR_KEYSTORE", "secret-service")


@pytest.fixture
async def trusted(
    qapp: QApplication,
    home: Path,
    service: Service,
    in_keystore: None,
) -> Service:
    """Before the app opens somebody has signed in and trusts this computer."""
    async with AtHome(home, "secret-service") as before:
        await before.connect(service, "Harbour office")
        await before.sign_in(service, ADDRESS)
        await before.house.devices.trust()
    return service


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Another program of this user."""
    folder = tmp_path / "terminal"
    folder.mkdir()
    return Terminal(folder)
