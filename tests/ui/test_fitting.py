"""Every page fits every window, in every language: nothing is cut off, nothing lies on another.

Each language, scale and size of letters is laid out in a process of its own; the pictures that they
leave in ``build/screens`` are for people.
"""

import json
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.foundation.resources import resource
from desktop.foundation.settings import Theme
from desktop.ui.pages.page import Scroll
from desktop.ui.theme.measure import WINDOW
from desktop.ui.translation import offered
from desktop.ui.window import MainWindow
from tests.parts.child import CHECKOUT
from tests.ui.fitting import page_of, place_in, visible
from tests.ui.gallery import ALL_SCENES, scene

SHEETS = CHECKOUT / "build" / "screens"
INVENTED = ("pseudo", "mirrored")
LANGUAGES = (*offered(resource("translations")), *INVENTED)

RUNS = [
    *((language, scale, 1.0) for language in LANGUAGES for scale in (1, 2, 3)),
    *((language, 1, font) for language in LANGUAGES for font in (1.5, 2.0)),
]
"""Language, scale of the screen, and how much larger than usual the letters are."""


@pytest.mark.parametrize(
    ("language", "scale", "font"),
    [pytest.param(*run, marks=pytest.mark.long if run[1] > 1 else ()) for run in RUNS],
)
@pytest.mark.timeout(240)  # a thousand windows, laid out and painted
def test_every_page_fits_every_window(language: str, scale: int, font: float) -> None:
    SHEETS.mkdir(parents=True, exist_ok=True)
    sheet = SHEETS / f"{language}-{scale}x-letters-{font}.png"
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(scale),
    }
    words = (language, str(scale), str(font), str(sheet))
    ran = subprocess.run(
        [sys.executable, "-m", "tests.ui.every_size", *words],
        env=environment,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    faults = [json.loads(line) for line in ran.stdout.splitlines()]
    said = [f"{one['scene']} at {one['size']}: {one['fault']}" for one in faults]
    assert not said, "\n".join(said[:40])


def shown(name: str, size: tuple[int, int], qtbot: QtBot, theme: Theme = Theme.LIGHT) -> MainWindow:
    """A scene in a window of this size, laid out."""
    window = scene(name, theme)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    for _ in range(3):
        QApplication.processEvents()
    return window


@pytest.mark.parametrize("size", [(420, 560), (960, 640)])
@pytest.mark.parametrize("name", ALL_SCENES)
async def test_right_to_left_is_the_mirror_image(
    name: str, size: tuple[int, int], qtbot: QtBot, qapp: QApplication
) -> None:
    window = shown(name, size, qtbot)
    straight = places_in(window)
    window.end()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        window = shown(name, size, qtbot)
        mirrored = places_in(window, mirrored=True)
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert len(mirrored) == len(straight)
    for here, there in zip(mirrored, straight, strict=True):
        # What is centred in an uneven room has a pixel more on one side.
        assert here == pytest.approx(there, abs=1)
    window.end()


def places_in(window: MainWindow, *, mirrored: bool = False) -> list[tuple[int, int, int]]:
    """Where each visible thing begins across and down, and its width, as in a mirror."""
    found = []
    for one in visible(window):
        box = place_in(window, one)
        left = window.width() - box.left() - box.width() if mirrored else box.left()
        found.append((left, box.top(), box.width()))
    return found


@pytest.mark.parametrize("name", [one for one in ALL_SCENES if one.startswith("session")])
async def test_a_session_is_seen_whole_in_a_new_window(name: str, qtbot: QtBot) -> None:
    window = shown(name, WINDOW, qtbot)
    page = page_of(window)
    scrolling = [one for one in visible(page) if isinstance(one, Scroll)]
    assert [one.verticalScrollBar().maximum() for one in scrolling] == [0]
    window.end()


@pytest.mark.parametrize("size", [(420, 560), (1280, 800)])
@pytest.mark.parametrize("name", ALL_SCENES)
async def test_the_dark_theme_has_the_same_measures(
    name: str, size: tuple[int, int], qtbot: QtBot
) -> None:
    places = []
    for theme in (Theme.LIGHT, Theme.DARK):
        window = shown(name, size, qtbot, theme)
        page = page_of(window)
        places.append([(type(one).__name__, place_in(page, one)) for one in visible(page)])
        window.end()
    light, dark = places
    assert dark == light
