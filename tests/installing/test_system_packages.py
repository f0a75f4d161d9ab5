"""What is missing of the system: installed as root, named to anybody else."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.parts.child import CHECKOUT, PATIENCE

PRESENT = "installed {name}, \n"
MISSING = "trayer"


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder of programs that stand before the system's own: nothing is installed for real."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def stand_in(folder: Path, name: str, lines: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{lines}\n", "utf-8")
    file.chmod(0o700)


def run(
    programs: Path, part: str, *, user: int, missing: str, more: str = ""
) -> subprocess.CompletedProcess[str]:
    listed = (CHECKOUT / ".ci" / "packages.txt").read_text("utf-8").splitlines()
    names = [line.split(" | ")[0] for line in listed if line and line[0] not in "#["]
    present = "".join(PRESENT.format(name=name) for name in names if name != missing)
    present += PRESENT.format(name=more) if more else ""
    (programs / "present").write_text(present, "utf-8")
    stand_in(programs, "dpkg-query", f"cat {programs / 'present'}")
    stand_in(programs, "id", f"echo {user}")
    stand_in(programs, "apt-get", f'echo "$@" >>{programs / "asked"}')
    return subprocess.run(
        [str(CHECKOUT / ".ci" / "system-packages"), part],
        env={**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def test_nothing_is_said_when_all_is_there(programs: Path) -> None:
    ended = run(programs, "test", user=1000, missing="")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


def test_root_installs_what_is_missing_and_says_so(programs: Path) -> None:
    ended = run(programs, "test", user=0, missing=MISSING)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == f"Installing system packages: {MISSING}\n"
    asked = (programs / "asked").read_text("utf-8").splitlines()
    assert asked == ["update", f"install --yes --no-install-recommends {MISSING}"]


def test_anybody_else_gets_the_one_command(programs: Path) -> None:
    ended = run(programs, "test", user=1000, missing=MISSING)
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        f"These system packages are missing: {MISSING}",
        f"Install them with: sudo apt-get install --yes --no-install-recommends {MISSING}",
    ]
    assert not (programs / "asked").exists()


def test_the_app_needs_none_of_what_only_tests_need(programs: Path) -> None:
    assert run(programs, "run", user=1000, missing=MISSING).returncode == 0


def test_of_two_that_do_the_same_either_is_enough(programs: Path) -> None:
    ended = run(programs, "test", user=1000, missing="kubernetes-client", more="kubectl")
    assert (ended.returncode, ended.stderr) == (0, "")


def test_where_neither_is_there_the_first_is_named(programs: Path) -> None:
    ended = run(programs, "test", user=1000, missing="kubernetes-client")
    assert ended.stderr.splitlines()[0] == "These system packages are missing: kubernetes-client"
