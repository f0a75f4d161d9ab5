"""A day of a user without rights, run as that user: signs in, uses the app, and is looked at.

``python -m … FOLDER`` prints one JSON object: what another program of the same user could read of
each of ours, whether a crash left a core file, and what went on working.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.commands.terminal import ADDRESS, Terminal
from tests.parts.child import CHECKOUT, PATIENCE, child, wait_until
from tests.parts.display import display
from tests.parts.private_bus import private_bus
from tests.parts.secret_service import secret_service
from tests.parts.service import serve
from tests.parts.surroundings import surroundings

PROGRAM = (sys.executable, "-m", "desktop")
ONLOOKER = (sys.executable, "-m", "tests.faults.secrets.onlooker")
UP = "print('up', flush=True); input()"
TITLE = "Cotter Authenticator$"


def main(folder: Path) -> None:
    """Live the day and tell of it."""
    os.umask(0o077)
    homes = surroundings(folder, os.environ) | {"PYTHONPATH": str(CHECKOUT)}
    for name in ("service", "terminal"):
        (folder / name).mkdir()
    seen: dict[str, dict[str, bool]] = {}
    cores: dict[str, bool] = {}
    works: dict[str, object] = {}
    with (
        private_bus(folder, homes) as bus,
        secret_service(bus, folder) as keystore,
        serve(folder / "service", bus.environment) as service,
        display(folder, bus.environment) as screen,
    ):
        terminal = Terminal(folder / "terminal", bus.environment)
        assert terminal.connect(service).code == 0
        works["signed in"] = terminal.sign_in(service).code
        works["enrolled"] = terminal.enrol(service).code
        works["token"] = terminal.run("token").code
        works["in the keystore"] = len(keystore.labels)
        seen["service"] = _look_at(service.process.pid)

        log, pipe = folder / "sign-in.log", subprocess.PIPE
        asking = child((*PROGRAM, "sign-in", ADDRESS), bus.environment, log=log, stdin=pipe)
        with asking as command:
            wait_until(lambda: "was sent to" in log.read_text("utf-8"), "the code")
            seen["command"] = _look_at(command.pid)

        with child((*PROGRAM, "--read-codes"), homes, log=log, stdin=pipe, stdout=pipe) as reader:
            wait_until(lambda: _imports(reader.pid, "QtGui"), "the reader of pictures")
            seen["reader of pictures"] = _look_at(reader.pid)

        # A core file is written where a program runs: here it could be.
        there = ("env", "-C", str(folder))
        with child((*there, *PROGRAM), screen.environment, log=folder / "app.log") as app:
            window = screen.window(TITLE)
            works["window"] = window > 0
            wait_until(lambda: bool(screen.windows_of("trayer")), "the tray")
            wait_until(lambda: _status(terminal) == "active", "the session")
            wait_until(lambda: _is_closed(app.pid), "the keystore")
            seen["app"] = _look_at(app.pid)
            cores["app"] = _core_after_a_crash(app)
        works["app’s words"] = (folder / "app.log").read_text("utf-8")

        up = (*there, sys.executable, "-c", UP)
        with child(up, homes, log=log, stdin=pipe, stdout=pipe) as other:
            assert other.stdout is not None
            other.stdout.readline()
            seen["some other program"] = _look_at(other.pid)
            cores["some other program"] = _core_after_a_crash(other)
    print(json.dumps({"seen": seen, "cores": cores, "works": works}))  # noqa: T201 - the answer


def _look_at(pid: int) -> dict[str, bool]:
    looked = subprocess.run(
        (*ONLOOKER, str(pid)), cwd=CHECKOUT, capture_output=True, text=True, check=True,
        timeout=PATIENCE,
    )  # fmt: skip
    found: dict[str, bool] = json.loads(looked.stdout)
    return found


def _is_closed(pid: int) -> bool:
    try:
        Path(f"/proc/{pid}/environ").read_bytes()
    except PermissionError:
        return True
    return False


def _imports(pid: int, library: str) -> bool:
    # The map of a closed process is closed too: what it has open of its program says enough.
    try:
        return library in Path(f"/proc/{pid}/maps").read_text("ascii")
    except PermissionError:
        return True


def _core_after_a_crash(process: "subprocess.Popen[str]") -> bool:
    process.send_signal(signal.SIGABRT)
    _, status = os.waitpid(process.pid, 0)
    process.returncode = -os.WTERMSIG(status)
    return os.WCOREDUMP(status)


def _status(terminal: Terminal) -> str:
    said: Mapping[str, str] = json.loads(terminal.run("status", "--json").output)
    return said["session"]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
