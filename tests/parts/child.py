"""Programs that the parts run: started with this process, ended with it."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

CHECKOUT = Path(__file__).resolve().parents[2]

FROM_SOURCE = (sys.executable, "-m", "desktop")
"""How a command of ours begins in this checkout."""

PATIENCE = 20.0
"""Seconds that a program of this machine gets to start or to end."""


@contextmanager
def child(
    command: Sequence[str],
    environment: Mapping[str, str],
    *,
    log: Path,
    stdin: int | None = subprocess.DEVNULL,
    pass_fds: Sequence[int] = (),
    stdout: int | None = None,
) -> Iterator[subprocess.Popen[str]]:
    """Run ``command`` at the top of the checkout while the block lasts.

    What it writes is appended to ``log``, unless a pipe is asked for. On Linux the kernel ends it
    when this process dies, however that happens.
    """
    with log.open("a", encoding="utf-8") as output:
        process = subprocess.Popen(
            [*_ended_by_the_kernel(), *command],
            cwd=CHECKOUT,
            env=dict(environment),
            stdin=stdin,
            stdout=output if stdout is None else stdout,
            stderr=output,
            text=True,
            pass_fds=tuple(pass_fds),
        )
    try:
        yield process
    finally:
        end(process)


def end(process: subprocess.Popen[str]) -> None:
    """Ask the program to end, insist after :data:`PATIENCE`, and close its pipes."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    pipes: list[IO[str] | None] = [process.stdin, process.stdout, process.stderr]
    for pipe in pipes:
        if pipe is not None:
            pipe.close()


def wait_until(
    is_so: Callable[[], bool], what: str, *, within: float = PATIENCE, every: float = 0.01
) -> None:
    """Wait for something outside this process; ``what`` completes “waited in vain for …”.

    Raises:
        TimeoutError: it was not so ``within`` seconds.
    """
    deadline = time.monotonic() + within
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {within:.0f} s in vain for {what}")
        time.sleep(every)


def program(name: str) -> str:
    """The path of a program that the tests need.

    Raises:
        FileNotFoundError: it is not installed; says how to.
    """
    path = shutil.which(name)
    if path is None:
        raise FileNotFoundError(f"{name} is not installed; as root: .ci/system-packages test")
    return path


def _ended_by_the_kernel() -> list[str]:
    return [program("setpriv"), "--pdeathsig", "TERM", "--"] if sys.platform == "linux" else []
