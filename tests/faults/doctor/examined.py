"""An installation to look at: some profiles, a keystore, and what the examination finds there."""

from collections.abc import Mapping
from pathlib import Path

from desktop.diagnosis.examination import examine
from desktop.diagnosis.finding import Check, Finding
from desktop.foundation.clock import Clock, SystemClock
from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.paths import HOME_VARIABLE, Paths
from desktop.foundation.profiles import Profile, ProfileBook, save_profiles
from desktop.keystore.memory import MemoryStore
from desktop.keystore.vault import Vault


def paths_of(home: Path) -> Paths:
    """The folders of this installation, made for their owner."""
    paths = Paths.from_environment({HOME_VARIABLE: str(home)})
    for folder in (paths.config, paths.data, paths.state):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return paths


def with_profiles(paths: Paths, *profiles: Profile) -> None:
    """Let these be the services that are connected."""
    save_profiles(paths.profiles_file, ProfileBook(profiles, profiles[0].id))


def findings(
    paths: Paths,
    *,
    vault: Vault | AuthenticatorError | None = None,
    environment: Mapping[str, str] | None = None,
    clock: Clock | None = None,
    seconds: float = 12.0,
) -> dict[Check, Finding]:
    """What is found, by the check; the keystore is memory unless one is given."""
    found = examine(
        paths,
        environment or {},
        clock or SystemClock(),
        Vault(MemoryStore()) if vault is None else vault,
        seconds=seconds,
    )
    for one in found:
        # Two sentences: what it is, and what to do.
        assert one.verdict == "ok" or one.text.count(". ") >= 1, one.text
        assert one.text.endswith("."), one.text
    return {one.check: one for one in found}
