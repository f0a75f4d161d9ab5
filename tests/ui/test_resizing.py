"""A window that a person makes small and large again, whatever it shows."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.foundation.settings import Theme
from tests.ui.gallery import scene
from tests.ui.scenes import SCENES

NARROW, WIDE = (420, 560), (960, 640)


@pytest.mark.parametrize("name", SCENES)
async def test_a_page_survives_being_made_narrow_and_wide_again(name: str, qtbot: QtBot) -> None:
    window = scene(name, Theme.LIGHT)
    qtbot.addWidget(window)
    window.show()
    for size in (NARROW, WIDE, NARROW, WIDE):
        window.resize(*size)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        window.draw(SCENES[name])
    window.end()
