"""The contract that pyproject.toml is written in."""

import tomllib
from pathlib import Path

import pytest
from grimp import ImportGraph

from tests.architecture.may_import import MayImport, is_within

CHECKOUT = Path(__file__).resolve().parents[2]
ROW = {"package": "desktop.client", "ours": ["desktop.protocol"], "others": ["httpx"]}


@pytest.fixture
def graph() -> ImportGraph:
    """A program whose client imports what it may."""
    graph = ImportGraph()
    for importer, imported in [
        ("desktop.client.transport", "desktop.protocol.pkce"),
        ("desktop.client.transport", "desktop.client.endpoints"),
        ("desktop.client.transport", "httpx"),
        ("desktop.client.transport", "json"),
        ("desktop.clients", "keyring"),
        ("desktop.client", "desktop.client.transport"),
    ]:
        graph.add_import(importer=importer, imported=imported)
    return graph


def _kept(graph: ImportGraph, **changed: object) -> bool:
    contract = MayImport(name="", session_options={}, contract_options={**ROW, **changed})
    return contract.check(graph, verbose=False).kept


def test_what_the_row_names_is_allowed_and_so_is_the_standard_library(graph: ImportGraph) -> None:
    assert _kept(graph)


@pytest.mark.parametrize("imported", ["desktop.keystore", "desktop.protocols", "keyring"])
def test_what_the_row_does_not_name_is_not(graph: ImportGraph, imported: str) -> None:
    graph.add_import(importer="desktop.client.endpoints", imported=imported)
    assert not _kept(graph)
    assert _kept(graph, apart_from=["desktop.client.endpoints"])


def test_every_module_has_a_row_and_every_row_a_module() -> None:
    document = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    contracts = document["tool"]["importlinter"]["contracts"]
    rows = {contract["package"] for contract in contracts if contract["type"] == "may_import"}
    files = (CHECKOUT / "desktop").rglob("*.py")
    modules = {
        ".".join(file.relative_to(CHECKOUT).with_suffix("").parts).removesuffix(".__init__")
        for file in files
    } - {"desktop"}
    assert rows - modules == set()
    assert {module for module in modules if not is_within(module, sorted(rows))} == set()
