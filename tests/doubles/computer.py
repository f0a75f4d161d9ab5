"""A computer with one profile: what stays when a process of ours ends, and new processes on it."""

import itertools
from dataclasses import dataclass, field
from pathlib import Path

from desktop.foundation.file_lock import FileLock
from desktop.foundation.profiles import Profile
from desktop.keystore.store import Store
from desktop.keystore.vault import Vault
from desktop.session.authority import Authority
from desktop.session.checkpoint import Checkpoint, Step, pass_by
from desktop.session.history import Deed, History
from desktop.session.keeper import Keeper
from desktop.session.last_seen import load_last_seen
from desktop.session.record import SessionRecord
from desktop.session.snapshot import Snapshot
from desktop.session.stored import StoredSession
from desktop.session.surroundings import Surroundings
from tests.doubles.turned_clock import TurnedClock

PROFILE = Profile(
    id="profile-1",
    name="example",
    service_url="https://id.example.com",
    api_key_id="11111111-2222-3333-4444-555555555555",
    issuer="https://id.example.com",
    identity_key="",
    compatibility="strict",
)


class Killed(BaseException):
    """The process ended here, without a chance to tidy up."""


def killed_at(step: Step) -> Checkpoint:
    """A checkpoint that ends the process behind ``step``."""

    def checkpoint(passed: Step) -> None:
        if passed is step:
            raise Killed

    return checkpoint


@dataclass
class Computer:
    """Keystore, folder and clock, shared by all processes started here.

    ``drawn`` are the snapshots that any of them has drawn, ``chance`` what the dice show.
    ``seconds`` bounds each keystore call.
    """

    folder: Path
    store: Store
    clock: TurnedClock
    authority: Authority
    chance: float = 0.0
    seconds: float = 5.0
    drawn: list[Snapshot] = field(default_factory=list)
    _vaults: list[Vault] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def stored(self, lock: FileLock | None = None) -> StoredSession:
        """The records, as a new process sees them."""
        vault = Vault(self.store)
        self._vaults.append(vault)
        return StoredSession(vault, PROFILE.id, self.folder, seconds=self.seconds, lock=lock)

    def keeper(
        self,
        checkpoint: Checkpoint = pass_by,
        *,
        authority: Authority | None = None,
        stored: StoredSession | None = None,
    ) -> Keeper:
        """A new process's keeper; with ``stored`` one of the process that has it already."""
        around = Surroundings(
            clock=self.clock,
            random_bytes=lambda size: bytes([next(self._numbers) % 256] * size),
            chance=lambda: self.chance,
            history=self.history,
            checkpoint=checkpoint,
        )
        return Keeper(
            PROFILE,
            stored or self.stored(),
            authority or self.authority,
            around,
            last_seen=load_last_seen(self.folder, PROFILE),
            on_change=self.drawn.append,
        )

    @property
    def history(self) -> History:
        """What was done here."""
        return History(self.folder / "history.jsonl")

    def deeds(self) -> list[Deed]:
        """What of it, oldest first."""
        return [entry.deed for entry in self.history.entries(self.clock.wall())]

    async def record(self) -> SessionRecord | None:
        """What the keystore holds."""
        return await self.stored().read()

    async def revocations(self) -> int:
        """How many sessions the service has still to be told of."""
        return len(await self.stored().read_revocations())

    def close(self) -> None:
        """End the keystore's threads."""
        for vault in self._vaults:
            vault.close()
