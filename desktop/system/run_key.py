"""Start at login on Windows: a value of the user's ``Run`` key. Never run on Windows.

The task manager's list of start-up programs switches one off in a key beside it,
``StartupApproved``, by an odd first byte of a binary value of the same name. Where the program has
gone Windows starts nothing and says nothing.
"""

import sys
from pathlib import Path

from desktop.system.login_entry import HIDDEN, EntryState

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
VALUE = "Cotter Authenticator"


class RunKey:
    """A :class:`~desktop.system.login_entry.LoginEntry` in the registry of the current user."""

    def read(self) -> EntryState:
        """See :class:`~desktop.system.login_entry.LoginEntry`, as for all that follow."""
        command = _value(RUN)
        if not isinstance(command, str):
            return EntryState.ABSENT
        approved = _value(APPROVED)
        if isinstance(approved, bytes) and approved[:1] and approved[0] % 2:
            return EntryState.OFF
        program = command.split('"')[1] if command.count('"') >= 2 else command
        return EntryState.ON if Path(program).exists() else EntryState.STALE

    def write(self, program: Path) -> None:
        """Write the value; what the task manager said of an earlier one goes."""
        if sys.platform == "win32":
            import winreg

            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN) as key:
                winreg.SetValueEx(key, VALUE, 0, winreg.REG_SZ, f'"{program}" {HIDDEN}')
            _delete(APPROVED)

    def remove(self) -> None:
        """Delete both values."""
        _delete(RUN)
        _delete(APPROVED)


def _value(path: str) -> object:
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
                value: object = winreg.QueryValueEx(key, VALUE)[0]
                return value
        except OSError:
            return None
    return None


def _delete(path: str) -> None:
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path, access=winreg.KEY_SET_VALUE) as key:
                winreg.DeleteValue(key, VALUE)
        except FileNotFoundError:
            return
