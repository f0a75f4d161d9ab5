"""All keys of the window: what binds them and what lists them read this one table."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QCoreApplication

from desktop.ui.routing import Where
from desktop.ui.sentence import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate


class Act(StrEnum):
    """What a key does."""

    SESSION = "session"
    REQUESTS = "requests"
    DEVICES = "devices"
    HISTORY = "history"
    SETTINGS = "settings"
    PROFILES = "profiles"
    BACK = "back"
    RENEW = "renew"
    COPY = "copy"
    KEYS = "keys"
    CLOSE = "close"
    QUIT = "quit"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Keys as Qt names them, the first one listed; ``always`` also while a question is open."""

    act: Act
    keys: tuple[str, ...]
    words: str
    always: bool = False

    def said(self) -> str:
        """What it does, in the person's language."""
        return translate("shortcuts", self.words)


SHORTCUTS: Final = (
    Shortcut(Act.SESSION, ("Ctrl+1",), QT_TRANSLATE_NOOP("shortcuts", "Session")),
    Shortcut(Act.REQUESTS, ("Ctrl+2",), QT_TRANSLATE_NOOP("shortcuts", "Sign-in requests")),
    Shortcut(Act.DEVICES, ("Ctrl+3",), QT_TRANSLATE_NOOP("shortcuts", "Devices")),
    Shortcut(Act.HISTORY, ("Ctrl+4",), QT_TRANSLATE_NOOP("shortcuts", "History")),
    Shortcut(Act.SETTINGS, ("Ctrl+5", "Ctrl+,"), QT_TRANSLATE_NOOP("shortcuts", "Settings")),
    Shortcut(Act.PROFILES, ("Ctrl+P",), QT_TRANSLATE_NOOP("shortcuts", "Choose a profile")),
    Shortcut(Act.RENEW, ("Ctrl+R", "F5"), QT_TRANSLATE_NOOP("shortcuts", "Renew now")),
    Shortcut(Act.COPY, ("Ctrl+Shift+C",), QT_TRANSLATE_NOOP("shortcuts", "Copy access token")),
    Shortcut(Act.BACK, ("Escape", "Alt+Left"), QT_TRANSLATE_NOOP("shortcuts", "Back")),
    Shortcut(Act.KEYS, ("F1",), QT_TRANSLATE_NOOP("shortcuts", "Keyboard shortcuts")),
    Shortcut(Act.CLOSE, ("Ctrl+W",), QT_TRANSLATE_NOOP("shortcuts", "Close the window"), True),
    Shortcut(Act.QUIT, ("Ctrl+Q",), QT_TRANSLATE_NOOP("shortcuts", "Quit"), True),
)
"""In the order in which they are listed."""

PLACES: Final = {
    Act.SESSION: Where.SESSION,
    Act.REQUESTS: Where.REQUESTS,
    Act.DEVICES: Where.DEVICES,
    Act.HISTORY: Where.HISTORY,
    Act.SETTINGS: Where.SETTINGS,
}
"""The places of the sidebar, from top to bottom."""


def key_of(act: Act) -> str:
    """The first key of an act, as Qt names it."""
    return next(one.keys[0] for one in SHORTCUTS if one.act is act)
