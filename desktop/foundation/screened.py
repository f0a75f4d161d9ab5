"""The screened state, as other processes learn of it: a lock that the app holds while it lasts.

What the state is and when it begins and ends stands in ``session/screening.py``. The lock is
dropped by the operating system with the process that holds it, so an app that dies screens nobody
for ever. It is in the state folder and not in the runtime folder, whose place depends on variables
that a program started by a timer may not have.
"""

import os
import sys
from typing import ClassVar, Final

from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.file_lock import FileLock
from desktop.foundation.paths import Paths

SIGN_FILE: Final = "screened.lock"


class ScreenedError(AuthenticatorError):
    """The app is hidden from onlookers; programs get and change nothing meanwhile."""

    exit_code: ClassVar[int] = 4
    happened = "The app is hidden because the screen was locked or this computer slept."
    kept = "Nothing was handed out or changed."
    next_step = "Unlock the screen and show the window, then try again."


def screened_sign(paths: Paths) -> FileLock:
    """What the app holds while it is screened. Take it with patience: others look at it."""
    return FileLock(paths.state / SIGN_FILE)


def is_screened(paths: Paths) -> bool:
    """Whether a running app is screened now; false where nobody can tell."""
    if sys.platform == "win32":
        # Nothing tells the app there that the screen is locked: it never is screened.
        return False
    # Imported here: there is no such module on Windows.
    import fcntl

    try:
        handle = os.open(paths.state / SIGN_FILE, os.O_RDONLY)
    except OSError:
        return False
    try:
        # Shared: many may look at the same time without taking each other for the app.
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(handle)
    return False


def refuse_while_screened(paths: Paths) -> None:
    """Go on only while nobody has to be kept out.

    Raises:
        ScreenedError: the app is screened.
    """
    if is_screened(paths):
        raise ScreenedError
