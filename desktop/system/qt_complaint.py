"""Reads what Qt says before it gives up a start: why there is nothing to draw on."""

import ctypes
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QPluginLoader

from desktop.foundation.start_errors import (
    DisplayUnreachableError,
    LibraryMissingError,
    NoDisplayError,
    PlatformUnknownError,
    StartError,
    WindowSystemError,
)
from desktop.system.missing_library import missing_library

UNKNOWN = re.compile(r'Could not find the Qt platform plugin "(.*)" in "')
UNREACHED_X11 = re.compile(r"could not connect to display ?(.*)")
UNREACHED_WAYLAND = "Failed to create wl_display"
UNLOADED = re.compile(r'Could not load the Qt platform plugin "([\w-]+)"')
PLUGIN_FOLDER = "QT_QPA_PLATFORM_PLUGIN_PATH"


def reason_of(
    messages: list[str], environment: Mapping[str, str], fault_of: Callable[[str], str]
) -> StartError:
    """Why Qt gives up, as its messages tell; ``fault_of`` says why a platform's plugin won't load.

    ================================= ==================================================
    it says                           that is
    ================================= ==================================================
    that there is no such plugin      a wrong ``QT_QPA_PLATFORM``
    that a display can't be reached   a display that has gone, or is somebody else's
    that a plugin would not load      a library of the system that is missing, or else
                                      what the loader says
    anything else                     its last words
    ================================= ==================================================
    """
    displays = []
    for message in messages:
        unknown = UNKNOWN.search(message)
        if unknown is not None:
            return PlatformUnknownError(name=unknown[1])
        unreached = UNREACHED_X11.search(message)
        if unreached is not None:
            displays.append(unreached[1])
        if UNREACHED_WAYLAND in message:
            displays.append(environment.get("WAYLAND_DISPLAY") or "wayland-0")
    # A plugin whose display is away does not “load” either, though nothing is wrong with it.
    for message in messages:
        unloaded = UNLOADED.search(message)
        fault = fault_of(unloaded[1]) if unloaded is not None else ""
        if missing_library(fault):
            return LibraryMissingError(name=missing_library(fault))
        if fault:
            return WindowSystemError(reason=fault)
    named = " or ".join(f"“{one}”" for one in displays if one)
    if displays:
        return DisplayUnreachableError(name=named) if named else NoDisplayError()
    return WindowSystemError(reason=messages[-1].partition("\n")[0].rstrip(". "))


def plugin_fault(platform: str) -> str:
    """Why this platform's plugin can't be loaded; empty if it can."""
    own = os.environ.get(PLUGIN_FOLDER)
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    for folder in (*([Path(own)] if own else ()), plugins):
        for file in sorted(folder.glob("*.so")):
            loader = QPluginLoader(str(file))
            described: object = loader.metaData().get("MetaData")
            if isinstance(described, dict) and platform in described.get("Keys", ()):
                return _loaders_words(file)
    return ""


def _loaders_words(file: Path) -> str:
    # Qt remembers that it could not be loaded, and not why.
    try:
        ctypes.CDLL(str(file))
    except OSError as error:
        return str(error)
    return ""
