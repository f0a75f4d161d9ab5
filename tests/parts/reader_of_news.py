"""One installation that looks for newer versions, over a real connection and by a clock to turn."""

from dataclasses import dataclass, field
from pathlib import Path

from desktop.client.transport import Transport
from desktop.foundation.update_source import UpdateSource
from desktop.session.update_facts import UpdateFacts
from desktop.session.version_news import VersionNews
from tests.doubles.turned_clock import TurnedClock

OWN_VERSION = "0.1.0"


@dataclass
class Reader:
    """What it knows, and what it drew of that."""

    file: Path
    source: UpdateSource
    clock: TurnedClock
    certificate_file: str
    chance: float = 0.5
    drawn: list[UpdateFacts] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start the app."""
        self.start()

    def start(self, *, own_version: str = OWN_VERSION, is_wanted: bool = True) -> None:
        """Start the app again, on the same files."""
        self.news = VersionNews(
            self.source,
            self.file,
            own_version=own_version,
            clock=self.clock,
            chance=lambda: self.chance,
            on_change=self.drawn.append,
        )
        self.news.use(is_wanted=is_wanted)

    async def look(self, *, after: float = 600.0) -> UpdateFacts:
        """Let so many seconds pass, beat, and see."""
        self.clock.pass_seconds(after)
        transport = Transport(
            certificate_file=self.certificate_file, connect_seconds=0.2, read_seconds=0.2
        )
        try:
            await self.news.look(transport)
        finally:
            await transport.aclose()
        return self.news.facts
