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

A keystore that can't be written stops the renewal at step 3, before the refresh token is spent. An
answer that it does not take at step 5 is kept in memory, and stored by the next try.
Nothing of an unverified answer is handed out. One that does not verify is asked for again where
the service repeats it, for it may have been somebody else's; elsewhere its refresh token is kept,
and a spent one never put back.
"""

from collections.abc import Callable

from desktop.foundation.clock import Clock
from desktop.foundation.errors import (
    NotSignedInError,
    RecordDamagedError,
    RenewalRefusedError,
    TokenUnacceptableError,
)
from desktop.foundation.profiles import Profile
from desktop.protocol.encoding import encode_base64url
from desktop.session.authority import Authority, VerifiedSession
from desktop.session.checkpoint import Checkpoint, Step
from desktop.session.expiry import ClockMark, moment_shown, offset_now, service_time
from desktop.session.record import SessionRecord, Tokens
from desktop.session.stored import StoredSession

ATTEMPT_BYTES = 16
SHIFT_SECONDS = 60.0

RandomBytes = Callable[[int], bytes]


class Renewal:
    """Renews one stored session; the caller holds the profile's lock."""

    def __init__(
        self,
        *,
        profile: Profile,
        stored: StoredSession,
        authority: Authority,
        clock: Clock,
        random_bytes: RandomBytes,
        checkpoint: Checkpoint,
    ) -> None:
        """Everything that has an effect comes in here."""
        self._profile = profile
        self._stored = stored
        self._authority = authority
        self._clock = clock
        self._random_bytes = random_bytes
        self._checkpoint = checkpoint
        self.record: SessionRecord | None = None
        """What the keystore holds, as far as this renewal has come."""
        self.renewed = False
        """Whether this renewal got new tokens, and not somebody else's before it."""
        self.continued = False
        """Whether a process that died had begun it: its intent explains a token that is spent."""

    async def run(self, known: Tokens | None) -> SessionRecord:
        """Renew and return the settled record.

        ``known`` are the tokens the caller believes current. If the keystore holds others by
        now, somebody else has renewed: theirs are returned without asking the service.

        Raises:
            NotSignedInError: the session is gone from the keystore.
            RenewalRefusedError: the service said no, also after reading the record once more.
            ServiceUnreachableError: nothing is lost; the next try continues this one.
            TokenUnacceptableError: the answer did not verify; the means to renew were kept.
            KeystoreError: the keystore failed; the next try continues this one.
        """
        self._checkpoint(Step.RENEWAL_LOCKED)
        record = await self._read()
        self._checkpoint(Step.RENEWAL_READ)
        if known is not None and record.tokens != known and record.answer is None:
            return record
        self.continued = record.attempt_id != ""
        if record.answer is not None:
            try:
                return await self._settle(record)
            except TokenUnacceptableError:
                # Left by a process that died: it may only be too old by now.
                record = await self._read()
        return await self._settle(await self._exchange(record))

    async def _read(self) -> SessionRecord:
        record = await self._stored.read()
        if record is None:
            raise NotSignedInError(profile=self._profile.name)
        self.record = record
        return record

    async def _write(self, record: SessionRecord) -> SessionRecord:
        await self._stored.write(record)
        self.record = record
        return record

    async def _write_answer(self, record: SessionRecord) -> SessionRecord:
        await self._stored.write_answer(record)
        self.record = record
        return record

    async def _exchange(self, record: SessionRecord) -> SessionRecord:
        if not record.attempt_id:
            attempt_id = encode_base64url(self._random_bytes(ATTEMPT_BYTES))
            record = await self._write(record.with_intent(attempt_id))
        self._checkpoint(Step.RENEWAL_INTENT)
        self._authority.start_from(offset_now(record.mark, self._clock))
        answer = self._stored.untaken_answer(record)
        if answer is None:
            try:
                answer = await self._authority.renew(record.tokens.refresh_token, record.attempt_id)
            except RenewalRefusedError:
                latest = await self._read()
                if latest.tokens.refresh_token == record.tokens.refresh_token:
                    raise
                # A process without our lock has renewed: what it stored is the session.
                return latest
        self._checkpoint(Step.RENEWAL_ANSWERED)
        record = await self._write_answer(record.with_answer(answer))
        self._checkpoint(Step.RENEWAL_STORED)
        if await self._read() != record:
            raise RecordDamagedError(reason="it reads differently from what was written")
        self._checkpoint(Step.RENEWAL_READ_BACK)
        return record

    async def _settle(self, record: SessionRecord) -> SessionRecord:
        if record.answer is None:
            return record
        try:
            verified = await self._verify(record, record.answer)
        except TokenUnacceptableError:
            # A strict service gives the same attempt the same successor again (13.4).
            repeats = self._profile.compatibility == "strict"
            await self._write(record.distrusted(repeats=repeats))
            self._stored.announce()
            raise
        self._checkpoint(Step.RENEWAL_VERIFIED)
        mark = self._mark(record, not_before=verified.tokens.issued_at)
        settled = await self._write(record.settled(verified.tokens, mark))
        self.renewed = True
        self._checkpoint(Step.RENEWAL_SETTLED)
        self._stored.announce()
        self._checkpoint(Step.RENEWAL_ANNOUNCED)
        return settled

    async def _verify(self, record: SessionRecord, answer: Tokens) -> VerifiedSession:
        at = service_time(self._mark(record), self._clock).at
        try:
            return await self._authority.verify(answer, user_id=record.user_id, at=at)
        except TokenUnacceptableError:
            # Fetching the keys was a second answer, which may have told the right time. And no
            # answer's date counts that lies behind what was signed.
            told = service_time(self._mark(record), self._clock).at
            told = max(told, moment_shown(record.mark, record.renewed_at, self._clock))
            if abs(told - at) < SHIFT_SECONDS:
                raise
            return await self._authority.verify(answer, user_id=record.user_id, at=told)

    def _mark(self, record: SessionRecord, *, not_before: float = 0.0) -> ClockMark:
        known = self._authority.offset(offset_now(record.mark, self._clock))
        return ClockMark.now(self._clock, known, not_before=not_before)
