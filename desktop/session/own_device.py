"""This computer as a trusted device of a profile's user: what is known of it, and its use."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from desktop.client.cotter import CotterClient
from desktop.client.device_key import DeviceKey
from desktop.foundation.device_errors import (
    DeviceKeyLostError,
    DeviceRemovedError,
    DeviceSuspendedError,
    NotTrustedError,
)
from desktop.foundation.errors import (
    AuthenticatorError,
    KeystoreError,
    NotSignedInError,
    RecordDamagedError,
    RefusedError,
    SessionEndedError,
)
from desktop.foundation.profiles import Profile
from desktop.foundation.secret import Secret
from desktop.protocol.ed25519 import key_print
from desktop.session.authority import VerifiedSession
from desktop.session.coming_back import DEVICE, may_be_clicked
from desktop.session.cotter_authority import ServiceClock, verified_session
from desktop.session.device_facts import DeviceTrust, ThisDevice
from desktop.session.device_note import (
    DeviceNote,
    note_of_identifier,
    note_of_user,
    trust_of,
)
from desktop.session.device_record import DeviceRecord, of_user
from desktop.session.fresh_proof import FreshProofs
from desktop.session.history import Deed
from desktop.session.keeper import Keeper
from desktop.session.record import SessionRecord
from desktop.session.snapshot import Activity
from desktop.session.stored import StoredSession
from desktop.session.stored_devices import StoredDevices
from desktop.session.surroundings import Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand:
    """What works on the device key of one profile.

    ``client`` gives the client that is believed now, ``learn_identity_key`` asks which one that
    is; ``name`` is what the service is told this computer is called.
    """

    profile: Profile
    keeper: Keeper
    session: StoredSession
    devices: StoredDevices
    client: Callable[[], CotterClient]
    learn_identity_key: Callable[[], Awaitable[None]]
    service_clock: ServiceClock
    proofs: FreshProofs
    around: Surroundings
    name: str


class OwnDevice:
    """The device key of one profile's user. All methods run on one event loop."""

    def __init__(self, at_hand: AtHand) -> None:
        """Nothing is read yet; from now on the keeper can come back by this key."""
        self._profile = at_hand.profile
        self._keeper = at_hand.keeper
        self._stored = at_hand.devices
        self._client = at_hand.client
        self._service_clock = at_hand.service_clock
        self._proofs = at_hand.proofs
        self._clock = at_hand.around.clock
        self.name = at_hand.name
        self.record: DeviceRecord | None = None
        """The key of the user that the snapshot is about, as it was last read."""
        at_hand.keeper.come_back = self.come_back

    # ------------------------------------------------------------------------------- what is known

    async def read(self) -> None:
        """Read the keystore and draw what is known; where it is in the way, the note is drawn."""
        try:
            records = await self._stored.read()
        except KeystoreError as error:
            self.record = None
            self._draw_unread(error)
            return
        note = self.note()
        user_id = self._user_id(note)
        self.record = of_user(records, user_id)
        if self.record is None and not user_id and len(records) == 1:
            self.record = records[0]
        self._draw(note)

    async def signed_out(self) -> None:
        """Forget the fresh proof, and draw what is known for the next sign-in."""
        self._proofs.forget()
        await self.read()

    async def own_key(self, user_id: str) -> DeviceKey:
        """The key by which this computer is a trusted device of the user.

        Raises:
            NotTrustedError, DeviceKeyLostError, DeviceSuspendedError, DeviceRemovedError: it
                isn't one, each for its own reason.
            KeystoreError: the keystore is in the way.
        """
        return (await self._trusted(user_id)).key()

    async def notice(self, error: AuthenticatorError) -> None:
        """Note what the service said of our key, if it said anything of it."""
        if self._keeper.snapshot.this_device.busy:
            # It is we who are giving or taking trust: others hear of it before we have finished.
            return
        if isinstance(error, DeviceSuspendedError):
            await self._note_trust(DeviceTrust.SUSPENDED, Deed.DEVICE_SUSPENDED)
        elif isinstance(error, DeviceRemovedError):
            await self._note_trust(DeviceTrust.REMOVED, Deed.DEVICE_TAKEN_OFF)

    def signed_in_user(self) -> str:
        """The id of whoever is signed in.

        Raises:
            NotSignedInError: nobody is.
        """
        session = self._keeper.signed_in
        if session is None:
            raise NotSignedInError(profile=self._profile.name)
        return session.user_id

    def proof(self, user_id: str) -> Secret | None:
        """The fresh proof of this user, if there is one (cotter-api 13.3)."""
        return self._proofs.of(user_id)

    # ---------------------------------------------------------------------------------- using it

    async def sign_in(self) -> None:
        """Sign in with this computer's key, because the user asked for it.

        Raises:
            SessionEndedError: after what the service said, only a code will do (13.4).
            NotTrustedError, DeviceKeyLostError, DeviceSuspendedError, DeviceRemovedError: this
                computer's key can't sign in.
            AuthenticatorError: anything else that went wrong; nothing was changed.
        """
        refusal = self._keeper.snapshot.refusal
        if not may_be_clicked(refusal):
            raise SessionEndedError(profile=self._profile.name, reason=refusal)
        await self.read()
        known = self.record or self.note()
        record = await self._trusted(known.user_id if known is not None else "")
        self._keeper.show(activity=Activity.SIGNING_IN, problem=None)
        try:
            session = await self._session_of(record)
            await self._keeper.adopt(
                session, identifier_type=record.identifier_type, channel=DEVICE
            )
        finally:
            if self._keeper.snapshot.activity is Activity.SIGNING_IN:
                self._keeper.show(activity=Activity.IDLE)
        await self.read()

    async def come_back(self, ended: SessionRecord) -> VerifiedSession | None:
        """Sign in again for a session that ended by itself; None where that is not to be had.

        Raises:
            ServiceUnreachableError: no answer that counts; try again later.
            KeystoreError: the key can't be read now.
        """
        try:
            record = of_user(await self._stored.read(), ended.user_id)
        except RecordDamagedError:
            # No key to come back by, for good: the session has ended.
            return None
        note = note_of_user(self._stored.notes(), ended.user_id)
        if record is None or trust_of(note, record) is not DeviceTrust.TRUSTED:
            return None
        self.record = record
        try:
            return await self._session_of(record)
        except RefusedError:
            # What it was is noted; the session's own ending is what is told.
            return None

    async def _session_of(self, record: DeviceRecord) -> VerifiedSession:
        client = self._client()
        try:
            tokens = await client.events.sign_in(record.key(), user_id=record.user_id)
        except (DeviceRemovedError, DeviceSuspendedError) as error:
            await self.notice(error)
            raise
        at = self._clock.wall() + self._service_clock.offset(0.0)
        return verified_session(await client.verify(tokens, user_id=record.user_id, at=at))

    # ------------------------------------------------------------------------------------- inside

    async def _trusted(self, user_id: str) -> DeviceRecord:
        record = of_user(await self._stored.read(), user_id)
        trust = trust_of(note_of_user(self._stored.notes(), user_id), record)
        if trust is DeviceTrust.KEY_LOST:
            raise DeviceKeyLostError
        if trust is DeviceTrust.SUSPENDED:
            raise DeviceSuspendedError
        if trust is DeviceTrust.REMOVED:
            raise DeviceRemovedError
        if record is None or trust is not DeviceTrust.TRUSTED:
            raise NotTrustedError(profile=self._profile.name)
        return record

    async def key_if_trusted(self, user_id: str) -> DeviceKey | None:
        """The key, or None for whatever reason this computer is not trusted.

        Raises:
            KeystoreError: the keystore is in the way.
        """
        try:
            return await self.own_key(user_id)
        except (NotTrustedError, DeviceKeyLostError, DeviceSuspendedError, DeviceRemovedError):
            return None

    def note(self) -> DeviceNote | None:
        """What is noted of this computer and the user that the snapshot is about."""
        notes = self._stored.notes()
        session = self._keeper.signed_in
        if session is not None:
            return note_of_user(notes, session.user_id)
        found = note_of_identifier(notes, self._keeper.snapshot.last_identifier)
        return found or (notes[0] if len(notes) == 1 else None)

    def _user_id(self, note: DeviceNote | None) -> str:
        session = self._keeper.signed_in
        if session is not None:
            return session.user_id
        return note.user_id if note is not None else ""

    async def _note_trust(self, trust: DeviceTrust, deed: Deed) -> None:
        record = self.record
        if record is None:
            return
        known = note_of_user(self._stored.notes(), record.user_id)
        if known is None:
            known = DeviceNote(
                user_id=record.user_id,
                identifier=record.identifier,
                public_key=record.key().public_key,
                name=record.name,
                since=record.enrolled_at or record.made_at,
                trust=DeviceTrust.TRUSTED,
            )
        if known.trust is not trust:
            self._stored.note(replace(known, trust=trust))
            await self._keeper.chronicle.note(deed, who=self.name)
        self._draw(self.note())

    def _draw(self, note: DeviceNote | None) -> None:
        record = self.record
        trust = trust_of(note, record)
        proved_until = self._proofs.until(self._user_id(note))
        if trust is DeviceTrust.NOT_TRUSTED:
            this = ThisDevice(trust=trust, name=self.name)
            self._keeper.show(this_device=this, proved_until=proved_until)
            return
        public_key = record.key().public_key if record is not None else ""
        self._keeper.show(
            this_device=ThisDevice(
                trust=trust,
                name=self.name,
                key_print=key_print(public_key) if public_key else "",
                identifier=record.identifier if record else note.identifier if note else "",
                trusted_since=note.since if note else record.enrolled_at if record else None,
                busy=self._keeper.snapshot.this_device.busy,
            ),
            proved_until=proved_until,
        )

    def _draw_unread(self, error: KeystoreError) -> None:
        note = self.note()
        lost = isinstance(error, RecordDamagedError) and note is not None
        self._keeper.show(
            this_device=ThisDevice(
                trust=DeviceTrust.KEY_LOST if lost else DeviceTrust.UNKNOWN,
                name=self.name,
                identifier=note.identifier if note else "",
                trusted_since=note.since if note else None,
            )
        )

    def show_busy(self, *, busy: bool) -> None:
        """Draw that trust is being given or taken."""
        this = self._keeper.snapshot.this_device
        self._keeper.show(this_device=replace(this, busy=busy))
