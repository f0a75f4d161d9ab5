"""A frozen folder of two small files, from which the real steps make real packages."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.installer.freezing import NAME, Places
from desktop.installer.product import PACKAGE, Product
from tests.parts.child import CHECKOUT

LIBRARY = "libz.so.1"
MADE_AT = 1_780_000_000


@pytest.fixture(scope="session")
def product() -> Product:
    """The app under its own name."""
    return Product(
        name="Cotter Authenticator",
        package=PACKAGE,
        version="0.1.0",
        icon=CHECKOUT / "resources/icons/app/cotter-authenticator.svg",
        made_at=MADE_AT,
    )


@pytest.fixture(scope="session")
def make_places(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Places]:
    """New places, each with a program that ends well at once, and a library of the system's."""

    def make() -> Places:
        folder = tmp_path_factory.mktemp("build")
        places = Places(CHECKOUT, folder / "work", folder / "dist")
        internal = places.frozen / "_internal"
        internal.mkdir(parents=True)
        places.results.mkdir()
        shutil.copy("/bin/true", places.frozen / NAME)
        found = next(Path("/usr/lib").glob(f"*-linux-gnu/{LIBRARY}"))
        shutil.copy(found.resolve(), internal / LIBRARY)
        shutil.copy("/bin/true", internal / "ours.so")
        return places

    return make


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the bill of materials would have written."""
    folder = tmp_path_factory.mktemp("papers")
    (folder / "sbom.cdx.json").write_text("{}\n", "utf-8")
    (folder / "licenses").mkdir()
    (folder / "licenses" / "python.txt").write_text("its text\n", "utf-8")
    return folder
