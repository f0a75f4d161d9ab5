"""The Secret Service that the tests start has the faults that they need."""

from collections.abc import Iterator
from contextlib import closing

import pytest
import secretstorage
from jeepney.io.blocking import DBusConnection
from secretstorage.exceptions import LockedException, SecretStorageException

from tests.parts.secret_service import SecretService

WHICH = {"service": "cotter"}


@pytest.fixture
def connection(secret_service: SecretService) -> Iterator[DBusConnection]:
    """A connection to the bus that the environment names."""
    with closing(secretstorage.dbus_init()) as connection:
        yield connection


def _keep(connection: DBusConnection) -> None:
    collection = secretstorage.get_default_collection(connection)
    collection.create_item("of ours", WHICH, b"kept")


def _kept(connection: DBusConnection) -> bytes:
    collection = secretstorage.get_default_collection(connection)
    return next(collection.search_items(WHICH)).get_secret()


def test_it_gives_nothing_while_it_is_locked(
    secret_service: SecretService, connection: DBusConnection
) -> None:
    _keep(connection)
    secret_service.lock()
    with pytest.raises(LockedException):
        _kept(connection)
    secret_service.unlock()
    assert _kept(connection) == b"kept"


def test_it_starts_again_with_what_it_had(
    secret_service: SecretService, connection: DBusConnection
) -> None:
    _keep(connection)
    secret_service.kill()
    with pytest.raises(SecretStorageException):
        _kept(connection)
    secret_service.start()
    assert _kept(connection) == b"kept"


def test_it_holds_nothing_after_it_was_emptied(
    secret_service: SecretService, connection: DBusConnection
) -> None:
    _keep(connection)
    assert secret_service.labels == ["of ours"]
    secret_service.empty()
    assert secret_service.labels == []
