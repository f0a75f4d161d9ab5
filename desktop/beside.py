"""What lives beside the window: made once that is drawn.

Each part has its own module; here they are put together, drawn, told of the settings and closed.
"""

import asyncio
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from desktop import __version__
from desktop.folder_watch import FolderWatch
from desktop.newer_versions import NewerVersions
from desktop.onlookers import Onlookers
from desktop.requests_told import RequestsTold
from desktop.system.motion_wish import MotionWish
from desktop.tray_presence import TrayPresence
from desktop.ui.theme import motion
from desktop.ui.widgets.page_fade import PageFade

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop.conductor import Conductor, OpenBrowser
    from desktop.foundation.clock import Clock
    from desktop.foundation.paths import Paths
    from desktop.foundation.settings import Settings
    from desktop.foundation.update_source import UpdateSource
    from desktop.session.snapshot import Overview
    from desktop.ui.window import MainWindow


class Screening(Protocol):
    """What is done when everything is to be hidden from onlookers, or shown again."""

    def __call__(self, *, is_screened: bool) -> None:
        """Do it before returning."""


class Beside:
    """Tray, notifications, what keeps onlookers out, news of versions, what the system wishes."""

    def __init__(
        self,
        paths: "Paths",
        clock: "Clock",
        conductor: "Conductor",
        window: "MainWindow",
        owner: "QObject",
        *,
        updates: "UpdateSource | None",
        open_browser: "OpenBrowser",
        on_screen: Screening,
        on_beat: Callable[[], None],
        on_news: Callable[[], None],
    ) -> None:
        """Nothing is heard or asked yet; ``owner`` owns what Qt has of it.

        ``on_beat`` is called when something may be due, ``on_news`` when more is known of versions.
        """
        settings = conductor.loaded.settings
        self._clock, self._window = clock, window
        self.onlookers: Final = Onlookers(
            paths,
            os.environ,
            on_change=lambda: on_screen(is_screened=self.onlookers.is_screened),
            on_wake=on_beat,
        )
        self.onlookers.use(is_wanted=settings.hide_when_locked)
        self.presence: Final = TrayPresence(
            conductor, window, owner, told=paths.state, on_beat=on_beat
        )
        self.versions: Final = NewerVersions(
            paths,
            clock,
            updates,
            own_version=__version__,
            spawn=conductor.spawn,
            on_change=on_news,
            is_seen=lambda: window.isVisible() and not self.onlookers.is_screened,
            say=window.say,
            open_browser=open_browser,
        )
        self.folders: Final = FolderWatch(paths, owner)
        stack = window.findChild(QStackedWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if stack is not None:
            PageFade(stack)
        self._motion = MotionWish(lambda less: motion.set_reduced(reduced=less))
        self._told = RequestsTold(
            conductor,
            clock,
            is_wanted=settings.notify_of_requests,
            start_tray=self.presence.start,
            review=window.review,
        )

    def draw(self, overview: "Overview") -> None:
        """Show in the tray and the notifications what may be shown."""
        self.presence.draw(overview, self._clock.wall())
        self._told.draw(overview)

    def use(self, settings: "Settings") -> None:
        """Do as the settings say now."""
        self.onlookers.use(is_wanted=settings.hide_when_locked)
        self._told.use(is_wanted=settings.notify_of_requests)
        self.versions.use(is_wanted=settings.look_for_updates)

    def beat(self, seconds: float, *, is_tray_wanted: bool) -> None:
        """What was due is done, and the next is in ``seconds``."""
        self.presence.start().schedule(seconds)
        self.versions.beat()
        self.presence.say_once_that_there_is_none(
            is_screened=self.onlookers.is_screened, is_wanted=is_tray_wanted
        )

    async def hear(self) -> None:
        """Hear what the desktop tells, until cancelled.

        The portal answers only who it met before this process closes itself to others.
        """
        await asyncio.gather(self._motion.run(), self.onlookers.run())

    async def close(self) -> None:
        """Let onlookers in again, and take away what is shown."""
        self.onlookers.close()
        await self._told.close()
