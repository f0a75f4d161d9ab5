"""What the tests of the user interface stand on."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.ui.stage import Stage


@pytest.fixture
def stage(qapp: QApplication) -> Iterator[Stage]:
    """A window of the default size, light, with nothing in it yet."""
    # As the app does at its start: windows and the tray are called by it.
    qapp.setApplicationDisplayName("Cotter Authenticator")
    stage = Stage()
    yield stage
    stage.end()
    QGuiApplication.clipboard().clear()
