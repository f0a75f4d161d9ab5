"""A user's household at work, as the app runs it, without a window."""

import asyncio
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from desktop.foundation.clock import Clock, SystemClock
from desktop.foundation.paths import Paths
from desktop.foundation.secret import Secret
from desktop.foundation.settings import Settings
from desktop.session.household import Household
from desktop.session.snapshot import Overview, Snapshot
from tests.parts.child import PATIENCE
from tests.parts.service import Service

ADDRESS = "hello@example.com"


class AtHome:
    """One process of this user: started on entering, closed on leaving."""

    def __init__(self, home: Path, keystore: str = "memory", *, clock: Clock | None = None) -> None:
        """All files are under ``home``; an empty ``keystore`` is the platform's own."""
        variables: Mapping[str, str] = {
            **os.environ,
            "COTTER_AUTHENTICATOR_HOME": str(home),
            "COTTER_AUTHENTICATOR_KEYSTORE": keystore,
        }
        self.paths = Paths.from_environment(variables)
        self.drawn: list[Overview] = []
        self._drew = asyncio.Event()
        self.failures: list[BaseException] = []
        self.house = Household(
            self.paths,
            variables,
            clock or SystemClock(),
            self._draw,
            self.failures.append,
        )

    async def __aenter__(self) -> Self:
        """Open the keystore and every profile."""
        await self.house.start(Settings())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close everything; nothing has failed that nobody foresaw."""
        await self.house.close()
        assert not self.failures

    def _draw(self, overview: Overview) -> None:
        self.drawn.append(overview)
        self._drew.set()

    async def until(self, condition: Callable[[Snapshot], bool], what: str) -> Snapshot:
        """Wait until the shown profile is drawn so; it as it is then."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not condition(self.shown):
                    self._drew.clear()
                    await self._drew.wait()
        except TimeoutError:
            raise AssertionError(f"{what} did not come: {self.shown}") from None
        return self.shown

    @property
    def overview(self) -> Overview:
        """All that is drawn now."""
        return self.house.overview

    @property
    def shown(self) -> Snapshot:
        """The profile that the window shows."""
        active = self.overview.active()
        assert active is not None
        return active

    async def connect(self, service: Service, name: str = "home") -> None:
        """Add the service as a profile and show it."""
        await self.house.joining.check_service(service.url, service.api_key_id)
        await self.house.joining.add_profile(name)

    async def sign_in(self, service: Service, address: str = ADDRESS) -> None:
        """Sign in to the profile that is shown, with the code from the mail."""
        await self.house.shown.send_code(address, "", "EMAIL")
        await self.house.shown.submit_code(Secret(service.next_code(address)))

    async def submit(self, service: Service, address: str = ADDRESS) -> None:
        """Type the code from the newest mail."""
        await self.house.shown.submit_code(Secret(service.next_code(address)))

    async def open_vault_file(self) -> None:
        """Make or open the vault file."""
        await self.house.open_vault(Secret("correct horse"))
