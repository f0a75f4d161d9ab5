"""Closes this process to other programs of the same user, and keeps its memory off the disk.

It holds tokens. On Linux a process that is not dumpable can't be traced, its ``/proc/PID/mem``
and ``environ`` belong to root, and no core file or crash reporter gets its memory (prctl(2),
ptrace(2)). A new program begins dumpable: a command asks for it first thing, the app before it
reads the keystore. Whoever starts the program himself, attaches before that, or is root, can still
look into it.

xdg-desktop-portal refuses a process whose ``/proc/PID/root`` it can't open, unless it has met its
D-Bus connection before.
"""

import sys

PR_SET_DUMPABLE = 4
PT_DENY_ATTACH = 31
WER_FAULT_REPORTING_FLAG_NOHEAP = 1


def close_to_others() -> None:
    """Ask the system for what it has; where it refuses, the program goes on as before.

    What stands here for macOS (ptrace(2)) and Windows (WerSetFlags) was never run.
    """
    # Imported here: what one system lacks. It costs every command 2 ms.
    import ctypes

    if sys.platform == "win32":
        ctypes.windll.kernel32.WerSetFlags(WER_FAULT_REPORTING_FLAG_NOHEAP)
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))
    library = ctypes.CDLL(None)
    if sys.platform == "darwin":
        library.ptrace(PT_DENY_ATTACH, 0, None, 0)
    elif sys.platform == "linux":
        library.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
