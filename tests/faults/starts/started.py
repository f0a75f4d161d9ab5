"""Starting the app where it can't be opened, as a click or a terminal does."""

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.parts.child import CHECKOUT, PATIENCE, program

APP = (sys.executable, "-m", "desktop")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a start ended."""

    code: int
    said: str

    def says(self, sentence: str) -> bool:
        """Whether it ended with this one line on standard error, and nothing else."""
        return (self.code, self.said) == (1, f"cotter-authenticator: {sentence}\n")


def start(
    environment: Mapping[str, str], *, without: Iterable[str] = (), command: tuple[str, ...] = APP
) -> Ended:
    """Run the app to its end in this process's environment, changed by ``environment``.

    ``without`` are variables that are not there. Where it would leave a core file one could.
    """
    variables = {**os.environ, **environment}
    for name in without:
        variables.pop(name, None)
    said = subprocess.run(
        command,
        cwd=CHECKOUT,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert said.stdout == ""
    return Ended(said.returncode, said.stderr)


def in_own_mounts(script: str, *words: object) -> tuple[str, ...]:
    """A command that runs the shell script where what it mounts is seen by nobody else.

    The mounts go with its last process.
    """
    own = ("--mount",) if os.geteuid() == 0 else ("--map-root-user", "--mount")
    shell = ("sh", "-euc", script, "sh", *(str(word) for word in words))
    return (program("unshare"), *own, *shell)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder``, and what it holds."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }
