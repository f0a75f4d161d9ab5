"""The archive's ``install.sh``: into a home of anybody's, and out of it again."""

import os
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.installer.archive import build_archive
from desktop.installer.freezing import Places
from desktop.installer.product import Product
from tests.parts.child import CHECKOUT, PATIENCE

NAME = "cotter-authenticator"
HOMES = ("maya", "maya o’neil", "a&b|c")


@pytest.fixture(scope="module")
def unpacked(
    make_places: Callable[[], Places],
    product: Product,
    papers: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The archive's only folder."""
    places = make_places()
    (places.frozen / "_internal" / "needs").write_bytes(b"\0GLIBC_2.17\0GLIBC_2.4\0")
    (places.frozen / "_internal" / "needs.so").write_bytes(b"\0GLIBC_2.17\0GLIBC_2.4\0")
    file = build_archive(places, product, papers, "x86_64")
    assert file.name == f"{NAME}-0.1.0-linux-x86_64.tar.xz"
    target = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(file) as archive:
        members = archive.getmembers()
        assert {(one.uid, one.gid) for one in members} == {(0, 0)}
        archive.extractall(target)  # noqa: S202 - made a moment ago
    (folder,) = target.iterdir()
    assert folder.name == f"{NAME}-0.1.0"
    return folder


def install(
    unpacked: Path, home: Path, *words: str, first: Path | None = None
) -> subprocess.CompletedProcess[str]:
    path = "/usr/bin:/bin" if first is None else f"{first}:/usr/bin:/bin"
    return subprocess.run(
        [str(unpacked / "install.sh"), *words],
        env={"HOME": str(home), "PATH": path, "LANG": "C.UTF-8"},
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def files_of(home: Path) -> set[str]:
    return {
        str(file.relative_to(home))
        for file in home.rglob("*")
        if (file.is_file() or file.is_symlink()) and file.name not in CACHES
    }


CACHES = {"mimeinfo.cache", "icon-theme.cache"}
"""Written by the tools that are told of a change; they are the desktop's."""


@pytest.mark.parametrize("name", HOMES)
def test_it_installs_for_one_user_and_takes_everything_away_again(
    name: str, unpacked: Path, tmp_path: Path
) -> None:
    home = tmp_path / name
    mine = home / ".local" / "share" / "applications" / "mine.desktop"
    mine.parent.mkdir(parents=True)
    mine.write_text("[Desktop Entry]\nType=Application\nName=Mine\nExec=true\n", "utf-8")
    before = files_of(home)
    ended = install(unpacked, home)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "look for “Cotter Authenticator” in the menu" in ended.stdout
    program = home / ".local" / "bin" / NAME
    assert subprocess.run([str(program)], check=False, timeout=PATIENCE).returncode == 0
    entry = home / ".local/share/applications" / f"{NAME}.desktop"
    judged = subprocess.run(
        ["desktop-file-validate", "--no-hints", str(entry)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert judged.stdout == ""
    lines = entry.read_text("utf-8").splitlines()
    tried = next(line for line in lines if line.startswith("TryExec=")).partition("=")[2]
    assert os.access(tried, os.X_OK)
    assert [line for line in lines if line.startswith("Exec=")] == [
        f'Exec="{tried}" %u',
        f'Exec="{tried}" --hidden',
        f'Exec="{tried}" --demo',
    ]
    assert install(unpacked, home).returncode == 0
    removed = install(unpacked, home, "remove")
    assert (removed.returncode, removed.stderr) == (0, "")
    assert "Your sessions are kept" in removed.stdout
    assert files_of(home) == before


def test_it_says_what_an_older_system_lacks_and_installs_nothing(
    unpacked: Path, tmp_path: Path
) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    home = tmp_path / "home"
    home.mkdir()
    for answer, sentence in (
        ("echo glibc 2.3", "This system has glibc 2.3; the app needs glibc "),
        ("exit 1", "This system has no glibc; the app needs glibc "),
    ):
        (tools / "getconf").write_text(f"#!/bin/sh\n{answer}\n", "utf-8")
        (tools / "getconf").chmod(0o755)
        ended = install(unpacked, home, first=tools)
        assert ended.returncode == 1
        assert ended.stderr.startswith(sentence)
        assert ended.stderr.rstrip().endswith("Nothing was installed.")
        assert files_of(home) == set()


def test_the_scripts_that_build_and_install_are_clean() -> None:
    scripts = [CHECKOUT / "resources/installer/linux/install.sh", CHECKOUT / ".ci/system-packages"]
    ended = subprocess.run(
        ["shellcheck", *map(str, scripts)],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert ended.returncode == 0, ended.stdout
