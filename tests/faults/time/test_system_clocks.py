"""What the clocks of other systems are asked for: sleep counts, and no count turns round."""

import ctypes
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

import desktop.foundation.clock as clock_module
from desktop.foundation.clock import SystemClock
from tests.faults.time.stage import DAY

DARWIN_CLOCK = 4
"""CLOCK_MONOTONIC_RAW of macOS, which counts sleep (clock_gettime(3) there)."""


class WindowsFunction:
    """A function of a DLL as ctypes gives it: what it returns is cut to its ``restype``."""

    def __init__(self, value: int) -> None:
        self._value = value
        self.restype: type[ctypes.c_int] | type[ctypes.c_uint64] = ctypes.c_int

    def __call__(self) -> int:
        return self.restype(self._value).value


class TestWindows:
    """GetTickCount64 is of 64 bits, and counts sleep."""

    @pytest.mark.parametrize("days", [1, 24, 25, 49, 50, 400])
    def test_the_time_since_boot_goes_on_after_weeks(
        self, monkeypatch: pytest.MonkeyPatch, days: int
    ) -> None:
        up = int(days * DAY * 1000) + 12_345
        kernel = SimpleNamespace(GetTickCount64=WindowsFunction(up))
        monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
        monkeypatch.setattr(sys, "platform", "win32")
        assert SystemClock().boot() == up / 1000


class TestMac:
    """Python's monotonic clock stands still there while the lid is closed."""

    def test_the_time_since_boot_is_asked_of_the_clock_that_counts_sleep(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(time, "CLOCK_MONOTONIC_RAW", DARWIN_CLOCK)
        monkeypatch.setattr(time, "clock_gettime", {DARWIN_CLOCK: 3 * DAY}.__getitem__)
        monkeypatch.setattr(sys, "platform", "darwin")
        assert SystemClock().boot() == 3 * DAY


class TestLinux:
    """The clock of this machine."""

    def test_the_time_since_boot_is_that_which_counts_sleep(self) -> None:
        before = time.clock_gettime(time.CLOCK_BOOTTIME)
        assert before <= SystemClock().boot() <= time.clock_gettime(time.CLOCK_BOOTTIME)

    def test_where_the_boot_has_no_name_this_process_stands_for_it(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(clock_module, "BOOT_ID_FILE", tmp_path / "boot_id")
        first, second = SystemClock(), SystemClock()
        assert first.boot_id() == first.boot_id() != second.boot_id()
