"""Pictures of this computer's screens, where the system lets a program see them."""

import sys

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication

from desktop.foundation.device_errors import ScreenUnseenError


def can_see_screen() -> bool:
    """Whether :func:`grab_screens` shows more than black: under X11 and on Windows.

    Wayland gives a program no picture of others' windows, and macOS asks for a permission that
    only the settings can give.
    """
    return QGuiApplication.platformName() == "xcb" or sys.platform == "win32"


def grab_screens() -> tuple[bytes, ...]:
    """One picture a screen, BMP: on the main thread, where compressing would take too long.

    Raises:
        ScreenUnseenError: the system doesn't let a program see them.
    """
    if not can_see_screen():
        raise ScreenUnseenError
    pictures = []
    for screen in QGuiApplication.screens():
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        screen.grabWindow(0).save(buffer, "BMP")
        pictures.append(bytes(buffer.data().data()))
    return tuple(pictures)
