"""Where the files are."""

import os
from pathlib import Path

import pytest

from desktop.foundation.clock import SystemClock
from desktop.foundation.paths import Paths
from desktop.foundation.resources import resource


def test_a_home_of_its_own_holds_everything(tmp_path: Path) -> None:
    paths = Paths.from_environment({"COTTER_AUTHENTICATOR_HOME": str(tmp_path)})
    files = [
        paths.profiles_file, paths.settings_file, paths.vault_file, paths.history_file,
        paths.keystore_file, paths.profile_folder("profile-1"), paths.runtime,
    ]  # fmt: skip
    assert all(file.is_relative_to(tmp_path) for file in files)
    assert len(set(files)) == len(files)


def test_a_relative_home_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    paths = Paths.from_environment({"COTTER_AUTHENTICATOR_HOME": "here"})
    assert paths.config == tmp_path / "here" / "config"


def test_without_one_the_platforms_folders_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COTTER_AUTHENTICATOR_HOME")
    paths = Paths.from_environment(os.environ)
    assert paths.config == Path(os.environ["XDG_CONFIG_HOME"]) / "cotter-authenticator"
    assert paths.runtime == Path(os.environ["XDG_RUNTIME_DIR"]) / "cotter-authenticator"


def test_without_a_runtime_folder_of_the_login_none_that_others_can_make_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("COTTER_AUTHENTICATOR_HOME")
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    paths = Paths.from_environment(os.environ)
    assert paths.runtime.is_relative_to(paths.state)


@pytest.mark.parametrize("kind", ["missing", "relative", "of another user", "read-only"])
def test_a_runtime_folder_that_is_not_ours_to_write_is_not_taken(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COTTER_AUTHENTICATOR_HOME")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "relative").mkdir()
    folder = tmp_path / kind
    if kind in ("of another user", "read-only"):
        folder.mkdir(mode=0o500)
    if kind == "of another user":
        monkeypatch.setattr("os.getuid", lambda: folder.stat().st_uid + 1)
    if kind == "read-only":
        # Root may write everywhere but where the file system itself can't be written.
        monkeypatch.setattr("os.access", lambda *_: False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", kind if kind == "relative" else str(folder))
    paths = Paths.from_environment(os.environ)
    assert paths.runtime.is_relative_to(paths.state)


def test_the_programs_own_files_are_found_and_a_missing_one_is_said() -> None:
    assert resource("icons/app/cotter-authenticator.svg").is_file()
    with pytest.raises(FileNotFoundError, match=r"nothing\.svg"):
        resource("nothing.svg")


def test_the_systems_clock_goes_on_and_knows_its_boot() -> None:
    clock = SystemClock()
    assert clock.boot() <= clock.boot()
    assert clock.wall() > 1_700_000_000
    assert clock.boot_id() == SystemClock().boot_id() != ""
