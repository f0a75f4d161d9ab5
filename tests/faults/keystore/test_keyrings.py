"""What users and other programs do to keyrings while somebody is signed in, on a real daemon."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import secretstorage
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from desktop.keystore.secret_service import SecretServiceStore
from desktop.keystore.store import SERVICE, item_service
from desktop.session.device_facts import DeviceTrust
from desktop.session.snapshot import Headline, NextStep, Obstacle, SessionFact
from tests.commands.terminal import Terminal
from tests.parts.at_home import ADDRESS, AtHome
from tests.parts.secret_service import SecretService
from tests.parts.service import Service

REAL = "secret-service"
LATER = 1e12


@pytest.fixture
async def at(home: Path, service: Service, secret_service: SecretService) -> AtHome:
    """A household that is not open any more, in which somebody has signed in."""
    at = AtHome(home, REAL)
    async with at:
        await at.connect(service)
        await at.sign_in(service)
    return at


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Another window of the same user."""
    return Terminal(tmp_path, {"COTTER_AUTHENTICATOR_KEYSTORE": REAL})


@contextmanager
def keyrings(secret_service: SecretService) -> Iterator[DBusConnection]:
    """As another program on the same bus."""
    with closing(open_dbus_connection(secret_service.bus.address)) as connection:
        yield connection


def put_beside(secret_service: SecretService, item: str, text: str, **more: str) -> None:
    """Put another item of this name into the default keyring, as an import does."""
    attributes = {"service": item_service(item), "username": SERVICE, **more}
    with keyrings(secret_service) as connection:
        keyring = secretstorage.get_default_collection(connection)
        keyring.create_item("copy", attributes, text.encode(), replace=False)


def of_name(secret_service: SecretService, item: str) -> list[bytes]:
    """What all items of this name hold, in whichever keyring."""
    with keyrings(secret_service) as connection:
        attributes = {"service": item_service(item), "username": SERVICE}
        found = list(secretstorage.search_items(connection, attributes))
        return [one.get_secret() for one in found]


class TestAnotherDefault:
    """Another keyring becomes the default one: KeePassXC does it with each tab."""

    async def test_nobody_is_signed_out_by_it_and_the_next_renewal_moves_the_session(
        self, at: AtHome, home: Path, secret_service: SecretService, terminal: Terminal
    ) -> None:
        async with AtHome(home, REAL) as app:
            secret_service.begin_another_keyring("Second")
            assert terminal.run("token").code == 0
            await app.house.shown.renew()
            assert app.shown.problem is None
        assert len(secret_service.labels) == 1
        async with AtHome(home, REAL) as again:
            assert again.shown.session is SessionFact.ACTIVE
            await again.house.shown.sign_out()
            assert (again.shown.session, again.shown.refusal) == (SessionFact.NONE, "")
        assert terminal.run("token").code == 3

    async def test_while_the_other_one_is_locked_the_session_is_locked_and_not_gone(
        self, at: AtHome, home: Path, secret_service: SecretService, terminal: Terminal
    ) -> None:
        secret_service.begin_another_keyring("Second")
        secret_service.lock_all_but_default()
        async with AtHome(home, REAL) as app:
            assert app.shown.headline(LATER) is Headline.KEYSTORE_LOCKED
            assert app.shown.next_step() is NextStep.UNLOCK_KEYSTORE
            assert app.shown.identifier == ADDRESS
            answer = terminal.run("token")
            assert (answer.code, answer.output) == (4, "")
            assert "The keystore is locked. You are still signed in." in answer.errors

    def test_what_was_written_last_counts_wherever_the_default_goes(
        self, secret_service: SecretService
    ) -> None:
        store = SecretServiceStore()
        store.set("p.session", "1")
        secret_service.begin_another_keyring("Second")
        assert store.get("p.session") == "1"
        store.set("p.session", "2")
        assert of_name(secret_service, "p.session") == [b"2"]
        secret_service.begin_another_keyring("Third")
        assert SecretServiceStore().get("p.session") == "2"
        store.delete("p.session")
        assert of_name(secret_service, "p.session") == []


class TestCopies:
    """Several items of one name, as imports and synchronisers leave them."""

    def test_the_newest_counts_and_the_next_write_leaves_one(
        self, secret_service: SecretService
    ) -> None:
        put_beside(secret_service, "p.session", "a copy that came first")
        store = SecretServiceStore()
        store.set("p.session", "1")
        assert of_name(secret_service, "p.session") == [b"1"]
        put_beside(secret_service, "p.session", "a copy that came later", application="other")
        store.set("p.session", "2")
        assert store.get("p.session") == "2"
        assert of_name(secret_service, "p.session") == [b"2"]
        put_beside(secret_service, "p.session", "another copy", application="other")
        store.delete("p.session")
        assert of_name(secret_service, "p.session") == []


class TestAnOlderKeyring:
    """The keyring's file comes back from a backup, with a refresh token that is spent."""

    async def test_the_service_ends_the_session_and_that_is_said_once_with_no_loop(
        self,
        at: AtHome,
        home: Path,
        service: Service,
        secret_service: SecretService,
        terminal: Terminal,
    ) -> None:
        put_back = secret_service.backup()
        async with AtHome(home, REAL) as app:
            await app.house.shown.renew()
            await app.house.shown.renew()
        put_back()
        async with AtHome(home, REAL) as app:
            assert app.shown.session is SessionFact.ACTIVE
            await app.house.shown.renew()
            for _ in range(3):
                await app.house.beat()
            assert app.shown.headline(LATER) is Headline.NEEDS_SIGN_IN
            assert app.shown.refusal == "reused"
            assert secret_service.labels == []
            answer = terminal.run("token")
            assert (answer.code, answer.output) == (3, "")
            assert "has ended (reused). The profile was kept. Sign in again." in answer.errors
            await app.sign_in(service)
            assert app.shown.session is SessionFact.ACTIVE


class TestFullDisk:
    """The daemon can't write the keyring's file, as on a full disk, and refuses to keep more."""

    async def test_it_is_said_the_token_is_not_spent_and_well_again_once_there_is_room(
        self,
        at: AtHome,
        home: Path,
        service: Service,
        secret_service: SecretService,
        terminal: Terminal,
    ) -> None:
        async with AtHome(home, REAL) as app:
            with secret_service.unable_to_write():
                await app.house.shown.renew()
                assert app.shown.headline(LATER) is Headline.KEYSTORE_LOCKED
                assert "The keystore can't be reached: " in str(app.shown.problem)
                assert "token.renewed" not in audit(service, terminal)
                assert terminal.run("token").code == 0
                answer = terminal.run("token", "--min-valid", "7200")
                assert (answer.code, answer.output) == (4, "")
            await app.house.beat()
            await app.house.shown.renew()
            assert app.shown.problem is None
            assert app.shown.session is SessionFact.ACTIVE
        assert audit(service, terminal).count("token.renewed") == 1


def audit(service: Service, terminal: Terminal) -> str:
    """What the service has done so far."""
    database = str(service.outbox.parent / "service.sqlite")
    return terminal.run("service", "audit", "--database", database).output


class TestDeleted:
    """The whole keyring is deleted while the app runs."""

    async def test_it_is_locked_until_there_is_one_and_then_nobody_is_signed_in(
        self,
        at: AtHome,
        home: Path,
        service: Service,
        secret_service: SecretService,
        terminal: Terminal,
    ) -> None:
        async with AtHome(home, REAL) as app:
            with keyrings(secret_service) as connection:
                secretstorage.get_default_collection(connection).delete()
            await app.house.shown.renew()
            assert app.shown.headline(LATER) is Headline.KEYSTORE_LOCKED
            assert await app.house.beat() == 30
            assert terminal.run("token").code == 4
            secret_service.begin_another_keyring("New")
            await app.house.beat()
            assert (app.shown.session, app.shown.obstacle) == (SessionFact.NONE, Obstacle.NONE)
            await app.sign_in(service)
            assert app.shown.session is SessionFact.ACTIVE

    async def test_one_item_deleted_by_hand_is_nobody_signed_in_from_the_next_renewal_on(
        self, at: AtHome, home: Path, secret_service: SecretService, terminal: Terminal
    ) -> None:
        async with AtHome(home, REAL) as app:
            secret_service.empty()
            assert terminal.run("token").code == 3
            await app.house.shown.renew()
            for _ in range(2):
                await app.house.beat()
            assert app.shown.session is SessionFact.NONE
            assert app.shown.this_device.trust is DeviceTrust.NOT_TRUSTED
