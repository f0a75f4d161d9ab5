"""A user without rights beside root: the tests may run as root, whom no process is closed to."""

import os
from collections.abc import Sequence
from pathlib import Path

from tests.parts.child import program

NOBODY = 65534
READ = "dac_read_search"
"""The checkout may lie in a folder of root's: reading files is the one right that is left."""


def as_normal_user(command: Sequence[str]) -> list[str]:
    """The command, run by a user who may look into no process of others; itself if we are one."""
    if os.geteuid() != 0:
        return list(command)
    user = str(NOBODY)
    return [
        program("setpriv"), "--reuid", user, "--regid", user, "--clear-groups",
        "--bounding-set", f"-all,+{READ}", "--inh-caps", f"-all,+{READ}",
        "--ambient-caps", f"+{READ}", "--", *command,
    ]  # fmt: skip


def give_to_normal_user(folder: Path) -> None:
    """Make everything in ``folder`` that user's own."""
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
