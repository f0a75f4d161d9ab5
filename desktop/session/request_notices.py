"""Which notifications of sign-in requests are shown: who asks often is not heard more often.

======================================== =======================================================
a request                                then
======================================== =======================================================
is new, fewer than three notices were    it gets a notice of its own
shown in the last minute, no summary is
needed
is new otherwise                         it joins the summary, until it is over
======================================== =======================================================

======================================== =======================================================
the summary (“12 requests are waiting”)  then
======================================== =======================================================
has none of its requests open any more   it is withdrawn
is needed                                it appears, once a minute at most
says another number than are open        the number is changed in place, every 5 s at most
======================================== =======================================================

A pure rule. A notice goes when its request is decided, cancelled or has run out. So 500 requests at
once are three notices and one summary, and a request waits for its notice for a minute at most. The
list shows all of them at any time.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.foundation.clock import Clock
from desktop.session.list_entries import SignInRequest
from desktop.session.snapshot import Overview

MOST_NOTICES = 3
WINDOW_SECONDS = 60.0
PACE_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeChange:
    """What is to be done with the notifications.

    ``show`` and ``withdraw`` name requests by their keys. ``summary`` is the number that the
    summary is to say, 0 for none, None to leave it as it is; ``summary_appears`` when it was not
    there before. Look again after ``again_in`` seconds if nothing else happens; None: no need.
    """

    show: tuple[str, ...]
    withdraw: tuple[str, ...]
    summary: int | None
    summary_appears: bool
    again_in: float | None


def open_requests(overview: Overview) -> dict[str, SignInRequest]:
    """The requests of all profiles, by a key that no other profile's request has."""
    return {
        f"{snapshot.profile_id}/{one.id}": one
        for snapshot in overview.snapshots
        for one in snapshot.requests.open
    }


class NoticeLimit:
    """Remembers what was shown, and decides what comes next."""

    def __init__(self, clock: Clock) -> None:
        """``clock`` tells what has run out, and how long ago something was shown."""
        self._clock = clock
        self._own: set[str] = set()
        self._summarised: set[str] = set()
        self._shown_at: list[float] = []
        self._said = 0
        self._said_at = 0.0
        self._appeared_at: float | None = None

    def look(self, requests: Mapping[str, SignInRequest]) -> NoticeChange:
        """What is to be done now that ``requests`` are open as far as is known."""
        wall, boot = self._clock.wall(), self._clock.boot()
        still_open = {key: one for key, one in requests.items() if one.is_open(wall)}
        over = self._own - still_open.keys()
        self._own -= over
        self._summarised &= still_open.keys()
        show = self._share_out(still_open, boot)
        summary, appears, pause = self._sum_up(len(still_open), boot)
        pauses = [one.expires_at - wall for one in still_open.values()]
        if pause is not None:
            pauses.append(pause)
        return NoticeChange(
            show=show,
            withdraw=tuple(sorted(over)),
            summary=summary,
            summary_appears=appears,
            again_in=min(pauses, default=None),
        )

    def _share_out(self, still_open: Mapping[str, SignInRequest], boot: float) -> tuple[str, ...]:
        self._shown_at = [at for at in self._shown_at if boot - at < WINDOW_SECONDS]
        new = still_open.keys() - self._own - self._summarised
        show = []
        for key in sorted(new, key=lambda key: (still_open[key].asked_at, key)):
            if not self._summarised and len(self._shown_at) < MOST_NOTICES:
                self._shown_at.append(boot)
                self._own.add(key)
                show.append(key)
            else:
                self._summarised.add(key)
        return tuple(show)

    def _sum_up(self, number: int, boot: float) -> tuple[int | None, bool, float | None]:
        if not self._summarised:
            before, self._said = self._said, 0
            return (0 if before else None), False, None
        if self._said:
            pause = self._said_at + PACE_SECONDS - boot if number != self._said else None
        elif self._appeared_at is not None:
            pause = self._appeared_at + WINDOW_SECONDS - boot
        else:
            pause = 0.0
        if pause is None or pause > 0.0:
            return None, False, pause
        appears = not self._said
        if appears:
            self._appeared_at = boot
        self._said, self._said_at = number, boot
        return number, appears, None
