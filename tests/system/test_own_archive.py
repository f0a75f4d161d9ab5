"""Where a frozen build reads its modules from, after it was replaced or removed."""

import sys
from types import ModuleType, SimpleNamespace

import pytest

from desktop.system.own_archive import IMPORTERS, RUNNING, read_from_running_program


def test_modules_come_from_the_file_that_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = SimpleNamespace(_filename="/usr/lib/cotter-authenticator/cotter-authenticator")
    importers = ModuleType(IMPORTERS)
    importers.pyz_archive = archive  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, IMPORTERS, importers)

    read_from_running_program()

    assert archive._filename == str(RUNNING)
    assert RUNNING.samefile(sys.executable)


def test_from_source_there_is_nothing_to_do() -> None:
    assert IMPORTERS not in sys.modules
    read_from_running_program()
