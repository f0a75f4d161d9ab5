"""The window system's leave to come to the front, which whoever was clicked on hands over.

Wayland lets no window come forward by itself: the launcher gives a token in
``XDG_ACTIVATION_TOKEN`` (xdg-activation-v1), the second copy hands it to the first, and Qt takes it
from the first one's environment at the next activation. X11 has ``DESKTOP_STARTUP_ID`` in its place
(Startup Notification Specification of freedesktop.org), which needs nothing of the first copy.
"""

from collections.abc import Mapping, MutableMapping

WAYLAND = "XDG_ACTIVATION_TOKEN"
X11 = "DESKTOP_STARTUP_ID"


def activation_of(environment: Mapping[str, str]) -> str:
    """The token that this process was started with; empty if with none."""
    return environment.get(WAYLAND) or environment.get(X11) or ""


def take_over_activation(token: str, environment: MutableMapping[str, str]) -> None:
    """Let the next activation of a window use ``token``; ``environment`` is this process's own.

    On X11 nobody would take it out again, and every child would get it.
    """
    if token and "WAYLAND_DISPLAY" in environment:
        environment[WAYLAND] = token


def end_startup_feedback() -> None:
    """Tell the desktop that the start is over, in a copy that shows no window of its own.

    Whoever launched it turns the pointer into a clock until then. On X11 Qt says so with the first
    window that it maps: here one of a single pixel, beside the screen, for no longer than that.
    """
    # Imported here: only second copies need it.
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QWidget

    if QGuiApplication.platformName() != "xcb":
        return
    pixel = QWidget(None, Qt.WindowType.ToolTip | Qt.WindowType.BypassWindowManagerHint)
    pixel.setGeometry(-2, -2, 1, 1)
    pixel.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    pixel.show()
    pixel.close()
    QGuiApplication.sync()
