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
no session bus, none listening, bus died   unavailable
no Secret Service on the bus               unavailable
daemon died while it was asked             unavailable
text over D-Bus's 64 MiB                   unavailable
========================================== ======================================

Every call opens its own connection (a millisecond): none is left over that a restarted daemon or
bus would not know.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Final

from desktop.foundation.errors import (
    KeystoreLockedError,
    KeystoreUnavailableError,
    RecordDamagedError,
)
from desktop.keystore.store import SERVICE, Layout, item_service

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection
    from secretstorage import Collection

UNLOCK_SECONDS: Final = 120.0
APPLICATION: Final = "Python keyring library"
NO_PROMPT: Final = "/"
COLLECTION_LABEL: Final = "org.freedesktop.Secret.Collection.Label"
IS_LOCKED: Final = "org.freedesktop.Secret.Error.IsLocked"


class SecretServiceStore:
    """The default collection of the Secret Service on the session bus."""

    kind = "secret-service"
    label = "Secret Service"
    layout = Layout.WHOLE

    def __init__(self, unlock_seconds: float = UNLOCK_SECONDS) -> None:
        """Wait at most ``unlock_seconds`` for the person to answer a prompt."""
        self._unlock_seconds = unlock_seconds

    def get(self, item: str) -> str | None:
        """The text of an item; None if there is none."""
        with _collection() as collection:
            for found in collection.search_items(_attributes(item)):
                try:
                    return found.get_secret().decode("ascii")
                except UnicodeDecodeError:
                    raise RecordDamagedError(reason="it is not text") from None
        return None

    def set(self, item: str, text: str) -> None:
        """Put a text under this name."""
        attributes = {**_attributes(item), "application": APPLICATION}
        label = f"Password for '{SERVICE}' on '{item_service(item)}'"
        with _collection() as collection:
            collection.create_item(label, attributes, text.encode("ascii"), replace=True)

    def delete(self, item: str) -> None:
        """Remove an item; that there is none is fine."""
        with _collection() as collection:
            for found in collection.search_items(_attributes(item)):
                found.delete()

    def is_locked(self) -> bool:
        """Whether the keyring is locked, or not there yet."""
        from secretstorage import Collection, ItemNotFoundException

        with _connection() as connection:
            try:
                return Collection(connection).is_locked()
            except ItemNotFoundException:
                return True

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
            ours = collection.search_items({"username": SERVICE})
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


@contextmanager
def _collection() -> "Iterator[Collection]":
    from secretstorage import Collection, ItemNotFoundException

    with _connection() as connection:
        try:
            collection = Collection(connection)
        except ItemNotFoundException:
            raise KeystoreLockedError from None
        yield collection


@contextmanager
def _connection() -> "Iterator[DBusConnection]":
    """Connect to the session bus; whatever fails inside is told in our words.

    Raises:
        KeystoreLockedError: it is locked, or the person declined.
        KeystoreUnavailableError: the table above.
    """
    import secretstorage
    from jeepney import DBusErrorResponse

    try:
        with closing(secretstorage.dbus_init()) as connection:
            yield connection
    except (secretstorage.LockedException, secretstorage.PromptDismissedException):
        raise KeystoreLockedError from None
    except secretstorage.ItemNotFoundException as error:
        raise KeystoreUnavailableError(reason="an item went away while it was asked") from error
    except secretstorage.SecretStorageException as error:
        raise KeystoreUnavailableError(
            reason="no Secret Service answers on the session bus"
        ) from error
    except DBusErrorResponse as error:
        if error.name == IS_LOCKED:
            raise KeystoreLockedError from None
        raise KeystoreUnavailableError(reason=f"it answered {error.name}") from error
    except OSError as error:
        reason = error.strerror or "the session bus does not answer"
        raise KeystoreUnavailableError(reason=reason) from error
    except ValueError as error:
        # SizeLimitError and AuthenticationError of jeepney are ValueErrors; so is a bad padding.
        raise KeystoreUnavailableError(reason="it can't take or give this text") from error
    except RuntimeError as error:
        raise KeystoreUnavailableError(
            reason="the session bus can't be reached from here"
        ) from error
