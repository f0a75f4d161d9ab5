"""Screened: the window is hidden from onlookers while the screen is locked, and after a sleep.

============================================ ====================================================
what comes                                   then
============================================ ====================================================
a lock says that it holds                    hidden
the last lock that held says that it is open shown, the person has just proved who they are
the same, but the computer is going to sleep hidden, until the person shows the window
a lock that held goes without a word         hidden, until the person shows the window
somebody asks for a lock                     hidden, until a lock opens or the person shows it
the computer goes to sleep                   hidden
it wakes                                     hidden, until a lock opens or the person shows it
the person shows the window                  shown: nobody reaches a window behind a lock
a lock opens that did not hold               as it was
============================================ ====================================================

There are often two locks that tell of the same locked screen, the desktop's and that of the login;
both have to be open. One that is stuck keeps nobody out for ever: the window has a button.
"""

from dataclasses import dataclass, replace

from desktop.session.snapshot import Overview


@dataclass(frozen=True, slots=True)
class Screening:
    """What is known at one moment; ``held_by`` names the locks that hold."""

    is_hidden: bool = False
    is_asleep: bool = False
    held_by: frozenset[str] = frozenset()

    def locked(self, lock: str) -> "Screening":
        """``lock`` says that it holds."""
        return replace(self, is_hidden=True, held_by=self.held_by | {lock})

    def unlocked(self, lock: str) -> "Screening":
        """``lock`` says that it is open."""
        if lock not in self.held_by:
            return self
        held_by = self.held_by - {lock}
        return replace(
            self, held_by=held_by, is_hidden=self.is_hidden and bool(held_by or self.is_asleep)
        )

    def lost(self, lock: str) -> "Screening":
        """``lock`` has gone, and nobody knows how it ended."""
        return replace(self, held_by=self.held_by - {lock})

    def asked(self) -> "Screening":
        """Somebody asks for a lock; whether one comes is not known yet."""
        return replace(self, is_hidden=True)

    def slept(self) -> "Screening":
        """The computer goes to sleep now."""
        return replace(self, is_hidden=True, is_asleep=True)

    def woke(self) -> "Screening":
        """It is awake again."""
        return replace(self, is_asleep=False)

    def shown(self) -> "Screening":
        """The person wants to see the window."""
        return replace(self, is_hidden=False)


def screened(overview: Overview) -> Overview:
    """What may be drawn of ``overview`` while it is hidden: that it is, and nothing else."""
    return Overview(
        is_screened=True,
        can_screen=overview.can_screen,
        can_start_at_login=overview.can_start_at_login,
    )
