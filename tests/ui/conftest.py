"""What the tests of the user interface stand on."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.ui.translation import Translation
from tests.ui.stage import Stage


@pytest.fixture(autouse=True, scope="session")
def english(qapp: QApplication) -> Translation:
    """English that can count, as the app speaks it where the system speaks no language."""
    translation = Translation(QLocale.c())
    translation.use("")
    return translation


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[Stage]:
    """A window of the default size, light, with nothing in it yet."""
    # As the app does at its start: windows and the tray are called by it.
    qapp.setApplicationDisplayName("Cotter Authenticator")
    stage = Stage()
    yield stage
    stage.end()
    QGuiApplication.clipboard().clear()
