"""How many files and connections this process may have open."""

import sys
from typing import Final

KEPT_FREE: Final = 64
"""For the database, the outbox, mail servers and Python itself."""


def descriptors_for(connections: int) -> int:
    """Ask for as many as that takes; how many connections there can be with what was given.

    A login gives a program 1,024 by default and lets it have far more (getrlimit(2)).
    """
    if sys.platform == "win32":
        # Sockets have no such limit there (winsock).
        return connections
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + KEPT_FREE
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return connections
    may_have = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, may_have), hard))
    return max(may_have, soft) - KEPT_FREE
