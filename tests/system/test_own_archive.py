"""Where a frozen build reads its modules from, after it was replaced or removed."""

import importlib
import marshal
import os
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from desktop.system.own_archive import (
    IMPORTERS,
    MODULE,
    PACKAGE,
    RUNNING,
    FrozenModules,
    read_from_running_program,
)

NAMESPACE = 3
BEFORE = b"what a program begins with"
MODULES = {
    "desktop.made_up": "from desktop.made_up.part import ANSWER",
    "desktop.made_up.part": "ANSWER = 42",
    "certifi": "raise RuntimeError",
    "without_code": "raise RuntimeError",
}


@pytest.fixture
def program(tmp_path: Path) -> Iterator[FrozenModules]:
    """The modules of a program that was removed after it had been opened."""
    file, contents = tmp_path / "program", {}
    packed = bytearray(BEFORE)
    for name, source in MODULES.items():
        code = zlib.compress(marshal.dumps(compile(source, name, "exec")), 0)
        kind = {"desktop.made_up": PACKAGE, "without_code": NAMESPACE}.get(name, MODULE)
        contents[name] = (kind, len(packed) - len(BEFORE), len(code))
        packed += code
    file.write_bytes(packed)
    opened = os.open(file, os.O_RDONLY)
    file.unlink()
    yield FrozenModules(contents, opened, len(BEFORE), "/opt/app")
    os.close(opened)


@pytest.fixture
def imports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Importers and modules are as before afterwards."""
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    monkeypatch.setattr(sys, "modules", dict(sys.modules))


def opened() -> int:
    """How many files this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def test_modules_come_from_the_file_that_runs(
    monkeypatch: pytest.MonkeyPatch, imports: None
) -> None:
    archive = SimpleNamespace(
        _filename="/usr/lib/cotter-authenticator/cotter-authenticator", _start_offset=0, toc={}
    )
    importers = ModuleType(IMPORTERS)
    importers.pyz_archive = archive  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, IMPORTERS, importers)
    before = opened()

    read_from_running_program()

    assert archive._filename == str(RUNNING)
    assert RUNNING.samefile(sys.executable)
    assert isinstance(sys.meta_path[2], FrozenModules)
    assert opened() == before + 1


def test_what_is_in_it_is_imported_though_the_file_is_gone(
    program: FrozenModules, imports: None
) -> None:
    sys.meta_path.insert(0, program)
    module = importlib.import_module("desktop.made_up")
    assert module.ANSWER == 42
    assert module.__file__ == "/opt/app/desktop/made_up/__init__.py"
    assert module.__path__ == ["/opt/app/desktop/made_up"]
    assert sys.modules["desktop.made_up.part"].__file__ == "/opt/app/desktop/made_up/part.py"


def test_all_others_are_left_to_the_importers_behind(program: FrozenModules) -> None:
    assert program.find_spec("certifi") is None
    assert program.find_spec("without_code") is None
    assert program.find_spec("desktop.nothing") is None


def test_from_source_there_is_nothing_to_do() -> None:
    assert IMPORTERS not in sys.modules
    before = list(sys.meta_path)
    read_from_running_program()
    assert sys.meta_path == before
