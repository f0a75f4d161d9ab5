"""The icon on real hosts of both kinds: one that comes late, dies, and comes again."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import combinations, product
from pathlib import Path
from subprocess import Popen

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from desktop.foundation.resources import resource
from desktop.ui.tray import ON_DARK, ON_LIGHT
from tests.parts.child import child, wait_until
from tests.parts.display import Display, Geometry
from tests.parts.display import display as run_display
from tests.parts.private_bus import PrivateBus
from tests.parts.xfce_panel import XfcePanel, xfce_panel

CLASS, TITLE = "cotter-authenticator", "Cotter Authenticator$"
APP = (sys.executable, "-m", "desktop", "--hidden")
SHAPES_PROGRAM = (sys.executable, "-m", "tests.parts.tray_shapes")
SHAPES = sorted(f"tray/{file.stem}" for file in resource("icons/tray").glob("*.svg"))

LEAST_APART = 24
"""Pixels that clearly differ between any two shapes: a tenth of the smallest icon."""

CLEARLY = 80
"""Of 255, in lightness."""


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


@pytest.fixture
def shapes(bare: Display, tmp_path: Path) -> Iterator["Popen[str]"]:
    """An icon that can be told what to be."""
    environment = {**os.environ, **bare.environment}
    log = tmp_path / "shapes.log"
    with child(SHAPES_PROGRAM, environment, log=log, stdin=subprocess.PIPE) as program:
        yield program


def test_an_xembed_tray_shows_each_shape_as_one_of_its_own(
    bare: Display, shapes: "Popen[str]", tmp_path: Path
) -> None:
    bare.start_tray()

    def place() -> Geometry:
        [icon] = bare.windows_of(CLASS)
        return bare.geometry(icon)

    tell(shapes, SHAPES[0], ON_LIGHT)
    wait_until(lambda: len(bare.windows_of(CLASS)) == 1, "the icon")
    assert_told_apart(bare, shapes, place, tmp_path)


def test_a_panel_shows_each_shape_as_one_of_its_own(
    bare: Display, panel: XfcePanel, shapes: "Popen[str]", tmp_path: Path
) -> None:
    panel.start()
    tell(shapes, SHAPES[0], ON_LIGHT)
    wait_until(lambda: len(panel.items() or ()) == 1, "the icon")
    wait_until(lambda: panel.where().width > 8, "room for it")
    assert_told_apart(bare, shapes, panel.where, tmp_path)


def tell(shapes: "Popen[str]", shape: str, colour: str) -> None:
    assert shapes.stdin is not None
    shapes.stdin.write(f"{shape} {colour}\n")
    shapes.stdin.flush()


def assert_told_apart(
    shown: Display, shapes: "Popen[str]", place: Callable[[], Geometry], folder: Path
) -> None:
    """Show one shape after the other in what can be seen on this host, and compare them."""
    ground = seen(shown, place(), folder).pixelColor(1, 1)
    colour = ON_LIGHT if ground.lightness() > 128 else ON_DARK
    pictures: dict[str, QImage] = {}
    before = QImage()

    def is_there() -> bool:
        """Something else than before, twice the same."""
        nonlocal before
        first = seen(shown, place(), folder)
        again = seen(shown, place(), folder)
        if first != again or apart(first, before) == 0:
            return False
        before = again
        return True

    for shape in (*SHAPES[1:], SHAPES[0]):
        tell(shapes, shape, colour)
        wait_until(is_there, shape, every=0.1)
        pictures[shape] = before
    for one, other in combinations(pictures, 2):
        assert apart(pictures[one], pictures[other]) >= LEAST_APART, (one, other)


def seen(shown: Display, place: Geometry, folder: Path) -> QImage:
    """What of the display is at ``place``."""
    file = folder / "display.png"
    shown.screenshot(file)
    box = QRect(place.x, place.y, place.width, place.height)
    return QImage(str(file)).copy(box)


def apart(one: QImage, other: QImage) -> int:
    """How many pixels clearly differ; all of them between pictures of different sizes."""
    if one.size() != other.size():
        return one.width() * one.height()
    places = product(range(one.width()), range(one.height()))
    return sum(
        abs(one.pixelColor(*at).lightness() - other.pixelColor(*at).lightness()) >= CLEARLY
        for at in places
    )
