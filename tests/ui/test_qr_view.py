"""The QR code on the screen can be read from the screen, whatever the theme."""

import pytest
import zxingcpp
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.foundation.settings import LoadedSettings, Settings, Theme
from desktop.ui.widgets.qr_view import BORDER, MODULE_LEAST, QrView, qr_image
from desktop.ui.window import MainWindow
from tests.doubles.recording_commands import RecordingCommands
from tests.ui.stage import end

TEXT = (
    "Kay64UG8yvCyLhqU000LxzYeUm0L/hLIl5S8kyKWbdc=:ED25519:11111111-2222-3333-4444-555555555555"
    ":61e51b1b-55cd-4b00-9cc0-4b71fa0eb00f:1600000000"
)


def seen_on(image: QImage) -> list[str]:
    """What a reader finds on a picture."""
    picture = image.convertToFormat(QImage.Format.Format_RGB32)
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("narrow", [False, True])
def test_it_is_read_as_it_is_painted(qapp: QApplication, theme: Theme, narrow: bool) -> None:
    window = MainWindow(RecordingCommands(), LoadedSettings(Settings(theme=theme)), lambda: 0.0)
    view = QrView("Code")
    view.set_narrow(narrow=narrow)
    view.show_text(TEXT)
    view.resize(view.sizeHint())
    assert seen_on(view.grab().toImage()) == [TEXT]
    end(window)


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_it_is_black_on_white_with_four_modules_of_margin(qapp: QApplication, theme: Theme) -> None:
    window = MainWindow(RecordingCommands(), LoadedSettings(Settings(theme=theme)), lambda: 0.0)
    view = QrView("Code")
    view.set_narrow(narrow=True)
    view.show_text(TEXT)
    view.resize(view.sizeHint())
    image = view.grab().toImage()
    corner = 1 + BORDER * MODULE_LEAST
    assert image.pixelColor(corner, corner).name() == "#000000"
    middle = image.height() // 2
    margin = [image.pixelColor(x, middle).name() for x in range(1, corner)]
    assert margin == ["#ffffff"] * (BORDER * MODULE_LEAST)
    end(window)


def test_modules_are_whole_and_large_enough_for_a_camera() -> None:
    view = QrView("Code")
    view.set_narrow(narrow=True)
    view.show_text(TEXT)
    modules = qr_image(TEXT).width()
    assert (view.sizeHint().width() - 2) / modules == MODULE_LEAST


def test_a_new_code_takes_the_place_of_the_old_one(qapp: QApplication) -> None:
    view = QrView("Code")
    for text in (TEXT, TEXT.replace("1600000000", "1600000180")):
        view.show_text(text)
        view.resize(view.sizeHint())
        assert seen_on(view.grab().toImage()) == [text]
    view.show_text("")
    assert seen_on(view.grab().toImage()) == []
