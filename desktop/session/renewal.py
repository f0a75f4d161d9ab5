"""One renewal, step by step, such that a process may die between any two of them.

==== ===================================== ===========================================
step what happens                          after a crash right behind it
==== ===================================== ===========================================
1, 2 lock taken, record read               nothing happened
3    intent with attempt id written        same token, same attempt id: same successor
4    the service answered                  as after 3
5, 6 answer stored unverified, read back   the next start verifies and settles it
7    answer verified                       as after 5
8, 9 answer settled, generation advanced   renewed
==== ===================================== ===========================================

A keystore that can't be written stops the renewal at step 3, before the refresh token is spent.
Nothing of an unverified answer is handed out, and a spent refresh token is never put back.
"""

from collections.abc import Callable

from desktop.foundation.clock import Clock
from desktop.foundation.errors import (
    NotSignedInError,
    RecordDamagedError,
    RenewalRefusedError,
    TokenUnacceptableError,
)
from desktop.protocol.encoding import encode_base64url
from desktop.session.authority import Authority
from desktop.session.checkpoint import Checkpoint, Step
from desktop.session.expiry import ClockMark, service_time
from desktop.session.record import SessionRecord, Tokens
from desktop.session.stored import StoredSession

ATTEMPT_BYTES = 16

RandomBytes = Callable[[int], bytes]


class Renewal:
    """Renews one stored session; the caller holds the profile's lock."""

    def __init__(
        self,
        *,
        profile_name: str,
        stored: StoredSession,
        authority: Authority,
        clock: Clock,
        random_bytes: RandomBytes,
        checkpoint: Checkpoint,
    ) -> None:
        """Everything that has an effect comes in here."""
        self._profile_name = profile_name
        self._stored = stored
        self._authority = authority
        self._clock = clock
        self._random_bytes = random_bytes
        self._checkpoint = checkpoint

    async def run(self, known: Tokens | None) -> SessionRecord:
        """Renew and return the settled record.

        ``known`` are the tokens the caller believes current. If the keystore holds others by
        now, somebody else has renewed: theirs are returned without asking the service.

        Raises:
            NotSignedInError: the session is gone from the keystore.
            RenewalRefusedError: the service said no, also after reading the record once more.
            ServiceUnreachableError: nothing is lost; the next try continues this one.
            TokenUnacceptableError: the answer did not verify; its refresh token was kept.
            KeystoreError: the keystore failed; the next try continues this one.
        """
        self._checkpoint(Step.RENEWAL_LOCKED)
        record = await self._read()
        self._checkpoint(Step.RENEWAL_READ)
        if known is not None and record.tokens != known and record.answer is None:
            return record
        if record.answer is None:
            record = await self._exchange(record)
        return await self._settle(record)

    async def _read(self) -> SessionRecord:
        record = await self._stored.read()
        if record is None:
            raise NotSignedInError(profile=self._profile_name)
        return record

    async def _exchange(self, record: SessionRecord) -> SessionRecord:
        if not record.attempt_id:
            record = record.with_intent(encode_base64url(self._random_bytes(ATTEMPT_BYTES)))
            await self._stored.write(record)
        self._checkpoint(Step.RENEWAL_INTENT)
        try:
            answer = await self._authority.renew(record.tokens.refresh_token, record.attempt_id)
        except RenewalRefusedError:
            latest = await self._read()
            if latest.tokens.refresh_token == record.tokens.refresh_token:
                raise
            # A process without our lock has renewed: what it stored is the session.
            return latest
        self._checkpoint(Step.RENEWAL_ANSWERED)
        mark = ClockMark.now(self._clock, self._authority.offset(record.mark.offset))
        record = record.with_answer(answer, mark)
        await self._stored.write(record)
        self._checkpoint(Step.RENEWAL_STORED)
        if await self._read() != record:
            raise RecordDamagedError(reason="it reads differently from what was written")
        self._checkpoint(Step.RENEWAL_READ_BACK)
        return record

    async def _settle(self, record: SessionRecord) -> SessionRecord:
        if record.answer is None:
            return record
        at = service_time(record.mark, self._clock).at
        try:
            verified = await self._authority.verify(record.answer, user_id=record.user_id, at=at)
        except TokenUnacceptableError:
            await self._stored.write(record.distrusted())
            self._stored.announce()
            raise
        self._checkpoint(Step.RENEWAL_VERIFIED)
        settled = record.settled(verified.tokens)
        await self._stored.write(settled)
        self._checkpoint(Step.RENEWAL_SETTLED)
        self._stored.announce()
        self._checkpoint(Step.RENEWAL_ANNOUNCED)
        return settled
