"""The history of the profile that is shown: read when its page is opened, exported."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from desktop.foundation.errors import AuthenticatorError
from desktop.session.list_entries import PastDeed
from desktop.session.opening import OpenProfile
from desktop.session.past import HistoryUnreadableError, export, past_deeds


class ShownHistory:
    """Every failure is drawn, none is raised."""

    def __init__(
        self,
        find: Callable[[], OpenProfile | None],
        show: Callable[[tuple[PastDeed, ...]], None],
        show_problem: Callable[[AuthenticatorError], None],
    ) -> None:
        """``find`` gives the profile that is shown; ``show`` draws its deeds, latest first."""
        self._find = find
        self._show = show
        self._show_problem = show_problem
        self._read: tuple[PastDeed, ...] = ()

    async def read(self) -> None:
        """Read the last ninety days."""
        opened = self._find()
        if opened is None:
            return
        try:
            entries = await opened.keeper.chronicle.entries()
        except OSError as error:
            self._show_problem(HistoryUnreadableError(reason=error.strerror or "it failed"))
            return
        self._read = past_deeds(entries, opened.profile.id)
        self._show(self._read)

    async def export(self, file: str) -> bool:
        """Write what was read to a file, JSON or CSV by its ending; whether that worked."""
        try:
            await asyncio.to_thread(export, self._read, Path(file))
        except AuthenticatorError as error:
            self._show_problem(error)
            return False
        return True
