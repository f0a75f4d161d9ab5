"""A person at a terminal of their own: sees what a command asks there, and types."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.commands.answer import Answer
from tests.parts.child import PATIENCE, child, program, wait_until


class Typist:
    """One command whose input and questions are at a terminal; its result goes into a pipe."""

    def __init__(self, process: "subprocess.Popen[str]", terminal: int, log: Path) -> None:
        """Take what :func:`at_a_terminal` has started."""
        self._process = process
        self._terminal = terminal
        self._log = log
        self.shown = ""

    def wait_for(self, words: str) -> None:
        """Wait until the terminal shows these words after those that were waited for before."""
        before = len(self.shown)

        def is_shown() -> bool:
            self._look()
            if self._process.poll() is not None and words not in self.shown[before:]:
                raise RuntimeError(f"it has ended: {self._log.read_text('utf-8')}")
            return words in self.shown[before:]

        wait_until(is_shown, f"“{words}” on the terminal")

    def type(self, text: str) -> None:
        """Type a line."""
        os.write(self._terminal, f"{text}\n".encode())

    def wait_for_log(self, words: str) -> None:
        """Wait until standard error says these words."""
        wait_until(lambda: words in self._log.read_text("utf-8"), f"“{words}”")

    def end(self) -> Answer:
        """Wait until it has ended."""
        output, _ = self._process.communicate(timeout=PATIENCE)
        self._look()
        return Answer(self._process.returncode, output, self._log.read_text("utf-8"))

    def _look(self) -> None:
        try:
            self.shown += os.read(self._terminal, 10_000).decode()
        except (BlockingIOError, OSError):
            return  # nothing new, or nobody has the terminal open


@contextmanager
def at_a_terminal(folder: Path, *words: str) -> Iterator[Typist]:
    """Run a command at a new terminal while the block lasts; standard error goes into a file."""
    log = folder / "typed.log"
    log.unlink(missing_ok=True)
    ours, theirs = os.openpty()
    os.set_blocking(ours, False)
    # As a log-in does: the command leads a session of its own whose terminal this is.
    command = [program("setsid"), "--ctty", sys.executable, "-m", "desktop", *words]
    try:
        pipe = subprocess.PIPE
        with child(command, os.environ, log=log, stdin=theirs, stdout=pipe) as process:
            os.close(theirs)
            yield Typist(process, ours, log)
    finally:
        os.close(ours)
