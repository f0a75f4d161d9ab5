"""Carries out what is asked about profiles that go, and what must not meet those half gone."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from desktop.own_tasks import OwnTasks
from desktop.removals import Removals

if TYPE_CHECKING:
    from desktop.session.household import Household

PATIENCE: Final = 5.0
"""Seconds for a service to hear of the end of its sessions, while somebody waits to go on."""


class RemovalConductor(OwnTasks):
    """Removes profiles, which can be undone for a while."""

    def __init__(self) -> None:
        """Nothing is on its way out."""
        super().__init__()
        self.removals: Final = Removals(self._remove_for_good)

    def remove_profile(self, profile_id: str) -> None:
        """See :class:`~desktop.ui.commands.Commands`."""
        self._tell(lambda house: self._begin_removal(house, profile_id))

    def keep_profile(self, profile_id: str) -> None:
        """Bring a profile back that was removed just now."""
        if self.removals.undo(profile_id):
            self._tell(lambda house: house.show_profile(profile_id))

    async def finish_removals(self, household: "Household | None", seconds: float) -> None:
        """Remove what is only hidden: nobody can undo it any more. What takes longer stays."""
        if household is None:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                for profile_id in self.removals.take():
                    await household.remove_profile(profile_id)

    def _join(
        self, act: "Callable[[Household], Coroutine[object, object, None]]"
    ) -> asyncio.Task[None]:
        """Do what adds a profile, once no hidden one holds its service or its name."""

        async def join(household: "Household") -> None:
            await self.finish_removals(household, PATIENCE)
            await act(household)

        return self._ask(join)

    def _begin_removal(self, household: "Household", profile_id: str) -> None:
        other = self.removals.next_to(profile_id, household.overview)
        self.removals.begin(profile_id)
        # What is done next must not be done to what is gone to the eye.
        household.show_profile(other)

    def _remove_for_good(self, profile_id: str) -> None:
        async def remove(household: "Household") -> None:
            try:
                await household.remove_profile(profile_id)
            finally:
                self.removals.over(profile_id)
            household.show_profile(household.overview.active_id)

        self._ask(remove)
