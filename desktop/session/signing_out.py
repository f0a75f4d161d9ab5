"""Signing out: here at once, at the service as soon as it can be reached.

==== =================================== =============================================
step what happens                        after a crash right behind it
==== =================================== =============================================
1    lock taken                          still signed in
2    refresh token noted for revocation  the next start goes on with step 3
3, 4 session deleted, announced          signed out; the next start tells the service
5, 6 service told, note deleted          signed out everywhere; nothing is left
==== =================================== =============================================

While the service can't be reached the note is all that stays in the keystore.
"""

import logging

from desktop.foundation.errors import (
    KeystoreError,
    RecordDamagedError,
    RecordNewerError,
    RefusedError,
    ServiceBusyError,
    ServiceUnreachableError,
)
from desktop.foundation.secret import Secret
from desktop.session.authority import Authority
from desktop.session.checkpoint import Checkpoint, Step
from desktop.session.record import SessionRecord
from desktop.session.stored import StoredSession

LOG = logging.getLogger(__name__)


class SigningOut:
    """Ends the stored session of one profile."""

    def __init__(self, stored: StoredSession, authority: Authority, checkpoint: Checkpoint) -> None:
        """Everything that has an effect comes in here."""
        self._stored = stored
        self._authority = authority
        self._checkpoint = checkpoint
        self.asked_pause = 0
        """Seconds that the service asked to wait before it is told again; 0 if it did not."""

    async def run(self) -> bool:
        """Delete the session and try to tell the service; whether it has been told.

        Raises:
            KeystoreError: the session could not be deleted.
        """
        async with self._stored.locked():
            self._checkpoint(Step.SIGN_OUT_LOCKED)
            await self._note_tokens()
            self._checkpoint(Step.SIGN_OUT_NOTED)
            await self._stored.delete()
            self._checkpoint(Step.SIGN_OUT_DELETED)
            self._stored.announce()
            self._checkpoint(Step.SIGN_OUT_ANNOUNCED)
        try:
            return await self.tell_service()
        except KeystoreError as error:
            # Signed out is signed out; what is noted is told once it can be read.
            LOG.info("The service is told of a sign-out later: %s", type(error).__name__)
            return False

    async def carry_on(self) -> SessionRecord | None:
        """Delete a session that is noted for revocation; the one that stands there otherwise.

        Raises:
            KeystoreError: it could not be read or deleted.
        """
        async with self._stored.locked():
            record = await self._stored.read()
            if record is None or record.tokens.refresh_token not in (
                await self._stored.read_revocations()
            ):
                # Whoever noted it was alive, and has gone on meanwhile.
                return record
            await self._stored.delete()
            self._stored.announce()
            return None

    async def tell_service(self) -> bool:
        """Tell the service of every noted refresh token; whether none is left.

        Raises:
            KeystoreError: the note could not be read or written.
        """
        told: list[Secret] = []
        for token in await self._stored.read_revocations():
            try:
                await self._authority.revoke(token)
            except RefusedError:
                # The service no longer knows the token: that is what was wanted.
                told.append(token)
            except ServiceUnreachableError as away:
                self.asked_pause = away.retry_after if isinstance(away, ServiceBusyError) else 0
                break
            else:
                told.append(token)
        self._checkpoint(Step.SIGN_OUT_TOLD)
        if not told:
            return not await self._stored.read_revocations()
        async with self._stored.locked():
            left = tuple(one for one in await self._stored.read_revocations() if one not in told)
            await self._stored.write_revocations(left)
        self._checkpoint(Step.SIGN_OUT_FORGOTTEN)
        return not left

    async def _note_tokens(self) -> None:
        try:
            record = await self._stored.read()
        except (RecordDamagedError, RecordNewerError):
            # There is no token to note in a record that can't be read; deleting it is the wish.
            return
        if record is not None:
            await self._stored.note_revocations(record.refresh_tokens())
