"""Looks at everything that diagnostics may hold."""

import os
import platform
import stat
import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, TypeVar

from desktop import __version__
from desktop.diagnosis.diagnostics import (
    FORMAT,
    Choices,
    Compatibility,
    DeedCount,
    Desktop,
    Diagnostics,
    Distribution,
    FileState,
    Keystore,
    KnownFile,
    Library,
    LibraryVersion,
    Machine,
    Observation,
    Platform,
    ProfileKind,
    Program,
    Screen,
    System,
    Version,
)
from desktop.diagnosis.finding import Finding
from desktop.foundation.brand_file import load_brand
from desktop.foundation.branded import effective_settings
from desktop.foundation.errors import AuthenticatorError, KeystoreUnavailableError
from desktop.foundation.paths import Paths
from desktop.foundation.profiles import Profile, is_loopback, load_profiles
from desktop.foundation.settings import starts_at_login
from desktop.keystore.choice import named_kind, remembered_kind
from desktop.session.history import Deed, Entry, History

HOUR_SECONDS: Final = 3600
DAY_SECONDS: Final = 24 * HOUR_SECONDS
WEEK_SECONDS: Final = 7 * DAY_SECONDS
OS_RELEASE: Final = Path("/etc/os-release")

Word = TypeVar("Word", bound=StrEnum)


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
        settings=_choices(paths),
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


def _choices(paths: Paths) -> Choices:
    brand = load_brand(paths.brands)
    loaded = effective_settings(paths, brand)
    settings = loaded.settings
    return Choices(
        theme=settings.theme,
        has_language=bool(settings.language),
        close_to_tray=settings.close_to_tray,
        start_at_login=starts_at_login(settings),
        start_hidden=settings.start_hidden,
        notify_of_requests=settings.notify_of_requests,
        look_for_updates=settings.look_for_updates,
        hand_out_tokens=settings.hand_out_tokens,
        hide_when_locked=settings.hide_when_locked,
        hand_out_while_hidden=settings.hand_out_while_hidden,
        clipboard_seconds=settings.clipboard_seconds,
        has_proxy=bool(settings.proxy),
        has_certificate_file=bool(settings.certificate_file),
        brand=brand.source,
        locked=len(loaded.locked),
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
