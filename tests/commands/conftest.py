"""What the tests of the commands share."""

from pathlib import Path

import pytest

from tests.commands.terminal import Terminal
from tests.parts.secret_service import SecretService
from tests.parts.service import Service


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A terminal on a computer without keystore, where nothing was done yet."""
    folder = tmp_path / "terminal"
    folder.mkdir()
    return Terminal(folder)


@pytest.fixture
def connected(terminal: Terminal, service: Service, secret_service: SecretService) -> Terminal:
    """The same with a real keystore and a profile of a real service; nobody is signed in."""
    assert terminal.connect(service).code == 0
    return terminal


@pytest.fixture
def signed_in(connected: Terminal, service: Service) -> Terminal:
    """The same, and somebody has signed in."""
    assert connected.sign_in(service).code == 0
    return connected
