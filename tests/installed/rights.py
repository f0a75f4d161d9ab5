"""Who does what: the player is an ordinary user who may enter the clean Debian, and be root there.

A session bus answers nobody but its own user, so what plays with the app has to be that user. It
keeps a few rights of root for this: capabilities(7), ambient ones, which programs inherit. The app
gets none of them.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from tests.installed.clean_debian import USERS, run
from tests.parts.child import program

KEPT = ("setuid", "setgid", "sys_chroot", "kill", "dac_read_search")
"""To be another user, to enter the root, to end what others run; and the checkout may lie in a
folder of root's."""


def as_player(user: str, command: Sequence[str]) -> list[str]:
    """The command, run by this user with the rights of a player; asked for by root."""
    number = str(USERS[user])
    rights = ",".join(f"+{right}" for right in KEPT)
    return [
        program("setpriv"), "--reuid", number, "--regid", number, "--clear-groups",
        "--inh-caps", f"-all,{rights}", "--ambient-caps", f"-all,{rights}", "--", *command,
    ]  # fmt: skip


def inside(root: Path, user: str, command: Sequence[str]) -> list[str]:
    """The command, run in ``root`` by a user without any right; asked for by a player.

    Every step becomes the next one, so the process that is started is the command’s own.
    """
    number = str(USERS[user])
    return [
        *_as(number), program("chroot"), str(root),
        "setpriv", "--inh-caps", "-all", "--ambient-caps", "-all", "--", *command,
    ]  # fmt: skip


def run_as_root(*command: str) -> str:
    """Run something as root; asked for by a player. What it wrote.

    Raises:
        RuntimeError: it failed; says what it wrote.
    """
    return run([*_as("0"), *command])


def _as(number: str) -> list[str]:
    if str(os.geteuid()) == number:
        return []
    return [program("setpriv"), "--reuid", number, "--regid", number, "--clear-groups", "--"]
