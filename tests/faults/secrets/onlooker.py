"""Another program of the same user: tries to look into a process; ``python -m … PID``.

Prints one JSON object: for each way in, whether it went.
"""

import ctypes
import json
import sys
from pathlib import Path

PTRACE_SEIZE = 0x4206
PTRACE_DETACH = 17


def main(pid: int) -> None:
    """Try every way."""
    print(  # noqa: T201 - the answer
        json.dumps(
            {
                "environ": _reads(Path(f"/proc/{pid}/environ")),
                "mem": _reads_memory(pid),
                "process_vm_readv": _copies_memory(pid),
                "ptrace": _traces(pid),
            }
        )
    )


def _reads(file: Path) -> bool:
    try:
        return bool(file.read_bytes())
    except OSError:
        return False


def _address(pid: int) -> int | None:
    """Where something lies in its memory; the map itself may be closed."""
    try:
        first = Path(f"/proc/{pid}/maps").read_text("ascii").partition("-")[0]
    except OSError:
        return None
    return int(first, 16) if first else None


def _reads_memory(pid: int) -> bool:
    address = _address(pid)
    if address is None:
        return False
    try:
        with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
            memory.seek(address)
            return bool(memory.read(4))
    except OSError:
        return False


class _Range(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


def _copies_memory(pid: int) -> bool:
    address = _address(pid)
    if address is None:
        return False
    library = ctypes.CDLL(None, use_errno=True)
    library.process_vm_readv.restype = ctypes.c_ssize_t
    space = ctypes.create_string_buffer(4)
    here = _Range(ctypes.cast(space, ctypes.c_void_p), 4)
    there = _Range(address, 4)
    one = ctypes.c_ulong(1)
    return bool(
        library.process_vm_readv(pid, ctypes.byref(here), one, ctypes.byref(there), one, 0) == 4
    )


def _traces(pid: int) -> bool:
    library = ctypes.CDLL(None, use_errno=True)
    library.ptrace.argtypes = (ctypes.c_long,) * 2 + (ctypes.c_void_p,) * 2
    library.ptrace.restype = ctypes.c_long
    return bool(library.ptrace(PTRACE_SEIZE, pid, None, None) == 0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
