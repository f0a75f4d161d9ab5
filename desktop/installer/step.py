"""One step of a build: its line while it runs, and what stops the build."""

import time
from collections.abc import Callable
from typing import TextIO


class StepError(Exception):
    """A step can't be done; says why and what to do about it."""


class Steps:
    """Runs steps one after the other; each gets one line, with the seconds it took."""

    def __init__(self, number: int, output: TextIO, clock: Callable[[], float] = time.monotonic):
        """Expect ``number`` steps."""
        self._number, self._output, self._clock = number, output, clock
        self._done = 0
        self.seconds: dict[str, float] = {}
        """What each took, by its name."""

    def run(self, name: str, act: Callable[[], object]) -> None:
        """Do ``act`` and say so.

        Raises:
            StepError: it can't be done.
        """
        self._done += 1
        self._output.write(f"[{self._done}/{self._number}] {name} … ")
        self._output.flush()
        began = self._clock()
        try:
            act()
        except BaseException:
            self._output.write("failed\n")
            raise
        self.seconds[name] = self._clock() - began
        self._output.write(f"{self.seconds[name]:.1f} s\n")
        self._output.flush()
