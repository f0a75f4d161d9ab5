"""The first store of a session that was just proved.

==== ========================================= ==========================================
step what happens                              after a crash right behind it
==== ========================================= ==========================================
1    lock taken                                nothing happened
2    an earlier session noted for revocation   the earlier one is signed out at next start
3    record written whole                      signed in
4, 5 read back, generation advanced            signed in
==== ========================================= ==========================================
"""

from desktop.foundation.clock import Clock
from desktop.foundation.errors import RecordDamagedError, RecordNewerError
from desktop.session.authority import Authority, VerifiedSession
from desktop.session.checkpoint import Checkpoint, Step
from desktop.session.expiry import ClockMark
from desktop.session.record import SessionRecord
from desktop.session.stored import StoredSession


class Adoption:
    """Stores one new session in the place of whatever was there."""

    def __init__(
        self,
        stored: StoredSession,
        authority: Authority,
        clock: Clock,
        checkpoint: Checkpoint,
    ) -> None:
        """Everything that has an effect comes in here."""
        self._stored = stored
        self._authority = authority
        self._clock = clock
        self._checkpoint = checkpoint

    async def run(
        self, session: VerifiedSession, *, identifier_type: str, channel: str
    ) -> SessionRecord:
        """Store and return the record, and announce it to the other processes.

        Raises:
            KeystoreError: it could not be stored.
        """
        async with self._stored.locked():
            self._checkpoint(Step.ADOPTION_LOCKED)
            earlier = await self._earlier()
            if earlier is not None:
                noted = await self._stored.read_revocations()
                await self._stored.write_revocations((*noted, earlier.tokens.refresh_token))
            self._checkpoint(Step.ADOPTION_PREDECESSOR)
            mark = ClockMark.now(self._clock, self._authority.offset(0.0))
            record = SessionRecord(
                generation=earlier.generation + 1 if earlier else 1,
                user_id=session.user_id,
                identifier=session.identifier,
                identifier_type=identifier_type,
                way_in=session.way_in,
                channel=channel,
                signed_in_at=session.tokens.issued_at,
                renewed_at=session.tokens.issued_at,
                mark=mark,
                tokens=session.tokens,
            )
            await self._stored.write(record)
            self._checkpoint(Step.ADOPTION_STORED)
            if await self._stored.read() != record:
                raise RecordDamagedError(reason="it reads differently from what was written")
            self._checkpoint(Step.ADOPTION_READ_BACK)
            self._stored.announce()
            self._checkpoint(Step.ADOPTION_ANNOUNCED)
            return record

    async def _earlier(self) -> SessionRecord | None:
        try:
            return await self._stored.read()
        except (RecordDamagedError, RecordNewerError):
            # A sign-in is the user's way to replace a record that can't be read.
            return None
