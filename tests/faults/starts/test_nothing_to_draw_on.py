"""A start without anything to draw on: one sentence, where Qt aborts with a core file."""

import subprocess
import sys
from pathlib import Path

import PySide6
import pytest
from jeepney import message_bus
from jeepney.io.blocking import open_dbus_connection

from desktop.foundation.start_errors import (
    DisplayUnreachableError,
    LibraryMissingError,
    NoDisplayError,
    PlatformUnknownError,
    StartError,
    WindowSystemError,
)
from desktop.system.missing_library import missing_library
from desktop.system.qt_complaint import reason_of
from tests.faults.starts.started import APP, in_own_mounts, start
from tests.parts.child import wait_until
from tests.parts.display import Display
from tests.parts.private_bus import PrivateBus
from tests.parts.xfce_notifications import xfce_notifications
from tests.system.notification_contract import sees, until

NONE_NAMED = (
    "There is no display to open the app on. Nothing was changed. Start it from your desktop."
    " “cotter-authenticator sign-in” and all other commands need none."
)
UNREACHED = (
    "The app can't draw on the display {name}. Nothing was changed. Start it from your desktop, or"
    " set DISPLAY or WAYLAND_DISPLAY to one that lets it."
)
UNLOADED = "Could not load the Qt platform plugin"
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def test_no_display_is_said(home: Path) -> None:
    assert start({}, without=DISPLAYS).says(NONE_NAMED)
    assert start({"QT_QPA_PLATFORM": "xcb"}, without=DISPLAYS[:2]).says(NONE_NAMED)
    assert not home.exists()


@pytest.mark.parametrize(
    ("named", "name"),
    [
        ({"DISPLAY": ":4095"}, "“:4095”"),
        ({"DISPLAY": "nonsense"}, "“nonsense”"),
        ({"WAYLAND_DISPLAY": "wayland-77"}, "“wayland-77”"),
        ({"WAYLAND_DISPLAY": "wayland-77", "DISPLAY": ":4095"}, "“wayland-77” or “:4095”"),
    ],
)
def test_a_display_that_is_not_there_is_said(home: Path, named: dict[str, str], name: str) -> None:
    ended = start({**named, "XDG_SESSION_TYPE": "tty"}, without=set(DISPLAYS) - named.keys())
    assert ended.says(UNREACHED.format(name=name))
    assert not home.exists()


def test_a_display_that_refuses_us_is_said(home: Path, tmp_path: Path) -> None:
    # Only who has a key of this file may draw, and nobody has.
    keys, ours = tmp_path / "keys", tmp_path / "ours"
    subprocess.run(
        ["xauth", "-f", str(keys), "add", ":4094", "MIT-MAGIC-COOKIE-1", "00" * 16],
        check=True,
        capture_output=True,
    )
    command = ["Xvfb", "-displayfd", "1", "-auth", str(keys), "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as guarded:
        assert guarded.stdout is not None
        name = f":{int(guarded.stdout.readline())}"
        ended = start({"DISPLAY": name, "XAUTHORITY": str(ours)}, without=("QT_QPA_PLATFORM",))
        guarded.terminate()
    assert ended.code == 1
    assert ended.said.splitlines()[-1] == (
        f"cotter-authenticator: {UNREACHED.format(name=f'“{name}”')}"
    )


@pytest.mark.parametrize("platform", ["nonsense", "cocoa", "../xcb", "xcb ", "x" * 5000])
def test_nonsense_in_qts_own_variable_is_said(home: Path, platform: str) -> None:
    ended = start({"QT_QPA_PLATFORM": platform, "DISPLAY": ":4095"})
    assert ended.code == 1
    assert ended.said.startswith("cotter-authenticator: QT_QPA_PLATFORM is “")
    assert ended.said.endswith("Nothing was changed. Unset it, or set it to wayland or xcb.\n")
    assert len(ended.said) < 2500
    assert not home.exists()


def test_a_library_that_a_display_needs_is_named_with_its_package(
    display: Display, home: Path, tmp_path: Path
) -> None:
    # In place of the plugin a copy of it, which needs a library that nobody has.
    plugin = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    content = plugin.read_bytes()
    assert content.count(b"libxcb-cursor.so.0\0") == 1
    other = tmp_path / "libqxcb.so"
    other.write_bytes(content.replace(b"libxcb-cursor.so.0\0", b"libxcb-absent.so.0\0"))
    command = in_own_mounts('mount --bind "$1" "$2"; shift 2; exec "$@"', other, plugin, *APP)
    ended = start(display.environment, command=command)
    assert ended.says(
        "The app needs a library that this computer does not have: libxcb-absent.so.0. Nothing was"
        " changed. Install it, then start the app again."
    )
    assert not home.exists()


def test_a_library_that_every_window_needs_is_named_with_its_package(home: Path) -> None:
    program = """
import sys
class WithoutGl:
    def find_spec(self, name, path=None, target=None):
        if name == "PySide6.QtGui":
            raise ImportError("libEGL.so.1: cannot open shared object file: No such file")
sys.meta_path.insert(0, WithoutGl())
from desktop.__main__ import main
sys.exit(main([]))
"""
    ended = start({"DISPLAY": ":4095"}, command=(sys.executable, "-c", program))
    assert ended.says(
        "The app needs a library that this computer does not have: libEGL.so.1 (Debian: apt install"
        " libegl1). Nothing was changed. Install it, then start the app again."
    )


def test_without_fonts_it_is_said(display: Display, home: Path, tmp_path: Path) -> None:
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>", "utf-8")
    ended = start({**display.environment, "FONTCONFIG_FILE": str(fonts)})
    assert ended.code == 1
    assert ended.said.splitlines()[-1] == (
        "cotter-authenticator: There is no font on this computer, so no text can be shown. Nothing"
        " was changed. Install one (Debian: apt install fonts-dejavu-core), then start the app"
        " again."
    )
    assert not home.exists()


async def test_who_clicked_on_an_icon_is_told_by_the_desktop(
    display: Display, bus: PrivateBus, home: Path, tmp_path: Path
) -> None:
    with xfce_notifications(display, tmp_path) as host:
        wait_until(lambda: has_owner(bus, "org.freedesktop.Notifications"), "the host")
        start({**display.environment, "QT_QPA_PLATFORM": "nonsense"})
        await until(lambda: sees(host, 1), "the notification")


def has_owner(bus: PrivateBus, name: str) -> bool:
    with open_dbus_connection(bus.address) as connection:
        (is_owned,) = connection.send_and_get_reply(message_bus.NameHasOwner(name)).body
        return bool(is_owned)


@pytest.mark.parametrize(
    ("messages", "fault", "error"),
    [
        (["Out of memory. \n\nmore"], "", WindowSystemError(reason="Out of memory")),
        (
            ['Could not find the Qt platform plugin "a" in ""', "x"],
            "",
            PlatformUnknownError(name="a"),
        ),
        (["could not connect to display :1", "x"], "", DisplayUnreachableError(name="“:1”")),
        (["could not connect to display ", "x"], "", NoDisplayError()),
        (
            ["could not connect to display :1", f'{UNLOADED} "xcb" in ""'],
            "Cannot load: (libxcb-cursor.so.0: cannot open shared object file: No such file)",
            LibraryMissingError(name="libxcb-cursor.so.0 (Debian: apt install libxcb-cursor0)"),
        ),
        (
            [f'{UNLOADED} "xcb" in ""'],
            "Cannot load: built for another processor",
            WindowSystemError(reason="Cannot load: built for another processor"),
        ),
    ],
)  # fmt: skip
def test_what_qt_says_is_told_as_its_reason(
    messages: list[str], fault: str, error: StartError
) -> None:
    told = reason_of(messages, {}, lambda _: fault)
    assert (type(told), told.sentence()) == (type(error), error.sentence())


def test_a_library_of_an_unknown_package_is_named_alone() -> None:
    message = "libnew-1.2.so.3: cannot open shared object file: No such file or directory"
    assert missing_library(message) == "libnew-1.2.so.3"
    assert missing_library("undefined symbol: x") == ""
