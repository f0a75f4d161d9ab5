"""The file by which one process tells the others that a session changed. No secret in it."""

from pathlib import Path

from desktop.foundation.atomic_file import write_atomically

FILE = "generation"
LOCK_FILE = "lock"
LARGEST = 10**15
"""After so many commits counting begins anew: what counts is that the number is another one."""


def read_generation(folder: Path) -> int:
    """How often the session of this profile folder was committed; 0 when never."""
    try:
        text = (folder / FILE).read_text("ascii").strip()
    except (OSError, ValueError):
        return 0
    # Of a number of thousands of digits the next one could not be written.
    is_ours = text.isdigit() and len(text) <= len(str(LARGEST))
    return int(text) if is_ours else 0


def advance_generation(folder: Path) -> int:
    """Count one commit more and return the new number; the caller holds the profile's lock.

    Raises:
        OSError: the folder can't be written.
    """
    number = read_generation(folder) % LARGEST + 1
    write_atomically(folder / FILE, str(number).encode(), durable=False)
    return number
