"""The icon on real hosts of both kinds: one that comes late, dies, and comes again."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import pytest

from tests.parts.child import child, wait_until
from tests.parts.display import Display
from tests.parts.display import display as run_display
from tests.parts.private_bus import PrivateBus
from tests.parts.xfce_panel import XfcePanel, xfce_panel

CLASS, TITLE = "cotter-authenticator", "Cotter Authenticator$"
APP = (sys.executable, "-m", "desktop", "--hidden")


@pytest.fixture
def bare(bus: PrivateBus, tmp_path: Path) -> Iterator[Display]:
    """A display without a tray."""
    with run_display(tmp_path, os.environ, tray=False) as running:
        yield running


@pytest.fixture
def panel(bare: Display, tmp_path: Path) -> Iterator[XfcePanel]:
    """Xfce's panel for it, not started yet."""
    with xfce_panel(bare, tmp_path, start=False) as panel:
        yield panel


@pytest.fixture
def hidden(bare: Display, tmp_path: Path) -> Iterator["Popen[str]"]:
    """The app, started in the tray where there is none."""
    log = tmp_path / "app.log"
    environment = {**os.environ, **bare.environment}
    with child(APP, environment, log=log) as app:
        wait_until((Path(os.environ["COTTER_AUTHENTICATOR_HOME"]) / "config").exists, "the app")
        yield app
        app.send_signal(signal.SIGTERM)
        app.wait()
    assert (app.returncode, log.read_text("utf-8")) == (0, "")


def test_an_xembed_tray_that_comes_late_dies_and_comes_again_has_the_icon(
    bare: Display, hidden: "Popen[str]"
) -> None:
    for _ in range(3):
        assert bare.windows_of(CLASS) == set()
        bare.start_tray()
        wait_until(lambda: len(bare.windows_of(CLASS)) == 1, "the icon")
        bare.end_tray()
        wait_until(lambda: bare.windows_of(CLASS) == set(), "the icon to go")
    bare.start_tray()
    wait_until(lambda: len(bare.windows_of(CLASS)) == 1, "the icon")
    [icon] = bare.windows_of(CLASS)
    where = bare.geometry(icon)
    bare.click(where.x + where.width // 2, where.y + where.height // 2)
    bare.window(TITLE)


def test_a_panel_that_comes_late_crashes_and_comes_again_has_the_icon(
    bare: Display, panel: XfcePanel, hidden: "Popen[str]"
) -> None:
    for _ in range(3):
        panel.start()
        wait_until(lambda: len(panel.items() or ()) == 1, "the icon")
        panel.kill()
    panel.start()
    wait_until(lambda: len(panel.items() or ()) == 1, "the icon")
    panel.activate((panel.items() or [])[0])
    window = bare.window(TITLE)

    def hides() -> bool:
        # A key that comes while the panel still has the keyboard is the panel's.
        if window in bare.windows_of(CLASS):
            bare.activate(window)
            bare.key("alt+F4")
        return window not in bare.windows_of(CLASS)

    wait_until(hides, "the window to hide", every=1.0)
    assert hidden.poll() is None
    panel.activate((panel.items() or [])[0])
    bare.window(TITLE)
