"""What every keystore does for us: single-line texts under a name."""

from enum import StrEnum
from typing import Protocol

SERVICE = "cotter-authenticator"
"""The user name of every item, and what its service name begins with."""


class Layout(StrEnum):
    """How a record is laid out over the items of a store (:mod:`desktop.keystore.record`).

    ``WHOLE``: an item takes any length and replacing it happens at once or not at all.
    ``PARTS``: the same, but an item takes :data:`ITEM_LIMIT` characters.
    ``SLOTS``: an item takes any length, but replacing it deletes it first.
    """

    WHOLE = "whole"
    PARTS = "parts"
    SLOTS = "slots"


ITEM_LIMIT = 1280
"""UTF-16 units of an item in Windows' Credential Manager (CRED_MAX_CREDENTIAL_BLOB_SIZE)."""


class Store(Protocol):
    """A keystore. Calls block, perhaps for ever, and are made in the worker's thread only.

    All raise nothing but subclasses of :class:`~desktop.foundation.errors.KeystoreError`, whose
    texts never hold what was stored. None but :meth:`unlock` ever makes a prompt appear.
    """

    @property
    def kind(self) -> str:
        """Its name in settings and commands, such as ``secret-service``."""

    @property
    def label(self) -> str:
        """What a person calls it, such as ``Secret Service``."""

    @property
    def layout(self) -> Layout:
        """How records are laid out here."""

    def get(self, item: str) -> str | None:
        """The text of an item; None if there is none."""

    def set(self, item: str, text: str) -> None:
        """Put a single line of ASCII under this name, in place of what is there."""

    def delete(self, item: str) -> None:
        """Remove an item; that there is none is fine."""

    def is_locked(self) -> bool:
        """Whether only :meth:`unlock` helps."""

    def unlock(self) -> None:
        """Unlock the keystore; the person may be asked, and this blocks until they answer.

        Raises:
            KeystoreLockedError: they declined.
            PassphraseWrongError: it does not open with what was given.
        """


def item_service(item: str) -> str:
    """The service name of an item. Each has its own: Windows keeps one user name to a service."""
    return f"{SERVICE}/{item}"
