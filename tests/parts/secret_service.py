"""A real Secret Service: gnome-keyring's daemon on a bus of our own, with one unlocked keyring."""

import resource
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import secretstorage
from jeepney import DBusAddress, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from secretstorage.defines import ALGORITHM_PLAIN

from tests.parts.child import child, program, wait_until
from tests.parts.private_bus import PrivateBus

PASSWORD = "correct horse"

_SECRETS = DBusAddress(
    "/org/freedesktop/secrets",
    bus_name="org.freedesktop.secrets",
    interface="org.freedesktop.Secret.Service",
)
# gnome-keyring's way to unlock without asking anybody: what its PAM module uses at log-in.
_UNLOCKER = DBusAddress(
    "/org/freedesktop/secrets",
    bus_name="org.freedesktop.secrets",
    interface="org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
)


class SecretService:
    """The daemon, and the faults that a keystore can have."""

    def __init__(self, bus: PrivateBus, folder: Path) -> None:
        """Take the bus to be on and the folder for the log; :func:`secret_service` starts it."""
        self.bus = bus
        self._log = folder / "secret-service.log"
        self._running = ExitStack()
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start the daemon with the keyring unlocked, in place of one that may be there."""
        self.end()
        command = [
            # Of a file that must not grow it is told by an error then, and not ended.
            program("env"), "--ignore-signal=XFSZ", program("gnome-keyring-daemon"),
            "--foreground", "--unlock", "--replace", "--components=secrets",
        ]  # fmt: skip
        environment = self.bus.environment
        self._process = self._running.enter_context(
            child(command, environment, log=self._log, stdin=subprocess.PIPE)
        )
        assert self._process.stdin is not None
        self._process.stdin.write(PASSWORD)
        self._process.stdin.close()
        wait_until(self._is_unlocked, "the Secret Service")

    def end(self) -> None:
        """End the daemon; the keyring's file stays."""
        self._running.close()
        self._process = None

    def kill(self) -> None:
        """End the daemon without notice. The bus starts a locked one when next asked."""
        self._started.kill()
        self._started.wait()

    def pause(self) -> None:
        """Let the daemon hang: calls to it get no answer until :meth:`resume`."""
        self._started.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """End :meth:`pause`."""
        self._started.send_signal(signal.SIGCONT)

    def lock(self) -> None:
        """Lock the keyring, as a user or a screen lock does."""
        with self._connection() as connection:
            secretstorage.get_default_collection(connection).lock()

    def unlock(self) -> None:
        """Unlock the keyring without a prompt, as logging in does."""
        with self._connection() as connection:
            collection = secretstorage.get_default_collection(connection)
            opened = new_method_call(_SECRETS, "OpenSession", "sv", (ALGORITHM_PLAIN, ("s", "")))
            _, session = connection.send_and_get_reply(opened).body
            secret = (session, b"", PASSWORD.encode(), "text/plain")
            arguments = (collection.collection_path, secret)
            unlock = new_method_call(_UNLOCKER, "UnlockWithMasterPassword", "o(oayays)", arguments)
            connection.send_and_get_reply(unlock)
        assert self._is_unlocked()

    def wait_until_unlocked(self) -> None:
        """Wait until somebody has unlocked the default keyring."""
        wait_until(self._is_unlocked, "the keyring to be unlocked")

    def backup(self) -> Callable[[], None]:
        """Copy the keyring's file; what is given puts the copy back, as a restored backup does."""
        [file] = Path(self.bus.environment["XDG_DATA_HOME"]).rglob("login.keyring")
        copy = file.read_bytes()

        def put_back() -> None:
            self.end()
            file.write_bytes(copy)
            self.start()

        return put_back

    @contextmanager
    def unable_to_write(self) -> Iterator[None]:
        """Let no file of the daemon grow while the block lasts, as on a full disk."""
        before = resource.prlimit(self._started.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self._started.pid, resource.RLIMIT_FSIZE, (0, before[1]))
        try:
            yield
        finally:
            resource.prlimit(self._started.pid, resource.RLIMIT_FSIZE, before)

    def begin_another_keyring(self, label: str) -> None:
        """Make another keyring, unlocked, and the default: as a user or KeePassXC does."""
        with self._connection() as connection:
            opened = new_method_call(_SECRETS, "OpenSession", "sv", (ALGORITHM_PLAIN, ("s", "")))
            _, session = connection.send_and_get_reply(opened).body
            named = {"org.freedesktop.Secret.Collection.Label": ("s", label)}
            secret = (session, b"", PASSWORD.encode(), "text/plain")
            make = "CreateWithMasterPassword"
            call = new_method_call(_UNLOCKER, make, "a{sv}(oayays)", (named, secret))
            [path] = connection.send_and_get_reply(call).body
            alias = new_method_call(_SECRETS, "SetAlias", "so", ("default", path))
            connection.send_and_get_reply(alias)

    def lock_all_but_default(self) -> None:
        """Lock every other keyring."""
        with self._connection() as connection:
            default = secretstorage.get_default_collection(connection)
            for one in secretstorage.get_all_collections(connection):
                if one.collection_path != default.collection_path:
                    one.lock()

    def empty(self) -> None:
        """Delete every item."""
        with self._connection() as connection:
            for item in secretstorage.get_default_collection(connection).get_all_items():
                # A program of the test before may have deleted it since the list was made.
                with suppress(secretstorage.exceptions.ItemNotFoundException):
                    item.delete()

    @property
    def labels(self) -> list[str]:
        """The labels of all items, sorted."""
        with self._connection() as connection:
            collection = secretstorage.get_default_collection(connection)
            while True:
                # One that was deleted since the list was made ends it: then there is a new list.
                with suppress(secretstorage.exceptions.ItemNotFoundException):
                    return sorted(item.get_label() for item in collection.get_all_items())

    def text_of(self, service: str) -> str | None:
        """What is kept under this service name; None if nothing is."""
        with self._connection() as connection:
            collection = secretstorage.get_default_collection(connection)
            for item in collection.search_items({"service": service}):
                return str(item.get_secret().decode("ascii"))
        return None

    @property
    def _started(self) -> subprocess.Popen[str]:
        assert self._process is not None, "the Secret Service was not started"
        return self._process

    def _connection(self) -> DBusConnection:
        return open_dbus_connection(self.bus.address)

    def _is_unlocked(self) -> bool:
        with self._connection() as connection:
            # Asked while nobody owns the name, the bus would start a second daemon.
            owned = connection.send_and_get_reply(message_bus.NameHasOwner(_SECRETS.bus_name))
            if not owned.body[0]:
                return False
            try:
                collection = secretstorage.get_default_collection(connection)
                return not collection.is_locked()
            except secretstorage.exceptions.SecretStorageException:
                return False


@contextmanager
def secret_service(bus: PrivateBus, folder: Path) -> Iterator[SecretService]:
    """Run a Secret Service on ``bus`` while the block lasts."""
    service = SecretService(bus, folder)
    service.start()
    try:
        yield service
    finally:
        service.end()
