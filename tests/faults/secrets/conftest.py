"""A life of a session, lived by real programs that note every secret they make."""

import json
import os
import signal
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.commands.terminal import ADDRESS, Terminal
from tests.guards.forms import Wanted
from tests.parts.another_computer import AnotherComputer, another_computer
from tests.parts.child import CHECKOUT, child, wait_until
from tests.parts.service import Service, serve
from tests.parts.stranger import Stranger
from tests.parts.surroundings import short_folder

SITE = Path(__file__).parent / "ledger"
TOKEN_SECONDS = 60
MORE_THAN_IT_HOLDS = "3600"


@dataclass(slots=True)
class Life:
    """What was made, and where it could have been left."""

    ledger: Path
    computers: list[AnotherComputer] = field(default_factory=list)
    service: Path = Path()
    codes: set[str] = field(default_factory=set, repr=False)
    said: dict[str, str] = field(default_factory=dict, repr=False)
    """What each command said, standard output and error."""
    running: dict[str, bytes] = field(default_factory=dict, repr=False)
    """Command lines and environments of programs while they ran, from ``/proc``."""
    left_in_keystores: dict[str, list[str]] = field(default_factory=dict)
    handed_out: set[str] = field(default_factory=set, repr=False)

    def wanted(self) -> set[Wanted]:
        """Every secret that any of the programs has made, and the codes."""
        made = {Wanted("code", code.encode()) for code in self.codes}
        for file in self.ledger.glob("*.secrets"):
            for line in file.read_text("utf-8").splitlines():
                kind, content = json.loads(line)
                made.add(Wanted(kind, bytes.fromhex(content)))
        return made

    def files(self) -> dict[str, bytes]:
        """All that lies on the disk: of both computers and of the service."""
        folders = [*(computer.folder for computer in self.computers), self.service]
        found = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
        found += [file for file in self.ledger.iterdir() if file.suffix != ".secrets"]
        return {str(file): file.read_bytes() for file in found}

    def note_running(self, name: str) -> None:
        """Look at every program that has our ledger in its environment."""
        mark = f"LEDGER={self.ledger}".encode()
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                environment = (folder / "environ").read_bytes()
                if mark in environment:
                    line = (folder / "cmdline").read_bytes()
                    self.running[f"{name} {folder.name}"] = line + environment
            except OSError:
                continue  # it has ended meanwhile


@pytest.fixture(scope="module")
def life() -> Iterator[Life]:
    """Two computers and a service: signed in, trusted, asked, renewed, crashed, refused, left."""
    with short_folder() as folder:
        for name in ("ledger", "tmp", "service"):
            (folder / name).mkdir()
        lived = Life(folder / "ledger", service=folder / "service")
        inherited = {
            **os.environ,
            "PYTHONPATH": f"{SITE}:{CHECKOUT}",
            "LEDGER": str(lived.ledger),
            "PYTHONASYNCIODEBUG": "1",
            "PYTHONFAULTHANDLER": "1",
            "TMPDIR": str(folder / "tmp"),
        }
        with (
            serve(lived.service, inherited, "--token-lifetime", str(TOKEN_SECONDS)) as service,
            another_computer(inherited) as one,
            another_computer(inherited) as other,
        ):
            lived.computers = [one, other]
            _live(lived, service, folder)
            lived.codes = {message.code for message in service.messages()}
            for computer in lived.computers:
                lived.left_in_keystores[str(computer.folder)] = computer.keystore.labels
            _checkpoint(lived.service / "service.sqlite")
            yield lived


def _live(lived: Life, service: Service, folder: Path) -> None:
    here, there = (_terminal(folder, computer) for computer in lived.computers)

    def do(name: str, terminal: Terminal, *words: str, **typed: str) -> str:
        answer = terminal.run(*words, **typed)
        lived.said[name] = answer.output + answer.errors
        return answer.output

    for terminal in (here, there):
        lived.said["connect"] = terminal.connect(service).errors
    with here.begin("sign-in", ADDRESS) as signing_in:
        signing_in.wait_for("was sent to")
        code = service.next_code(ADDRESS)
        signing_in.type(f"{(int(code) + 1) % 10**6:06}")
        signing_in.wait_for("left")
        lived.note_running("sign-in")
        signing_in.type(code)
        ended = signing_in.end()
        assert ended.code == 0, ended.errors
        lived.said["sign-in"] = ended.output + ended.errors
    lived.said["enrol"] = str(here.enrol(service))
    lived.said["other sign-in"] = str(there.sign_in(service))
    asked = Stranger(service).ask(ADDRESS)
    do("requests", here, "requests", "list")
    do("approve", here, "requests", "approve", str(asked.id), typed=f"{asked.number}\n")
    lived.handed_out.add(here.run("token", "--min-valid", MORE_THAN_IT_HOLDS).output.strip())
    do("status", here, "status", "--json")
    do("devices", here, "devices", "list")
    do("doctor", here, "doctor", "--json", "--bundle", str(folder / "tmp" / "bundle.json"))
    lived.said["bundle"] = (folder / "tmp" / "bundle.json").read_text("utf-8")
    _run_app(lived, folder, lived.computers[0].environment)
    do("everywhere", here, "sign-out", "--everywhere")
    do("refused", there, "token", "--min-valid", MORE_THAN_IT_HOLDS)
    with here.begin("sign-out", "--forget") as forgetting:
        # The service takes the last device off only with a code.
        forgetting.wait_for("was sent to")
        forgetting.type(service.next_code(ADDRESS))
        lived.said["forget"] = str(forgetting.end())
    do("sign-out", there, "sign-out")
    do("token", here, "token")


def _terminal(folder: Path, computer: AnotherComputer) -> Terminal:
    own = folder / f"terminal-{computer.folder.name}"
    own.mkdir()
    return Terminal(own, computer.environment)


def _run_app(lived: Life, folder: Path, environment: Mapping[str, str]) -> None:
    """Open the app on the session, then on a demo, and let it crash each time."""
    log, environment = folder / "app.log", {**environment, "QT_QPA_PLATFORM": "offscreen"}
    for options, maker in (((), "desktop.session.record"), (("--demo",), "desktop.service")):
        before = set(lived.ledger.glob("*.secrets"))

        def is_up(maker: str = maker, before: set[Path] = before) -> bool:
            new = set(lived.ledger.glob("*.secrets")) - before
            return any(maker in file.read_text("utf-8") for file in new)

        with child([sys.executable, "-m", "desktop", *options], environment, log=log) as app:
            wait_until(is_up, "the session")
            lived.note_running(f"app {options}")
            app.send_signal(signal.SIGABRT)
            app.wait()
    lived.said["crash"] = log.read_text("utf-8")


def _checkpoint(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
    connection.close()
