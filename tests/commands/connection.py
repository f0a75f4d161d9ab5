"""What another process waits for, seen from outside (Linux)."""

from collections.abc import Iterator
from pathlib import Path

TCP = Path("/proc/net/tcp")
INODE_COLUMN = 9


def talks_over_tcp(pid: int) -> bool:
    """Whether the process has a TCP connection: it has called a service."""
    rows = TCP.read_text("ascii").splitlines()[1:]
    known = {row.split()[INODE_COLUMN] for row in rows}
    return any(inode in known for inode in _sockets(pid))


def naps(pid: int) -> int:
    """How often the process's main thread has let go of the processor by itself.

    Whoever waits for a lock looks again after each nap; whoever waits for an answer sleeps on.
    """
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    [count] = [line.split()[1] for line in lines if line.startswith("voluntary_ctxt_switches")]
    return int(count)


def _sockets(pid: int) -> Iterator[str]:
    for one in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = str(one.readlink())
        except FileNotFoundError:
            continue  # closed meanwhile
        if target.startswith("socket:["):
            yield target.removeprefix("socket:[").rstrip("]")
