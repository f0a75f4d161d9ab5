"""A keystore that lasts as long as the process: the demo's, or chosen where there is no other."""

from desktop.keystore.store import Layout


class MemoryStore:
    """Items in a dictionary."""

    kind = "memory"
    label = "memory"
    layout = Layout.WHOLE

    def __init__(self) -> None:
        """Begin empty."""
        self._items: dict[str, str] = {}

    def get(self, item: str) -> str | None:
        """The text of an item; None if there is none."""
        return self._items.get(item)

    def set(self, item: str, text: str) -> None:
        """Put a text under this name."""
        self._items[item] = text

    def delete(self, item: str) -> None:
        """Remove an item; that there is none is fine."""
        self._items.pop(item, None)

    def is_locked(self) -> bool:
        """Never."""
        return False

    def unlock(self) -> None:
        """Nothing to do."""
