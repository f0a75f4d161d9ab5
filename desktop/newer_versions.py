"""Newer versions in the app: asked for at a beat, told of once, opened in the browser."""

import random
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

from desktop.foundation.clock import Clock
from desktop.foundation.paths import Paths
from desktop.ui.toasts import newer_version, page_not_opened, see_whats_new

if TYPE_CHECKING:
    from desktop.foundation.update_source import UpdateSource
    from desktop.session.household import Household
    from desktop.session.update_facts import UpdateFacts
    from desktop.session.version_news import VersionNews

FILE = "version-news.json"


class NewerVersions:
    """Knows nothing until the household is open: the window comes first."""

    def __init__(
        self,
        paths: Paths,
        clock: Clock,
        source: "UpdateSource | None",
        *,
        own_version: str,
        spawn: Callable[[Coroutine[object, object, None]], object],
        on_change: Callable[[], None],
        is_seen: Callable[[], bool],
        say: Callable[[str, str, Callable[[], None] | None], None],
        open_browser: Callable[[str], bool],
    ) -> None:
        """``source`` is None where whoever made the package named nobody to ask.

        ``say`` shows a toast with a thing to press, ``is_seen`` is whether anybody sees it.
        """
        self._paths, self._clock, self._source = paths, clock, source
        self._own_version, self._spawn, self._on_change = own_version, spawn, on_change
        self._is_seen, self._say, self._open_browser = is_seen, say, open_browser
        self._news: VersionNews | None = None
        self._household: Household | None = None

    def begin(self, household: "Household", *, is_wanted: bool) -> None:
        """The household can carry requests; read what is remembered."""
        if self._source is None:
            return
        # Imported here: most packages name nobody. The household has imported what it needs.
        from desktop.session.version_news import VersionNews

        self._household = household
        self._news = VersionNews(
            self._source,
            self._paths.state / FILE,
            own_version=self._own_version,
            clock=self._clock,
            chance=random.random,
            on_change=self._on_news,
        )
        self._news.use(is_wanted=is_wanted)

    @property
    def facts(self) -> "UpdateFacts | None":
        """What is shown; None where there is nobody to ask."""
        return None if self._news is None else self._news.facts

    def use(self, *, is_wanted: bool) -> None:
        """The settings have changed: look for newer versions, or no more."""
        if self._news is not None:
            self._news.use(is_wanted=is_wanted, is_chosen=True)
            self.beat()

    def beat(self) -> None:
        """Ask, if that is due; tell of what was not told yet."""
        news, household = self._news, self._household
        if news is None or household is None:
            return
        if news.is_due() and household.transport is not None:
            self._spawn(news.look(household.transport))
        self._tell(news)

    def open_page(self) -> None:
        """Show what is new in the browser."""
        page = "" if self._news is None else self._news.page
        if page and not self._open_browser(page):
            self._say(page_not_opened(page), "", None)

    def _on_news(self, _: "UpdateFacts") -> None:
        self._on_change()
        if self._news is not None:
            self._tell(self._news)

    def _tell(self, news: "VersionNews") -> None:
        # Once a version, so it waits for somebody who can see it.
        newer = news.take_untold() if self._is_seen() else None
        if newer is not None:
            self._say(newer_version(newer.version), see_whats_new(), self.open_page)
