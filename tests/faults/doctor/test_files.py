"""The doctor names what is wrong with folders, files and settings, and what mends it."""

import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from desktop.diagnosis.files import TRIED_BYTES
from desktop.diagnosis.finding import Check, Finding, Outcome, Verdict
from desktop.foundation.errors import KeystoreLockedError
from desktop.foundation.settings import FORMAT
from desktop.session.history import Deed, Entry, History
from tests.faults.doctor.examined import findings, paths_of


@pytest.fixture
def full_disk() -> Iterator[None]:
    """No file may grow to what the doctor tries to write, as on a disk without room."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (TRIED_BYTES // 2, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_new_installation_is_fine_but_for_the_service(home: Path) -> None:
    found = findings(paths_of(home))
    assert found[Check.FILES].outcome is Outcome.FINE
    assert found[Check.SETTINGS].outcome is Outcome.FINE
    assert found[Check.SERVICE].outcome is Outcome.NO_PROFILE


def test_a_folder_that_is_none_is_named(home: Path) -> None:
    paths = paths_of(home)
    paths.data.rmdir()
    paths.data.write_text("not a folder", "utf-8")
    named = findings(paths)[Check.FILES]
    assert (named.outcome, named.exit_code) == (Outcome.FOLDER_UNWRITABLE, 1)
    assert str(paths.data) in named.text


def test_a_folder_where_nothing_may_be_written_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = paths_of(home)
    # Root may write anywhere; what the system says to everybody else is said here.
    monkeypatch.setattr(os, "access", lambda folder, _: Path(folder) != paths.config)
    named = findings(paths)[Check.FILES]
    assert named.outcome is Outcome.FOLDER_UNWRITABLE
    assert str(paths.config) in named.text


@pytest.mark.usefixtures("full_disk")
def test_a_full_disk_is_named(home: Path) -> None:
    named = findings(paths_of(home))[Check.FILES]
    assert (named.outcome, named.exit_code) == (Outcome.DISK_FULL, 1)
    assert "Make some" in named.text


def test_nothing_is_left_of_what_was_tried(home: Path) -> None:
    paths = paths_of(home)
    findings(paths)
    assert [one for one in home.rglob("*") if one.is_file()] == []


def test_files_of_another_user_are_named_with_the_command_that_gives_them_back(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = paths_of(home)
    (paths.state / "keystore.json").write_text("{}", "utf-8")
    someone_else = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: someone_else)
    named = findings(paths)[Check.FILES]
    assert named.outcome is Outcome.FOREIGN_OWNER
    assert f"sudo chown -R {someone_else}" in named.text


def test_a_vault_file_that_others_can_read_is_named(home: Path) -> None:
    paths = paths_of(home)
    paths.vault_file.write_text("{}", "utf-8")
    paths.vault_file.chmod(0o644)
    named = findings(paths)[Check.FILES]
    assert (named.verdict, named.outcome) == (Verdict.WARNING, Outcome.OPEN_TO_OTHERS)
    assert "chmod 600" in named.text


def test_a_vault_file_that_is_a_link_is_named(home: Path, tmp_path: Path) -> None:
    paths = paths_of(home)
    paths.vault_file.symlink_to(tmp_path / "elsewhere")
    assert findings(paths)[Check.FILES].outcome is Outcome.LINKED_ELSEWHERE


def test_a_runtime_folder_that_is_gone_is_named(home: Path, tmp_path: Path) -> None:
    environment = {"XDG_RUNTIME_DIR": str(tmp_path / "gone")}
    named = findings(paths_of(home), environment=environment)[Check.FILES]
    assert named.outcome is Outcome.RUNTIME_MISSING


def test_broken_lines_of_the_history_are_counted(home: Path) -> None:
    paths = paths_of(home)
    History(paths.history_file).add(Entry(time.time(), "p", Deed.SIGNED_IN))
    with paths.history_file.open("a", encoding="utf-8") as file:
        file.write("half a li\n[1, 2\n")
    named = findings(paths)[Check.FILES]
    assert named.outcome is Outcome.HISTORY_DAMAGED
    assert named.text.startswith("2 lines")


def test_settings_that_were_broken_and_newer_ones_are_named(home: Path) -> None:
    paths = paths_of(home)
    paths.settings_file.write_text("{", "utf-8")
    assert findings(paths)[Check.SETTINGS].outcome is Outcome.SETTINGS_BROKEN
    (aside,) = paths.config.glob("*.broken")
    aside.unlink()
    paths.settings_file.write_text(f'{{"format": {FORMAT + 1}}}', "utf-8")
    assert findings(paths)[Check.SETTINGS].outcome is Outcome.SETTINGS_NEWER


def test_a_damaged_list_of_profiles_is_named(home: Path) -> None:
    paths = paths_of(home)
    paths.profiles_file.write_text("[]", "utf-8")
    named = findings(paths)[Check.PROFILES]
    assert (named.outcome, named.exit_code) == (Outcome.PROFILES_DAMAGED, 1)


def test_without_a_display_and_without_a_tray_are_two_things(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":59999")  # where no server is
    paths = paths_of(home)
    assert findings(paths)[Check.TRAY].outcome is Outcome.NO_DISPLAY
    shown = findings(paths, environment={"DISPLAY": ":59999"})[Check.TRAY]
    assert (shown.verdict, shown.outcome) == (Verdict.WARNING, Outcome.NO_TRAY)


def test_a_check_that_hangs_does_not_keep_the_others_from_being_told(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = Event()

    def hanging(_: object) -> list[Finding]:
        answered.wait()
        return []

    monkeypatch.setattr("desktop.diagnosis.examination.examine_tray", hanging)
    try:
        found = findings(paths_of(home), vault=KeystoreLockedError(), seconds=1.0)
    finally:
        answered.set()
    assert found[Check.TRAY].outcome is Outcome.TOO_SLOW
    assert found[Check.KEYSTORE].outcome is Outcome.KEYSTORE_LOCKED
