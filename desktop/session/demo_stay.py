"""One stay in the demo: its service, the profile on it, and the memory that keeps its session."""

from collections.abc import Callable

from desktop.client.transport import Transport
from desktop.foundation.clock import Clock
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile
from desktop.keystore.memory import MemoryStore
from desktop.keystore.vault import Vault
from desktop.session.demo import Demo, read_inbox
from desktop.session.list_entries import Message
from desktop.session.opening import OpenProfile, open_profile
from desktop.session.snapshot import Snapshot


class DemoStay:
    """Begins once and ends once, from whichever side; nothing of it is kept."""

    def __init__(self, paths: Paths, clock: Clock, on_change: Callable[[Snapshot], None]) -> None:
        """``on_change`` is told what is to be drawn of its profile."""
        self._paths = paths
        self._clock = clock
        self._on_change = on_change
        self._vault = Vault(MemoryStore())
        self._service: Demo | None = None
        self._profile: Profile | None = None
        self._ended = False

    async def begin(self, transport: Transport) -> OpenProfile | None:
        """Start the service and open a profile on it; None if the stay was ended meanwhile.

        Raises:
            DemoError: the service did not start.
            ServiceUnreachableError: it started and does not answer.
        """
        service = await Demo.start(self._paths)
        if self._ended:
            await service.stop()
            return None
        self._service = service
        self._profile = await service.make_profile(transport, self._clock)
        return self.open(transport)

    def open(self, transport: Transport) -> OpenProfile | None:
        """The profile, over this transport; None before it begins and after its end."""
        if self._service is None or self._profile is None:
            return None
        return open_profile(
            self._profile,
            paths=self._service.paths,
            vault=self._vault,
            transport=transport,
            clock=self._clock,
            on_change=self._on_change,
        )

    async def end(self) -> None:
        """End the service and remove everything of it."""
        self._ended = True
        self._vault.close()
        service, self._service = self._service, None
        if service is not None:
            await service.stop()

    @property
    def outbox(self) -> str:
        """The folder of the mail that its service sends; empty before it begins."""
        return "" if self._service is None else str(self._service.outbox)

    def inbox(self) -> tuple[Message, ...]:
        """That mail, newest first."""
        return () if self._service is None else read_inbox(self._service.outbox)
