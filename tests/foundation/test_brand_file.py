"""The system's brand counts only where nobody but the administrator can have written it."""

import os
from pathlib import Path

import pytest

from desktop.foundation.brand_errors import (
    BrandError,
    BrandInvalidError,
    BrandNotOwnedError,
    BrandUnreadableError,
)
from desktop.foundation.brand_file import SYSTEM_FOLDERS, BrandPlaces, BrandSource, load_brand

US = os.getuid()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that stands for /etc/xdg/cotter-authenticator."""
    made = tmp_path / "etc"
    made.mkdir(mode=0o755)
    # Those above it are pytest's own: they belong to us, and nobody else may write there.
    return made


def _write(file: Path, name: str = "Example") -> Path:
    file.write_text(f'format = 1\nname = "{name}"\n')
    file.chmod(0o644)
    return file


def _problem(places: BrandPlaces) -> BrandError:
    loaded = load_brand(places)
    assert loaded.brand is None
    assert loaded.problem is not None
    return loaded.problem


def test_without_a_file_there_is_none(folder: Path) -> None:
    loaded = load_brand(BrandPlaces(folder / "brand.toml", folder / "package" / "brand.toml"))
    assert loaded.brand is None
    assert loaded.problem is None
    assert loaded.source is BrandSource.NONE


def test_the_systems_counts_and_outranks_the_packages(folder: Path) -> None:
    places = BrandPlaces(
        _write(folder / "brand.toml", "System"), _write(folder / "built-in.toml", "Package"), US
    )
    loaded = load_brand(places)
    assert loaded.brand is not None
    assert (loaded.brand.name, loaded.source) == ("System", BrandSource.SYSTEM)


def test_a_brand_that_does_not_count_leaves_the_packages_in_force(folder: Path) -> None:
    system = _write(folder / "brand.toml", "System")
    system.chmod(0o666)
    loaded = load_brand(BrandPlaces(system, _write(folder / "built-in.toml", "Package"), US))
    assert loaded.brand is not None
    assert (loaded.brand.name, loaded.source) == ("Package", BrandSource.PACKAGE)
    assert isinstance(loaded.problem, BrandNotOwnedError)


def test_a_file_of_somebody_else_does_not_count(folder: Path) -> None:
    system = _write(folder / "brand.toml")
    error = _problem(BrandPlaces(system, None, US + 1))
    assert isinstance(error, BrandNotOwnedError)
    assert "belongs to somebody else" in str(error)


@pytest.mark.parametrize("mode", [0o664, 0o646, 0o666])
def test_a_file_that_others_may_write_does_not_count(folder: Path, mode: int) -> None:
    system = _write(folder / "brand.toml")
    system.chmod(mode)
    error = _problem(BrandPlaces(system, None, US))
    assert "can be written by others" in str(error)


@pytest.mark.parametrize("mode", [0o775, 0o757, 0o777])
def test_nor_does_one_in_a_folder_that_others_may_write(folder: Path, mode: int) -> None:
    system = _write(folder / "brand.toml")
    folder.chmod(mode)
    error = _problem(BrandPlaces(system, None, US))
    assert str(folder) in str(error)


def test_nor_does_a_link_wherever_it_leads(folder: Path) -> None:
    real = _write(folder / "real.toml")
    link = folder / "brand.toml"
    link.symlink_to(real)
    assert isinstance(_problem(BrandPlaces(link, None, US)), BrandUnreadableError)


def test_nor_does_one_behind_a_folder_that_is_a_link(folder: Path) -> None:
    _write(folder / "brand.toml")
    link = folder.with_name("link")
    link.symlink_to(folder)
    error = _problem(BrandPlaces(link / "brand.toml", None, US))
    assert "symbolic link" in str(error)


def test_what_is_no_file_is_not_waited_for(folder: Path) -> None:
    pipe = folder / "brand.toml"
    os.mkfifo(pipe)
    assert isinstance(_problem(BrandPlaces(pipe, None, US)), BrandNotOwnedError)


def test_what_is_no_text_is_said(folder: Path) -> None:
    system = folder / "brand.toml"
    system.write_bytes(b"\xff\xfe")
    system.chmod(0o644)
    assert isinstance(_problem(BrandPlaces(system, None, US)), BrandUnreadableError)


def test_a_fault_in_it_names_the_file(folder: Path) -> None:
    system = folder / "brand.toml"
    system.write_text('format = 1\nname = "A"\nwhat = 1\n')
    system.chmod(0o644)
    error = _problem(BrandPlaces(system, None, US))
    assert isinstance(error, BrandInvalidError)
    assert str(system) in str(error)


def test_no_variable_leads_to_another_one(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    for name in ("XDG_CONFIG_DIRS", "XDG_CONFIG_HOME", "ProgramData", "HOME"):
        monkeypatch.setenv(name, str(folder))
    places = BrandPlaces.of_this_system("")
    assert places.system is not None
    assert places.system.parent in SYSTEM_FOLDERS.values()
    assert places.package is None
