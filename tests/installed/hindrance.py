"""Why the installed package can't be played here, in one sentence; nothing is skipped silently."""

import os
import shutil
import subprocess
import sys

from tests.parts.child import PATIENCE

PROGRAMS = {
    "apt-get": "apt",
    "debootstrap": "debootstrap",
    "setpriv": "util-linux",
    "unshare": "util-linux",
    "xfce4-panel": "xfce4-panel",
}
"""What is run that an ordinary test does not need, and the Debian package that has it."""

NAMESPACES = ("unshare", "--mount", "--pid", "--fork", "--kill-child")
"""Begins a command that sees mounts and processes of its own: both go with it, however it ends."""

NOT_PRIVATE = ("--propagation", "unchanged")
"""In a root that is no mount point its mounts can't be made private."""


def hindrance() -> str:
    """What is in the way; empty if nothing is."""
    if sys.platform != "linux":
        return "it installs a Debian package, and this is not Linux"
    if os.geteuid() != 0:
        return "making a clean Debian and installing there needs root; you are not root"
    missing = {package for name, package in PROGRAMS.items() if shutil.which(name) is None}
    if missing:
        packages = " ".join(sorted(missing))
        return f"some programs are missing; as root: apt-get install {packages}"
    if not namespaces():
        return "this system gives no mount and process namespaces, as some containers don’t"
    return ""


def namespaces() -> tuple[str, ...]:
    """How a command begins that gets namespaces of its own; empty where there are none."""
    for begin in (NAMESPACES, NAMESPACES + NOT_PRIVATE):
        tried = subprocess.run(
            [*begin, "sh", "-c", "mount -t tmpfs none /mnt && umount /mnt"],
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
        if tried.returncode == 0:
            return begin
    return ()
