"""Keeps one profile's session alive, and says what is known of it.

The app asks it at every heartbeat what is due; nothing else there starts a renewal. The commands
use the same class for one call and leave.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from desktop.foundation.errors import (
    AuthenticatorError,
    ClockUncertainError,
    KeystoreError,
    NotSignedInError,
    RecordDamagedError,
    RefusedError,
    RenewalRefusedError,
    ServiceBusyError,
    ServiceUnreachableError,
    SessionEndedError,
    SignInNeededError,
    TokenUnacceptableError,
    TooManyTriesError,
)
from desktop.foundation.profiles import Profile
from desktop.session.adoption import Adoption
from desktop.session.authority import Authority, VerifiedSession
from desktop.session.carrying_on import read_session
from desktop.session.chronicle import Chronicle
from desktop.session.coming_back import DEVICE, ComeBack, may_come_back
from desktop.session.drawing import differs, draw_absence, draw_obstacle, draw_session
from desktop.session.ending import Ending
from desktop.session.expiry import offset_now
from desktop.session.history import Deed
from desktop.session.last_seen import blank_snapshot
from desktop.session.record import SessionRecord
from desktop.session.renewal import Renewal
from desktop.session.schedule import Schedule
from desktop.session.seeing_through import see_through
from desktop.session.snapshot import Activity, Obstacle, SessionFact, Snapshot
from desktop.session.stored import StoredSession
from desktop.session.surroundings import Surroundings
from desktop.session.telling import Telling

UNLOCK_SECONDS = 120.0
KEYSTORE_RETRY_SECONDS = 30.0


class Keeper:
    """The session of one profile. All methods run on one event loop."""

    def __init__(
        self,
        profile: Profile,
        stored: StoredSession,
        authority: Authority,
        around: Surroundings,
        *,
        last_seen: Snapshot | None = None,
        on_change: Callable[[Snapshot], None] | None = None,
    ) -> None:
        """Begin unread; ``last_seen`` is drawn until the keystore has been read."""
        self._profile = profile
        self._stored = stored
        self._authority = authority
        self._around = around
        self._clock = around.clock
        self._on_change = on_change
        self._record: SessionRecord | None = None
        self._generation = 0
        self._schedule = Schedule(around.clock, around.chance)
        self._trouble: AuthenticatorError | None = None
        self.chronicle = Chronicle(around.history, around.clock, profile, stored.folder)
        self._telling = Telling(stored, authority, around)
        self.come_back: ComeBack | None = None
        self._one_at_a_time = asyncio.Lock()
        self.snapshot = last_seen or blank_snapshot(profile)

    @property
    def signed_in(self) -> SessionRecord | None:
        """The session as it was last read or stored; None while nobody is signed in."""
        return self._record

    async def read(self) -> None:
        """Read the keystore; afterwards the snapshot says what is there, or what is in the way."""
        async with self._one_at_a_time:
            await self._read()

    async def read_if_changed(self) -> bool:
        """Read again if another process has committed since; whether one had."""
        if self._stored.generation() == self._generation:
            return False
        await self.read()
        return True

    async def unlock(self) -> None:
        """Let the platform ask for the keystore's password, then read.

        Raises:
            KeystoreError: dismissed, or not answered within two minutes.
        """
        self.show(unlocking=True)
        try:
            await self._stored.unlock(UNLOCK_SECONDS)
        finally:
            self.show(unlocking=False)
        await self.read()

    def show(self, **changes: object) -> None:
        """Draw a change of the snapshot that is not the keeper's own, such as a code entry."""
        self._publish(replace(self.snapshot, **changes))  # type: ignore[arg-type]  # field names

    def show_obstacle(self, error: KeystoreError) -> None:
        """Draw that the keystore stands in the way of something that is not the keeper's own."""
        self._draw_obstacle(error)

    async def beat(self) -> float:
        """Do what is due; return in how many seconds to ask again (infinite: never by itself)."""
        self._schedule.beat()
        await self.read_if_changed()
        async with self._one_at_a_time:
            if self._keystore_is_in_the_way():
                await self._read()
            if self._keystore_is_in_the_way():
                return KEYSTORE_RETRY_SECONDS
            if self._telling.seconds_until_due() <= 0:
                await self._tell_revocations()
            if self._record is not None and self._schedule.seconds_until_due(self._record) <= 0:
                await self._renew_quietly()
            if self._keystore_is_in_the_way():
                return KEYSTORE_RETRY_SECONDS
            ask_again = self._telling.seconds_until_due()
            if self._record is None:
                return ask_again
            self._draw_session()
            return min(ask_again, max(0.0, self._schedule.seconds_until_due(self._record)))

    async def renew(self) -> None:
        """Renew now.

        Raises:
            AuthenticatorError: as :meth:`Renewal.run <desktop.session.renewal.Renewal.run>`.
        """
        async with self._one_at_a_time:
            await self._renew()

    async def access_token(self, *, min_valid: float) -> SessionRecord:
        """The session with an access token that holds ``min_valid`` seconds more.

        Raises:
            NotSignedInError, SessionEndedError: only the user can go on.
            ClockUncertainError: the token's time can't be judged and no renewal was possible.
            AuthenticatorError: as :meth:`renew`.
        """
        async with self._one_at_a_time:
            await self._read(quiet=False)
            if self._record is None:
                raise self._ended()
            if not self._record.holds(self._clock, min_valid):
                await self._renew()
            if self._record is None:
                raise self._ended()
            if not self._record.holds(self._clock, 0):
                raise ClockUncertainError
            return self._record

    async def adopt(self, session: VerifiedSession, *, identifier_type: str, channel: str) -> None:
        """Store a session that was just proved and verified.

        Raises:
            KeystoreError: it could not be stored; nobody is signed in by it.
        """
        async with self._one_at_a_time:
            await see_through(self._adopt(session, identifier_type, channel))
            await self._tell_revocations()

    async def _adopt(self, session: VerifiedSession, identifier_type: str, channel: str) -> None:
        adopting = self._adoption().run(session, identifier_type=identifier_type, channel=channel)
        self._record = await adopting
        self._generation = self._stored.generation()
        self._settle_down()
        # Before the history is written: the person waits for the session alone.
        self._draw_session(sign_in=None, activity=Activity.IDLE)
        await self.chronicle.note(Deed.SIGNED_IN, channel)
        self._draw_session()

    async def sign_out(self) -> bool:
        """Delete the session and tell the service, later if it can't be reached now.

        Returns whether the service has been told.

        Raises:
            KeystoreError: the session could not be deleted.
        """
        async with self._one_at_a_time:
            if self._record is None:
                await self._read()
            return await see_through(self._sign_out())

    async def _sign_out(self) -> bool:
        was_there = self._record is not None
        await self._telling.sign_out()
        self._generation = self._stored.generation()
        self._record = None
        self._settle_down()
        if was_there:
            await self.chronicle.note(Deed.SIGNED_OUT)
        self._draw_absence("")
        return not self._telling.untold

    async def _read(self, *, quiet: bool = True) -> None:
        # Looked at first: a commit that comes while we read is noticed by the next look.
        generation = self._stored.generation()
        try:
            record, self._telling.untold = await read_session(
                self._stored, self._telling.signing_out(), self._adoption()
            )
        except KeystoreError as error:
            await self.chronicle.count()
            self._draw_obstacle(error)
            if not quiet:
                raise
            return
        self._generation = generation
        if record != self._record:
            self._settle_down()
        self._record = record
        await self.chronicle.count()
        if record is None:
            self._draw_absence(self.chronicle.last_refusal() or self.snapshot.refusal)
            return
        self._authority.start_from(offset_now(record.mark, self._clock))
        self._draw_session()

    def _keystore_is_in_the_way(self) -> bool:
        return (
            self.snapshot.session is SessionFact.UNREAD
            or self.snapshot.obstacle in (Obstacle.KEYSTORE_LOCKED, Obstacle.KEYSTORE_UNAVAILABLE)
            or isinstance(self.snapshot.problem, RecordDamagedError)
        )

    async def _renew_quietly(self) -> None:
        try:
            await self._renew()
        except (
            KeystoreError,
            ServiceUnreachableError,
            RefusedError,
            TokenUnacceptableError,
            SignInNeededError,
        ):
            # The snapshot says it already; the next beat goes on from there.
            return

    async def _renew(self) -> None:
        await see_through(self._renew_now())

    async def _renew_now(self) -> None:
        known, late = self._record, self._schedule.is_late
        renewal = Renewal(
            profile=self._profile,
            stored=self._stored,
            authority=self._authority,
            clock=self._clock,
            random_bytes=self._around.random_bytes,
            checkpoint=self._around.checkpoint,
        )
        self._publish(replace(self.snapshot, activity=Activity.RENEWING))
        try:
            self._record = await self._renewed(renewal, known)
        except NotSignedInError:
            # Whoever has ended it meanwhile has noted why.
            self._record = None
            self._draw_absence(self.chronicle.last_refusal())
            raise self._ended() from None
        except KeystoreError as error:
            self._draw_obstacle(error)
            raise
        except (ServiceUnreachableError, RefusedError, TokenUnacceptableError) as error:
            self._record = renewal.record or known
            self._generation = self._stored.generation()
            await self._put_off(error)
            raise
        finally:
            if self.snapshot.activity is Activity.RENEWING:
                self._publish(replace(self.snapshot, activity=Activity.IDLE))
        self._generation = self._stored.generation()
        self._settle_down()
        if renewal.renewed:
            await self.chronicle.note(Deed.RENEWED_LATE if late else Deed.RENEWED)
        self._draw_session()

    async def _renewed(self, renewal: Renewal, known: SessionRecord | None) -> SessionRecord:
        # Coming back and ending are decided under the lock too: of many who ask at once, one does
        # it, and nobody ends what another one has signed in to.
        async with self._stored.locked():
            try:
                return await renewal.run(known.tokens if known else None)
            except RenewalRefusedError as error:
                ended = renewal.record
                if ended is None:
                    raise
                session = await self._come_back(ended, error, explained=renewal.continued)
                if session is None:
                    await self._end(error)
                    raise SessionEndedError(
                        profile=self._profile.name, reason=error.reason
                    ) from error
                record = await self._adoption().replace(
                    ended, session, identifier_type=ended.identifier_type, channel=DEVICE
                )
        await self.chronicle.note(Deed.SIGNED_IN, DEVICE)
        await self._tell_revocations()
        return record

    async def _come_back(
        self, ended: SessionRecord, error: RenewalRefusedError, *, explained: bool
    ) -> VerifiedSession | None:
        if self.come_back is None or not may_come_back(error.reason, explained=explained):
            return None
        return await self.come_back(ended)

    async def _end(self, error: RenewalRefusedError) -> None:
        def note_reason() -> None:
            self._record = None
            self._draw_absence(error.reason)

        await Ending(self._stored, self._around.checkpoint).run(note_reason)
        self._generation = self._stored.generation()
        await self.chronicle.note(Deed.REFUSED, error.reason)

    async def _put_off(self, error: AuthenticatorError) -> None:
        asked = error.retry_after if isinstance(error, ServiceBusyError | TooManyTriesError) else 0
        self._schedule.put_off(asked)
        self._trouble = error
        if not isinstance(error, ServiceUnreachableError):
            await self.chronicle.note(Deed.RENEWAL_FAILED, type(error).__name__)
        self._draw_session()

    def _settle_down(self) -> None:
        self._schedule.settle()
        self._trouble = None

    def _adoption(self) -> Adoption:
        return Adoption(self._stored, self._authority, self._clock, self._around.checkpoint)

    async def _tell_revocations(self) -> None:
        try:
            await self._telling.tell()
            self.show(untold=self._telling.untold)
        except KeystoreError as error:
            self._draw_obstacle(error)

    def _ended(self) -> SignInNeededError:
        if self.snapshot.refusal:
            return SessionEndedError(profile=self._profile.name, reason=self.snapshot.refusal)
        return NotSignedInError(profile=self._profile.name)

    def _with_keystore(self) -> Snapshot:
        return replace(
            self.snapshot, kept_in=self._stored.kept_in, renewals=self.chronicle.renewals
        )

    def _draw_obstacle(self, error: KeystoreError) -> None:
        if isinstance(error, RecordDamagedError):
            self._record = None
        self._publish(draw_obstacle(self._with_keystore(), error))

    def _draw_session(self, **changes: object) -> None:
        if self._record is None:
            return
        known = replace(self._with_keystore(), **changes)  # type: ignore[arg-type]  # field names
        unreachable = isinstance(self._trouble, ServiceUnreachableError)
        self._publish(
            draw_session(
                known,
                self._record,
                self._clock,
                jitter=self._schedule.jitter,
                retry_at=self._schedule.retry_at,
                problem=self._trouble,
                obstacle=Obstacle.OFFLINE if unreachable else Obstacle.NONE,
            )
        )

    def _draw_absence(self, refusal: str) -> None:
        absence = draw_absence(self._with_keystore(), self._profile, refusal)
        self._publish(replace(absence, untold=self._telling.untold))

    def _publish(self, snapshot: Snapshot) -> None:
        if differs(self.snapshot, snapshot):
            self.snapshot = snapshot
            self.chronicle.remember(snapshot)
            if self._on_change is not None:
                self._on_change(snapshot)
