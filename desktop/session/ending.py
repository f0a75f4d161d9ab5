"""Ending a stored session that the service refuses for good.

==== ===================================== =============================================
step what happens                          after a crash right behind it
==== ===================================== =============================================
1    lock taken                            the next renewal is refused again
2    reason noted beside the keystore      the same; the reason is known already
3, 4 session deleted, announced            ended, and the next start says why
==== ===================================== =============================================

The lock was free since the refusal: another process may have signed in or out meanwhile. What it
left is not touched.
"""

from collections.abc import Callable

from desktop.foundation.errors import NotSignedInError
from desktop.session.checkpoint import Checkpoint, Step
from desktop.session.record import SessionRecord
from desktop.session.stored import StoredSession


class Ending:
    """Takes one refused session out of the keystore."""

    def __init__(self, stored: StoredSession, checkpoint: Checkpoint) -> None:
        """Everything that has an effect comes in here."""
        self._stored = stored
        self._checkpoint = checkpoint

    async def run(
        self, ended: SessionRecord, note_reason: Callable[[], None], *, profile_name: str
    ) -> SessionRecord | None:
        """Note why and delete it; None, or the session that stands in its place by now.

        Raises:
            NotSignedInError: somebody has signed out meanwhile.
            KeystoreError: it could not be read or deleted.
        """
        async with self._stored.locked():
            self._checkpoint(Step.ENDING_LOCKED)
            latest = await self._stored.read()
            if latest is None:
                raise NotSignedInError(profile=profile_name)
            if not latest.is_same_issue(ended):
                return latest
            # Before the others look: they find the reason on disk.
            note_reason()
            self._checkpoint(Step.ENDING_NOTED)
            await self._stored.delete()
            self._checkpoint(Step.ENDING_DELETED)
            self._stored.announce()
            self._checkpoint(Step.ENDING_ANNOUNCED)
            return None
