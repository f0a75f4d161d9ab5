"""One thread for all keystore calls, and what becomes of calls while one of them hangs."""

import subprocess
import sys
import threading
from concurrent.futures import Future

import pytest

from desktop.foundation.errors import (
    KeystoreBusyError,
    KeystoreLockedError,
    KeystoreUnavailableError,
)
from desktop.keystore.vault import Vault
from desktop.keystore.worker import Worker
from tests.doubles.faulty_store import FaultyStore

SECONDS_TO_WAIT = 10

HANGING_PROGRAM = """
import threading
from desktop.keystore.worker import Worker

inside = threading.Event()

def hang():
    inside.set()
    threading.Event().wait()

Worker().submit(hang)
inside.wait()
print("quitting")
"""


class Hands:
    """A monotonic clock that a test turns."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def store() -> FaultyStore:
    return FaultyStore()


@pytest.fixture
def vault(store: FaultyStore, hands: Hands) -> Vault:
    return Vault(store, Worker(hands))


@pytest.fixture
def hanging(store: FaultyStore, vault: Vault) -> Future[None]:
    """A write that is inside the keystore and does not come back until the gate opens."""
    store.gate.clear()
    write = vault.write("p.session", '"late"')
    assert store.entered.wait(SECONDS_TO_WAIT)
    return write


def test_no_thread_is_started_before_the_first_call() -> None:
    before = threading.active_count()
    Worker()
    assert threading.active_count() == before


def test_all_calls_run_in_one_thread_that_is_not_the_callers() -> None:
    worker = Worker()
    calls = [worker.submit(threading.get_ident) for _ in range(20)]
    threads = {call.result(SECONDS_TO_WAIT) for call in calls}
    assert len(threads) == 1
    assert threading.get_ident() not in threads


@pytest.mark.usefixtures("hanging")
def test_a_call_waits_its_turn_while_another_is_young(
    store: FaultyStore, vault: Vault, hands: Hands
) -> None:
    hands.now += 5
    read = vault.read("p.session")
    assert not read.done()
    store.gate.set()
    assert read.result(SECONDS_TO_WAIT) == '"late"'


@pytest.mark.usefixtures("hanging")
def test_a_call_is_told_at_once_that_an_older_one_hangs(vault: Vault, hands: Hands) -> None:
    hands.now += 5.1
    for call in (vault.read("p.session"), vault.delete("p.session"), vault.unlock()):
        assert isinstance(call.exception(timeout=0), KeystoreBusyError)


def test_a_write_that_comes_back_late_is_known_and_kept(
    store: FaultyStore, vault: Vault, hands: Hands, hanging: Future[None]
) -> None:
    hands.now += 600
    assert not hanging.done()
    store.gate.set()
    hanging.result(SECONDS_TO_WAIT)
    assert vault.read("p.session").result(SECONDS_TO_WAIT) == '"late"'


def test_while_a_person_is_asked_nobody_else_asks(store: FaultyStore, vault: Vault) -> None:
    store.locked = True
    store.gate.clear()
    unlock = vault.unlock()
    assert isinstance(vault.read("p.session").exception(timeout=0), KeystoreLockedError)
    assert isinstance(vault.unlock().exception(timeout=0), KeystoreBusyError)
    store.gate.set()
    unlock.result(SECONDS_TO_WAIT)
    assert store.prompts == 1
    assert vault.read("p.session").result(SECONDS_TO_WAIT) is None


def test_a_call_may_follow_from_the_callback_of_the_one_before(vault: Vault) -> None:
    after: Future[str | None] = Future()

    def go_on(_: Future[None]) -> None:
        vault.read("p.session").add_done_callback(lambda read: after.set_result(read.result()))

    vault.unlock().add_done_callback(go_on)
    assert after.result(SECONDS_TO_WAIT) is None


def test_a_call_that_fails_does_not_end_the_thread() -> None:
    worker = Worker()
    with pytest.raises(ZeroDivisionError):
        worker.submit(lambda: 1 // 0).result(SECONDS_TO_WAIT)
    assert worker.submit(lambda: 1).result(SECONDS_TO_WAIT) == 1


def test_a_call_that_was_taken_back_in_time_is_not_made(
    store: FaultyStore, vault: Vault, hanging: Future[None]
) -> None:
    assert vault.write("p.session", '"taken back"').cancel()
    store.gate.set()
    hanging.result(SECONDS_TO_WAIT)
    assert vault.read("p.session").result(SECONDS_TO_WAIT) == '"late"'


def test_closing_lets_the_calls_before_end_and_takes_no_more(
    store: FaultyStore, vault: Vault, hanging: Future[None]
) -> None:
    vault.close()
    assert isinstance(vault.read("p.session").exception(timeout=0), KeystoreUnavailableError)
    store.gate.set()
    hanging.result(SECONDS_TO_WAIT)


def test_a_program_quits_though_a_call_hangs() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HANGING_PROGRAM],
        check=True, capture_output=True, text=True, timeout=SECONDS_TO_WAIT,
    )  # fmt: skip
    assert done.stdout == "quitting\n"
