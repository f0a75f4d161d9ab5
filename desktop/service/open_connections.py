"""How many connections are open, and which one goes when there is no room for another.

==========================================  ====================================================
a connection is made                        then
==========================================  ====================================================
its address has fewer than ``PER_ADDRESS``  it stays
and all have fewer than ``altogether``
its address has as many                     of those, the one goes that has rested longest
all have as many                            of all, the one goes that has rested longest
and none of them rests                      it is the one that goes
==========================================  ====================================================

A connection rests while no whole request is being answered on it: it is kept for the next one, or
somebody dawdles on it. So hundreds of slow ones cost nobody else an answer. Behind a trusted proxy
every connection is the proxy's, which then is not counted as one address.
"""

from collections import defaultdict
from typing import Final, Protocol

from desktop.service.limits import address_subject

ALTOGETHER: Final = 12_000
PER_ADDRESS: Final = 256


class Connection(Protocol):
    """What is counted."""

    def give_up(self) -> None:
        """End at once; nothing is being answered."""


class OpenConnections:
    """The connections of one server, which tell when they rest and when they work."""

    def __init__(
        self,
        *,
        trusted_proxy: str | None = None,
        altogether: int = ALTOGETHER,
        per_address: int = PER_ADDRESS,
    ) -> None:
        """``trusted_proxy`` is its IP address."""
        self._trusted_proxy = trusted_proxy
        self._altogether = altogether
        self._per_address = per_address
        self._subjects: dict[Connection, str] = {}
        self._counts: defaultdict[str, int] = defaultdict(int)
        # Dictionaries keep the order in which the connections came to rest.
        self._resting: dict[Connection, None] = {}
        self._resting_of: defaultdict[str, dict[Connection, None]] = defaultdict(dict)

    def count(self) -> int:
        """How many are open."""
        return len(self._subjects)

    def admit(self, connection: Connection, address: str) -> bool:
        """Count a new connection, which rests; false where there is no room for it."""
        subject = address_subject(address)
        is_bounded = address != self._trusted_proxy
        if is_bounded and self._counts[subject] >= self._per_address:
            if not self._make_room(self._resting_of[subject]):
                return False
        elif len(self._subjects) >= self._altogether and not self._make_room(self._resting):
            return False
        self._subjects[connection] = subject
        self._counts[subject] += 1
        self.rest(connection)
        return True

    def rest(self, connection: Connection) -> None:
        """Note that nothing is being answered on it."""
        subject = self._subjects.get(connection)
        if subject is not None and connection not in self._resting:
            self._resting[connection] = None
            self._resting_of[subject][connection] = None

    def work(self, connection: Connection) -> None:
        """Note that a whole request is being answered on it."""
        subject = self._subjects.get(connection)
        if subject is not None and connection in self._resting:
            del self._resting[connection]
            del self._resting_of[subject][connection]

    def forget(self, connection: Connection) -> None:
        """Note that it is closed."""
        self.work(connection)
        subject = self._subjects.pop(connection, None)
        if subject is None:
            return
        self._counts[subject] -= 1
        if not self._counts[subject]:
            del self._counts[subject]
            self._resting_of.pop(subject, None)

    def _make_room(self, resting: dict[Connection, None]) -> bool:
        longest = next(iter(resting), None)
        if longest is None:
            return False
        self.forget(longest)
        longest.give_up()
        return True
