"""A start in a home that can't be written, is full, or is nobody's."""

import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from desktop.session.snapshot import SessionFact
from tests.faults.starts.started import APP, files_in, in_own_mounts, start
from tests.parts.at_home import AtHome
from tests.parts.child import CHECKOUT, child, wait_until
from tests.parts.display import Display
from tests.parts.normal_user import as_normal_user
from tests.parts.secret_service import SecretService
from tests.parts.service import Service

TITLE = "Cotter Authenticator$"
NOT_OURS = "Make room, or see to it that you may write there, then try again."

READ_ONLY = 'mount --bind "$1" "$1"; mount -o remount,ro,bind "$1"; shift; exec "$@"'

# A disk of its own for the home, limited as $1 says, with what was there, and then no byte more.
# In the end everything is copied to where it can be looked at.
FULL = """
size=$1; shift
mkdir -p "$1" "$1.disk" && mount -t tmpfs -o "size=1m,mode=700$size" tmpfs "$1.disk"
cp -a "$1/." "$1.disk" && mount --bind "$1.disk" "$1"
cat /dev/zero > "$1/filler" 2>/dev/null || true
home=$1; shift
"$@" & app=$!; trap 'kill -TERM $app' TERM
code=0; wait $app || code=$?
while kill -0 $app 2>/dev/null; do code=0; wait $app || code=$?; done
rm "$home/filler"; cp -a "$home/." "$home.end"; exit $code
"""


NO_MORE_FILES = ",nr_inodes=2"


def said_in_a_window(
    display: Display, environment: Mapping[str, str], command: tuple[str, ...], log: Path
) -> tuple[int, str]:
    """Start the app, read its window's name, and close that with Escape; exit code and errors."""
    with child(command, environment, log=log) as app:
        display.activate(display.window(TITLE))
        display.key("Escape")
        wait_until(lambda: app.poll() is not None, "the end of the app")
    return app.returncode, log.read_text("utf-8")


@pytest.mark.parametrize("is_new", [True, False])
def test_a_read_only_home_is_said_in_a_window(
    display: Display, home: Path, tmp_path: Path, is_new: bool
) -> None:
    (home if is_new else home / "state").mkdir(parents=True)
    if not is_new:
        (home / "state" / "app.lock").touch()
    before = files_in(home)
    command = in_own_mounts(READ_ONLY, home, *APP)
    code, said = said_in_a_window(
        display, {**os.environ, **display.environment}, command, tmp_path / "log"
    )
    assert code == 1
    assert said.startswith(f"cotter-authenticator: {home}/state")
    assert "can't be written: Read-only file system. What it held before" in said
    assert said.endswith(f"{NOT_OURS}\n")
    assert files_in(home) == before


def test_a_home_of_somebody_else_is_said_in_a_window(
    display: Display, home: Path, tmp_path: Path
) -> None:
    home.mkdir()
    log = tmp_path / "log"
    command = tuple(as_normal_user(APP))
    if os.geteuid() != 0:
        home.chmod(0o500)
    tmp_path.chmod(0o755)
    code, said = said_in_a_window(display, {**os.environ, **display.environment}, command, log)
    home.chmod(0o700)
    assert code == 1
    assert "can't be written: Permission denied." in said
    assert list(home.iterdir()) == []


def test_a_full_disk_is_said_in_a_window_to_who_is_new(
    display: Display, home: Path, tmp_path: Path
) -> None:
    code, said = said_in_a_window(
        display,
        {**os.environ, **display.environment},
        in_own_mounts(FULL, NO_MORE_FILES, home, *APP),
        tmp_path / "log",
    )
    assert code == 1
    assert "can't be written: No space left on device." in said
    assert files_in(home.with_name("cotter-home.end")) == {}


async def test_on_a_full_disk_who_is_signed_in_stays_so_and_no_file_is_lost(
    display: Display, home: Path, service: Service, secret_service: SecretService, tmp_path: Path
) -> None:
    async with AtHome(home, "secret-service") as before:
        await before.connect(service)
        await before.sign_in(service)
    (home / "state" / "app.lock").touch()
    kept = files_in(home)
    environment = {
        **os.environ,
        **display.environment,
        "COTTER_AUTHENTICATOR_KEYSTORE": "secret-service",
    }
    log = tmp_path / "log"
    with child(in_own_mounts(FULL, "", home, *APP), environment, log=log) as app:
        display.window(TITLE)
        wait_until(lambda: "could not be kept" in log.read_text("utf-8"), "the session")
        app.send_signal(signal.SIGTERM)
        wait_until(lambda: app.poll() is not None, "the end of the app")
    assert app.returncode == 0
    assert all("No space left on device" in line for line in log.read_text("utf-8").splitlines())
    left = home.with_name("cotter-home.end")
    after = files_in(left)
    assert {name for name in kept if after.get(name) != kept[name]} == set()
    async with AtHome(left, "secret-service") as later:
        assert later.shown.session is SessionFact.ACTIVE


@pytest.mark.parametrize("home_variable", [None, ""])
def test_without_any_home_folder_it_is_said(display: Display, home_variable: str | None) -> None:
    # The system's list of users has nobody of this number, as in many containers.
    program = """
import pwd, sys
def nobody(_):
    raise KeyError
pwd.getpwuid = nobody
from desktop.__main__ import main
sys.exit(main([]))
"""
    ended = start(
        {**display.environment, **({} if home_variable is None else {"HOME": home_variable})},
        without=("COTTER_AUTHENTICATOR_HOME", "XDG_STATE_HOME")
        + (("HOME",) if home_variable is None else ()),
        command=(sys.executable, "-c", program),
    )
    assert ended.says(
        "You have no home folder: HOME is not set, and the system knows of none. Nothing was"
        " changed. Set HOME, or COTTER_AUTHENTICATOR_HOME, to a folder that you may write to."
    )
    assert not (CHECKOUT / "~").exists()
