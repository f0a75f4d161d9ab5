"""The app of this checkout is really frozen, proved, and looked through."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import shiboken6

from desktop import __version__
from desktop.installer.bill_of_materials import write_papers
from desktop.installer.freezing import (
    NAME,
    Places,
    foreign_folders,
    freeze,
    frozen_modules,
    lay_out_support_code,
)
from desktop.installer.left_out import FILES
from desktop.installer.product import Product
from desktop.installer.proof import prove_commands, prove_sign_in, prove_window
from desktop.installer.sizes import Result, keep_bounds
from tests.parts.child import CHECKOUT, PATIENCE
from tests.system.test_lean_qt import EXPLAINING, LEAN

pytestmark = [pytest.mark.long, pytest.mark.timeout(400)]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    folder = tmp_path_factory.mktemp("frozen")
    places = Places(CHECKOUT, folder / "work", folder / "dist")
    places.laid_out.mkdir(parents=True)
    lay_out_support_code(places)
    freeze(places)
    return places


def test_it_works_before_it_is_packed(places: Places) -> None:
    program = places.frozen / NAME
    prove_commands(program, __version__)
    prove_sign_in(program)
    prove_window(program)


def test_each_line_of_what_is_left_out_leaves_something_out(places: Places) -> None:
    names = (places.work / "left-out.txt").read_text("utf-8").splitlines()
    idle = [one.pattern for one in FILES if not any(re.match(one.pattern, name) for name in names)]
    assert idle == []
    kept = {str(file.relative_to(places.frozen / "_internal")) for file in files_of(places)}
    assert not kept & set(names)


def files_of(places: Places) -> list[Path]:
    return [file for file in (places.frozen / "_internal").rglob("*") if file.is_file()]


def test_nothing_of_the_tests_or_the_build_comes_along(places: Places) -> None:
    listed = (places.work / "frozen-modules.txt").read_text("utf-8").split()
    for name in ("tests", "pytest", "PyInstaller", "desktop.installer", "tkinter"):
        assert not [one for one in listed if one == name or one.startswith(f"{name}.")]
    assert "desktop.commands.token" in listed
    # The shells and desktops of the packages are not of the app.
    assert not [file for file in files_of(places) if file.suffix in {".nsi", ".desktop", ".plist"}]


def test_no_library_looks_for_others_where_it_was_built(places: Places) -> None:
    assert [one for one in files_of(places) if foreign_folders(one)] == []


def test_a_wrong_argument_is_still_explained_by_what_is_laid_out(
    places: Places, tmp_path: Path
) -> None:
    shutil.copytree(Path(shiboken6.__file__).parent, tmp_path / "shiboken6")
    laid_out = places.laid_out / "shiboken6" / "files.dir"
    shutil.copytree(laid_out, tmp_path / "shiboken6" / "files.dir")
    assert list(laid_out.rglob("*.pyc"))
    explained = subprocess.run(
        [sys.executable, "-c", LEAN + EXPLAINING],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    ).stdout
    assert explained.count("setInterval(msec: int, /)") == 2


def test_it_has_its_size_and_every_part_its_papers(
    places: Places, product: Product, tmp_path: Path
) -> None:
    keep_bounds([Result.of_folder("folder", places.frozen)])
    parts = write_papers(places.frozen, frozen_modules(places), product, tmp_path / "papers")
    assert [part.name for part in parts if part.license == "unknown"] == []
    assert {"python", "PySide6_Essentials", "httpx"} <= {part.name for part in parts}
    assert json.loads((tmp_path / "papers" / "sbom.cdx.json").read_text("utf-8"))["components"]


def test_a_command_of_it_loads_no_qt(places: Places) -> None:
    environment = {"HOME": str(places.work), "LD_DEBUG": "files"}
    ended = subprocess.run(
        [str(places.frozen / NAME), "profile", "list"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert "libpython" in ended.stderr
    assert "libQt6" not in ended.stderr
