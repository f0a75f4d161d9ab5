"""What the user can change, in one file."""

import json
import re
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from desktop.foundation.atomic_file import write_atomically
from desktop.foundation.errors import FileUnwritableError, SettingsReadOnlyError
from desktop.foundation.packaged import is_packaged

FORMAT = 1
CLIPBOARD_SECONDS = (10, 30, 60, 120)


class Theme(StrEnum):
    """Light or dark; ``system`` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Notice(StrEnum):
    """What had to be done to read the settings."""

    NONE = "none"
    BROKEN_KEPT_ASIDE = "broken_kept_aside"
    NEWER_READ_ONLY = "newer_read_only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One value each; the defaults are those of a new installation.

    ``language``: the code of one (``de``), or empty for the system's.
    ``clipboard_seconds``: a copied token leaves the clipboard after that many. ``proxy`` is a URL
    or empty for none; it is never used for loopback. ``certificate_file`` adds to the system's
    trust store a file of CA certificates, PEM. ``hide_when_locked``: while the screen is locked,
    and after a sleep, nothing is shown and programs get no token unless
    ``hand_out_while_hidden``. ``start_at_login`` is None until somebody has chosen
    (:func:`starts_at_login`). ``notify_of_requests``: the desktop tells of sign-in requests.
    ``look_for_updates``: whoever made the package is asked once a day for the newest version.
    """

    theme: Theme = Theme.SYSTEM
    language: str = ""
    close_to_tray: bool = True
    start_at_login: bool | None = None
    start_hidden: bool = False
    notify_of_requests: bool = True
    look_for_updates: bool = False
    hand_out_tokens: bool = True
    hide_when_locked: bool = True
    hand_out_while_hidden: bool = False
    clipboard_seconds: int = 30
    # It may hold a password.
    proxy: str = field(default="", repr=False)
    certificate_file: str = ""


def starts_at_login(settings: Settings) -> bool:
    """Whether the app is to start when somebody logs in: unless chosen, what was installed does."""
    return is_packaged() if settings.start_at_login is None else settings.start_at_login


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """Settings and how they were come by; ``kept_aside`` is where a broken file went.

    ``locked`` are the names of those that the user can't change, ``locked_by`` who set them;
    ``defaults`` is what holds where the user has chosen nothing.
    """

    settings: Settings
    notice: Notice = Notice.NONE
    kept_aside: Path | None = None
    locked: frozenset[str] = frozenset()
    locked_by: str = ""
    defaults: Settings = Settings()


def load_settings(file: Path, defaults: Settings | None = None) -> LoadedSettings:
    """Read the settings; never fails. ``defaults`` are those of :class:`Settings` otherwise.

    ======================= ==========================================================
    file                    outcome
    ======================= ==========================================================
    absent                  defaults
    as written              its values; unknown names are ignored
    of a newer format       what is known of it, read-only
    anything else           moved aside to ``settings.json.broken``, defaults
    ======================= ==========================================================
    """
    defaults = defaults or Settings()
    try:
        document = json.loads(file.read_text("utf-8"))
        if not isinstance(document, dict):
            raise TypeError("not an object")
        newer = _number(document, "format", FORMAT) > FORMAT
        settings = _parse_known(document, defaults) if newer else _parse(document, defaults)
    except FileNotFoundError:
        return LoadedSettings(defaults, defaults=defaults)
    except (OSError, ValueError, TypeError, RecursionError):
        aside = _move_aside(file)
        return LoadedSettings(defaults, Notice.BROKEN_KEPT_ASIDE, aside, defaults=defaults)
    notice = Notice.NEWER_READ_ONLY if newer else Notice.NONE
    return LoadedSettings(settings, notice, defaults=defaults)


def parse_setting(settings: Settings, name: str, value: object) -> Settings:
    """``settings`` with the one called ``name`` as it is written in a file.

    Raises:
        ValueError: there is none of that name, or it can't have that value.
        TypeError: the value is of another kind.
    """
    if name not in asdict(settings):
        raise ValueError(name)
    return replace(settings, **{name: getattr(_parse({name: value}, settings), name)})


def save_settings(file: Path, settings: Settings, loaded: LoadedSettings | None = None) -> None:
    """Write what the user has chosen, now or earlier; ``loaded`` is what they were shown.

    ==================================== =====================================================
    a setting                            in the file
    ==================================== =====================================================
    is locked                            the user's own value stays, if there is one
    is there already                     its value now
    differs from the default             the same
    is as the default, and never chosen  nothing: another version or brand may have another one
    ==================================== =====================================================

    Raises:
        SettingsReadOnlyError: a newer version of the program wrote the file.
        FileUnwritableError: the folder can't be written.
    """
    loaded = loaded or LoadedSettings(settings)
    notice = load_settings(file).notice
    if notice is Notice.NEWER_READ_ONLY:
        raise SettingsReadOnlyError
    # A broken one that could not be moved aside is there still.
    own = {} if notice is Notice.BROKEN_KEPT_ASIDE else _values_in(file)
    defaults = asdict(loaded.defaults)
    chosen = {
        name: own[name] if name in own and name in loaded.locked else value
        for name, value in asdict(settings).items()
        if name in own or (value != defaults[name] and name not in loaded.locked)
    }
    document = {"format": FORMAT, **chosen}
    try:
        write_atomically(file, (json.dumps(document, indent=2) + "\n").encode())
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileUnwritableError(file=str(file), reason=reason) from error


def with_locked(settings: Settings, loaded: LoadedSettings) -> Settings:
    """``settings`` with those that are locked as they were ``loaded``."""
    held = {name: getattr(loaded.settings, name) for name in loaded.locked}
    return replace(settings, **held)


def _values_in(file: Path) -> dict[str, object]:
    """What a file holds that was just read as settings; one that is not there holds nothing."""
    try:
        document: dict[str, object] = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return document


def _move_aside(file: Path) -> Path | None:
    aside = file.with_name(file.name + ".broken")
    try:
        file.replace(aside)
    except OSError:
        return None
    return aside


def _parse(document: dict[str, object], defaults: Settings) -> Settings:
    seconds = _number(document, "clipboard_seconds", defaults.clipboard_seconds)
    if seconds not in CLIPBOARD_SECONDS:
        raise ValueError("clipboard_seconds")
    return Settings(
        theme=Theme(_text(document, "theme", defaults.theme)),
        language=_language(document, defaults.language),
        close_to_tray=_flag(document, "close_to_tray", defaults.close_to_tray),
        start_at_login=_flag_or_none(document, "start_at_login", defaults.start_at_login),
        start_hidden=_flag(document, "start_hidden", defaults.start_hidden),
        notify_of_requests=_flag(document, "notify_of_requests", defaults.notify_of_requests),
        look_for_updates=_flag(document, "look_for_updates", defaults.look_for_updates),
        hand_out_tokens=_flag(document, "hand_out_tokens", defaults.hand_out_tokens),
        hide_when_locked=_flag(document, "hide_when_locked", defaults.hide_when_locked),
        hand_out_while_hidden=_flag(
            document, "hand_out_while_hidden", defaults.hand_out_while_hidden
        ),
        clipboard_seconds=seconds,
        proxy=_text(document, "proxy", defaults.proxy),
        certificate_file=_text(document, "certificate_file", defaults.certificate_file),
    )


def _parse_known(document: dict[str, object], defaults: Settings) -> Settings:
    # Each value alone: a newer version may mean by one of them what this one can't read.
    settings = defaults
    for name, value in document.items():
        try:
            settings = parse_setting(settings, name, value)
        except (ValueError, TypeError):
            continue
    return settings


def _flag(document: dict[str, object], name: str, default: bool) -> bool:
    value = document.get(name, default)
    if not isinstance(value, bool):
        raise TypeError(name)
    return value


def _flag_or_none(document: dict[str, object], name: str, default: bool | None) -> bool | None:
    if document.get(name, default) is None:
        return None
    return _flag(document, name, default=bool(default))


def _number(document: dict[str, object], name: str, default: int) -> int:
    value = document.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(name)
    return value


def _language(document: dict[str, object], default: str) -> str:
    value = _text(document, "language", default)
    if not re.fullmatch(r"([a-z]{2,3})?", value):
        raise ValueError("language")
    return value


def _text(document: dict[str, object], name: str, default: str) -> str:
    value = document.get(name, default)
    if not isinstance(value, str):
        raise TypeError(name)
    return value
