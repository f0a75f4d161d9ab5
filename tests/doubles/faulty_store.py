"""A keystore whose calls can be held up, refused or cut short, over one in memory."""

import threading

from desktop.foundation.errors import KeystoreError
from desktop.keystore.store import Layout
from tests.doubles.cut import Cuts


class FaultyStore:
    """Keeps items in memory, unless told to misbehave.

    ``entered`` is set while a call is inside; with ``gate`` cleared it stays there. ``locked`` is
    what :meth:`is_locked` says; :meth:`unlock` waits at the gate like a prompt and then unlocks.
    ``failing_with`` is raised by all calls but those two, ``failing_delete_with`` by deletions.
    """

    kind = "secret-service"
    label = "Secret Service"

    def __init__(self, layout: Layout = Layout.WHOLE) -> None:
        """Begin empty, unlocked and answering."""
        self.layout = layout
        self.entered = threading.Event()
        self.gate = threading.Event()
        self.gate.set()
        self.locked = False
        self.prompts = 0
        self.failing_with: KeystoreError | None = None
        self.failing_delete_with: KeystoreError | None = None
        self.cuts = Cuts()
        self.items: dict[str, str] = {}

    def get(self, item: str) -> str | None:
        """The text of an item; None if there is none."""
        self._enter()
        return self.items.get(item)

    def set(self, item: str, text: str) -> None:
        """Put a text under this name."""
        self._enter()
        self.items[item] = text
        self.cuts.changed()

    def delete(self, item: str) -> None:
        """Remove an item; that there is none is fine."""
        self._enter()
        if self.failing_delete_with is not None:
            raise self.failing_delete_with
        if self.items.pop(item, None) is not None:
            self.cuts.changed()

    def is_locked(self) -> bool:
        """Whether it was locked."""
        return self.locked

    def unlock(self) -> None:
        """Ask a person, who answers when the gate opens."""
        self.prompts += 1
        self._wait()
        self.locked = False

    def _enter(self) -> None:
        self.cuts.before()
        self._wait()
        if self.failing_with is not None:
            raise self.failing_with

    def _wait(self) -> None:
        self.entered.set()
        self.gate.wait()
