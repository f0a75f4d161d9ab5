"""Paints every page in every state: ``python -m tests.ui.gallery FOLDER [FONT-FILE...]``.

To be laid beside the pictures of the visual language. Font files stand in for the system's font.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCursor, QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from desktop.foundation.settings import LoadedSettings, Settings, Theme
from desktop.ui.pages.code import CodePage
from desktop.ui.routing import PageName, Where
from desktop.ui.theme.appearance import STYLE
from desktop.ui.window import MainWindow
from tests.doubles.recording_commands import RecordingCommands
from tests.ui.device_scenes import DEVICE_SCENES
from tests.ui.invitation_scenes import INVITATION_SCENES
from tests.ui.request_scenes import FIREFOX, REQUEST_SCENES
from tests.ui.scenes import NOW, SCENES

ALL_SCENES = {**SCENES, **DEVICE_SCENES, **REQUEST_SCENES, **INVITATION_SCENES}
"""Every scene of every page."""

PLACES = {
    "connect": Where.CONNECT,
    "invitation": Where.INVITATION,
    "settings": Where.SETTINGS,
    "keystore-choice-of": Where.KEYSTORE_CHOICE,
    "devices": Where.DEVICES,
    "show-code": Where.SHOW_CODE,
    "add-device": Where.ADD_DEVICE,
    "history": Where.HISTORY,
    "requests": Where.REQUESTS,
}
"""Where the person went to see the scenes whose names begin so."""

TYPED = {"code": "482", "code-wrong": "730114", "code-busy": "482913", "code-right": "482913"}


def scene(name: str, theme: Theme) -> MainWindow:
    """A window that shows a scene."""
    window = MainWindow(RecordingCommands(), LoadedSettings(Settings(theme=theme)), lambda: NOW)
    for beginning, where in PLACES.items():
        if name.startswith(beginning):
            window.go(where)
    if name in TYPED:
        window.draw(SCENES["code"])
        page = window.page_widget(PageName.CODE)
        assert isinstance(page, CodePage)
        page.boxes.setText(TYPED[name])
    if name.startswith("requests-chosen"):
        window.page_widget(PageName.REQUESTS).select(FIREFOX.id)
    window.draw(ALL_SCENES[name])
    return window


def main(folder: Path, fonts: list[str]) -> None:
    """Write a PNG for each scene, light and dark, wide and narrow."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(["gallery", *STYLE])
    for file in fonts:
        number = QFontDatabase.addApplicationFont(file)
        application.setFont(QFont(QFontDatabase.applicationFontFamilies(number)[0], 9))
    QCursor.setPos(3000, 3000)
    for theme in (Theme.LIGHT, Theme.DARK):
        for name in ALL_SCENES:
            for width, height, size in ((960, 640, "wide"), (420, 560, "narrow")):
                window = scene(name, theme)
                window.resize(width, height)
                window.show()
                window.activateWindow()
                for _ in range(3):
                    application.processEvents()
                window.grab().save(str(folder / f"{name}-{theme}-{size}.png"))
                window.end()
                window.deleteLater()
                application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
