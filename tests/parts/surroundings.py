"""The environment of a person who has nothing: no display, no session bus, no proxy, no files."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

# What would lead a test to the machine's own user, network or display.
LEFT_OUT = (
    "ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE", "SSL_CERT_DIR",
    "SSL_CERT_FILE", "CURL_CA_BUNDLE",
    "DBUS_SESSION_BUS_ADDRESS", "DBUS_SESSION_BUS_PID", "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY",
    "GNOME_KEYRING_CONTROL", "SSH_AUTH_SOCK", "DESKTOP_SESSION", "XDG_CURRENT_DESKTOP",
    "XDG_SESSION_TYPE", "COTTER_AUTHENTICATOR_HOME", "COTTER_AUTHENTICATOR_KEYSTORE",
    "PYTHON_KEYRING_BACKEND", "PYTHONUNBUFFERED", "PYTHONWARNINGS", "QT_QPA_PLATFORM",
    "QT_QPA_PLATFORMTHEME",
)  # fmt: skip

NO_BUS = "unix:path=/nonexistent/session-bus"
NO_SYSTEM_BUS = "unix:path=/nonexistent/system-bus"


def surroundings(folder: Path, inherited: Mapping[str, str]) -> dict[str, str]:
    """The environment variables of a fresh home in ``folder``, which gets its folders here.

    ``inherited`` gives what is no danger (PATH and the like). The buses are ones that do not exist:
    without an address, libraries would look for the user's and the computer's own.
    """
    left_out = {name.lower() for name in LEFT_OUT}
    environment = {name: value for name, value in inherited.items() if name.lower() not in left_out}
    homes = {
        "HOME": "home",
        "XDG_CACHE_HOME": "cache",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state",
        "XDG_RUNTIME_DIR": "run",
        "COTTER_AUTHENTICATOR_HOME": "cotter",
    }
    for variable, name in homes.items():
        (folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        environment[variable] = str(folder / name)
    return environment | {
        "DBUS_SESSION_BUS_ADDRESS": NO_BUS,
        "DBUS_SYSTEM_BUS_ADDRESS": NO_SYSTEM_BUS,
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


@contextmanager
def short_folder() -> Iterator[Path]:
    """A temporary folder whose path leaves room for a socket's name (108 bytes on Linux)."""
    folder = Path(tempfile.mkdtemp(prefix="cotter-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
