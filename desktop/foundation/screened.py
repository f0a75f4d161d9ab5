"""The screened state, as other processes learn of it: a lock that the app holds while it lasts.

What the state is and when it begins and ends stands in ``session/screening.py``. The lock is
dropped by the operating system with the process that holds it, so an app that dies screens nobody
for ever. It is in the state folder and not in the runtime folder, whose place depends on variables
that a program started by a timer may not have.
"""

import os
import struct
import sys
from typing import ClassVar, Final

from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.file_lock import FileLock
from desktop.foundation.paths import Paths

SIGN_FILE: Final = "screened.lock"
_FLOCK: Final = struct.Struct("hhqqi0q")
"""``struct flock`` of fcntl(2): type, whence, start, length, process; zeros are the whole file."""


class ScreenedError(AuthenticatorError):
    """The app is hidden from onlookers; programs get and change nothing meanwhile."""

    exit_code: ClassVar[int] = 4
    happened = "The app is hidden because the screen was locked or this computer slept."
    kept = "Nothing was handed out or changed."
    next_step = "Unlock the screen and show the window, then try again."


class ScreenedSign(FileLock):
    """A lock that can be looked at without taking it, so that no look is ever in its way."""

    if sys.platform == "linux":

        def _take(self, handle: int) -> None:
            import fcntl

            fcntl.fcntl(handle, fcntl.F_OFD_SETLK, _FLOCK.pack(fcntl.F_WRLCK, 0, 0, 0, 0))


def screened_sign(paths: Paths) -> ScreenedSign:
    """What the app holds while it is screened."""
    return ScreenedSign(paths.state / SIGN_FILE)


def is_screened(paths: Paths) -> bool:
    """Whether a running app is screened now; false where nobody can tell."""
    if sys.platform != "linux":
        # Nothing tells the app there that the screen is locked: it never is screened.
        return False
    # Imported here: there is no such module on Windows.
    import fcntl

    try:
        handle = os.open(paths.state / SIGN_FILE, os.O_RDONLY)
    except OSError:
        return False
    try:
        question = _FLOCK.pack(fcntl.F_RDLCK, 0, 0, 0, 0)
        answer = fcntl.fcntl(handle, fcntl.F_OFD_GETLK, question)
    except OSError:
        return False
    finally:
        os.close(handle)
    held_as: int = _FLOCK.unpack(answer)[0]
    return held_as != fcntl.F_UNLCK


def refuse_while_screened(paths: Paths) -> None:
    """Go on only while nobody has to be kept out.

    Raises:
        ScreenedError: the app is screened.
    """
    if is_screened(paths):
        raise ScreenedError
