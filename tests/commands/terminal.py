"""A person at a terminal: runs our program, types into it, reads what it says."""

import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from tests.commands.answer import Answer
from tests.commands.conversation import Conversation, conversation
from tests.parts.child import CHECKOUT, PATIENCE, child, wait_until
from tests.parts.service import Service

ADDRESS = "maya@example.com"
WORK = "Work"


@dataclass(frozen=True, slots=True)
class Terminal:
    """Runs commands in the environment of the test; ``folder`` keeps what they say meanwhile.

    ``variables`` are those of another computer, where the terminal is one of it.
    """

    folder: Path
    variables: Mapping[str, str] = field(default_factory=dict)

    def run(self, *words: str, typed: str = "", **variables: str) -> Answer:
        """Run one to its end, with ``typed`` as standard input; ``variables`` are added."""
        ended = subprocess.run(
            _command(words),
            cwd=CHECKOUT,
            env={**os.environ, **self.variables, **variables},
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
            # Away from the terminal that the tests may run at: nobody is there to be asked.
            start_new_session=True,
        )
        return Answer(ended.returncode, ended.stdout, ended.stderr)

    def begin(self, *words: str) -> AbstractContextManager[Conversation]:
        """Run one that asks on its way."""
        return conversation(self.folder, words, self.variables)

    def connect(self, service: Service, name: str = WORK) -> Answer:
        """Add ``service`` as a profile."""
        where = ("--service", service.url, "--api-key", service.api_key_id)
        return self.run("profile", "add", name, *where)

    def enrol(self, service: Service, address: str = ADDRESS) -> Answer:
        """Trust this computer, with the code that the service sends."""
        with self.begin("devices", "enrol") as enrolling:
            enrolling.wait_for("was sent to")
            enrolling.type(service.next_code(address))
            return enrolling.end()

    def sign_in(self, service: Service, *options: str, address: str = ADDRESS) -> Answer:
        """Sign in with the code that the service sends."""
        log = self.folder / "sign-in.log"
        log.unlink(missing_ok=True)
        pipe = subprocess.PIPE
        command = _command(("sign-in", address, *options))
        with child(
            command, {**os.environ, **self.variables}, log=log, stdin=pipe, stdout=pipe
        ) as process:
            wait_until(
                lambda: "was sent to" in log.read_text("utf-8") or process.poll() is not None,
                "the code",
            )
            code = service.next_code(address) if process.poll() is None else ""
            output, _ = process.communicate(f"{code}\n", timeout=PATIENCE)
            return Answer(process.returncode, output, log.read_text("utf-8"))


def _command(words: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "desktop", *words]
