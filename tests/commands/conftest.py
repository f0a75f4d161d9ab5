"""What the tests of the commands share.

What was done before a test begins is done in this process, which has its imports behind it. What
the commands for it do is shown by tests of their own.
"""

import asyncio
from pathlib import Path

import pytest

from tests.commands.terminal import ADDRESS, WORK, Terminal
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
