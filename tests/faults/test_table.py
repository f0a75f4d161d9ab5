"""``FAULTS.md`` is true: each row is whole and names a test, and no test module is left out."""

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TABLE = HERE / "FAULTS.md"
HEAD = ("Fault", "What the user sees", "What is kept", "Test")
NAMED_TEST = re.compile(r"`([\w./-]+\.py)::(test_\w+)`")


@dataclass(frozen=True, slots=True)
class Row:
    """One fault, and the tests that its last cell names as (path, function)."""

    line: int
    cells: tuple[str, ...]
    tests: tuple[tuple[str, str], ...]


def _rows() -> list[Row]:
    rows = []
    for number, line in enumerate(TABLE.read_text("utf-8").splitlines(), 1):
        if not line.startswith("|") or line.startswith("|---"):
            continue
        cells = tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1])
        if cells != HEAD:
            rows.append(Row(number, cells, tuple(NAMED_TEST.findall(cells[-1]))))
    return rows


@cache
def _tests_in(module: Path) -> frozenset[str]:
    tree = ast.parse(module.read_text("utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(one.name for one in ast.walk(tree) if isinstance(one, functions))


ROWS = _rows()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"line{row.line}")
def test_a_row_is_whole_and_its_tests_are_there(row: Row) -> None:
    assert len(row.cells) == len(HEAD)
    assert all(row.cells)
    assert row.tests, "the last cell names no test"
    for path, name in row.tests:
        module = (HERE / path).resolve()
        assert module.is_file(), f"{path} is not there"
        assert name in _tests_in(module), f"{path} has no {name}"


def test_no_module_of_faults_is_left_out() -> None:
    named = {(HERE / path).resolve() for row in ROWS for path, _ in row.tests}
    present = {path.resolve() for path in HERE.rglob("test_*.py")} - {Path(__file__).resolve()}
    assert not {str(path.relative_to(HERE)) for path in present - named}


def test_no_fault_is_told_twice() -> None:
    faults = [(row.cells[0], row.cells[-1]) for row in ROWS]
    assert len(faults) == len(set(faults))
