"""The first store of a session that was just proved.

==== ========================================= ==========================================
step what happens                              after a crash right behind it
==== ========================================= ==========================================
1    lock taken                                nothing happened: who was signed in still is
2    record written whole; in it the tokens    signed in; the next start goes on with step 5
     of the session that stood there before
3, 4 read back, generation advanced            as after 2
5    earlier session noted for revocation      as after 2
6    and taken out of the record               signed in; the next start tells the service
==== ========================================= ==========================================
"""

from desktop.foundation.clock import Clock
from desktop.foundation.errors import RecordDamagedError, RecordNewerError
from desktop.foundation.secret import Secret
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
            return await self.replace(
                earlier, session, identifier_type=identifier_type, channel=channel
            )

    async def replace(
        self,
        earlier: SessionRecord | None,
        session: VerifiedSession,
        *,
        identifier_type: str,
        channel: str,
    ) -> SessionRecord:
        """Store the session in the place of ``earlier``; the caller holds the lock.

        Raises:
            KeystoreError: it could not be stored.
        """
        tokens: tuple[Secret, ...] = () if earlier is None else earlier.refresh_tokens()
        # Stored already by a try that failed later, it is not the one to be revoked.
        replaces = tuple(one for one in tokens if one != session.tokens.refresh_token)
        record = SessionRecord(
            generation=earlier.generation + 1 if earlier else 1,
            user_id=session.user_id,
            identifier=session.identifier,
            identifier_type=identifier_type,
            way_in=session.way_in,
            channel=channel,
            signed_in_at=session.tokens.issued_at,
            renewed_at=session.tokens.issued_at,
            mark=ClockMark.now(
                self._clock, self._authority.offset(0.0), not_before=session.tokens.issued_at
            ),
            tokens=session.tokens,
            replaces=replaces,
        )
        await self._stored.write(record)
        self._checkpoint(Step.ADOPTION_STORED)
        if await self._stored.read() != record:
            raise RecordDamagedError(reason="it reads differently from what was written")
        self._checkpoint(Step.ADOPTION_READ_BACK)
        self._stored.announce()
        self._checkpoint(Step.ADOPTION_ANNOUNCED)
        return await self._note_replaced(record)

    async def carry_on(self) -> SessionRecord | None:
        """Go on where a process died behind step 2; what is stored then.

        Raises:
            KeystoreError: it could not be read or written.
        """
        async with self._stored.locked():
            record = await self._stored.read()
            return None if record is None else await self._note_replaced(record)

    async def _note_replaced(self, record: SessionRecord) -> SessionRecord:
        if not record.replaces:
            return record
        await self._stored.note_revocations(record.replaces)
        self._checkpoint(Step.ADOPTION_NOTED)
        record = record.alone()
        await self._stored.write(record)
        self._checkpoint(Step.ADOPTION_CLEARED)
        return record

    async def _earlier(self) -> SessionRecord | None:
        try:
            return await self._stored.read()
        except (RecordDamagedError, RecordNewerError):
            # A sign-in is the user's way to replace a record that can't be read.
            return None
