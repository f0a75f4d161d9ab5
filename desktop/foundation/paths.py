"""Where the files of this program are."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from desktop.foundation.brand_file import BrandPlaces
from desktop.foundation.packaged import bundle_folder
from desktop.foundation.start_errors import NoHomeError

HOME_VARIABLE = "COTTER_AUTHENTICATOR_HOME"
FOLDER = "cotter-authenticator"
OF_A_HOME = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one installation of one user. None of them holds a token.

    ======== =====================================================================
    config   ``profiles.json``, ``settings.json``
    data     the vault file if one was chosen, history, the service's database
    state    a folder for each profile: lock, generation, last snapshot
    runtime  the socket that brings the first copy to the front
    ======== =====================================================================

    ``brands`` are the files of a company's brand, which are nobody's home.
    """

    config: Path
    data: Path
    state: Path
    runtime: Path
    brands: BrandPlaces = field(default=BrandPlaces(), compare=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self:
        """The platform's folders, or all under ``COTTER_AUTHENTICATOR_HOME`` when that is set.

        Raises:
            NoHomeError: the user has no home folder, and none was named.
        """
        brands = BrandPlaces.of_this_system(bundle_folder())
        home = environment.get(HOME_VARIABLE)
        if home:
            root = Path(home).expanduser().absolute()
            return cls(root / "config", root / "data", root / "state", root / "runtime", brands)
        _need_home(environment)
        # Imported here: 16 ms that a set home saves.
        from platformdirs import PlatformDirs

        folders = PlatformDirs(FOLDER, appauthor=False)
        state = folders.user_state_path
        # Without a runtime folder of the login, platformdirs would take one that others can make.
        has_runtime = sys.platform != "linux" or _is_own(environment.get("XDG_RUNTIME_DIR", ""))
        runtime = folders.user_runtime_path if has_runtime else state / "runtime"
        return cls(folders.user_config_path, folders.user_data_path, state, runtime, brands)

    @property
    def profiles_file(self) -> Path:
        """The list of profiles."""
        return self.config / "profiles.json"

    @property
    def settings_file(self) -> Path:
        """The user's settings."""
        return self.config / "settings.json"

    @property
    def vault_file(self) -> Path:
        """The passphrase-protected vault, where the user chose one."""
        return self.data / "vault.json"

    @property
    def history_file(self) -> Path:
        """What this computer did, one JSON object a line."""
        return self.data / "history.jsonl"

    @property
    def keystore_file(self) -> Path:
        """Which keystore was used first. No secret."""
        return self.state / "keystore.json"

    def profile_folder(self, profile_id: str) -> Path:
        """The folder that the processes share for one profile."""
        return self.state / "profiles" / profile_id


def _need_home(environment: Mapping[str, str]) -> None:
    """Where nobody knows a home, platformdirs would make a folder called “~” where it stands."""
    if sys.platform == "win32" or environment.get("HOME") or all(map(environment.get, OF_A_HOME)):
        return
    if "HOME" in environment:
        # Empty: everything would go into the root folder.
        raise NoHomeError
    try:
        Path.home()
    except RuntimeError as error:
        raise NoHomeError from error


def _is_own(folder: str) -> bool:
    """Whether a runtime folder is one that may be used (XDG Base Directory Specification 0.8).

    After ``su`` it is another user's, in a container it can be missing or read-only.
    """
    try:
        is_ours = Path(folder).is_absolute() and Path(folder).stat().st_uid == os.getuid()
    except (OSError, ValueError):
        return False
    return is_ours and os.access(folder, os.W_OK | os.X_OK)
