"""A command that asks on its way, and a person who answers through a pipe."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.commands.answer import Answer
from tests.parts.child import PATIENCE, child, wait_until


class Conversation:
    """One command under way."""

    def __init__(self, process: "subprocess.Popen[str]", said: Path, output: Path) -> None:
        """Take what :func:`conversation` has started."""
        self._process = process
        self._said = said
        self._output = output

    def wait_for(self, words: str) -> None:
        """Wait until it has said these words, on standard error."""
        self._wait(self._said, words)

    def wait_for_output(self, lines: int) -> list[str]:
        """Wait until it has printed as many lines; they are given."""
        wait_until(
            lambda: self._output.read_text("utf-8").count("\n") >= lines or self._has_ended(),
            f"{lines} lines",
        )
        return self._output.read_text("utf-8").splitlines()

    def type(self, line: str) -> None:
        """Type a line."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def end(self) -> Answer:
        """Wait until it has ended; nothing more is typed."""
        if self._process.stdin is not None and not self._process.stdin.closed:
            self._process.stdin.close()
        self._process.wait(PATIENCE)
        return Answer(
            self._process.returncode,
            self._output.read_text("utf-8"),
            self._said.read_text("utf-8"),
        )

    def _wait(self, file: Path, words: str) -> None:
        wait_until(lambda: words in file.read_text("utf-8") or self._has_ended(), f"“{words}”")
        assert words in file.read_text("utf-8"), file.read_text("utf-8")

    def _has_ended(self) -> bool:
        return self._process.poll() is not None


@contextmanager
def conversation(
    folder: Path, words: tuple[str, ...], variables: Mapping[str, str]
) -> Iterator[Conversation]:
    """Run a command while the block lasts; ``variables`` are added to the environment."""
    number = len(list(folder.glob("said-*")))
    said, output = folder / f"said-{number}", folder / f"output-{number}"
    command = [sys.executable, "-m", "desktop", *words]
    with (
        output.open("w", encoding="utf-8") as printed,
        child(
            command,
            {**os.environ, **variables},
            log=said,
            stdin=subprocess.PIPE,
            stdout=printed.fileno(),
        ) as process,
    ):
        yield Conversation(process, said, output)
