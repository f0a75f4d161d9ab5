"""One profile's device keys in the keystore, and the note about them beside it."""

import logging

from desktop.session.device_note import DeviceNote, load_notes, save_notes
from desktop.session.device_record import DeviceRecord, device_item, encode_devices, parse_devices
from desktop.session.stored import StoredSession

LOG = logging.getLogger(__name__)


class StoredDevices:
    """Reads and writes the keys of one profile, within the bounds of the session's own records."""

    def __init__(self, stored: StoredSession, profile_id: str) -> None:
        """``stored`` gives the lock, the keystore and the folder."""
        self._stored = stored
        self._item = device_item(profile_id)

    async def read(self) -> tuple[DeviceRecord, ...]:
        """All keys of the profile.

        Raises:
            KeystoreError: locked, unavailable, busy, damaged or newer.
        """
        text = await self._stored.read_text(self._item)
        return () if text is None else parse_devices(text)

    async def write(self, records: tuple[DeviceRecord, ...]) -> None:
        """Replace them; an empty list is deleted. The caller holds the profile's lock.

        Raises:
            KeystoreError: it may have been written or not; read again to know.
        """
        await self._stored.write_text(self._item, encode_devices(records) if records else None)

    def notes(self) -> tuple[DeviceNote, ...]:
        """What is noted on disk."""
        return load_notes(self._stored.folder)

    def note(self, note: DeviceNote) -> None:
        """Note this about its user, in place of what was noted before."""
        self._save((*(one for one in self.notes() if one.user_id != note.user_id), note))

    def forget_note(self, user_id: str) -> None:
        """Note nothing about this user any more."""
        self._save(tuple(one for one in self.notes() if one.user_id != user_id))

    def _save(self, notes: tuple[DeviceNote, ...]) -> None:
        try:
            save_notes(self._stored.folder, notes)
        except OSError as error:
            # The keystore alone counts; a lost key would only be found by asking the service.
            LOG.warning("The note about this computer could not be written: %s", error.strerror)
