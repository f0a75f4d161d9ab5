"""What is kept of a profile for people to see: its deeds, its last snapshot. No secret."""

import asyncio
import logging
from datetime import datetime
from pathlib import Path

from desktop.foundation.clock import Clock
from desktop.foundation.profiles import Profile
from desktop.session.history import Deed, Entry, History, renewal_days
from desktop.session.last_seen import load_last_seen, save_last_seen
from desktop.session.list_entries import RenewalDay
from desktop.session.snapshot import Activity, SessionFact, Snapshot

LOG = logging.getLogger(__name__)


class Chronicle:
    """Notes what one profile did. A history that can't be written never stops a session."""

    def __init__(self, history: History, clock: Clock, profile: Profile, folder: Path) -> None:
        """Write into ``history`` in the name of ``profile``, and into its folder what is shown.

        Of a demo nothing is written.
        """
        self._history = history
        self._clock = clock
        self._profile = profile
        self._folder = folder
        self.renewals: tuple[RenewalDay, ...] = ()
        self._deeds: list[Entry] = []
        self._saved = b""

    def remember(self, snapshot: Snapshot) -> None:
        """Keep what is shown now for the next start, if the keystore has been read.

        What is under way is over by then, and what it will come to is not known yet.
        """
        if self._profile.demo or snapshot.session is SessionFact.UNREAD:
            return
        if snapshot.activity is Activity.RENEWING:
            return
        try:
            now = self._clock.wall()
            self._saved = save_last_seen(self._folder, snapshot, now, saved=self._saved)
        except OSError as error:
            LOG.warning("What is shown could not be kept for the next start: %s", error)

    def last_refusal(self) -> str:
        """Why the session ended, in the service's word, whichever process was told; or empty."""
        return load_last_seen(self._folder, self._profile).refusal

    async def note(self, deed: Deed, detail: str = "", *, who: str = "", address: str = "") -> None:
        """Add one deed and count again."""
        entry = Entry(self._clock.wall(), self._profile.id, deed, detail, who, address)
        if self._profile.demo:
            self._deeds.append(entry)
            await self.count()
            return
        try:
            await asyncio.to_thread(self._history.add, entry)
        except OSError as error:
            LOG.warning("The history could not be written: %s", error)
        await self.count()

    async def entries(self) -> tuple[Entry, ...]:
        """What is kept of the last ninety days, of every profile, oldest first.

        Raises:
            OSError: the file is there and can't be read.
        """
        if self._profile.demo:
            return tuple(self._deeds)
        return await asyncio.to_thread(self._history.entries, self._clock.wall())

    async def count(self) -> None:
        """Count the renewals of the last seven local days."""
        now = self._clock.wall()
        try:
            entries = await self.entries()
        except OSError as error:
            LOG.warning("The history could not be read: %s", error)
            return
        today = datetime.fromtimestamp(now).astimezone().date()
        self.renewals = renewal_days(entries, self._profile.id, today)
