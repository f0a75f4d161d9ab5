"""Put on a program's path: notes each secret that is made in it, and logs all that can be logged.

Python imports this by its name before the program itself, which therefore needs no switch for it.
``LEDGER`` is the folder for what is noted, one file a process:

======================= =======================================================================
``PID.secrets``         each text put into a ``Secret`` and all random bytes, with who made them
``PID.log``             every log record from DEBUG up, tracebacks included
``PID.children``        command line and environment of every program started
======================= =======================================================================
"""

import json
import logging
import os
import secrets
import sys
from pathlib import Path
from types import FrameType

from desktop.foundation.secret import Secret

FOLDER = Path(os.environ["LEDGER"])
STARTS = ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.spawn")
PASSES_ON = ("desktop.service.randomness", "desktop.protocol.pkce", "desktop.foundation.secret")
"""Modules that make a secret in somebody else's name."""

_urandom = os.urandom
_make_secret = Secret.__init__


def _path(kind: str) -> Path:
    # Asked for each time: a process may have forked.
    return FOLDER / f"{os.getpid()}.{kind}"


def _maker(frame: FrameType | None) -> str:
    """Who of ours asked; empty where nobody did."""
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        if module == "uuid":
            return "uuid"
        if module.startswith("desktop.") and module not in PASSES_ON:
            return f"{module}.{frame.f_code.co_qualname}"
        frame = frame.f_back
    return ""


def _note(how: str, content: bytes) -> None:
    maker = _maker(sys._getframe(2))
    if maker:
        line = json.dumps([f"{how} {maker}", content.hex()])
        with _path("secrets").open("a") as file:
            file.write(line + "\n")


def _noting_secret(self: Secret, text: str) -> None:
    _note("secret", text.encode())
    _make_secret(self, text)


def _noting_random(size: int) -> bytes:
    made = _urandom(size)
    _note(f"random {size}", made)
    return made


def _noting_child(event: str, arguments: tuple[object, ...]) -> None:
    if event in STARTS:
        with _path("children").open("a") as file:
            file.write(f"{event} {arguments!r} {dict(os.environ)!r}\n")


class _Log(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        try:
            text = self.format(record)
        except Exception as error:  # noqa: BLE001 - whatever a record can't be made a line of
            text = f"not to be formatted: {error!r} {record.args!r}"
        with _path("log").open("a") as file:
            file.write(f"{record.levelname} {record.name} {text}\n")


setattr(Secret, "__init__", _noting_secret)  # noqa: B010 - mypy refuses to assign a method
os.urandom = _noting_random
secrets.token_bytes = lambda nbytes=None: _noting_random(32 if nbytes is None else nbytes)
sys.addaudithook(_noting_child)
logging.getLogger().addHandler(_Log())
logging.getLogger().setLevel(logging.DEBUG)
