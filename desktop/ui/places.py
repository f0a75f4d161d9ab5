"""The places of the sidebar, from top to bottom, each with its key."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from desktop.ui.routing import Where
from desktop.ui.widgets.sidebar import Place

translate = QCoreApplication.translate

PLACE_KEYS: Final = {
    "Ctrl+1": Where.SESSION,
    "Ctrl+2": Where.REQUESTS,
    "Ctrl+3": Where.DEVICES,
    "Ctrl+4": Where.HISTORY,
    "Ctrl+5": Where.SETTINGS,
}


def places() -> tuple[Place, ...]:
    """New ones, for a new sidebar."""
    looks = {
        Where.SESSION: ("ui/session", translate("places", "Session")),
        Where.REQUESTS: ("ui/requests", translate("places", "Sign-in requests")),
        Where.DEVICES: ("ui/devices", translate("places", "Devices")),
        Where.HISTORY: ("ui/history", translate("places", "History")),
        Where.SETTINGS: ("ui/settings", translate("places", "Settings")),
    }
    return tuple(Place(where, *looks[where], key) for key, where in PLACE_KEYS.items())
