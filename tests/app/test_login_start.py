"""The app starts at login once somebody has signed in, and then as that person wants it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.foundation.errors import FileUnwritableError
from desktop.foundation.settings import Settings, load_settings, starts_at_login
from desktop.login_start import LoginStart
from desktop.session.snapshot import SessionFact
from desktop.system.autostart_file import AutostartFile
from desktop.system.login_entry import EntryState
from tests.doubles.held_store import HeldStore
from tests.parts.child import CHECKOUT, PATIENCE
from tests.parts.open_app import OpenApp
from tests.parts.service import Service

WANTED, UNWANTED = Settings(start_at_login=True), Settings(start_at_login=False)


class Place:
    """A user's autostart folder, and a program in it."""

    def __init__(self, folder: Path) -> None:
        self.entry = AutostartFile(folder / "autostart")
        self.file = self.entry.folder / "cotter-authenticator.desktop"
        self.program = folder / "program"
        self.program.write_text("#!/bin/sh\n")
        self.program.chmod(0o755)
        self._state = folder / "state"

    def start(self, program: Path | None = None) -> LoginStart:
        """As each start of the app makes it."""
        return LoginStart(lambda: self.entry, program or self.program, self._state)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


class TestFollowing:
    """The table of ``login_start.py``."""

    def test_who_only_looks_leaves_nothing(self, place: Place) -> None:
        assert place.start().follow(WANTED, is_signed_in=False)
        assert place.entry.read() is EntryState.ABSENT

    def test_once_somebody_has_signed_in_it_is_made(self, place: Place) -> None:
        assert place.start().follow(WANTED, is_signed_in=True)
        assert place.entry.read() is EntryState.ON
        assert f"TryExec={place.program}\n" in place.file.read_text("utf-8")

    def test_where_it_is_not_wanted_it_is_not_made(self, place: Place) -> None:
        assert not place.start().follow(UNWANTED, is_signed_in=True)
        assert place.entry.read() is EntryState.ABSENT

    @pytest.mark.parametrize("is_signed_in", [True, False])
    def test_taken_out_by_hand_it_stays_out(self, place: Place, is_signed_in: bool) -> None:
        place.start().follow(WANTED, is_signed_in=True)
        place.file.unlink()
        assert not place.start().follow(WANTED, is_signed_in=is_signed_in)
        assert place.entry.read() is EntryState.ABSENT

    @pytest.mark.parametrize("made_before", [True, False])
    def test_switched_off_by_the_desktop_it_is_left_so(
        self, place: Place, made_before: bool
    ) -> None:
        place.start().follow(WANTED, is_signed_in=made_before)
        place.file.parent.mkdir(exist_ok=True)
        place.file.write_text("[Desktop Entry]\nHidden=true\n", "utf-8")
        assert not place.start().follow(WANTED, is_signed_in=True)
        assert place.file.read_text("utf-8") == "[Desktop Entry]\nHidden=true\n"

    def test_switched_on_by_the_desktop_it_is_on(self, place: Place) -> None:
        place.entry.write(place.program)
        assert place.start().follow(UNWANTED, is_signed_in=False)

    def test_a_program_that_has_moved_is_named_anew(self, place: Place) -> None:
        place.start().follow(WANTED, is_signed_in=True)
        moved = place.program.rename(place.program.with_name("elsewhere"))
        assert place.start(moved).follow(WANTED, is_signed_in=False)
        assert f"TryExec={moved}\n" in place.file.read_text("utf-8")

    def test_of_two_programs_the_one_that_is_there_stays(
        self, place: Place, tmp_path: Path
    ) -> None:
        place.start().follow(WANTED, is_signed_in=True)
        assert place.start(tmp_path / "another").follow(WANTED, is_signed_in=True)
        assert f"TryExec={place.program}\n" in place.file.read_text("utf-8")

    def test_what_a_person_changed_in_the_file_is_kept(self, place: Place) -> None:
        place.start().follow(WANTED, is_signed_in=True)
        changed = place.file.read_text("utf-8") + "X-GNOME-Autostart-Delay=20\n"
        place.file.write_text(changed, "utf-8")
        assert place.start().follow(WANTED, is_signed_in=True)
        assert place.file.read_text("utf-8") == changed

    def test_a_list_that_can_not_be_written_is_said_and_tried_again(self, place: Place) -> None:
        place.entry.folder.write_bytes(b"")
        with pytest.raises(FileUnwritableError):
            place.start().follow(WANTED, is_signed_in=True)
        place.entry.folder.unlink()
        assert place.start().follow(WANTED, is_signed_in=True)
        assert place.entry.read() is EntryState.ON


class TestLocked:
    """By a brand: nobody changes it with the desktop's tools."""

    @pytest.mark.parametrize("content", [None, "[Desktop Entry]\nHidden=true\n"])
    def test_on_it_comes_back_however_it_went(self, place: Place, content: str | None) -> None:
        place.start().hold(WANTED, is_signed_in=True)
        place.file.unlink()
        if content is not None:
            place.file.write_text(content, "utf-8")
        assert place.start().hold(WANTED, is_signed_in=False)
        assert place.entry.read() is EntryState.ON

    def test_on_it_waits_for_somebody_who_signs_in(self, place: Place) -> None:
        assert place.start().hold(WANTED, is_signed_in=False)
        assert place.entry.read() is EntryState.ABSENT

    def test_off_it_is_taken_out_whoever_put_it_in(self, place: Place) -> None:
        place.entry.write(place.program)
        assert not place.start().hold(UNWANTED, is_signed_in=True)
        assert place.entry.read() is EntryState.ABSENT


class TestChoosing:
    """In the settings."""

    def test_off_leaves_nothing_and_on_brings_it_back(self, place: Place) -> None:
        place.start().follow(WANTED, is_signed_in=True)
        place.start().choose(wanted=False)
        assert place.entry.read() is EntryState.ABSENT
        assert not place.start().follow(UNWANTED, is_signed_in=True)
        place.start().choose(wanted=True)
        assert place.entry.read() is EntryState.ON

    def test_on_also_where_nobody_has_signed_in(self, place: Place) -> None:
        place.start().choose(wanted=True)
        assert place.start().follow(WANTED, is_signed_in=False)
        assert place.entry.read() is EntryState.ON


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AutostartFile:
    """As from a package, in the user's own folders; gives where the entry goes."""
    program = tmp_path / "cotter-authenticator"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for name in ("CONFIG", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "user" / name))
    monkeypatch.delenv("COTTER_AUTHENTICATOR_HOME")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    return AutostartFile.from_environment(os.environ)


class TestTheApp:
    """The same with window, keystore and service."""

    async def test_from_a_package_signing_in_makes_it_and_resetting_removes_it(
        self, qapp: QApplication, service: Service, held: HeldStore, installed: AutostartFile
    ) -> None:
        async with OpenApp() as app:
            await app.until_open()
            await app.beat()
            assert app.overview.can_start_at_login
            assert installed.read() is EntryState.ABSENT
            await app.sign_in(service)
            await app.beat()
            assert installed.read() is EntryState.ON
            app.commands.reset()
            await app.until(lambda: installed.read() is EntryState.ABSENT, "the reset")
            await app.until(lambda: app.overview.active() is None, "the end of the reset")
            await app.beat()
            assert installed.read() is EntryState.ABSENT

    async def test_switched_off_by_the_desktop_while_it_runs_the_setting_follows(
        self, qapp: QApplication, service: Service, held: HeldStore, installed: AutostartFile
    ) -> None:
        async with OpenApp() as app:
            await app.sign_in(service)
            await app.beat()
            assert starts_at_login(app.commands.loaded.settings)
            file = installed.folder / "cotter-authenticator.desktop"
            file.write_text(file.read_text("utf-8") + "Hidden=true\n", "utf-8")
            await app.beat()
            assert not starts_at_login(app.commands.loaded.settings)
            assert not starts_at_login(load_settings(app.paths.settings_file).settings)
            app.commands.change_settings(Settings(start_at_login=True))
            assert installed.read() is EntryState.ON

    async def test_a_list_that_can_not_be_written_is_said_to_who_chooses(
        self, qapp: QApplication, installed: AutostartFile
    ) -> None:
        installed.folder.parent.mkdir(parents=True)
        installed.folder.write_bytes(b"")
        async with OpenApp() as app:
            await app.until_open()
            app.commands.change_settings(Settings(start_at_login=False))
            app.commands.change_settings(Settings(start_at_login=True))
            await app.until(
                lambda: isinstance(app.overview.problem, FileUnwritableError), "the reason"
            )
            assert not starts_at_login(app.commands.loaded.settings)

    @pytest.mark.usefixtures("qapp", "held")
    async def test_a_home_of_its_own_is_not_left(
        self,
        home: Path,
        service: Service,
        installed: AutostartFile,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("COTTER_AUTHENTICATOR_HOME", str(home))
        async with OpenApp() as app:
            await app.sign_in(service)
            await app.beat()
            assert not app.overview.can_start_at_login
            assert app.shown.session is SessionFact.ACTIVE
        assert installed.read() is EntryState.ABSENT
        assert not installed.folder.parent.exists()


def test_the_command_that_removes_everything_removes_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("COTTER_AUTHENTICATOR_KEYSTORE", "memory")
    monkeypatch.delenv("COTTER_AUTHENTICATOR_HOME")
    entry = AutostartFile.from_environment(os.environ)
    entry.write(Path(sys.executable))
    program = "import sys; sys.frozen = True; from desktop.__main__ import main; sys.exit(main())"
    said = subprocess.run(
        [sys.executable, "-c", program, "reset", "--yes"],
        cwd=CHECKOUT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (said.returncode, said.stderr) == (0, "All records and files were removed.\n")
    assert entry.read() is EntryState.ABSENT
