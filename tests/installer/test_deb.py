"""The Debian package, made by Debian's tools of a small folder: what it says and what is in it."""

import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.installer.deb import LOADED_LATER, RECOMMENDS, build_deb
from desktop.installer.freezing import Places
from desktop.installer.product import Product
from tests.installer.conftest import LIBRARY
from tests.parts.child import PATIENCE

NAME = "cotter-authenticator"


@pytest.fixture(scope="module")
def package(make_places: Callable[[], Places], product: Product, papers: Path) -> Path:
    return build_deb(make_places(), product, papers)


def said(*command: str) -> str:
    return subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=PATIENCE
    ).stdout


def fields(package: Path) -> dict[str, str]:
    text = said("dpkg-deb", "--field", str(package))
    pairs = (line.split(": ", 1) for line in text.splitlines() if line[:1] not in {" ", ""})
    return dict(pairs)


def test_it_says_what_debian_asks_of_a_package(package: Path) -> None:
    found = fields(package)
    machine = said("dpkg", "--print-architecture").strip()
    assert package.name == f"{NAME}_0.1.0_{machine}.deb"
    assert (found["Package"], found["Version"]) == (NAME, "0.1.0")
    assert found["Architecture"] == machine
    assert (found["Section"], found["Priority"]) == ("utils", "optional")
    assert int(found["Installed-Size"]) > 0
    assert "<" in found["Maintainer"]
    description = said("dpkg-deb", "--field", str(package), "Description").splitlines()
    assert len(description[0]) < 80
    assert all(len(line) <= 80 and line.startswith(" ") for line in description[1:])


def test_it_depends_on_what_it_links_and_on_what_is_opened_later(package: Path) -> None:
    found = fields(package)
    depends = found["Depends"].split(", ")
    assert any(one.startswith("libc6 (>= ") for one in depends)
    assert set(LOADED_LATER) <= set(depends)
    assert found["Recommends"].split(", ") == list(RECOMMENDS)


def test_what_debian_has_is_left_out_and_our_own_stays(package: Path) -> None:
    names = [line.split()[5] for line in said("dpkg-deb", "--contents", str(package)).splitlines()]
    inside = f"./usr/lib/{NAME}/_internal"
    assert f"{inside}/ours.so" in names
    assert f"{inside}/{LIBRARY}" not in names


def test_files_are_roots_and_only_the_program_is_run(package: Path) -> None:
    for line in said("dpkg-deb", "--contents", str(package)).splitlines():
        mode, owner, *_, name = line.split(maxsplit=5)
        assert owner == "root/root"
        is_run = name == f"./usr/lib/{NAME}/{NAME}"
        if mode.startswith("-"):
            assert mode == ("-rwxr-xr-x" if is_run else "-rw-r--r--"), line
        elif mode.startswith("d"):
            assert mode == "drwxr-xr-x", line
        else:
            assert name == f"./usr/bin/{NAME} -> ../lib/{NAME}/{NAME}"


def test_its_sums_are_those_of_its_files(package: Path, tmp_path: Path) -> None:
    said("dpkg-deb", "--raw-extract", str(package), str(tmp_path / "all"))
    root = tmp_path / "all"
    listed = {}
    for line in (root / "DEBIAN" / "md5sums").read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        listed[name] = digest
    files = [one for one in (root / "usr").rglob("*") if one.is_file() and not one.is_symlink()]
    assert listed == {
        str(file.relative_to(root)): hashlib.md5(file.read_bytes()).hexdigest()  # noqa: S324 - dpkg's
        for file in files
    }
    assert any(name.endswith("changelog.gz") for name in listed)
    assert any(name.endswith("licenses/python.txt") for name in listed)


def test_the_same_folder_gives_the_same_package(
    package: Path, make_places: Callable[[], Places], product: Product, papers: Path
) -> None:
    again = build_deb(make_places(), product, papers)
    assert again != package
    assert again.read_bytes() == package.read_bytes()
