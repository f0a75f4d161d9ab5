"""What starts at login: one contract for each system's list, and Linux's read by GLib itself."""

import plistlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.system import run_key
from desktop.system.autostart_file import AutostartFile
from desktop.system.launch_agent import LaunchAgent
from desktop.system.login_entry import EntryState, LoginEntry, own_login_entry
from desktop.system.run_key import RunKey
from tests.doubles.registry import Registry
from tests.parts.child import PATIENCE, program, wait_until

# What a path may hold. “%” is left out: GLib finds no program with one in its name.
NAMES = ("cotter-authenticator", "with space", 'a"b`c$d\\e', "ümläut", "semi;colon&", "~x")


@dataclass(frozen=True)
class Case:
    """An entry, and how the system's own tools switch it off."""

    entry: LoginEntry
    switch_off: Callable[[], None]


def autostart_off(folder: Path, line: str) -> None:
    file = folder / "cotter-authenticator.desktop"
    text = file.read_text("utf-8")
    kept = [one for one in text.splitlines() if not one.startswith(line.partition("=")[0])]
    file.write_text("\n".join([*kept, line]) + "\n", "utf-8")


def agent_off(folder: Path) -> None:
    file = folder / "cotter-authenticator.plist"
    document = plistlib.loads(file.read_bytes())
    file.write_bytes(plistlib.dumps({**document, "Disabled": True}))


@pytest.fixture(params=["Hidden=true", "X-GNOME-Autostart-enabled=false", "macos", "windows"])
def case(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Case]:
    folder = tmp_path / "list"
    if request.param == "macos":
        yield Case(LaunchAgent(folder), lambda: agent_off(folder))
    elif request.param == "windows":
        registry = Registry()
        monkeypatch.setitem(sys.modules, "winreg", registry)
        monkeypatch.setattr(run_key, "sys", Windows)

        def switch_off() -> None:
            registry.keys[run_key.APPROVED] = {run_key.VALUE: b"\x03\0\0\0"}

        yield Case(RunKey(), switch_off)
    else:
        yield Case(AutostartFile(folder), lambda: autostart_off(folder, request.param))


class Windows:
    """What the module asks of ``sys``."""

    platform = "win32"


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """A program that can be started."""
    return program_in(tmp_path, "cotter-authenticator")


def program_in(folder: Path, name: str) -> Path:
    file = folder / name
    file.write_text('#!/bin/sh\nprintf "%s\\n" "$0" "$@" > "$TOLD.new"; mv "$TOLD.new" "$TOLD"\n')
    file.chmod(0o755)
    return file


class TestContract:
    """Held by each of them."""

    def test_nothing_is_there_before_it_is_written(self, case: Case) -> None:
        assert case.entry.read() is EntryState.ABSENT

    def test_written_it_is_on(self, case: Case, app: Path) -> None:
        case.entry.write(app)
        assert case.entry.read() is EntryState.ON

    def test_a_program_that_has_gone_is_seen(self, case: Case, app: Path) -> None:
        case.entry.write(app)
        app.unlink()
        assert case.entry.read() is EntryState.STALE

    def test_switched_off_by_the_systems_own_tools_it_is_off(self, case: Case, app: Path) -> None:
        case.entry.write(app)
        case.switch_off()
        assert case.entry.read() is EntryState.OFF

    def test_written_again_it_is_on_again(self, case: Case, app: Path) -> None:
        case.entry.write(app)
        case.switch_off()
        case.entry.write(app)
        assert case.entry.read() is EntryState.ON

    def test_removed_nothing_is_left_and_removing_again_is_fine(
        self, case: Case, app: Path
    ) -> None:
        case.entry.write(app)
        case.switch_off()
        for _ in range(2):
            case.entry.remove()
            assert case.entry.read() is EntryState.ABSENT


class TestAutostartFile:
    """The file, as desktops read it."""

    @pytest.mark.parametrize("name", NAMES)
    def test_glib_starts_the_program_hidden_whatever_it_is_called(
        self, tmp_path: Path, name: str
    ) -> None:
        app = program_in(tmp_path, name)
        entry = AutostartFile(tmp_path / "autostart")
        entry.write(app)
        assert entry.read() is EntryState.ON
        told = tmp_path / "told"
        launch(tmp_path, told)
        wait_until(told.exists, "the program")
        assert told.read_text("utf-8").splitlines() == [str(app), "--hidden"]

    def test_where_the_program_has_gone_glib_starts_nothing(
        self, tmp_path: Path, app: Path
    ) -> None:
        AutostartFile(tmp_path / "autostart").write(app)
        app.unlink()
        with pytest.raises(subprocess.CalledProcessError):
            launch(tmp_path, tmp_path / "told")

    @pytest.mark.parametrize(
        ("content", "state"),
        [
            (b"", EntryState.ON),
            (b"[Other]\nHidden=true\n", EntryState.ON),
            (b"[Desktop Entry]\n#Hidden=true\n", EntryState.ON),
            (b"[Desktop Entry]\n Hidden = true \n", EntryState.OFF),
            (b"[Desktop Entry]\nHidden=false\nTryExec=/nowhere\n", EntryState.STALE),
            (b"[Desktop Entry]\nTryExec=sh\n", EntryState.ON),
            (b"\xff\xfe\0[Desktop", EntryState.ON),
            (b"[Desktop Entry]\n" + b"x" * 10**6 + b"\nHidden=true\n", EntryState.ON),
        ],
    )
    def test_what_others_wrote_is_read_as_a_desktop_reads_it(
        self, tmp_path: Path, content: bytes, state: EntryState
    ) -> None:
        (tmp_path / "cotter-authenticator.desktop").write_bytes(content)
        assert AutostartFile(tmp_path).read() is state

    @pytest.mark.parametrize(
        ("config", "expected"),
        [(None, "home/.config"), ("", "home/.config"), ("relative", "home/.config"), ("/c", "/c")],
    )
    def test_it_is_in_the_users_own_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, config: str | None, expected: str
    ) -> None:
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
        environment = {} if config is None else {"XDG_CONFIG_HOME": config}
        entry = own_login_entry(environment)
        assert entry == AutostartFile(tmp_path / expected / "autostart")

    def test_a_folder_that_can_not_be_written_is_said(self, tmp_path: Path, app: Path) -> None:
        (tmp_path / "autostart").write_bytes(b"")
        with pytest.raises(OSError, match="autostart"):
            AutostartFile(tmp_path / "autostart").write(app)


def launch(folder: Path, told: Path) -> None:
    subprocess.run(
        [program("gio"), "launch", str(folder / "autostart" / "cotter-authenticator.desktop")],
        env={"TOLD": str(told), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
        capture_output=True,
        check=True,
        timeout=PATIENCE,
    )
