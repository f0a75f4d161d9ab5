"""No module holds so much that it holds two concepts."""

from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
MOST_LINES = 400
VAGUE = {"common", "data", "helper", "helpers", "info", "manager", "misc", "util", "utils"}
MODULES = sorted((CHECKOUT / "desktop").rglob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_a_module_is_short_and_named_for_its_concept(module: Path) -> None:
    length = module.read_text("utf-8").count("\n")
    assert length <= MOST_LINES
    assert not VAGUE & {*module.stem.split("_"), *module.parent.name.split("_")}
