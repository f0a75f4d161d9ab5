"""What the figures stand on: a display with a tray, a keystore, our service, somebody signed in."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.parts.child import CHECKOUT, FROM_SOURCE, PATIENCE, child, wait_until
from tests.parts.display import Display, display
from tests.parts.private_bus import private_bus
from tests.parts.secret_service import secret_service
from tests.parts.service import Service, serve
from tests.parts.surroundings import short_folder, surroundings

ADDRESS = "maya@example.com"
PROFILE = "Bench"


@dataclass(frozen=True, slots=True)
class Bed:
    """Real parts in a temporary folder."""

    folder: Path
    display: Display
    environment: Mapping[str, str]

    def run(self, *words: str) -> str:
        """Run a command of ours; its standard output.

        Raises:
            RuntimeError: it failed; says what it wrote to standard error.
        """
        ended = subprocess.run(
            [sys.executable, "-m", "desktop", *words],
            cwd=CHECKOUT,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        if ended.returncode:
            raise RuntimeError(f"{words[0]} ended with {ended.returncode}: {ended.stderr}")
        return ended.stdout

    def connect(self, service: Service) -> None:
        """Make ``service`` the only profile."""
        add = ("profile", "add", PROFILE, "--service", service.url, "--api-key", service.api_key_id)
        self.run(*add)

    def sign_in(self, service: Service, address: str = ADDRESS) -> None:
        """Sign in with a code from its outbox."""
        self._run_with_code(service, address, "sign-in", address)

    def trust(self, service: Service, address: str = ADDRESS) -> None:
        """Make this computer a trusted device of whoever is signed in."""
        self._run_with_code(service, address, "devices", "enrol")

    def _run_with_code(self, service: Service, address: str, *words: str) -> None:
        command = [sys.executable, "-m", "desktop", *words]
        log = self.folder / f"{words[0]}-{address}.log"
        with child(command, self.environment, log=log, stdin=subprocess.PIPE) as process:
            wait_until(lambda: "was sent to" in log.read_text("utf-8"), "the code to be sent")
            process.communicate(f"{service.next_code(address)}\n", timeout=PATIENCE)
            if process.returncode:
                raise RuntimeError(log.read_text("utf-8"))

    @contextmanager
    def service(
        self,
        *options: str,
        known: Service | None = None,
        name: str = "service",
        program: Sequence[str] = FROM_SOURCE,
    ) -> Iterator[Service]:
        """Run our service; ``known`` is the same one as it ran before, on its port.

        One of another ``name`` has a database of its own. ``program`` is what has the command.
        """
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        port = () if known is None else ("--port", known.url.rpartition(":")[2])
        with serve(folder, self.environment, *port, *options, program=program) as running:
            yield running

    @property
    def database(self) -> Path:
        """Where the service keeps everything."""
        return self.folder / "service" / "service.sqlite"


@contextmanager
def bed() -> Iterator[Bed]:
    """Set everything up, and take it down again."""
    with short_folder() as folder:
        environment = surroundings(folder, os.environ)
        # Programs start as an installed one does: from bytecode, whatever this machine says.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
        with (
            private_bus(folder, environment) as bus,
            secret_service(bus, folder),
            display(folder, bus.environment) as shown,
        ):
            yield Bed(folder, shown, shown.environment)
