"""Whether there is a tray to live in, asked without Qt.

On Linux a host is a StatusNotifierWatcher on the session bus, or the owner of the selection
``_NET_SYSTEM_TRAY_S0`` on X11 (the XEmbed protocol of freedesktop.org). Windows and macOS always
have one.
"""

import ctypes
import ctypes.util
import os
import sys

if sys.platform == "linux":
    # Not where it is used: checks run side by side, and two threads that import jeepney at once can
    # wait for each other's half of it.
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection

WATCHER = "org.kde.StatusNotifierWatcher"
SELECTION = b"_NET_SYSTEM_TRAY_S0"


def tray_host_is_there() -> bool:
    """Whether an icon would be shown now."""
    if sys.platform != "linux":
        return True
    return _has_watcher() or _has_selection_owner()


def _has_watcher() -> bool:
    bus = DBusAddress(
        "/org/freedesktop/DBus", bus_name="org.freedesktop.DBus", interface="org.freedesktop.DBus"
    )
    try:
        with open_dbus_connection(bus="SESSION") as connection:
            question = new_method_call(bus, "NameHasOwner", "s", (WATCHER,))
            answer = connection.send_and_get_reply(question, timeout=2.0)
    except (OSError, KeyError, ValueError):
        # No bus, or one that doesn't answer: then nobody watches on it.
        return False
    return bool(answer.body[0])


def _has_selection_owner() -> bool:
    library = ctypes.util.find_library("X11")
    if library is None or not os.environ.get("DISPLAY"):
        return False
    x11 = ctypes.CDLL(library)
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = x11.XGetSelectionOwner.restype = ctypes.c_ulong
    display = x11.XOpenDisplay(None)
    if not display:
        return False
    try:
        atom = x11.XInternAtom(ctypes.c_void_p(display), SELECTION, 0)
        return bool(x11.XGetSelectionOwner(ctypes.c_void_p(display), ctypes.c_ulong(atom)))
    finally:
        x11.XCloseDisplay(ctypes.c_void_p(display))
