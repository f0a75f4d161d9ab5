"""What the tests of the commands share.

What was done before a test begins is done in this process, which has its imports behind it. What
the commands for it do is shown by tests of their own.
"""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.session.device_facts import DeviceTrust
from tests.commands.terminal import ADDRESS, WORK, Terminal
from tests.parts.another_computer import another_computer
from tests.parts.at_home import AtHome
from tests.parts.secret_service import SecretService
from tests.parts.service import Service

KEYSTORE = "secret-service"


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal on a computer without keystore, where nothing was done yet."""
    folder = tmp_path / "terminal"
    folder.mkdir()
    return Terminal(folder)


@pytest.fixture
def connected(
    terminal: Terminal, home: Path, service: Service, secret_service: SecretService
) -> Terminal:
    """The same with a real keystore and a profile of a real service; nobody is signed in."""

    async def connect() -> None:
        async with AtHome(home, KEYSTORE) as person:
            await person.connect(service, WORK)

    asyncio.run(connect())
    return terminal


@pytest.fixture
def signed_in(
    terminal: Terminal, home: Path, service: Service, secret_service: SecretService
) -> Terminal:
    """The same, and somebody has signed in."""

    async def sign_in() -> None:
        async with AtHome(home, KEYSTORE) as person:
            await person.connect(service, WORK)
            await person.sign_in(service, ADDRESS)

    asyncio.run(sign_in())
    assert len(secret_service.labels) == 1
    return terminal


@pytest.fixture
def trusted(
    terminal: Terminal, home: Path, service: Service, secret_service: SecretService
) -> Terminal:
    """The same, and that computer is trusted."""

    async def trust() -> None:
        async with AtHome(home, KEYSTORE) as person:
            await person.connect(service, WORK)
            await person.sign_in(service, ADDRESS)
            await person.house.devices.trust()
            assert person.shown.this_device.trust is DeviceTrust.TRUSTED

    asyncio.run(trust())
    assert len(secret_service.labels) == 2
    return terminal


@pytest.fixture
def other(tmp_path: Path, service: Service) -> Iterator[Terminal]:
    """Another computer with a keystore of its own and the same service; nobody is signed in."""
    folder = tmp_path / "other"
    folder.mkdir()
    with another_computer(os.environ) as computer:
        terminal = Terminal(folder, computer.environment)
        assert terminal.connect(service).code == 0
        yield terminal
