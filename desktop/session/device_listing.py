"""The user's trusted devices, as the service lists them, and taking one off."""

from dataclasses import replace

from desktop.client.event_answers import ListedDevice
from desktop.foundation.device_errors import DeviceRemovedError, DeviceUnknownError
from desktop.foundation.errors import AuthenticatorError
from desktop.protocol.ed25519 import key_print
from desktop.protocol.encoding import EncodingError
from desktop.session.device_facts import DeviceList
from desktop.session.device_kind import kind_of
from desktop.session.history import Deed
from desktop.session.list_entries import KnownDevice
from desktop.session.own_device import AtHand, OwnDevice
from desktop.session.trusting import Trusting

UNREADABLE_PRINT = "?"


class DeviceListing:
    """The devices of one profile's user."""

    def __init__(self, at_hand: AtHand, own: OwnDevice, trusting: Trusting) -> None:
        """``own`` gives the key that proves the question."""
        self._profile = at_hand.profile
        self._keeper = at_hand.keeper
        self._client = at_hand.client
        self._service_clock = at_hand.service_clock
        self._own = own
        self._trusting = trusting
        self._keys: dict[str, str] = {}

    async def read(self) -> DeviceList:
        """Ask the service, draw and return the list.

        Raises:
            AuthenticatorError: nobody can ask, or the service doesn't tell; drawn too.
        """
        try:
            user_id = self._own.signed_in_user()
            key = await self._own.own_key(user_id)
            listed = await self._client().devices.list(key, user_id=user_id)
        except AuthenticatorError as error:
            await self._own.notice(error)
            self._keeper.show(devices=replace(self._keeper.snapshot.devices, problem=error))
            raise
        known = tuple(self._known(one, key.public_key) for one in listed)
        self._keys = {one.id: each.public_key for one, each in zip(known, listed, strict=True)}
        drawn = DeviceList(devices=known, read=True)
        self._keeper.show(devices=drawn)
        return drawn

    async def remove(self, device_id: str) -> None:
        """Take a device off the user's; this computer too, with its key.

        Raises:
            DeviceUnknownError: it is not on the list.
            FreshProofNeededError: it is the last one, or this computer is too newly trusted.
            AuthenticatorError: anything else; nothing was removed.
        """
        if device_id not in self._keys:
            await self.read()
        device = next(
            (one for one in self._keeper.snapshot.devices.devices if one.id == device_id), None
        )
        if device is None:
            raise DeviceUnknownError
        if device.is_this:
            await self._trusting.stop_trusting()
            self._keeper.show(devices=DeviceList())
            return
        user_id = self._own.signed_in_user()
        try:
            await self._client().devices.remove(
                await self._own.own_key(user_id),
                user_id=user_id,
                public_key=self._keys[device_id],
                fresh_proof=self._own.proof(user_id),
            )
        except DeviceRemovedError as error:
            await self._own.notice(error)
            raise
        await self._keeper.chronicle.note(Deed.DEVICE_REMOVED, who=device.name or device.key_print)
        await self.read()

    def _known(self, listed: ListedDevice, own_public_key: str) -> KnownDevice:
        offset = self._service_clock.offset(0.0)
        try:
            shown = key_print(listed.public_key)
        except EncodingError:
            shown = UNREADABLE_PRINT
        return KnownDevice(
            id=shown.replace(" ", "").lower(),
            name=listed.name,
            kind=kind_of(listed.name, listed.device_type),
            key_print=shown,
            added_at=listed.created_at - offset,
            added_by=listed.added_by,
            used_at=None if listed.used_at is None else listed.used_at - offset,
            suspended=listed.suspended,
            is_this=listed.public_key == own_public_key,
        )
