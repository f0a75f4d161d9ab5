"""The Secret Service when something is wrong with it: a real daemon on a real bus."""

import gc
import socket
import subprocess
import sys
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Final

import keyring.backends.SecretService
import pytest
import secretstorage
from jeepney import DBus
from jeepney.io.blocking import open_dbus_connection
from keyring.backend import KeyringBackend

from desktop.foundation.errors import KeystoreLockedError, KeystoreUnavailableError
from desktop.keystore.secret_service import SecretServiceStore
from desktop.keystore.store import SERVICE, item_service
from desktop.keystore.vault import Vault
from tests.parts import private_bus
from tests.parts.child import CHECKOUT, wait_until
from tests.parts.display import Display
from tests.parts.private_bus import PrivateBus
from tests.parts.secret_service import PASSWORD, SecretService
from tests.parts.surroundings import short_folder

SECONDS_TO_WAIT: Final = 20

PROBING_PROGRAM = """
from desktop.keystore.secret_service import SecretServiceStore
from desktop.keystore.vault import Vault

vault = Vault(SecretServiceStore())
for _ in range(20):
    vault.probe().result(20)
"""

READING_PROGRAM = """
import os, sys
from desktop.foundation.paths import Paths
from desktop.keystore.choice import open_vault

vault = open_vault(Paths.from_environment(os.environ), os.environ)
assert vault.read("p.session").result(20) == "1"
slow = {"asyncio", "keyring", "importlib.metadata", "importlib_metadata", "httpx", "jwt"}
print(sorted(slow & set(sys.modules)))
"""


@pytest.fixture
def store() -> SecretServiceStore:
    return SecretServiceStore()


def test_keyring_reads_what_we_wrote(
    secret_service: SecretService, store: SecretServiceStore
) -> None:
    store.set("p.session", '{"a":1}')
    theirs: KeyringBackend = keyring.backends.SecretService.Keyring()  # type: ignore[no-untyped-call]
    assert theirs.get_password(item_service("p.session"), SERVICE) == '{"a":1}'
    theirs.set_password(item_service("p.session"), SERVICE, '{"a":2}')
    assert store.get("p.session") == '{"a":2}'
    assert len(secret_service.labels) == 1


@pytest.mark.usefixtures("secret_service")
def test_what_goes_while_it_is_looked_at_is_absent_or_there_and_no_fault() -> None:
    gone = Event()

    def come_and_go() -> None:
        other = SecretServiceStore()
        while not gone.is_set():
            other.set("p.session", "1")
            other.delete("p.session")

    store = SecretServiceStore()
    with ThreadPoolExecutor() as pool:
        beside = pool.submit(come_and_go)
        try:
            found = {store.get("p.session") for _ in range(200)}
        finally:
            gone.set()
        beside.result(SECONDS_TO_WAIT)
    assert found == {None, "1"}


def test_programs_that_probe_at_once_find_no_fault_and_leave_nothing(
    secret_service: SecretService,
) -> None:
    probing = [
        subprocess.Popen([sys.executable, "-c", PROBING_PROGRAM], cwd=CHECKOUT) for _ in range(3)
    ]
    assert [process.wait(SECONDS_TO_WAIT) for process in probing] == [0, 0, 0]
    assert secret_service.labels == []


@pytest.mark.usefixtures("secret_service")
def test_a_value_of_ten_megabytes_is_kept(store: SecretServiceStore) -> None:
    text = "x" * 10_000_000
    store.set("p.session", text)
    assert store.get("p.session") == text


@pytest.mark.usefixtures("secret_service")
def test_a_value_that_no_bus_takes_is_refused_and_the_old_one_stays(
    store: SecretServiceStore,
) -> None:
    store.set("p.session", "old")
    with pytest.raises(KeystoreUnavailableError):
        store.set("p.session", "x" * (65 * 1024 * 1024))
    assert store.get("p.session") == "old"


def test_a_locked_keyring_is_locked_and_nobody_is_asked(
    secret_service: SecretService, store: SecretServiceStore
) -> None:
    store.set("p.session", "kept")
    secret_service.lock()
    assert store.is_locked()
    with pytest.raises(KeystoreLockedError):
        store.get("p.session")
    with pytest.raises(KeystoreLockedError):
        store.set("p.session", "other")
    with pytest.raises(KeystoreLockedError):
        store.delete("p.session")
    secret_service.unlock()
    assert store.get("p.session") == "kept"


def test_a_prompt_that_does_not_come_to_be_leaves_it_locked(
    secret_service: SecretService, store: SecretServiceStore
) -> None:
    secret_service.lock()
    with pytest.raises(KeystoreLockedError):
        store.unlock()


def test_the_person_unlocks_with_the_password(
    secret_service: SecretService, store: SecretServiceStore, display: Display
) -> None:
    store.set("p.session", "kept")
    secret_service.lock()
    unlocked = Vault(store).unlock()
    display.activate(display.window("Unlock"))
    assert not unlocked.done()
    display.type(PASSWORD)
    display.key("Return")
    unlocked.result(SECONDS_TO_WAIT)
    assert store.get("p.session") == "kept"


def test_the_person_who_declines_leaves_it_locked(
    secret_service: SecretService, store: SecretServiceStore, display: Display
) -> None:
    secret_service.lock()
    unlocked = Vault(store).unlock()
    display.activate(display.window("Unlock"))
    display.key("Escape")
    with pytest.raises(KeystoreLockedError):
        unlocked.result(SECONDS_TO_WAIT)


def test_a_prompt_is_not_waited_for_without_end_and_may_still_be_answered(
    secret_service: SecretService, store: SecretServiceStore, display: Display
) -> None:
    store.set("p.session", "kept")
    secret_service.lock()
    unlocked = Vault(SecretServiceStore(unlock_seconds=0.1)).unlock()
    with pytest.raises(KeystoreLockedError):
        unlocked.result(SECONDS_TO_WAIT)
    display.activate(display.window("Unlock"))
    display.type(PASSWORD)
    display.key("Return")
    wait_until(lambda: not store.is_locked(), "the keyring to unlock")
    assert store.get("p.session") == "kept"


def test_without_a_keyring_it_is_locked_until_the_person_makes_one(
    secret_service: SecretService, store: SecretServiceStore, display: Display
) -> None:
    delete_keyring(secret_service)
    assert store.is_locked()
    with pytest.raises(KeystoreLockedError):
        store.get("p.session")
    unlocked = Vault(store).unlock()
    display.activate(display.window_of("gcr-prompter"))
    display.type(PASSWORD)
    display.key("Tab")
    display.type(PASSWORD)
    display.key("Return")
    unlocked.result(SECONDS_TO_WAIT)
    store.set("p.session", "1")
    assert store.get("p.session") == "1"


def test_a_daemon_that_died_is_not_taken_for_one_without_our_records(
    secret_service: SecretService, store: SecretServiceStore
) -> None:
    store.set("p.session", "kept")
    secret_service.kill()
    with pytest.raises(KeystoreLockedError):
        store.get("p.session")
    secret_service.start()
    assert store.get("p.session") == "kept"


def test_a_daemon_that_was_restarted_between_two_calls_is_not_noticed(
    secret_service: SecretService, store: SecretServiceStore
) -> None:
    store.set("p.session", "1")
    assert store.get("p.session") == "1"
    secret_service.kill()
    secret_service.start()
    assert store.get("p.session") == "1"
    secret_service.kill()
    secret_service.start()
    store.set("p.session", "2")
    assert store.get("p.session") == "2"


def test_a_store_keeps_one_connection_and_hangs_up_when_it_goes(
    secret_service: SecretService,
) -> None:
    before = connected(secret_service)
    store = SecretServiceStore()
    seen = set[str]()
    for text in ("1", "2"):
        store.set("p.session", text)
        assert store.get("p.session") == text
        seen |= connected(secret_service) - before
    assert len(seen) == 1
    del store
    wait_until(lambda: connected(secret_service) == before, "the connection to be closed")


def test_a_daemon_that_hangs_holds_up_its_caller_and_goes_on(
    secret_service: SecretService, store: SecretServiceStore
) -> None:
    vault = Vault(store)
    vault.write("p.session", "1").result(SECONDS_TO_WAIT)
    secret_service.pause()
    late = vault.write("p.session", "2")
    with pytest.raises(TimeoutError):
        late.result(0.3)
    secret_service.resume()
    late.result(SECONDS_TO_WAIT)
    assert vault.read("p.session").result(SECONDS_TO_WAIT) == "2"


def test_a_daemon_killed_while_it_was_asked_is_unavailable(
    secret_service: SecretService, store: SecretServiceStore
) -> None:
    vault = Vault(store)
    secret_service.pause()
    read = vault.read("p.session")
    with pytest.raises(TimeoutError):
        read.result(0.3)
    secret_service.kill()
    with pytest.raises(KeystoreUnavailableError):
        read.result(SECONDS_TO_WAIT)


@pytest.mark.usefixtures("secret_service")
def test_a_bus_that_died_is_unavailable(bus: PrivateBus, store: SecretServiceStore) -> None:
    store.set("p.session", "1")
    bus.kill()
    expect_unavailable(store)


def test_a_bus_killed_while_it_was_asked_is_unavailable(
    bus: PrivateBus, secret_service: SecretService, store: SecretServiceStore
) -> None:
    secret_service.pause()
    read = Vault(store).read("p.session")
    with pytest.raises(TimeoutError):
        read.result(0.3)
    bus.kill()
    with pytest.raises(KeystoreUnavailableError):
        read.result(SECONDS_TO_WAIT)
    secret_service.resume()


def test_a_bus_without_a_secret_service_is_unavailable(
    store: SecretServiceStore, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setattr(private_bus, "ACTIVATED", ())
    request.getfixturevalue("bus")
    expect_unavailable(store)


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "nonsense",
        "unix:path=/nonexistent/bus",
        "unix:abstract=nobody-listens-here",
        "tcp:host=127.0.0.1,port=1",
    ],
)
def test_no_bus_is_unavailable(
    store: SecretServiceStore, monkeypatch: pytest.MonkeyPatch, address: str | None
) -> None:
    if address is None:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    else:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    expect_unavailable(store)


def test_a_bus_that_accepts_and_says_nothing_is_unavailable(
    store: SecretServiceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with short_folder() as folder, socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "bus"))
        listener.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={folder / 'bus'}")
        with pytest.raises(KeystoreUnavailableError):
            store.is_locked()


def test_a_bus_that_hangs_up_on_who_it_let_in_is_unavailable_and_no_socket_stays_open(
    store: SecretServiceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def let_in_and_hang_up(listener: socket.socket) -> None:
        with listener.accept()[0] as caller:
            while b"AUTH" not in caller.recv(1024):
                pass
            caller.sendall(b"OK 0123456789abcdef0123456789abcdef\r\n")
            while b"Hello" not in caller.recv(1024):
                pass

    with (
        short_folder() as folder,
        ThreadPoolExecutor() as pool,
        socket.socket(socket.AF_UNIX) as listener,
        warnings.catch_warnings(record=True) as left_open,
    ):
        warnings.simplefilter("always", ResourceWarning)
        listener.bind(str(folder / "bus"))
        listener.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={folder / 'bus'}")
        hung_up = pool.submit(let_in_and_hang_up, listener)
        with pytest.raises(KeystoreUnavailableError):
            store.is_locked()
        hung_up.result(SECONDS_TO_WAIT)
        gc.collect()
    assert [str(one.message) for one in left_open] == []


@pytest.mark.usefixtures("secret_service")
def test_reading_imports_nothing_that_is_slow(store: SecretServiceStore) -> None:
    Vault(store).write("p.session", "1").result(SECONDS_TO_WAIT)
    done = subprocess.run(
        [sys.executable, "-c", READING_PROGRAM],
        check=True, capture_output=True, text=True, timeout=SECONDS_TO_WAIT,
    )  # fmt: skip
    assert done.stdout == "[]\n"


def expect_unavailable(store: SecretServiceStore) -> None:
    calls: list[Callable[[], object]] = [
        store.is_locked,
        store.unlock,
        lambda: store.get("p.session"),
        lambda: store.set("p.session", "1"),
        lambda: store.delete("p.session"),
    ]
    for call in calls:
        with pytest.raises(KeystoreUnavailableError):
            call()


def connected(secret_service: SecretService) -> set[str]:
    """The connections of the bus, but for the one that asks."""
    with open_dbus_connection(secret_service.bus.address) as connection:
        names = connection.send_and_get_reply(DBus().ListNames()).body[0]
        return {name for name in names if name.startswith(":")} - {connection.unique_name}


def delete_keyring(secret_service: SecretService) -> None:
    """Leave the daemon as on a computer where no program ever kept a secret."""
    with open_dbus_connection(secret_service.bus.address) as connection:
        secretstorage.get_default_collection(connection).delete()
