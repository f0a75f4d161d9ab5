"""The Secret Service of a Linux desktop (freedesktop.org), through secretstorage.

Items have the attributes and the label that keyring gives them, so that keyring and its command
line read ours and we read theirs. keyring's own backend is not used: it unlocks and even creates a
keyring by prompting whenever it meets a locked one or none, and importing it takes five times as
long as reading a token does.

========================================== ======================================
situation                                  outcome
========================================== ======================================
keyring locked, or one locked item         locked
no keyring yet, or the daemon lost it      locked: :meth:`unlock` makes it appear
prompt dismissed, or not answered          locked
no session bus, none listening, bus died,  unavailable
one that lets this user not in
no Secret Service on the bus               unavailable
another keyring is the default by now      found all the same; the next write moves it
several items of one name                  the newest; the next write leaves one
daemon died while it was asked             unavailable
text over D-Bus's 64 MiB                   unavailable
an item goes while it is asked for         asked once more, and some times more
answers that make no sense                 unavailable
========================================== ======================================

The first call opens a connection and agrees on a key with the service, which takes both of them
most of the time of a call; later calls use both again. What fails over a connection that was kept
is asked once more over a new one: a daemon or bus that was restarted does not know the old one.
"""

import struct
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import TYPE_CHECKING, Final, TypeVar

from desktop.foundation.errors import (
    KeystoreError,
    KeystoreLockedError,
    KeystoreUnavailableError,
    RecordDamagedError,
)
from desktop.keystore.store import SERVICE, Layout, item_service

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection
    from secretstorage import Collection, Item, SecretStorageException
    from secretstorage.dhcrypto import Session

UNLOCK_SECONDS: Final = 120.0
CONNECT_SECONDS: Final = 4.0
LET_IN_SECONDS: Final = 1.0
CONNECT_PAUSE_SECONDS: Final = 0.05
APPLICATION: Final = "Python keyring library"
NO_PROMPT: Final = "/"
MOST_TRIES: Final = 5
"""Of a question to which another process's deed came in between."""

WENT_AWAY: Final = "an item went away while it was asked"
COLLECTION_LABEL: Final = "org.freedesktop.Secret.Collection.Label"
IS_LOCKED: Final = "org.freedesktop.Secret.Error.IsLocked"

Answer = TypeVar("Answer")


class SecretServiceStore:
    """The default collection of the Secret Service on the session bus."""

    kind = "secret-service"
    label = "Secret Service"
    layout = Layout.WHOLE

    def __init__(self, unlock_seconds: float = UNLOCK_SECONDS) -> None:
        """Wait at most ``unlock_seconds`` for the person to answer a prompt."""
        self._unlock_seconds = unlock_seconds
        self._line: _Line | None = None

    def get(self, item: str) -> str | None:
        """The text of an item; None if there is none."""

        def ask(line: _Line) -> str | None:
            found = line.find(item)
            if found is None:
                return None
            found.session = line.session()
            try:
                return found.get_secret().decode("ascii")
            except UnicodeDecodeError:
                raise RecordDamagedError(reason="it is not text") from None

        return self._ask(ask)

    def set(self, item: str, text: str) -> None:
        """Put a text under this name."""
        attributes = {**_attributes(item), "application": APPLICATION}
        label = f"Password for '{SERVICE}' on '{item_service(item)}'"

        def ask(line: _Line) -> None:
            collection = line.collection()
            collection.session = line.session()
            before = line.find_all(_attributes(item))
            for one in before:
                one.ensure_not_locked()
            made = collection.create_item(label, attributes, text.encode("ascii"), replace=True)
            # A copy that stayed could be taken for the record one day.
            for one in before:
                if one.item_path != made.item_path:
                    one.delete()

        self._ask(ask)

    def delete(self, item: str) -> None:
        """Remove an item; that there is none is fine."""

        def ask(line: _Line) -> None:
            for found in line.find_all(_attributes(item)):
                found.delete()

        self._ask(ask)

    def is_locked(self) -> bool:
        """Whether the keyring is locked, or not there yet."""

        def ask(line: _Line) -> bool:
            try:
                return line.collection().is_locked()
            except KeystoreLockedError:
                return True

        return self._ask(ask)

    def _ask(self, question: "Callable[[_Line], Answer]") -> Answer:
        """Ask, and once more where what was found is there no longer when it is looked at."""
        for _ in range(MOST_TRIES - 1):
            try:
                return self._ask_once(question)
            except KeystoreUnavailableError as error:
                if error.values["reason"] != WENT_AWAY:
                    raise
        return self._ask_once(question)

    def _ask_once(self, question: "Callable[[_Line], Answer]") -> Answer:
        """Ask over the line that was kept, and once more over a new one if that fails."""
        kept, self._line = self._line, None
        if kept is not None:
            try:
                with _in_our_words():
                    answer = question(kept)
            except KeystoreError:
                kept.close()
            else:
                self._line = kept
                return answer
        with _in_our_words():
            line = _Line()
            # Kept also when the answer is an error: the next question finds out.
            self._line = line
            return question(line)

    def unlock(self) -> None:
        """Let the desktop ask for the keyring's password; for a new one if there is no keyring."""
        from secretstorage import Collection, ItemNotFoundException

        with _connection() as connection:
            try:
                collection = Collection(connection)
            except ItemNotFoundException:
                properties = {COLLECTION_LABEL: ("s", "Default")}
                self._prompted(connection, "CreateCollection", "a{sv}s", properties, "default")
                return
            if collection.is_locked():
                self._prompted(connection, "Unlock", "ao", [collection.collection_path])
            # KeePassXC can lock single items until the person allows them.
            ours = _everywhere(connection, collection, {"username": SERVICE})
            locked = [item.item_path for item in ours if item.is_locked()]
            if locked:
                self._prompted(connection, "Unlock", "ao", locked)

    def _prompted(
        self, connection: "DBusConnection", method: str, signature: str, *arguments: object
    ) -> None:
        """Call the service and see its prompt through, if it wants one.

        secretstorage would do it, but waits for ever to create a keyring.
        """
        from secretstorage.defines import SS_PATH
        from secretstorage.util import SERVICE_IFACE, DBusAddressWrapper, exec_prompt

        service = DBusAddressWrapper(SS_PATH, SERVICE_IFACE, connection)
        _, prompt = service.call(method, signature, *arguments)
        if prompt == NO_PROMPT:
            return
        try:
            dismissed, _ = exec_prompt(connection, prompt, timeout=self._unlock_seconds)
        except TimeoutError:
            # The prompt stays and may still be answered: dismissing one that is shown ends
            # gnome-keyring 42.1, and with it everybody's unlocked keyring.
            dismissed = True
        if dismissed:
            raise KeystoreLockedError


def _attributes(item: str) -> dict[str, str]:
    return {"service": item_service(item), "username": SERVICE}


def _everywhere(
    connection: "DBusConnection", default: "Collection", attributes: dict[str, str]
) -> "list[Item]":
    """The items of these attributes, those of the default collection first.

    The others are asked one by one: the service's own search lets KeePassXC prompt.
    """
    from jeepney import DBusErrorResponse
    from secretstorage import ItemNotFoundException, get_all_collections

    found = {one.item_path: one for one in default.search_items(attributes)}
    for collection in get_all_collections(connection):
        # One that went away meanwhile, or does not look while it is locked.
        with suppress(ItemNotFoundException, DBusErrorResponse):
            for one in collection.search_items(attributes):
                found.setdefault(one.item_path, one)
    return list(found.values())


class _Line:
    """An open connection to the session bus, and the key agreed on over it."""

    def __init__(self) -> None:
        self._connection = _connect()
        self._session: Session | None = None
        self.close = weakref.finalize(self, self._connection.close)

    def collection(self) -> "Collection":
        """The default collection.

        Raises:
            KeystoreLockedError: there is no keyring yet, or the daemon lost it.
        """
        from secretstorage import Collection, ItemNotFoundException

        try:
            return Collection(self._connection)
        except ItemNotFoundException:
            raise KeystoreLockedError from None

    def find(self, item: str) -> "Item | None":
        """The item of this name: in the default collection, else where it is.

        Raises:
            KeystoreLockedError: as :meth:`collection`.
        """
        here = list(self.collection().search_items(_attributes(item)))
        found = here or self.find_all(_attributes(item))
        if len(found) > 1:
            found.sort(key=lambda one: (one.get_modified(), one.get_created()))
        return found[-1] if found else None

    def find_all(self, attributes: dict[str, str]) -> "list[Item]":
        """All items of these attributes, in whichever collection.

        Raises:
            KeystoreLockedError: as :meth:`collection`.
        """
        return _everywhere(self._connection, self.collection(), attributes)

    def session(self) -> "Session":
        """What encrypts secrets on their way over the bus."""
        from secretstorage.util import open_session

        if self._session is None:
            self._session = open_session(self._connection)
        return self._session


@contextmanager
def _connection() -> "Iterator[DBusConnection]":
    """A connection for one call."""
    with _in_our_words(), closing(_connect()) as connection:
        yield connection


def _connect() -> "DBusConnection":
    """Connect to the session bus; wait for it where more programs come at once than it queues.

    Raises:
        OSError, secretstorage.SecretServiceNotAvailableException: none listens, or none answered.
    """
    deadline = time.monotonic() + CONNECT_SECONDS
    while True:
        try:
            return _open_connection()
        except (BlockingIOError, TimeoutError):
            # Its queue is full (connect(2): EAGAIN), or it has not come round to us in a second.
            if time.monotonic() > deadline:
                raise
        time.sleep(CONNECT_PAUSE_SECONDS)


def _open_connection() -> "DBusConnection":
    """As secretstorage's ``dbus_init``, which leaves the socket open where the bus goes meanwhile.

    Raises:
        OSError, secretstorage.SecretServiceNotAvailableException: none listens, or none answered.
    """
    from jeepney.bus import get_bus
    from jeepney.io.blocking import DBusConnection, prep_socket
    from secretstorage import SecretServiceNotAvailableException
    from secretstorage.util import add_match_rules

    with ExitStack() as opened:
        try:
            socket = opened.enter_context(prep_socket(get_bus("SESSION"), timeout=LET_IN_SECONDS))
            connection = DBusConnection(socket)
            add_match_rules(connection)
        except (KeyError, ConnectionError, ValueError) as error:
            # KeyError: the environment names no bus.
            raise SecretServiceNotAvailableException(str(error)) from error
        opened.pop_all()
    return connection


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Tell whatever fails inside in our words.

    Raises:
        KeystoreLockedError: it is locked, or the person declined.
        KeystoreUnavailableError: the table above.
    """
    import secretstorage
    from jeepney import DBusErrorResponse

    try:
        yield
    except (secretstorage.LockedException, secretstorage.PromptDismissedException):
        raise KeystoreLockedError from None
    except secretstorage.SecretStorageException as error:
        raise KeystoreUnavailableError(reason=_reason(error)) from error
    except DBusErrorResponse as error:
        if error.name == IS_LOCKED:
            raise KeystoreLockedError from None
        raise KeystoreUnavailableError(reason=f"it answered {error.name}") from error
    except OSError as error:
        reason = error.strerror or "the session bus does not answer"
        raise KeystoreUnavailableError(reason=reason) from error
    except ValueError as error:
        # SizeLimitError of jeepney is one, so is a bad padding.
        raise KeystoreUnavailableError(reason="it can't take or give this text") from error
    except (LookupError, TypeError, AttributeError, AssertionError, struct.error) as error:
        # Of secretstorage and jeepney, which take every answer for a right one.
        raise KeystoreUnavailableError(reason="its answer makes no sense") from error
    except RuntimeError as error:
        raise KeystoreUnavailableError(
            reason="the session bus can't be reached from here"
        ) from error


def _reason(error: "SecretStorageException") -> str:
    from jeepney.auth import AuthenticationError
    from secretstorage import ItemNotFoundException

    if isinstance(error, ItemNotFoundException):
        return WENT_AWAY
    if isinstance(error.__cause__, AuthenticationError):
        return "the session bus does not let this user in"
    return "no Secret Service answers on the session bus"
