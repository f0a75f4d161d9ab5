"""What the frozen app does without, each with the reason; everything else that it finds stays."""

import re
from typing import Final, NamedTuple

from desktop.foundation.resources import resource

LANGUAGES: Final = "|".join(sorted(one.stem for one in resource("translations").glob("*.qm")))


class LeftOut(NamedTuple):
    """Files of the bundle whose name matches ``pattern`` from its start, and why they may go."""

    pattern: str
    reason: str


FILES: Final = (
    LeftOut(
        rf"PySide6/Qt/translations/(?!qtbase_({LANGUAGES})\.)",
        "languages that the app does not speak, and parts of Qt that it does not use",
    ),
    LeftOut(
        r"PySide6/Qt/plugins/platformthemes/libqgtk3",
        "draws GTK’s dialogs; light or dark comes from the desktop portal",
    ),
    LeftOut(
        r"lib(gtk-3|gdk-3|gdk_pixbuf-2\.0|pango\w*-1\.0|cairo(-gobject)?|harfbuzz|graphite2|thai|datrie"
        r"|fribidi|pixman-1|epoxy|atk-1\.0|atk-bridge-2\.0|atspi|Xcomposite|Xcursor|Xdamage|Xi"
        r"|Xinerama|Xrandr|Xfixes|jpeg)\.so",
        "only GTK’s platform theme links it",
    ),
    LeftOut(
        r"PySide6/Qt/plugins/platforms/libq(eglfs|linuxfb|minimalegl|minimal|vkkhrdisplay|vnc)\.",
        "screens without a window system",
    ),
    LeftOut(r"PySide6/Qt/plugins/egldeviceintegrations/", "the same"),
    LeftOut(r"(PySide6/Qt/lib/)?libQt6EglF[sS]", "the same"),
    LeftOut(r"PySide6/Qt/plugins/generic/", "keyboards and mice without a window system"),
    LeftOut(
        r"PySide6/Qt/plugins/imageformats/libq(gif|icns|tga|tiff|wbmp)",
        "no picture with a code comes as one; PNG is in Qt itself",
    ),
    LeftOut(r"PySide6/Qt/plugins/(networkinformation|tls)/", "HTTP is httpx’s, not Qt’s"),
    LeftOut(
        r"lib(gio-2\.0|gobject-2\.0|gmodule-2\.0|mount|blkid|selinux|bsd|md|Xau|Xdmcp|Xext|Xrender)\.so",
        "only plugins that are left out link it",
    ),
    LeftOut(
        r"PySide6/Qt/plugins/(xcbglintegrations|wayland-graphics-integration-client)/",
        "nothing is drawn by OpenGL",
    ),
    LeftOut(r"(PySide6/Qt/lib/)?libQt6OpenGL", "the same"),
    LeftOut(
        r"PySide6/QtDBus\.", "D-Bus is spoken by jeepney; Qt’s own library stays for its themes"
    ),
    LeftOut(r"PySide6/Qt/plugins/wayland-decoration-client/libbradient", "libadwaita’s is there"),
    LeftOut(r"PySide6/Qt/plugins/wayland-shell-integration/lib(fullscreen|ivi)", "shells of cars"),
    LeftOut(
        r"lib(stdc\+\+|gcc_s)\.so",
        "the system’s graphics drivers need their own, which may be newer",
    ),
    LeftOut(r"python3\.\d+/lib-dynload/_codecs_(cn|hk|iso2022|jp|kr|tw)\.", "all text is UTF-8"),
    LeftOut(r"python3\.\d+/lib-dynload/_(multibytecodec|curses\w*|tkinter|test\w*)\.", "the same"),
    LeftOut(r"[^/]*\.dist-info/(INSTALLER|RECORD|REQUESTED|WHEEL|direct_url\.json)", "for pip"),
)

MODULES: Final = (
    "phonenumbers.carrierdata",  # who runs a number: nothing shows it
    "phonenumbers.geodata",  # where a number is: nothing shows it
    "phonenumbers.tzdata",  # what time it is there: nothing shows it
    "phonenumbers.carrier",
    "phonenumbers.geocoder",
    "phonenumbers.timezone",
    "dns",  # looks whether a mail domain exists: email-validator is told not to
    "_pydecimal",
    "xmlrpc",
    "tkinter",
    "unittest",
    "pydoc",
    "doctest",
    "pytest",
    "setuptools",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "rich",  # httpx as a command draws with it
    "pygments",
    "httpx._main",
    "attr",
    "_pytest",
    "anyio.pytest_plugin",
    "packaging",
    "trio",  # the other loop of anyio and httpcore
    "uvloop",
    "watchfiles",
    "websockets",
)
"""Never imported on any way through the program."""

RUNTIME_HOOKS: Final = (
    "pyi_rth_pyside6",  # loads Qt before every command, and changes variables that are the user's
    "pyi_rth_inspect",  # for programs that read their own source
    "pyi_rth_pkgutil",  # for programs that list their own modules
    "pyi_rth_multiprocessing",  # for programs that fork workers
)
"""What PyInstaller would run before the program."""

_PATTERN: Final = re.compile("|".join(f"(?:{one.pattern})" for one in FILES))


def is_left_out(name: str) -> bool:
    """Whether the bundle does without the file ``name``, relative to it."""
    return _PATTERN.match(name.replace("\\", "/")) is not None
