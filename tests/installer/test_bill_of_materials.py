"""The bill of materials has what CycloneDX asks for, and every part the text of its licence."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.installer import bill_of_materials
from desktop.installer.bill_of_materials import Part, write_papers
from desktop.installer.freezing import Places
from desktop.installer.product import Product
from desktop.installer.step import StepError
from tests.installer.conftest import LIBRARY

MODULES = {"PySide6", "shiboken6", "httpx", "h11", "keyring", "cryptography", "segno", "desktop"}


@pytest.fixture
def papers(make_places: Callable[[], Places], product: Product, tmp_path: Path) -> Path:
    write_papers(make_places().frozen, MODULES, product, tmp_path / "papers")
    return tmp_path / "papers"


def test_the_bill_has_what_the_format_asks_for(papers: Path, product: Product) -> None:
    bill = json.loads((papers / "sbom.cdx.json").read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    metadata = bill["metadata"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", metadata["timestamp"])
    whole = metadata["component"]
    assert (whole["type"], whole["name"], whole["version"]) == (
        "application",
        product.name,
        product.version,
    )
    for one in bill["components"]:
        assert one["type"] == "library"
        assert one["name"]
        assert one["version"]
        assert re.fullmatch(r"pkg:(generic|pypi|deb/debian)/[^@ ]+@[^ ]+", one["purl"])
        (found,) = one["licenses"]
        said = found.get("expression") or found["license"]["name"]
        assert said not in {"", "unknown"}, one["name"]


def test_it_names_python_its_packages_and_the_systems_libraries(papers: Path) -> None:
    bill = json.loads((papers / "sbom.cdx.json").read_text("utf-8"))
    names = {one["name"].lower().replace("_", "-") for one in bill["components"]}
    assert {"python", "pyside6-essentials", "shiboken6", "httpx", "h11", "zlib1g"} <= names
    assert "cotter-authenticator" not in names
    assert LIBRARY not in names
    kept = [one["name"].lower() for one in bill["components"]]
    assert kept == sorted(kept)


def test_every_part_has_its_text_and_qts_are_both_there(papers: Path) -> None:
    bill = json.loads((papers / "sbom.cdx.json").read_text("utf-8"))
    texts = [file.name for file in (papers / "licenses").iterdir()]
    for one in bill["components"]:
        own = re.compile(re.escape(one["name"]) + r"(-\d+)?\.txt")
        found = [name for name in texts if own.fullmatch(name)]
        assert found, one["name"]
        for name in found:
            assert (papers / "licenses" / name).stat().st_size > 100, name
    qt = "".join(
        (papers / "licenses" / name).read_text("utf-8")
        for name in texts
        if name.startswith("PySide6_Essentials")
    )
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in qt
    assert "GNU GENERAL PUBLIC LICENSE" in qt.replace("LESSER ", "", 1)


def test_a_part_without_its_text_ends_the_build(
    make_places: Callable[[], Places],
    product: Product,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bare = Part(name="bare", version="1", license="MIT", purl="pkg:pypi/bare@1")
    monkeypatch.setattr(bill_of_materials, "_python", lambda: bare)
    with pytest.raises(StepError, match="bare 1 comes without its licence’s text"):
        write_papers(make_places().frozen, MODULES, product, tmp_path / "papers")
