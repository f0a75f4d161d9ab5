"""What a person types while a command waits: never an argument, which other programs can read."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager


class InputEndedError(EOFError):
    """The input is at its end and nothing was typed; the command says what that means."""


def read_line(prompt: str) -> str:
    """One line, without its end; ``prompt`` is shown where a person sits at a terminal.

    Raises:
        InputEndedError: the input is at its end.
    """
    with _interruptible():
        if sys.stdin.isatty():
            print(prompt, end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
    if not line:
        raise InputEndedError
    return line.rstrip("\n")


def read_digits(prompt: str, count: int, otherwise: str) -> str:
    """``count`` digits, without what is typed between them; asked for until there are as many.

    ``otherwise`` is said of anything else.

    Raises:
        InputEndedError: the input is at its end.
    """
    while True:
        typed = "".join(filter(str.isdecimal, read_line(prompt)))
        if len(typed) == count and typed.isascii():
            return typed
        print(otherwise, file=sys.stderr)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl+C end a wait for input at once: asyncio would only cancel what runs in its loop."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
