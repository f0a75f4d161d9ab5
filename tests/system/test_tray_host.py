"""Whether there is a tray, asked without Qt: of a real one, and where there is none."""

import os
import subprocess
import sys
from collections.abc import Mapping

from jeepney import message_bus
from jeepney.io.blocking import open_dbus_connection

from desktop.system.tray_host import WATCHER, tray_host_is_there
from tests.parts.child import CHECKOUT
from tests.parts.display import Display
from tests.parts.private_bus import PrivateBus

ASK = "from desktop.system.tray_host import tray_host_is_there; print(tray_host_is_there())"


def is_there(environment: Mapping[str, str]) -> bool:
    said = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=CHECKOUT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
        timeout=20,
    )
    assert said.stderr == ""
    return said.stdout == "True\n"


def test_without_display_and_bus_there_is_none() -> None:
    assert not tray_host_is_there()


def test_a_tray_on_the_display_is_found_and_missed(display: Display) -> None:
    assert is_there(display.environment)
    display.end_tray()
    assert not is_there(display.environment)


def test_a_watcher_on_the_bus_is_found_and_missed(bus: PrivateBus) -> None:
    assert not is_there(bus.environment)
    with open_dbus_connection(bus.address) as desktop:
        desktop.send_and_get_reply(message_bus.RequestName(WATCHER))
        assert is_there(bus.environment)
    assert not is_there(bus.environment)


def test_a_display_that_does_not_exist_has_none() -> None:
    assert not is_there({"DISPLAY": ":4095"})
