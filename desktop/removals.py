"""Profiles that are gone to the eye and can still be brought back.

Signing out at the service can't be undone, so it waits until nobody can ask for the profile any
more: a minute, which no notice about it lasts, or the end of the app. Who kills the app meanwhile
finds the profile as it was.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from desktop.session.snapshot import Overview

UNDO_SECONDS: Final = 60.0


class Removals:
    """Which profiles are on their way out."""

    def __init__(self, carry_out: Callable[[str], object]) -> None:
        """``carry_out`` removes a profile for good, and says so by :meth:`over`."""
        self._carry_out = carry_out
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._leaving: set[str] = set()

    def begin(self, profile_id: str) -> None:
        """Hide a profile, and remove it later."""
        if profile_id not in self._waiting:
            loop = asyncio.get_running_loop()
            act = partial(self._finish, profile_id)
            self._waiting[profile_id] = loop.call_later(UNDO_SECONDS, act)

    def undo(self, profile_id: str) -> bool:
        """Show it again; false where it is too late."""
        timer = self._waiting.pop(profile_id, None)
        if timer is not None:
            timer.cancel()
        return timer is not None

    def take(self) -> tuple[str, ...]:
        """Those that wait, for whoever removes them now."""
        taken = tuple(self._waiting)
        for profile_id in taken:
            self.undo(profile_id)
        return taken

    def over(self, profile_id: str) -> None:
        """It was removed, or could not be: then it shows again."""
        self._leaving.discard(profile_id)

    def without(self, overview: "Overview") -> "Overview":
        """An overview as if they were gone already."""
        hidden = self._waiting.keys() | self._leaving
        if not hidden:
            return overview
        left = tuple(one for one in overview.snapshots if one.profile_id not in hidden)
        active_id = overview.active_id
        if active_id in hidden:
            active_id = left[0].profile_id if left else ""
        return replace(overview, snapshots=left, active_id=active_id)

    def next_to(self, profile_id: str, overview: "Overview") -> str:
        """The profile to show in its place; itself where there is no other."""
        left = self.without(overview).snapshots
        return next((one.profile_id for one in left if one.profile_id != profile_id), profile_id)

    def _finish(self, profile_id: str) -> None:
        del self._waiting[profile_id]
        self._leaving.add(profile_id)
        self._carry_out(profile_id)
