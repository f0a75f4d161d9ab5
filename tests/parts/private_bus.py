"""A D-Bus session of our own, which knows only the services that a test may meet."""

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from jeepney import message_bus, new_method_call
from jeepney.io.blocking import open_dbus_connection

from tests.parts.child import child, program

CONFIGURATION = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
  <limit name="max_message_size">1000000000</limit>
  <limit name="max_incoming_bytes">1000000000</limit>
  <limit name="max_outgoing_bytes">1000000000</limit>
</busconfig>
"""

# The bus starts these by itself when they are asked for, as on a desktop.
ACTIVATED = ("org.freedesktop.secrets", "org.gnome.keyring.SystemPrompter")
SYSTEM_SERVICES = Path("/usr/share/dbus-1/services")


@dataclass(frozen=True, slots=True)
class PrivateBus:
    """A running session bus."""

    environment: Mapping[str, str]
    """What a program needs to be on this bus, its home included."""
    process: subprocess.Popen[str]

    @property
    def address(self) -> str:
        """The bus's D-Bus address."""
        return self.environment["DBUS_SESSION_BUS_ADDRESS"]

    def show_prompts_on(self, display: str) -> None:
        """Let what the bus starts from now on use this display: the keystore's own prompt."""
        variables = ({"DISPLAY": display},)
        call = new_method_call(message_bus, "UpdateActivationEnvironment", "a{ss}", variables)
        with open_dbus_connection(self.address) as connection:
            connection.send_and_get_reply(call)

    def kill(self) -> None:
        """End the bus without notice, as a crash would."""
        self.process.kill()
        self.process.wait()


@contextmanager
def private_bus(folder: Path, environment: Mapping[str, str]) -> Iterator[PrivateBus]:
    """Start a bus whose files are in ``folder``; ``environment`` is that of a fresh home."""
    services = folder / "services"
    services.mkdir()
    for name in ACTIVATED:
        file = SYSTEM_SERVICES / f"{name}.service"
        if file.exists():
            (services / file.name).symlink_to(file)
    socket = folder / "bus"
    configuration = folder / "bus.conf"
    configuration.write_text(CONFIGURATION.format(socket=socket, services=services), "utf-8")
    ours = {**environment, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={socket}"}
    ready, write_end = os.pipe()
    command = [
        program("dbus-daemon"), "--nofork", "--nopidfile",
        f"--config-file={configuration}", f"--print-address={write_end}",
    ]  # fmt: skip
    with (
        os.fdopen(ready) as address,
        os.fdopen(write_end, "w") as handed_on,
        child(command, ours, log=folder / "bus.log", pass_fds=[write_end]) as process,
    ):
        handed_on.close()
        if not address.readline():
            raise RuntimeError((folder / "bus.log").read_text("utf-8"))
        try:
            yield PrivateBus(ours, process)
        finally:
            for started in _started_by(socket):
                # One that was asked for while another held its name outlives the bus.
                with suppress(ProcessLookupError):
                    os.kill(started, signal.SIGKILL)


def _started_by(socket: Path) -> list[int]:
    """What the bus on this socket has started, by what it put into its environment."""
    mark = f"DBUS_STARTER_ADDRESS=unix:path={socket},".encode()
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):  # it ended meanwhile, or is another user's
            if mark in environ.read_bytes():
                found.append(int(environ.parent.name))
    return found
