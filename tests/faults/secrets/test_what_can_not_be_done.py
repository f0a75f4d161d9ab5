"""What this platform can't do is said where it matters, and no switch pretends otherwise."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.ui.pages.settings import SettingsPage
from desktop.ui.routing import Where
from desktop.ui.toasts import token_copied
from tests.ui.scenes import ACTIVE, overview_of
from tests.ui.stage import Stage, words_of

STAYS = "On Wayland it can stay longer"
SCREENSHOTS = "Programs that take screenshots see this window: this app can’t hide from them."


@pytest.fixture(params=["xcb", "wayland"])
def platform(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """What draws windows; there is no Wayland here, only its name."""
    name: str = request.param
    monkeypatch.setattr(QGuiApplication, "platformName", staticmethod(lambda: name))
    return name


@pytest.fixture
def stage(qapp: QApplication, platform: str) -> Iterator[Stage]:
    """A window there."""
    stage = Stage()
    yield stage
    stage.end()


def test_a_copied_token_that_may_stay_is_no_promise(platform: str) -> None:
    promises = "It leaves the clipboard in 30 s." in token_copied(30)
    warns = "Wayland can keep it until you copy something else." in token_copied(30)
    assert (promises, warns) == (platform == "xcb", platform == "wayland")


def test_settings_say_what_they_can_not_do(stage: Stage, platform: str) -> None:
    stage.show(overview_of(ACTIVE), Where.SETTINGS)
    words = words_of(stage.page(SettingsPage))
    assert (STAYS in words) == (platform == "wayland")
    assert SCREENSHOTS in words
