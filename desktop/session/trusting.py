"""Giving trust to this computer, and taking it back.

==== ========================================= ==========================================
step of an enrolment                           after a crash right behind it
==== ========================================= ==========================================
1    lock taken                                nothing happened
2    key stored, not enrolled                  the next try uses the same key
3    the service was told                      the next start asks the service, then step 4
4, 5 key marked as enrolled, announced         this computer is trusted
==== ========================================= ==========================================
"""

import logging

from desktop.client.device_key import DeviceKey
from desktop.foundation.device_errors import DeviceRemovedError, FreshProofNeededError
from desktop.foundation.errors import (
    NotSignedInError,
    RecordDamagedError,
    RefusedError,
    ServiceUnreachableError,
    SignInNeededError,
)
from desktop.foundation.secret import Secret
from desktop.session.checkpoint import Step
from desktop.session.device_facts import DeviceTrust
from desktop.session.device_note import DeviceNote, note_of_user, trust_of
from desktop.session.device_record import DeviceRecord, of_user, with_record, without_user
from desktop.session.history import Deed
from desktop.session.own_device import AtHand, OwnDevice
from desktop.session.record import SessionRecord
from desktop.session.seeing_through import see_through

LOG = logging.getLogger(__name__)

CODE_FIRST = "a computer is trusted within ten minutes after a code"


class Trusting:
    """Enrols, confirms and forgets the device key of one profile's user."""

    def __init__(self, at_hand: AtHand, own: OwnDevice) -> None:
        """``own`` draws what came of it."""
        self._own = own
        self._profile = at_hand.profile
        self._keeper = at_hand.keeper
        self._session = at_hand.session
        self._devices = at_hand.devices
        self._client = at_hand.client
        self._proofs = at_hand.proofs
        self._around = at_hand.around
        self._clock = at_hand.around.clock

    async def settle(self) -> None:
        """Ask the service about a key that may be enrolled: a process died in between.

        Raises:
            AuthenticatorError: it could not be asked; the next time goes on.
        """
        record = self._own.record
        if record is None or record.enrolled_at is not None:
            return
        enrolment = await self._client().devices.enrolment(record.key(), user_id=record.user_id)
        if enrolment.enrolled:
            await see_through(self.mark_enrolled(record))

    # -------------------------------------------------------------------------------- giving trust

    async def trust(self) -> None:
        """Make this computer a trusted device of the signed-in user, or confirm a suspended one.

        A key that was lost or removed is replaced by a new one: that is what was asked for.

        Raises:
            NotSignedInError: nobody is signed in.
            FreshProofNeededError: the last code is older than ten minutes.
            KeystoreError: the key could not be stored; the service was not told.
            RefusedError, ServiceUnreachableError: the service did not do it, or can't be reached.
        """
        session = self._keeper.signed_in
        if session is None:
            raise NotSignedInError(profile=self._profile.name)
        proof = self._proofs.of(session.user_id)
        if proof is None and self._profile.compatibility == "strict":
            raise FreshProofNeededError(reason=CODE_FIRST)
        self._own.show_busy(busy=True)
        try:
            await see_through(self._enrol(session, proof))
        finally:
            self._own.show_busy(busy=False)

    async def prepare(self, *, identifier: str, identifier_type: str, user_id: str) -> DeviceRecord:
        """A stored key that the service does not know yet, to be added by another device.

        Raises:
            KeystoreError: it could not be stored.
        """
        async with self._session.locked():
            return await self._stored_key(identifier, identifier_type, user_id)

    async def mark_enrolled(self, record: DeviceRecord) -> None:
        """The service says that this key is enrolled: keep that.

        Raises:
            KeystoreError: it could not be kept; :meth:`settle` finds out again.
        """
        async with self._session.locked():
            await self._settle_enrolment(record)
        await self._keeper.chronicle.note(Deed.DEVICE_TRUSTED, who=self._own.name)
        await self._own.read()

    async def _enrol(self, session: SessionRecord, proof: Secret | None) -> None:
        step = self._around.checkpoint
        suspended = self._keeper.snapshot.this_device.trust is DeviceTrust.SUSPENDED
        async with self._session.locked():
            step(Step.ENROLMENT_LOCKED)
            record = await self._stored_key(
                session.identifier, session.identifier_type, session.user_id
            )
            step(Step.ENROLMENT_STORED)
            await self._client().devices.enrol(
                record.key(), user_id=record.user_id, device_name=self._own.name, fresh_proof=proof
            )
            step(Step.ENROLMENT_TOLD)
            await self._settle_enrolment(record)
        deed = Deed.DEVICE_CONFIRMED if suspended else Deed.DEVICE_TRUSTED
        await self._keeper.chronicle.note(deed, who=self._own.name)
        await self._own.read()

    async def _stored_key(
        self, identifier: str, identifier_type: str, user_id: str
    ) -> DeviceRecord:
        records = await self._readable_records()
        known = of_user(records, user_id)
        note = note_of_user(self._devices.notes(), user_id)
        if known is not None and trust_of(note, known) is not DeviceTrust.REMOVED:
            return known
        record = DeviceRecord(
            user_id=user_id,
            identifier=identifier,
            identifier_type=identifier_type,
            seed=DeviceKey.make(self._around.random_bytes).seed(),
            name=self._own.name,
            made_at=self._clock.wall(),
        )
        # A key that nobody has enrolled for another user belongs to an address that was mistyped.
        settled = tuple(one for one in records if one.enrolled_at is not None)
        written = with_record(settled, record)
        await self._devices.write(written)
        if await self._devices.read() != written:
            raise RecordDamagedError(reason="it reads differently from what was written")
        return record

    async def _readable_records(self) -> tuple[DeviceRecord, ...]:
        try:
            return await self._devices.read()
        except RecordDamagedError:
            # What can't be read is lost; trusting anew is the user's way to replace it.
            return ()

    async def _settle_enrolment(self, record: DeviceRecord) -> None:
        record = record.enrolled(self._clock.wall())
        await self._devices.write(with_record(await self._readable_records(), record))
        self._around.checkpoint(Step.ENROLMENT_SETTLED)
        self._devices.note(
            DeviceNote(
                user_id=record.user_id,
                identifier=record.identifier,
                public_key=record.key().public_key,
                name=self._own.name,
                since=self._clock.wall(),
                trust=DeviceTrust.TRUSTED,
            )
        )
        self._session.announce()
        self._around.checkpoint(Step.ENROLMENT_ANNOUNCED)

    # ---------------------------------------------------------------------------------- taking it

    async def stop_trusting(self) -> None:
        """Take this computer off the user's devices and delete its key; the session stays.

        Raises:
            FreshProofNeededError: it is the last device.
            RefusedError, ServiceUnreachableError: the service was not told; nothing was changed.
            KeystoreError: the key could not be read or deleted.
        """
        await self._own.read()
        note, record = self._own.note(), self._own.record
        user_id = record.user_id if record is not None else note.user_id if note else ""
        self._own.show_busy(busy=True)
        try:
            if record is not None:
                await self._take_off(record)
            if user_id:
                await see_through(self._delete(user_id))
        finally:
            self._own.show_busy(busy=False)

    async def sign_out_everywhere(self) -> None:
        """End every session of the user at the service, then this one.

        Raises:
            NotSignedInError: nobody is signed in.
            FreshProofNeededError: this computer is not trusted and the last code is too old.
            RefusedError, ServiceUnreachableError: the service did not do it; nothing was changed.
        """
        session = self._keeper.signed_in
        if session is None:
            raise NotSignedInError(profile=self._profile.name)
        key = await self._own.key_if_trusted(session.user_id)
        proof = self._proofs.of(session.user_id)
        if key is None and proof is None and self._profile.compatibility == "strict":
            raise FreshProofNeededError(reason="signing out everywhere takes a code or this key")
        await self._client().revoke(
            session.tokens.refresh_token, everywhere=True, fresh_proof=proof, proof=key
        )
        await self._keeper.sign_out()
        await self._keeper.chronicle.note(Deed.SIGNED_OUT_EVERYWHERE)

    async def forget(self) -> None:
        """Sign out, take this computer off the user's devices and delete its key.

        Raises:
            AuthenticatorError: as :meth:`stop_trusting`; then nobody was signed out either.
        """
        await self.stop_trusting()
        await self._keeper.sign_out()
        self._proofs.forget()

    async def discard(self) -> None:
        """Delete every key of the profile, at the service as far as it can be told now.

        Raises:
            KeystoreError: they could not be deleted.
        """
        await self._own.read()
        if self._own.record is not None:
            try:
                await self._take_off(self._own.record)
            except (RefusedError, ServiceUnreachableError, SignInNeededError):
                # The service goes on listing a key that nobody has: it can sign nobody in.
                LOG.warning("The service could not be told that this computer is forgotten.")
        async with self._session.locked():
            await self._devices.write(())
            self._session.announce()

    async def _take_off(self, record: DeviceRecord) -> None:
        key = record.key()
        try:
            await self._client().devices.remove(
                key,
                user_id=record.user_id,
                public_key=key.public_key,
                fresh_proof=self._proofs.of(record.user_id),
            )
        except DeviceRemovedError:
            # Off the list already: that is what was wanted.
            return

    async def _delete(self, user_id: str) -> None:
        async with self._session.locked():
            records = await self._readable_records()
            await self._devices.write(without_user(records, user_id))
            self._devices.forget_note(user_id)
            self._session.announce()
        self._own.record = None
        await self._keeper.chronicle.note(Deed.DEVICE_FORGOTTEN, who=self._own.name)
        await self._own.read()
