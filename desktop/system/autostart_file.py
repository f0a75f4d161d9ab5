"""Start at login on Linux: a file in the user's autostart folder.

Desktop Application Autostart Specification 0.5 and Desktop Entry Specification 1.5 of
freedesktop.org. ``TryExec`` names the program: where it has gone, after an uninstall, the desktop
starts nothing and says nothing. Desktops switch an entry off by ``Hidden=true`` (KDE, Xfce, LXQt)
or ``X-GNOME-Autostart-enabled=false`` (GNOME, Cinnamon, MATE), or delete the file.
"""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from desktop.foundation.atomic_file import write_atomically
from desktop.system.login_entry import HIDDEN, EntryState

FILE = "cotter-authenticator.desktop"
GROUP = "[Desktop Entry]"
LARGEST_BYTES = 64 * 1024
RESERVED_IN_QUOTES = '"`$\\'

TEMPLATE = """\
[Desktop Entry]
Type=Application
Name=Cotter Authenticator
Comment=Keeps you signed in, from the tray
Exec={exec}
TryExec={try_exec}
Icon=cotter-authenticator
Terminal=false
StartupNotify=false
X-GNOME-Autostart-enabled=true
"""


@dataclass(frozen=True, slots=True)
class AutostartFile:
    """A :class:`~desktop.system.login_entry.LoginEntry` that is a file in ``folder``."""

    folder: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """The user's own folder (XDG Base Directory Specification: a relative one is ignored)."""
        config = environment.get("XDG_CONFIG_HOME", "")
        base = Path(config) if config.startswith("/") else Path.home() / ".config"
        return cls(base / "autostart")

    def read(self) -> EntryState:
        """See :class:`~desktop.system.login_entry.LoginEntry`, as for all that follow."""
        try:
            with (self.folder / FILE).open("rb") as file:
                keys = _keys(file.read(LARGEST_BYTES).decode("utf-8", "replace"))
        except OSError:
            return EntryState.ABSENT
        enabled = keys.get("X-GNOME-Autostart-enabled", "true")
        if keys.get("Hidden", "false") == "true" or enabled == "false":
            return EntryState.OFF
        program = keys.get("TryExec", "")
        # As a desktop does: a name without a folder is looked for in PATH.
        found = shutil.which(_unescaped(program))
        return EntryState.ON if found or not program else EntryState.STALE

    def write(self, program: Path) -> None:
        """Replace the file."""
        entry = TEMPLATE.format(exec=_command(program), try_exec=_escaped(os.fspath(program)))
        write_atomically(self.folder / FILE, entry.encode("utf-8", "surrogateescape"))

    def remove(self) -> None:
        """Remove the file; the folder is everybody's."""
        with suppress(FileNotFoundError, NotADirectoryError):
            (self.folder / FILE).unlink()


def _command(program: Path) -> str:
    # Quoted, then escaped as every string is: a backslash is doubled twice. “%” begins a field.
    quoted = "".join(f"\\{one}" if one in RESERVED_IN_QUOTES else one for one in os.fspath(program))
    return _escaped(f'"{quoted}" {HIDDEN}').replace("%", "%%")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def _unescaped(text: str) -> str:
    meant = {"\\": "\\", "n": "\n", "t": "\t", "r": "\r", "s": " "}
    parts = iter(text)
    return "".join(meant.get(next(parts, ""), "") if one == "\\" else one for one in parts)


def _keys(text: str) -> dict[str, str]:
    """The keys of the entry's own group."""
    keys: dict[str, str] = {}
    is_ours = False
    for line in text.splitlines():
        if line.startswith("["):
            is_ours = line.strip() == GROUP
        elif is_ours and "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            keys.setdefault(name.strip(), value.strip())
    return keys
