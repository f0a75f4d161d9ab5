"""When the package is built anew, and what is said where it can’t be installed."""

import os
import shutil
from pathlib import Path

import pytest

from tests.installed import hindrance as module
from tests.installed.hindrance import hindrance
from tests.installed.package import is_fresh


def file(folder: Path, name: str, at: int) -> Path:
    made = folder / name
    made.touch()
    os.utime(made, (at, at))
    return made


def test_a_package_is_built_where_there_is_none_or_a_source_is_newer(tmp_path: Path) -> None:
    package = file(tmp_path, "app.deb", 100)
    older, newer = file(tmp_path, "older.py", 99), file(tmp_path, "newer.py", 101)
    assert is_fresh(package, [older])
    assert not is_fresh(package, [older, newer])
    assert not is_fresh(None, [])


def test_who_is_not_root_is_told_why_nothing_is_played(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert hindrance().endswith("you are not root")


def test_what_is_missing_is_named_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(
        shutil, "which", lambda name: None if name == "debootstrap" else "/bin/true"
    )
    assert hindrance().endswith("as root: apt-get install debootstrap")


def test_a_system_without_namespaces_is_no_place_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda _: "/bin/true")
    monkeypatch.setattr(module, "namespaces", tuple)
    assert "gives no mount and process namespaces" in hindrance()
