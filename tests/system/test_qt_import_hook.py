"""Imports after Qt's: no source is read for them."""

import subprocess
import sys
from typing import Final

from tests.parts.child import CHECKOUT, PATIENCE

PROGRAM: Final = """
import linecache
from pathlib import PurePath

from desktop.system.qt_import_hook import remove_import_hook

if {removed}:
    remove_import_hook()

import httpx, qasync
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

class Bell(QObject):
    rung = Signal(str)

heard = []
bell = Bell()
bell.rung.connect(heard.append)
bell.rung.emit("ding")
read = {{PurePath(name).parent.name for name in linecache.cache}}
print(heard, sorted(read & {{"asyncio", "httpx", "qasync"}}))
"""


def printed(*, removed: bool) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(removed=removed)],
        cwd=CHECKOUT, check=True, capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    return done.stdout


def test_without_the_hook_no_source_is_read_and_qt_is_itself() -> None:
    assert printed(removed=True) == "['ding'] []\n"


def test_pyside_still_has_the_hook() -> None:
    # Once it has not, there is nothing to remove any more.
    assert printed(removed=False) == "['ding'] ['asyncio', 'httpx', 'qasync']\n"
