"""Pictures of this computer's screens, where the system lets a program see them."""

import os
import sys
from collections.abc import Mapping

from PySide6.QtGui import QGuiApplication, QImage

from desktop.foundation.device_errors import ScreenUnseenError


def can_see_screen(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether :func:`grab_screens` shows more than black: under X11 and on Windows.

    Wayland gives a program no picture of others' windows, not even to one that draws through X11,
    and macOS asks for a permission that only the settings can give.
    """
    if sys.platform == "win32":
        return True
    return QGuiApplication.platformName() == "xcb" and not environment.get("WAYLAND_DISPLAY")


def grab_screens() -> tuple[QImage, ...]:
    """One picture a screen; on the main thread.

    They are not put into a format: that alone takes a tenth of a second for a large screen.

    Raises:
        ScreenUnseenError: the system doesn't let a program see them.
    """
    if not can_see_screen():
        raise ScreenUnseenError
    return tuple(screen.grabWindow(0).toImage() for screen in QGuiApplication.screens())
