"""A keystore of which a test can hold up what is written, and nothing else."""

import threading

from tests.doubles.faulty_store import FaultyStore


class HeldStore(FaultyStore):
    """Reads at once, writes when it may; ``writing`` is set once a write waits or was made."""

    def __init__(self) -> None:
        """Begin empty, and writing."""
        super().__init__()
        self.may_write = threading.Event()
        self.may_write.set()
        self.writing = threading.Event()

    def set(self, item: str, text: str) -> None:
        """Wait until it may, then put the text under this name."""
        self.writing.set()
        self.may_write.wait()
        super().set(item, text)

    def hold(self) -> None:
        """Hold up what is written from now on."""
        self.writing.clear()
        self.may_write.clear()
