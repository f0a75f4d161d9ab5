"""The tray's icon is seen on the panel that it is on, whatever the app wears."""

from itertools import combinations, groupby

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desktop.foundation.resources import resource
from desktop.session.snapshot import Headline
from desktop.ui.theme import icons
from desktop.ui.tray import ON_DARK, ON_LIGHT, Tray
from tests.doubles.recording_commands import RecordingCommands
from tests.ui.scenes import NOW, SCENES
from tests.ui.test_contrast import CONTROL, contrast

SCENE_OF = {
    Headline.NONE: "sign-in",
    Headline.SIGNING_IN: "code",
    Headline.ACTIVE: "session-active",
    Headline.RENEWING: "session-renewing",
    Headline.EXPIRING: "session-expiring",
    Headline.OFFLINE: "session-offline",
    Headline.KEYSTORE_LOCKED: "session-keystore-locked",
    Headline.NEEDS_SIGN_IN: "session-reused",
}


def picture(scene: str, *, panel_is_dark: bool, qtbot: QtBot) -> QImage:
    tray = Tray(RecordingCommands(), lambda: panel_is_dark)
    tray.draw(SCENES[scene], NOW)
    (icon,) = tray.findChildren(QSystemTrayIcon)
    image = icon.icon().pixmap(16, 16).toImage()
    tray.stop()
    return image


def ink(image: QImage) -> QColor:
    """The colour of the most opaque pixel."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=QColor.alpha)


async def test_it_is_light_on_a_dark_panel_and_dark_on_a_light_one(qtbot: QtBot) -> None:
    on_dark = ink(picture("session-active", panel_is_dark=True, qtbot=qtbot))
    on_light = ink(picture("session-active", panel_is_dark=False, qtbot=qtbot))
    assert on_dark.lightness() > 200
    assert on_light.lightness() < 60


@pytest.mark.parametrize("headline", SCENE_OF)
async def test_each_headline_has_a_shape_of_its_own(headline: Headline, qtbot: QtBot) -> None:
    images = {
        one: picture(scene, panel_is_dark=False, qtbot=qtbot) for one, scene in SCENE_OF.items()
    }
    alike = [one for one, image in images.items() if image == images[headline]]
    assert alike == [headline]


PANELS = {"light panel": ("#F7F6F4", ON_LIGHT), "dark panel": ("#1A1C1E", ON_DARK)}
"""Ground and ink."""

MOST_SHARED = 0.7
"""Of the pixels that any of two shapes covers, the share that both cover at most."""

GRID = 16

RATIOS = (1.0, 1.5, 2.0)

Point = tuple[float, float]


def shapes() -> list[str]:
    return sorted(f"tray/{file.stem}" for file in resource("icons/tray").glob("*.svg"))


def on_panel(name: str, panel: str, ratio: float = 1.0) -> QImage:
    """A shape as it stands on a panel."""
    ground, colour = PANELS[panel]
    shape = icons.pixmap(name, colour, GRID, ratio)
    image = QImage(shape.size(), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(ground))
    painter = QPainter(image)
    painter.drawPixmap(0, 0, shape)
    painter.end()
    return image


def covered(name: str, panel: str) -> set[tuple[int, int]]:
    """The pixels that are rather ink than ground."""
    image = on_panel(name, panel)
    ground, colour = (QColor(one) for one in PANELS[panel])
    every = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return {
        place
        for place in every
        if contrast(image.pixelColor(*place), ground) > contrast(image.pixelColor(*place), colour)
    }


def seen_along(image: QImage, panel: str, start: Point, end: Point) -> str:
    """What one meets on the way, in places of the grid: ``#`` for ink, ``.`` for the panel.

    A pixel that is neither counts for nothing: it must not be needed.
    """
    ground, colour = (QColor(one) for one in PANELS[panel])
    met = []
    steps = 4 * GRID
    for step in range(steps + 1):
        x, y = (a + (b - a) * step / steps for a, b in zip(start, end, strict=True))
        scale = image.width() / GRID
        pixel = image.pixelColor(int(x * scale), int(y * scale))
        if contrast(pixel, ground) >= CONTROL and contrast(pixel, colour) < 2:
            met.append("#")
        elif contrast(pixel, colour) >= CONTROL and contrast(pixel, ground) < 2:
            met.append(".")
    return "".join(one for one, _ in groupby(met))


@pytest.mark.parametrize("panel", PANELS)
def test_any_two_shapes_are_told_apart_at_sixteen_pixels(panel: str, qtbot: QtBot) -> None:
    pixels = {name: covered(name, panel) for name in shapes()}
    assert len(pixels) == len(Headline) - 1  # not read yet has the shape of the last headline
    for one, other in combinations(pixels, 2):
        shared = len(pixels[one] & pixels[other]) / len(pixels[one] | pixels[other])
        assert shared <= MOST_SHARED, (one, other)


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("ratio", RATIOS)
def test_the_question_mark_is_open_to_its_dot(ratio: float, panel: str, qtbot: QtBot) -> None:
    image = on_panel("tray/request_waiting", panel, ratio)
    assert seen_along(image, panel, (8.2, 0.2), (8.2, 12.8)) == "#.#.#.#"  # bow, stem, dot
    assert seen_along(image, panel, (2.2, 4.3), (14.0, 4.3)) == "#.#.#"  # both ends of the bow


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("ratio", RATIOS)
def test_the_two_legs_of_the_pin_stand_apart(ratio: float, panel: str, qtbot: QtBot) -> None:
    image = on_panel("tray/active", panel, ratio)
    assert seen_along(image, panel, (1.5, 6.5), (8.5, 13.5)) == ".#.#."  # across both legs
    assert seen_along(image, panel, (8.5, 7.9), (4.5, 11.9)) == "."  # along the gap
    assert seen_along(image, panel, (9.2, 2.2), (14.3, 7.3)) == "#.#"  # through the eye


@pytest.mark.parametrize("name", shapes())
def test_a_shape_is_drawn_with_what_qt_can_paint(name: str) -> None:
    source = resource(f"icons/{name}.svg").read_text("utf-8")
    assert "currentColor" in source
    assert not [one for one in ("mask", "filter", "style=", "<use", "clip-path") if one in source]
