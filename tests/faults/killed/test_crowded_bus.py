"""More programs come to the session bus at once than it queues: they wait for their turn."""

import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from desktop.foundation.errors import KeystoreUnavailableError
from desktop.keystore.secret_service import SecretServiceStore
from desktop.keystore.vault import Vault
from tests.parts.private_bus import PrivateBus
from tests.parts.secret_service import SecretService

MANY = 10_000
WAIT = 10.0


@pytest.fixture
def crowd(bus: PrivateBus, secret_service: SecretService) -> Iterator[ExitStack]:
    """A bus that takes nobody in any more: it stands still, and its queue is full."""
    path = bus.address.removeprefix("unix:path=").partition(",")[0]
    assert Path(path).is_socket()
    bus.process.send_signal(signal.SIGSTOP)
    with ExitStack() as waiting:
        for _ in range(MANY):
            one = waiting.enter_context(socket.socket(socket.AF_UNIX))
            one.setblocking(False)
            try:
                one.connect(path)
            except BlockingIOError:
                break
        else:
            raise AssertionError("its queue has no end")
        yield waiting
        bus.process.send_signal(signal.SIGCONT)


def test_whoever_finds_the_queue_full_waits_for_a_place(bus: PrivateBus, crowd: ExitStack) -> None:
    vault = Vault(SecretServiceStore())
    asked = vault.read("p.session")
    with pytest.raises(TimeoutError):
        asked.result(0.3)
    crowd.close()
    bus.process.send_signal(signal.SIGCONT)
    assert asked.result(WAIT) is None
    vault.close()


def test_a_bus_that_stays_full_is_given_up_in_time(crowd: ExitStack) -> None:
    vault = Vault(SecretServiceStore())
    error = vault.read("p.session").exception(WAIT)
    assert isinstance(error, KeystoreUnavailableError)
    vault.close()
