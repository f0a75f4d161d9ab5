"""Diagnostics that a person can show to others: a list of what may go in.

Nothing in them is a text of the user's, the service's or the system's. Each field is a number, a
switch, a version, or a word of one of our own lists; :func:`encode` takes nothing else. Whoever
adds a field adds its type here, and with it decides what it can say.
"""

import json
import os
import platform
import re
import stat
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, TypeVar

from desktop import __version__
from desktop.diagnosis.finding import Check, Finding, Outcome, Verdict
from desktop.foundation.errors import AuthenticatorError, KeystoreUnavailableError
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile, is_loopback, load_profiles
from desktop.foundation.settings import Settings, Theme, load_settings
from desktop.keystore.choice import named_kind, remembered_kind
from desktop.session.history import Deed, Entry, History

FORMAT: Final = 1
HOUR_SECONDS: Final = 3600
DAY_SECONDS: Final = 24 * HOUR_SECONDS
WEEK_SECONDS: Final = 7 * DAY_SECONDS
OS_RELEASE: Final = Path("/etc/os-release")

_DIGITS: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,4}")
Word = TypeVar("Word", bound=StrEnum)


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
    """The settings; of a text only whether it is there."""

    theme: Theme
    close_to_tray: bool
    start_hidden: bool
    hand_out_tokens: bool
    clipboard_seconds: int
    has_proxy: bool
    has_certificate_file: bool


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


def collect(
    paths: Paths, environment: Mapping[str, str], findings: Iterable[Finding], now: float
) -> Diagnostics:
    """Look at everything that may go in; ``now`` is wall time in seconds UTC."""
    return Diagnostics(
        format=FORMAT,
        made_at=int(now) // HOUR_SECONDS * HOUR_SECONDS,
        program=Program(
            version=Version(__version__),
            python=Version(platform.python_version()),
            frozen=bool(getattr(sys, "frozen", False)),
        ),
        libraries=tuple(_libraries()),
        system=_system(environment),
        settings=_choices(load_settings(paths.settings_file).settings),
        keystore=_keystore(paths, environment),
        profiles=tuple(_profiles(paths)),
        checks=tuple(
            Observation(
                check=one.check,
                profile=one.number,
                verdict=one.verdict,
                outcome=one.outcome,
                exit_code=one.exit_code,
            )
            for one in findings
        ),
        history=tuple(_history(paths, now)),
        files=tuple(_files(paths, now)),
    )


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


def _libraries() -> Iterable[LibraryVersion]:
    for library in Library:
        try:
            yield LibraryVersion(library=library, version=Version(version(library)))
        except PackageNotFoundError:
            continue


def _system(environment: Mapping[str, str]) -> System:
    release = _os_release()
    desktop = environment.get("XDG_CURRENT_DESKTOP", "").partition(":")[0]
    return System(
        platform=_word(Platform, sys.platform),
        kernel=Version(platform.release()),
        machine=_word(Machine, platform.machine()),
        distribution=_word(Distribution, release.get("ID", "")),
        distribution_version=Version(release.get("VERSION_ID", "")),
        desktop=_word(Desktop, desktop),
        screen=_word(Screen, environment.get("XDG_SESSION_TYPE", "")),
        has_session_bus="DBUS_SESSION_BUS_ADDRESS" in environment,
        home_was_moved="COTTER_AUTHENTICATOR_HOME" in environment,
    )


def _os_release() -> Mapping[str, str]:
    try:
        lines = OS_RELEASE.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    pairs = (line.partition("=") for line in lines)
    return {name: value.strip("\"'") for name, _, value in pairs}


def _choices(settings: Settings) -> Choices:
    return Choices(
        theme=settings.theme,
        close_to_tray=settings.close_to_tray,
        start_hidden=settings.start_hidden,
        hand_out_tokens=settings.hand_out_tokens,
        clipboard_seconds=settings.clipboard_seconds,
        has_proxy=bool(settings.proxy),
        has_certificate_file=bool(settings.certificate_file),
    )


def _keystore(paths: Paths, environment: Mapping[str, str]) -> Keystore:
    try:
        kind = remembered_kind(paths)
    except KeystoreUnavailableError:
        kind = ""
    return _word(Keystore, kind or named_kind(environment))


def _profiles(paths: Paths) -> Iterable[ProfileKind]:
    try:
        profiles = load_profiles(paths.profiles_file).profiles
    except AuthenticatorError:
        return
    for number, profile in enumerate(profiles, 1):
        yield _kind_of(number, profile)


def _kind_of(number: int, profile: Profile) -> ProfileKind:
    return ProfileKind(
        number=number,
        local=is_loopback(profile.host.rpartition(":")[0] or profile.host),
        compatibility=_word(Compatibility, profile.compatibility),
        ways=len(profile.ways),
        channels=len(profile.channels),
    )


def _history(paths: Paths, now: float) -> Iterable[DeedCount]:
    try:
        entries = History(paths.history_file).entries(now)
    except OSError:
        return
    for deed in Deed:
        of_it = [entry for entry in entries if entry.deed is deed]
        week = _since(of_it, now - WEEK_SECONDS)
        if week:
            yield DeedCount(deed=deed, last_day=_since(of_it, now - DAY_SECONDS), last_week=week)


def _since(entries: list[Entry], at: float) -> int:
    return sum(entry.at >= at for entry in entries)


def _files(paths: Paths, now: float) -> Iterable[FileState]:
    known = {
        KnownFile.PROFILES: paths.profiles_file,
        KnownFile.SETTINGS: paths.settings_file,
        KnownFile.HISTORY: paths.history_file,
        KnownFile.VAULT: paths.vault_file,
        KnownFile.KEYSTORE_CHOICE: paths.keystore_file,
    }
    for name, path in known.items():
        try:
            seen = path.lstat()
        except OSError:
            continue
        yield FileState(
            file=name,
            size_bytes=seen.st_size,
            mode=stat.S_IMODE(seen.st_mode),
            own=os.name != "posix" or seen.st_uid == os.geteuid(),
            age_hours=int(now - seen.st_mtime) // HOUR_SECONDS,
        )


def _word(kind: type[Word], said: str) -> Word:
    try:
        return kind(said.lower())
    except ValueError:
        return kind("other")
