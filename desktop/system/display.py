"""Whether there is a display: Qt aborts the process where it finds none."""

import sys
from collections.abc import Mapping

# X11, Wayland, and what Qt was told to draw on instead.
VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def display_is_named(environment: Mapping[str, str]) -> bool:
    """Whether one is named here; whether it answers only Qt finds out."""
    return sys.platform != "linux" or any(environment.get(name) for name in VARIABLES)
