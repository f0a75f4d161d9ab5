"""The tray's icon is seen on the panel that it is on, whatever the app wears."""

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desktop.session.snapshot import Headline
from desktop.ui.tray import Tray
from tests.doubles.recording_commands import RecordingCommands
from tests.ui.scenes import NOW, SCENES

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
