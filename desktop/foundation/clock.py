"""Time as an argument: wall time, time since boot, and which boot it was."""

import os
import sys
import time
from pathlib import Path
from typing import Protocol

BOOT_ID_FILE = Path("/proc/sys/kernel/random/boot_id")


class Clock(Protocol):
    """Where the program's time comes from. Tests pass one whose hands they turn."""

    def wall(self) -> float:
        """Seconds since 1970 UTC as this computer believes."""

    def boot(self) -> float:
        """Seconds since boot; time in suspend counts."""

    def boot_id(self) -> str:
        """Names this boot: times of :meth:`boot` compare only under the same id."""


class SystemClock:
    """The computer's own clocks."""

    def __init__(self) -> None:
        """Where the system can't name its boot, this process stands for it."""
        self._process_id = f"process {os.urandom(16).hex()}"

    def wall(self) -> float:
        """Seconds since 1970 UTC."""
        return time.time()

    def boot(self) -> float:
        """Seconds since boot, suspend included."""
        if sys.platform == "linux":
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        if sys.platform == "win32":
            return _windows_milliseconds_since_boot() / 1000
        if sys.platform == "darwin":
            # Python's monotonic clock stands still there while the computer sleeps.
            return time.clock_gettime(time.CLOCK_MONOTONIC_RAW)
        return time.monotonic()

    def boot_id(self) -> str:
        """What the kernel calls this boot, or a name that holds for this process only."""
        try:
            if sys.platform == "win32":
                return _windows_boot_id()
            if sys.platform == "darwin":
                return _mac_boot_id()
            return BOOT_ID_FILE.read_text("ascii").strip()
        except OSError:
            return self._process_id


def _windows_milliseconds_since_boot() -> int:
    import ctypes

    count = ctypes.windll.kernel32.GetTickCount64  # type: ignore[attr-defined]  # of Windows alone
    # Unless it is told, ctypes keeps 31 bits of it, which are full after 24 days.
    count.restype = ctypes.c_uint64
    return int(count())


if sys.platform == "win32":

    def _windows_boot_id() -> str:
        import winreg

        path = (
            r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"
        )
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path) as key:
            return str(winreg.QueryValueEx(key, "BootId")[0])


if sys.platform == "darwin":

    def _mac_boot_id() -> str:
        import ctypes

        library = ctypes.CDLL(None, use_errno=True)
        text = ctypes.create_string_buffer(64)
        size = ctypes.c_size_t(len(text))
        if library.sysctlbyname(b"kern.bootsessionuuid", text, ctypes.byref(size), None, 0):
            raise OSError(ctypes.get_errno(), "sysctlbyname")
        return text.value.decode("ascii")
