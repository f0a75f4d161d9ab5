"""The system's list of what starts when somebody logs in, and our line in it.

Each system has its own file of this kind: ``autostart_file.py`` (Linux), ``run_key.py`` (Windows),
``launch_agent.py`` (macOS). Whatever the list says is the truth: people change it with the tools of
their desktop too.
"""

import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Protocol

HIDDEN = "--hidden"
"""What the program is started with at login: it waits in the tray."""


class EntryState(StrEnum):
    """What the list says of us.

    ``OFF`` is an entry that somebody has switched off and that the system keeps; ``STALE`` one
    whose program has gone: nothing is started by it.
    """

    ABSENT = "absent"
    ON = "on"
    OFF = "off"
    STALE = "stale"


class LoginEntry(Protocol):
    """Our line in that list. What can't be read counts as absent."""

    def read(self) -> EntryState:
        """What it says now."""

    def write(self, program: Path) -> None:
        """Have ``program`` started at login, hidden.

        Raises:
            OSError: the list can't be written.
        """

    def remove(self) -> None:
        """Leave nothing of us in it.

        Raises:
            OSError: the list can't be written.
        """


def own_login_entry(environment: Mapping[str, str]) -> LoginEntry:
    """The one of this system, of the user whose environment this is."""
    # Imported here: each system needs one of them.
    if sys.platform == "win32":
        from desktop.system.run_key import RunKey

        return RunKey()
    if sys.platform == "darwin":
        from desktop.system.launch_agent import LaunchAgent

        return LaunchAgent.of_user()
    from desktop.system.autostart_file import AutostartFile

    return AutostartFile.from_environment(environment)
