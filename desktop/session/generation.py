"""The file by which one process tells the others that a session changed. No secret in it."""

from pathlib import Path

from desktop.foundation.atomic_file import write_atomically

FILE = "generation"
LOCK_FILE = "lock"


def read_generation(folder: Path) -> int:
    """How often the session of this profile folder was committed; 0 when never."""
    try:
        return int((folder / FILE).read_text("ascii"))
    except (OSError, ValueError):
        return 0


def advance_generation(folder: Path) -> int:
    """Count one commit more and return the new number; the caller holds the profile's lock.

    Raises:
        OSError: the folder can't be written.
    """
    number = read_generation(folder) + 1
    write_atomically(folder / FILE, str(number).encode(), durable=False)
    return number
