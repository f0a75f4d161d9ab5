"""A session at a real service that is reached through a proxy, one for all tests of a module."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.client.transport import Transport
from desktop.foundation.clock import Clock
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile
from desktop.foundation.secret import Secret
from desktop.keystore.memory import MemoryStore
from desktop.keystore.vault import Vault
from desktop.session.connecting import ask_service, profile_of
from desktop.session.identifier import Identifier
from desktop.session.keeper import Keeper
from desktop.session.opening import OpenProfile, open_profile
from tests.doubles.turned_clock import TurnedClock
from tests.parts.at_home import ADDRESS
from tests.parts.child import CHECKOUT
from tests.parts.fault_proxy import Behind, FaultProxy, behind_a_proxy


@dataclass
class Session:
    """What stays of a computer when a program of ours ends, and programs begun on it."""

    behind: Behind
    profile: Profile
    folder: Path
    store: MemoryStore = field(default_factory=MemoryStore)
    _vaults: list[Vault] = field(default_factory=list)

    def open(self, transport: Transport, clock: Clock) -> OpenProfile:
        """A new program's view of it; nothing is read yet."""
        vault = Vault(self.store)
        self._vaults.append(vault)
        paths = Paths(self.folder, self.folder, self.folder, self.folder)
        return open_profile(
            self.profile, paths=paths, vault=vault, transport=transport, clock=clock
        )

    async def sign_in(self, opened: OpenProfile, address: str = ADDRESS) -> None:
        """Sign in with the code from the mail."""
        await opened.sign_in.request_code(Identifier(address, "EMAIL"), "EMAIL")
        await opened.sign_in.submit(Secret(self.behind.service.next_code(address)))

    def audit(self) -> list[str]:
        """What the service has noted so far, by name."""
        command = [sys.executable, "-m", "desktop", "service", "audit", "--json"]
        command += ["--database", str(self.behind.folder / "service.sqlite")]
        said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=CHECKOUT)
        return [json.loads(line)["event"] for line in said.stdout.splitlines()]

    def close(self) -> None:
        """End the keystore's threads."""
        for vault in self._vaults:
            vault.close()


@contextmanager
def session_at(behind: Behind, folder: Path) -> Iterator[Session]:
    """A computer that has added the service; nobody is signed in."""

    async def added() -> Profile:
        async with behind.proxy():
            transport = Transport(certificate_file=behind.certificate_file)
            clock = TurnedClock(wall=time.time())
            service = behind.service
            found = await ask_service(
                service.url, service.api_key_id, transport=transport, clock=clock
            )
            await transport.aclose()
        return profile_of(
            found, name="home", service_url=service.url, api_key_id=service.api_key_id
        )

    session = Session(behind, asyncio.run(added()), folder)
    yield session
    session.close()


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    """Our service, strict, at an address where a test's proxy listens, or nobody."""
    with behind_a_proxy(tmp_path_factory.mktemp("service")) as running:
        yield running


@pytest.fixture(scope="module")
def session(behind: Behind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Somebody signed in before the first test of the module; what a test does to it stays."""
    with session_at(behind, tmp_path_factory.mktemp("home")) as made:

        async def sign_in() -> None:
            async with behind.proxy():
                transport = Transport(certificate_file=behind.certificate_file)
                await made.sign_in(made.open(transport, TurnedClock(wall=time.time())))
                await transport.aclose()

        asyncio.run(sign_in())
        yield made


@pytest.fixture
async def proxy(behind: Behind) -> AsyncIterator[FaultProxy]:
    """The way to the service, clear until told otherwise."""
    async with behind.proxy() as running:
        yield running


@pytest.fixture
def clock() -> TurnedClock:
    """Right by the service's clock; it stands still."""
    return TurnedClock(wall=time.time())


@pytest.fixture
async def transport(behind: Behind) -> AsyncIterator[Transport]:
    """Real HTTP, with the bounds of production."""
    transport = Transport(certificate_file=behind.certificate_file)
    yield transport
    await transport.aclose()


@pytest.fixture
async def hasty(behind: Behind) -> AsyncIterator[Transport]:
    """Real HTTP that waits half a second in all, where production waits fifteen."""
    transport = Transport(
        certificate_file=behind.certificate_file, connect_seconds=0.2, read_seconds=0.3
    )
    yield transport
    await transport.aclose()


@dataclass(frozen=True, slots=True)
class Road:
    """From the computer of a session over the proxy to its service."""

    session: Session
    proxy: FaultProxy
    clock: TurnedClock
    patient: Transport
    hasty: Transport

    def open(self, *, hasty: bool = False) -> OpenProfile:
        """A new program's view of the session."""
        return self.session.open(self.hasty if hasty else self.patient, self.clock)

    async def keeper(self, *, hasty: bool = False) -> Keeper:
        """A new program that has read the session, which must be there."""
        keeper = self.open(hasty=hasty).keeper
        await keeper.read()
        assert keeper.signed_in is not None
        return keeper


@pytest.fixture
def road(
    session: Session, proxy: FaultProxy, clock: TurnedClock, transport: Transport, hasty: Transport
) -> Road:
    """All that a program of ours meets between session and service."""
    return Road(session, proxy, clock, transport, hasty)
