"""From when on, and whether, the desktop is told of sign-in requests.

Most people are asked seldom: the notifications are made when the first request is open.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.device_conductor import DeviceConductor
from desktop.foundation.clock import Clock
from desktop.foundation.resources import resource
from desktop.session.snapshot import Overview
from desktop.wish import NAME, TITLE

if TYPE_CHECKING:
    from desktop.request_notifications import RequestNotifications
    from desktop.ui.tray import Tray


class RequestsTold:
    """Draws open requests as notifications of the desktop."""

    def __init__(
        self,
        conductor: DeviceConductor,
        clock: Clock,
        *,
        is_wanted: bool,
        start_tray: Callable[[], "Tray"],
        review: Callable[[str, int | None], None],
    ) -> None:
        """``start_tray`` gives the tray, which shows them on systems that have no other way."""
        self._conductor, self._clock = conductor, clock
        self._is_wanted = is_wanted
        self._overview = Overview()
        self._start_tray, self._review = start_tray, review
        self._notifications: RequestNotifications | None = None

    def draw(self, overview: Overview) -> None:
        """Show what is open, and take away what is not."""
        self._overview = overview
        if self._is_wanted and any(one.requests.open for one in overview.snapshots):
            self._start()
        if self._notifications is not None:
            self._notifications.draw(overview if self._is_wanted else Overview())

    def use(self, *, is_wanted: bool) -> None:
        """Tell of requests, or of none: then the list in the window is all there is."""
        if is_wanted != self._is_wanted:
            self._is_wanted = is_wanted
            self.draw(self._overview)

    async def close(self) -> None:
        """Take away what is shown."""
        if self._notifications is not None:
            await self._notifications.close()

    def _start(self) -> None:
        if self._notifications is not None or self._conductor.leaving.is_set():
            return
        # Imported here: nobody has asked before.
        from desktop.request_notifications import RequestNotifications
        from desktop.system.own_notifier import make_notifier

        tray = self._start_tray()
        notifier = make_notifier(
            name=NAME,
            title=TITLE,
            icon=str(resource("icons/app/cotter-authenticator.svg")),
            show_message=tray.show_message,
            is_available=tray.host_available,
            connect_clicks=tray.message_clicked.connect,
        )
        self._notifications = RequestNotifications(
            notifier,
            self._clock,
            review=self._review,
            deny=self._conductor.deny_request_of,
        )
        self._conductor.spawn(self._notifications.run())
