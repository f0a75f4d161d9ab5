"""What another process is connected to (Linux)."""

from collections.abc import Iterator
from pathlib import Path

TCP = Path("/proc/net/tcp")
INODE_COLUMN = 9


def talks_over_tcp(pid: int) -> bool:
    """Whether the process has a TCP connection: it has called a service."""
    rows = TCP.read_text("ascii").splitlines()[1:]
    known = {row.split()[INODE_COLUMN] for row in rows}
    return any(inode in known for inode in _sockets(pid))


def has_socket(pid: int) -> bool:
    """Whether the process has a socket of any kind: a program that asks its keystore has one."""
    return any(True for _ in _sockets(pid))


def _sockets(pid: int) -> Iterator[str]:
    for one in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = str(one.readlink())
        except FileNotFoundError:
            continue  # closed meanwhile
        if target.startswith("socket:["):
            yield target.removeprefix("socket:[").rstrip("]")
