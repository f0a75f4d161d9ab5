"""Start at login on macOS: a property list in the user's LaunchAgents. Never run on macOS.

launchd.plist(5). Where the program has gone launchd starts nothing. What somebody switched off in
System Settings is kept in launchd's own database, which a program can't read; ``Disabled`` here is
what older systems and ``launchctl unload -w`` write.
"""

import plistlib
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from desktop.foundation.atomic_file import write_atomically
from desktop.system.login_entry import HIDDEN, EntryState

LABEL = "cotter-authenticator"


@dataclass(frozen=True, slots=True)
class LaunchAgent:
    """A :class:`~desktop.system.login_entry.LoginEntry` that is a property list in ``folder``."""

    folder: Path

    @classmethod
    def of_user(cls) -> Self:
        """The one of the current user."""
        return cls(Path.home() / "Library" / "LaunchAgents")

    def read(self) -> EntryState:
        """See :class:`~desktop.system.login_entry.LoginEntry`, as for all that follow."""
        try:
            document = plistlib.loads(self._file.read_bytes())
            program = str(document["ProgramArguments"][0])
            is_off = document.get("Disabled") is True
        except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError):
            return EntryState.ABSENT
        if is_off:
            return EntryState.OFF
        return EntryState.ON if Path(program).exists() else EntryState.STALE

    def write(self, program: Path) -> None:
        """Replace the property list; launchd reads it at the next login."""
        document = {
            "Label": LABEL,
            "ProgramArguments": [str(program), HIDDEN],
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }
        write_atomically(self._file, plistlib.dumps(document))

    def remove(self) -> None:
        """Remove it."""
        self._file.unlink(missing_ok=True)

    @property
    def _file(self) -> Path:
        return self.folder / f"{LABEL}.plist"
