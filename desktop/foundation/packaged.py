"""Whether this program runs from a package, or from source, and how it starts itself again."""

import sys
from pathlib import Path

SCRIPT = "cotter-authenticator.exe" if sys.platform == "win32" else "cotter-authenticator"
"""What pip makes beside Python."""


def is_packaged() -> bool:
    """Whether this is the frozen build that a package installs."""
    return bool(getattr(sys, "frozen", False))


def bundle_folder() -> str:
    """The folder in which the frozen build has its libraries and files; empty from source."""
    return str(getattr(sys, "_MEIPASS", ""))


def own_command() -> tuple[str, ...]:
    """How the argument list that starts this program again begins; frozen it has no ``-m``."""
    return (sys.executable,) if is_packaged() else (sys.executable, "-m", "desktop")


def own_program() -> Path | None:
    """The file that starts this program by itself; None in a checkout that was never installed."""
    if is_packaged():
        return Path(sys.executable)
    script = Path(sys.executable).parent / SCRIPT
    return script if script.is_file() else None
