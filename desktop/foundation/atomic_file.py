"""Files that are whole or absent, readable by their owner alone."""

import os
import tempfile
from pathlib import Path

OWNER_ONLY_FOLDER = 0o700


def make_private_folder(folder: Path) -> None:
    """Make ``folder`` and whatever of its parents is missing, for their owner alone.

    Raises:
        OSError: it can't be made.
    """
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        # Another process may make it at the same time.
        one.mkdir(mode=OWNER_ONLY_FOLDER, exist_ok=True)


def write_atomically(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Replace ``path`` by ``content``: temporary file (0600), fsync, rename, fsync of the folder.

    Without ``durable`` the disk is not waited for: for what may be lost with the power.

    Raises:
        OSError: the disk is full or read-only; the old file is then untouched.
    """
    make_private_folder(path.parent)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    if durable:
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
