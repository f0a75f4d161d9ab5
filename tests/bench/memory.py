"""What the app holds in memory, and how still it is in the tray."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.bed import Bed
from tests.bench.figure import Figure
from tests.bench.packaged import packaged_app
from tests.parts.child import child, wait_until

SETTLING_SECONDS = 8.0
WATCHED_SECONDS = 60.0
MEMORY_BOUND, MEMORY_MB = 1.2, 110.0
TICKS_BOUND, WAKEUPS_BOUND, WATCHING_BOUND = 0, 6, 60
WINDOW = "Cotter Authenticator$"
MEBIBYTE, MEGABYTE = 1 << 20, 1_000_000


def measure_memory(bed: Bed) -> list[Figure]:
    """Proportional set size signed in and shown, beside the stack floor; each runs alone.

    What other programs have mapped too counts by its share. So the service that the app needs is
    always the other build: what comes from source shares nothing with one that is packaged.
    """
    packaged = packaged_app(bed)
    held = {}
    with bed.service() as service:
        bed.connect(service)
        bed.sign_in(service)
        if os.geteuid() == 0:
            held["packaged"] = _held(bed, [packaged], WINDOW)
        else:
            print("packaged is not measured: only root may look into it", file=sys.stderr)
    with bed.service(known=service, program=[packaged]):
        floor = _held(bed, _module("tests.bench.floors", "stack"), "Floor")
        held["from source"] = _held(bed, _module("tests.bench.open_to_us"), WINDOW)
    return [figure for name in held for figure in _figures(name, held[name], floor)]


def _figures(name: str, ours: "Held", floor: "Held") -> list[Figure]:
    of = (
        f"{ours.share / MEBIBYTE:.0f} MiB (PSS) signed in, stack floor "
        f"{floor.share / MEBIBYTE:.0f}; "
        f"resident {ours.whole / MEBIBYTE:.0f} and {floor.whole / MEBIBYTE:.0f}"
    )
    return [
        Figure(f"memory, {name}", ours.share / floor.share, "×", MEMORY_BOUND, of),
        Figure(f"memory, {name}", ours.share / MEGABYTE, "MB", MEMORY_MB, "PSS"),
    ]


@dataclass(frozen=True, slots=True)
class Held:
    """Bytes: with what is shared counted by its share, and in full."""

    share: int
    whole: int


def _held(bed: Bed, command: list[str], title: str) -> Held:
    with _settled(bed, command, title) as process:
        return Held(memory(process, "Pss"), memory(process, "Rss"))


def _module(*words: str) -> list[str]:
    return [sys.executable, "-m", *words]


def measure_idle(bed: Bed) -> list[Figure]:
    """Signed in and hidden in the tray: CPU ticks and wake-ups of all threads in a minute."""
    with bed.service() as service:
        bed.connect(service)
        bed.sign_in(service)
        return _hidden_minutes(bed, "idle", WAKEUPS_BOUND)


def measure_watching(bed: Bed) -> list[Figure]:
    """The same while it watches for sign-in requests: trusted, by long poll."""
    with bed.service() as service:
        bed.connect(service)
        bed.sign_in(service)
        bed.trust(service)
        return _hidden_minutes(bed, "watching", WATCHING_BOUND)


def _hidden_minutes(bed: Bed, doing: str, most_wakeups: int) -> list[Figure]:
    """From source and packaged, one after the other: one app has the home at a time."""
    figures = []
    for name, command in {
        "from source": _module("desktop", "--hidden"),
        "packaged": [packaged_app(bed), "--hidden"],
    }.items():
        ticks, wakeups, ran = _a_minute_of(bed, command)
        of = f"in the tray for {WATCHED_SECONDS:.0f} s ({ran:.1f} ms of running)"
        figures += [
            Figure(f"{doing} CPU, {name}", ticks, "ticks", TICKS_BOUND, of),
            Figure(f"{doing} wake-ups, {name}", wakeups, "", most_wakeups, of),
        ]
    return figures


def _a_minute_of(bed: Bed, command: list[str]) -> tuple[int, int, float]:
    """CPU ticks, wake-ups and milliseconds of running of the app in the tray."""
    with _settled(bed, command) as process:
        ticks, wakeups, ran = cpu_ticks(process), wake_ups(process), running_time(process)
        time.sleep(WATCHED_SECONDS)
        return (
            cpu_ticks(process) - ticks,
            wake_ups(process) - wakeups,
            (running_time(process) - ran) * 1000,
        )


@contextmanager
def _settled(bed: Bed, command: list[str], title: str = "") -> Iterator[int]:
    """A program that has come to rest; its process id."""
    log = bed.folder / "settled.log"
    with child(command, bed.environment, log=log) as started:
        process = _become(started.pid, command[0])
        if title:
            bed.display.window(title)
        time.sleep(SETTLING_SECONDS)
        yield process


def _become(pid: int, program: str) -> int:
    """The launcher becomes the program itself: wait until it has."""
    name = Path(f"/proc/{pid}/cmdline")
    wait_until(lambda: name.read_bytes().split(b"\0")[0] == program.encode(), "the program")
    return pid


def memory(process: int | str, kind: str) -> int:
    """Bytes of one kind, such as ``Rss``, ``Pss`` and ``Anonymous`` (proc(5), smaps_rollup)."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines()
    kibibytes = next(line.split()[1] for line in lines if line.startswith(f"{kind}:"))
    return int(kibibytes) * 1024


def cpu_ticks(process: int) -> int:
    """Clock ticks that the process has run, in user mode and for the kernel (proc(5), stat)."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def running_time(process: int) -> float:
    """Seconds that its threads have run, finer than ticks (schedstat)."""
    files = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(file.read_text("utf-8").split()[0]) for file in files) / 1e9


def wake_ups(process: int) -> int:
    """How often its threads gave up the CPU to wait, and so were woken (proc(5), status)."""
    return _sum(process, lambda line: line.startswith("voluntary_ctxt_switches"))


def _sum(process: int, wanted: Callable[[str], bool]) -> int:
    total = 0
    for status in Path(f"/proc/{process}/task").glob("*/status"):
        lines = status.read_text("utf-8").splitlines()
        total += sum(int(line.split()[1]) for line in lines if wanted(line))
    return total
