"""Qt without what comes along with it: no source is read, nothing compiled, and Qt is itself."""

import subprocess
import sys
from typing import Final

import pytest

from tests.parts.child import CHECKOUT, PATIENCE

LEAN: Final = "from desktop.system.lean_qt import import_qt; import_qt()\n"
PLAIN: Final = "import PySide6.QtCore\n"

READING: Final = """
import linecache
from pathlib import PurePath

import httpx, qasync
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

class Bell(QObject):
    rung = Signal(str)

heard = []
bell = Bell()
bell.rung.connect(heard.append)
bell.rung.emit("ding")
read = {PurePath(name).parent.name for name in linecache.cache}
print(heard, sorted(read & {"asyncio", "httpx", "qasync"}))
"""

COMPILED: Final = """
import builtins, pathlib

compiled = []
plain = builtins.compile
def compile(source, filename, *rest, **named):
    compiled.append(pathlib.PurePath(filename).stem)
    return plain(source, filename, *rest, **named)
builtins.compile = compile
"""
PRINT_COMPILED: Final = """
print(sorted(set(compiled) & {"errorhandler", "layout", "parser", "enum_sig", "pyi_generator"}))
"""

EXPLAINING: Final = """
import threading
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

def explain():
    try:
        QTimer().setInterval("soon")
    except TypeError as error:
        print(error)

explain()
other = threading.Thread(target=explain)
other.start()
other.join()
print(QTimer.setInterval.__doc__)
print(QWidget.__init__.__doc__)
print(__import__)
try:
    from PySide6.support.signature import errorhandler
    print(errorhandler.nothing_of_the_kind)
except AttributeError as error:
    print(error)
"""


def printed(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=CHECKOUT, check=True, capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    return done.stdout


def test_no_source_is_read_for_what_is_imported_after_it() -> None:
    assert printed(LEAN + READING) == "['ding'] []\n"


def test_nothing_is_compiled_that_only_explains() -> None:
    assert printed(COMPILED + LEAN + READING + PRINT_COMPILED) == "['ding'] []\n[]\n"


def test_what_only_explains_does_it_when_asked() -> None:
    explained = printed(LEAN + EXPLAINING)
    assert explained == printed(PLAIN + EXPLAINING).replace(
        "<built-in function __feature_import__>", "<built-in function __import__>"
    )
    assert explained.count("setInterval(msec: int, /)") == 2


@pytest.mark.parametrize(
    ("program", "otherwise"),
    [
        (PLAIN + READING, "['ding'] ['asyncio', 'httpx', 'qasync']\n"),
        (
            COMPILED + PLAIN + READING + PRINT_COMPILED,
            "['ding'] ['asyncio', 'httpx', 'qasync']\n"
            "['enum_sig', 'errorhandler', 'layout', 'parser', 'pyi_generator']\n",
        ),
    ],
    ids=["reads", "compiles"],
)
def test_pyside_still_brings_both(program: str, otherwise: str) -> None:
    # Once it does not, there is nothing to leave out any more.
    assert printed(program) == otherwise
