"""Diagnostics that a person can show to others: a list of what may go in.

Nothing in them is a text of the user's, the service's or the system's. Each field is a number, a
switch, a version, or a word of one of our own lists; :func:`encode` takes nothing else. Whoever
adds a field adds its type here, and with it decides what it can say.
"""

import json
import re
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Final

from desktop.diagnosis.finding import Check, Outcome, Verdict
from desktop.foundation.brand_file import BrandSource
from desktop.foundation.settings import Theme
from desktop.session.history import Deed

FORMAT: Final = 1

_DIGITS: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,4}")


class Version:
    """Digits and dots; what a version says besides is left out."""

    __slots__ = ("text",)

    def __init__(self, said: str) -> None:
        """Keep the digits that ``said`` begins with; “0” where there are none."""
        found = _DIGITS.match(said)
        self.text: Final = found[0] if found else "0"


class Library(StrEnum):
    """The libraries whose version matters."""

    PYSIDE = "PySide6-Essentials"
    QASYNC = "qasync"
    HTTPX = "httpx"
    KEYRING = "keyring"
    SECRETSTORAGE = "SecretStorage"
    JEEPNEY = "jeepney"
    PYJWT = "PyJWT"
    CRYPTOGRAPHY = "cryptography"


class Platform(StrEnum):
    """Operating systems."""

    LINUX = "linux"
    WINDOWS = "win32"
    MACOS = "darwin"
    OTHER = "other"


class Machine(StrEnum):
    """Processors."""

    X86_64 = "x86_64"
    AMD64 = "amd64"
    ARM64 = "arm64"
    AARCH64 = "aarch64"
    OTHER = "other"


class Distribution(StrEnum):
    """Linux distributions by their ``ID``."""

    DEBIAN = "debian"
    UBUNTU = "ubuntu"
    MINT = "linuxmint"
    FEDORA = "fedora"
    ARCH = "arch"
    OPENSUSE_LEAP = "opensuse-leap"
    OPENSUSE_TUMBLEWEED = "opensuse-tumbleweed"
    RHEL = "rhel"
    OTHER = "other"


class Desktop(StrEnum):
    """Desktops by the first word of ``XDG_CURRENT_DESKTOP``."""

    GNOME = "gnome"
    KDE = "kde"
    XFCE = "xfce"
    CINNAMON = "x-cinnamon"
    MATE = "mate"
    LXQT = "lxqt"
    SWAY = "sway"
    UNITY = "unity"
    OTHER = "other"


class Screen(StrEnum):
    """What draws windows, ``XDG_SESSION_TYPE``."""

    X11 = "x11"
    WAYLAND = "wayland"
    TTY = "tty"
    OTHER = "other"


class Keystore(StrEnum):
    """Where sessions are kept."""

    SECRET_SERVICE = "secret-service"
    WINDOWS = "windows"
    MACOS = "macos"
    MEMORY = "memory"
    VAULT_FILE = "vault-file"
    OTHER = "other"


class KnownFile(StrEnum):
    """Files of ours."""

    PROFILES = "profiles"
    SETTINGS = "settings"
    HISTORY = "history"
    VAULT = "vault"
    KEYSTORE_CHOICE = "keystore_choice"


class Compatibility(StrEnum):
    """Kinds of service."""

    STRICT = "strict"
    PUBLISHED = "published"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """This program; ``frozen`` as a packaged one."""

    version: Version
    python: Version
    frozen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryVersion:
    """A library that is installed."""

    library: Library
    version: Version


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """The computer, as far as millions are like it."""

    platform: Platform
    kernel: Version
    machine: Machine
    distribution: Distribution
    distribution_version: Version
    desktop: Desktop
    screen: Screen
    has_session_bus: bool
    home_was_moved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The settings; of a text only whether it is there. A brand has ``locked`` so many."""

    theme: Theme
    has_language: bool
    close_to_tray: bool
    start_at_login: bool
    start_hidden: bool
    notify_of_requests: bool
    look_for_updates: bool
    hand_out_tokens: bool
    hide_when_locked: bool
    hand_out_while_hidden: bool
    clipboard_seconds: int
    has_proxy: bool
    has_certificate_file: bool
    brand: BrandSource
    locked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileKind:
    """A profile by its place in the list; ``local`` when its service is on this computer."""

    number: int
    local: bool
    compatibility: Compatibility
    ways: int
    channels: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What a check found; ``profile`` is the place in the list, 0 for all."""

    check: Check
    profile: int
    verdict: Verdict
    outcome: Outcome
    exit_code: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedCount:
    """How often something was done."""

    deed: Deed
    last_day: int
    last_week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """A file that is there; ``mode`` are its permissions, ``age_hours`` since it was written."""

    file: KnownFile
    size_bytes: int
    mode: int
    own: bool
    age_hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostics:
    """All of it. ``made_at`` is the hour, in seconds UTC."""

    format: int
    made_at: int
    program: Program
    libraries: tuple[LibraryVersion, ...]
    system: System
    settings: Choices
    keystore: Keystore
    profiles: tuple[ProfileKind, ...]
    checks: tuple[Observation, ...]
    history: tuple[DeedCount, ...]
    files: tuple[FileState, ...]


def encode(diagnostics: Diagnostics) -> bytes:
    """The file: JSON that a person can read before it is sent.

    Raises:
        TypeError: a field is of a type that is not on the list.
    """
    return (json.dumps(_shown(diagnostics), indent=2) + "\n").encode("ascii")


def _shown(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _shown(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_shown(one) for one in value]
    if isinstance(value, Version):
        return value.text
    if isinstance(value, (bool, int, StrEnum)):
        return value
    raise TypeError(f"{type(value).__name__} may not go into diagnostics")
