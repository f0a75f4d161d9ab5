"""Ending a stored session that the service refuses for good.

==== ===================================== =============================================
step what happens                          after a crash right behind it
==== ===================================== =============================================
1    reason noted beside the keystore      the next renewal is refused again
2, 3 session deleted, announced            ended, and the next start says why
==== ===================================== =============================================

The caller has held the lock since before it asked the service: the record that goes is the one that
was refused, and not what somebody has signed in to meanwhile.
"""

from collections.abc import Callable

from desktop.session.checkpoint import Checkpoint, Step
from desktop.session.stored import StoredSession


class Ending:
    """Takes one refused session out of the keystore."""

    def __init__(self, stored: StoredSession, checkpoint: Checkpoint) -> None:
        """Everything that has an effect comes in here."""
        self._stored = stored
        self._checkpoint = checkpoint

    async def run(self, note_reason: Callable[[], None]) -> None:
        """Note why it ended and delete it.

        Raises:
            KeystoreError: it could not be deleted; the next renewal tries again.
        """
        # Before the others look: they find the reason on disk.
        note_reason()
        self._checkpoint(Step.ENDING_NOTED)
        await self._stored.delete()
        self._checkpoint(Step.ENDING_DELETED)
        self._stored.announce()
        self._checkpoint(Step.ENDING_ANNOUNCED)
