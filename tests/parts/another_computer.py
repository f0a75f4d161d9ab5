"""A second computer beside the one of the test: a home, a session bus and a keystore of its own."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.parts.private_bus import PrivateBus, private_bus
from tests.parts.secret_service import SecretService, secret_service
from tests.parts.surroundings import short_folder, surroundings


@dataclass(frozen=True, slots=True)
class AnotherComputer:
    """What a program needs to run there; the network is the same."""

    folder: Path
    bus: PrivateBus
    keystore: SecretService

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment of its user."""
        return self.bus.environment

    @property
    def home(self) -> Path:
        """The folder of all files of the app there."""
        return Path(self.environment["COTTER_AUTHENTICATOR_HOME"])


@contextmanager
def another_computer(inherited: Mapping[str, str]) -> Iterator[AnotherComputer]:
    """Let there be one while the block lasts; ``inherited`` gives PATH and the like."""
    with short_folder() as folder:
        environment = surroundings(folder, inherited)
        with (
            private_bus(folder, environment) as bus,
            secret_service(bus, folder) as keystore,
        ):
            yield AnotherComputer(folder, bus, keystore)
