"""Whether this program runs from a package, or from source, and how it starts itself again."""

import sys


def is_packaged() -> bool:
    """Whether this is the frozen build that a package installs."""
    return bool(getattr(sys, "frozen", False))


def bundle_folder() -> str:
    """The folder in which the frozen build has its libraries and files; empty from source."""
    return str(getattr(sys, "_MEIPASS", ""))


def own_command() -> tuple[str, ...]:
    """How the argument list that starts this program again begins; frozen it has no ``-m``."""
    return (sys.executable,) if is_packaged() else (sys.executable, "-m", "desktop")
