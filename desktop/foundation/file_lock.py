"""A lock between processes that the operating system drops when its holder dies."""

import os
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from desktop.foundation.atomic_file import make_private_folder

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


SHORT_WORK_SECONDS = 5.0
PAUSE_SECONDS = 0.01


class FileLock:
    """An exclusive lock on one file; whoever waits, waits in its own way.

    The file stays behind when the lock is released: removing it would let two processes hold
    locks on two files of the same name.
    """

    def __init__(self, path: Path) -> None:
        """Lock ``path``, which is made if absent. Nothing is opened yet."""
        self._path = path
        self._handle: int | None = None

    def try_acquire(self) -> bool:
        """Take the lock if it is free.

        Raises:
            OSError: the file can't be made. Going on without a lock would not be safe.
        """
        if self._handle is not None:
            return False
        make_private_folder(self._path.parent)
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._take(handle)
        except (BlockingIOError, PermissionError):
            os.close(handle)
            return False
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle
        return True

    def _take(self, handle: int) -> None:
        _try_lock(handle)

    def acquire(self, seconds: float = SHORT_WORK_SECONDS) -> Self:
        """Take the lock for work of milliseconds, which whoever has it does too.

        Raises:
            OSError: the file can't be made, or the lock stays taken for ``seconds``.
        """
        deadline = time.monotonic() + seconds
        while not self.try_acquire():
            if time.monotonic() > deadline:
                raise TimeoutError(f"another process keeps {self._path.name} locked")
            time.sleep(PAUSE_SECONDS)
        return self

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._handle is not None

    def release(self) -> None:
        """Let go; from any thread. Nothing happens when it isn't held."""
        handle, self._handle = self._handle, None
        if handle is not None:
            os.close(handle)

    def __enter__(self) -> Self:
        """Used once it is taken, to release at the end of a block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Release."""
        self.release()
