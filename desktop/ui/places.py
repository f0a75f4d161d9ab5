"""The places of the sidebar, from top to bottom, each with its key."""

from PySide6.QtCore import QCoreApplication

from desktop.ui.routing import Where
from desktop.ui.shortcuts import PLACES, key_of
from desktop.ui.widgets.sidebar import Place

translate = QCoreApplication.translate


def places() -> tuple[Place, ...]:
    """New ones, for a new sidebar."""
    looks = {
        Where.SESSION: ("ui/session", translate("places", "Session")),
        Where.REQUESTS: ("ui/requests", translate("places", "Sign-in requests")),
        Where.DEVICES: ("ui/devices", translate("places", "Devices")),
        Where.HISTORY: ("ui/history", translate("places", "History")),
        Where.SETTINGS: ("ui/settings", translate("places", "Settings")),
    }
    return tuple(Place(where, *looks[where], key_of(act)) for act, where in PLACES.items())
