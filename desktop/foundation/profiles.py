"""Profiles: one service, one API key id and what the user calls it."""

import ipaddress
import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from desktop.foundation.atomic_file import write_atomically
from desktop.foundation.errors import (
    AuthenticatorError,
    FileUnwritableError,
    InputError,
    InvalidApiKeyIdError,
    InvalidProfileNameError,
    InvalidServiceUrlError,
    ProfileExistsError,
    UnknownProfileError,
)
from desktop.foundation.file_lock import FileLock
from desktop.foundation.line import line_of

FORMAT = 1
LONGEST_NAME = 200
LONGEST_HOST = 253
CODE_DIGITS = range(1, 20)
_ID = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HOST = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]*")
Compatibility = Literal["strict", "published"]


class ProfilesDamagedError(AuthenticatorError):
    """The list of profiles can't be read."""

    happened = "The list of profiles can't be read: {reason}."
    kept = "The file was left as it is, and so was the keystore."
    next_step = "Mend {file}, or move it away to start anew."


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A service as this installation knows it. ``id`` is random and names its records.

    ``issuer``, ``identity_key`` and ``compatibility`` are what the service said of itself when it
    was added (cotter-api 13.1); the identity key is pinned from then on. ``in_browser``: the
    service's page may be opened. A ``demo`` profile is never written to the list.
    """

    id: str
    name: str
    service_url: str
    api_key_id: str
    issuer: str
    identity_key: str
    compatibility: Compatibility
    service_name: str = ""
    ways: tuple[str, ...] = ("OTP",)
    channels: tuple[str, ...] = ("EMAIL",)
    code_digits: int = 6
    in_browser: bool = True
    demo: bool = False
    last_identifier: str = ""

    @property
    def host(self) -> str:
        """The service's host, with the port where it is not the scheme's own."""
        return urlsplit(self.service_url).netloc


@dataclass(frozen=True, slots=True)
class ProfileBook:
    """All profiles that are kept, and which one is used when none is named."""

    profiles: tuple[Profile, ...] = ()
    active_id: str = ""

    def named(self, name: str) -> Profile:
        """The profile of this name.

        Raises:
            UnknownProfileError: there is none.
        """
        for profile in self.profiles:
            if profile.name == name:
                return profile
        raise UnknownProfileError(name=name)

    def active(self) -> Profile | None:
        """The profile in use, or the only one; None when there is none."""
        for profile in self.profiles:
            if profile.id == self.active_id:
                return profile
        return self.profiles[0] if self.profiles else None

    def used_id(self) -> str:
        """The id of that profile; empty when there is none."""
        active = self.active()
        return active.id if active is not None else ""

    def with_added(self, profile: Profile) -> Self:
        """Add one; the first becomes the active one.

        Raises:
            ProfileExistsError: the name is taken.
        """
        if any(known.name == profile.name for known in self.profiles):
            raise ProfileExistsError(name=profile.name)
        return replace(
            self,
            profiles=(*self.profiles, profile),
            active_id=self.active_id or profile.id,
        )

    def with_changed(self, profile_id: str, **changes: str) -> Self:
        """Change fields of one profile, by name; the others keep what they have by now."""
        return replace(
            self,
            profiles=tuple(
                replace(known, **changes) if known.id == profile_id else known  # type: ignore[arg-type]  # field names
                for known in self.profiles
            ),
        )

    def with_removed(self, profile_id: str) -> Self:
        """Leave one out; another becomes active if it was."""
        rest = tuple(known for known in self.profiles if known.id != profile_id)
        active = self.active_id
        if active == profile_id:
            active = rest[0].id if rest else ""
        return replace(self, profiles=rest, active_id=active)

    def with_active(self, profile_id: str) -> Self:
        """Use this one when none is named."""
        return replace(self, active_id=profile_id)


def load_profiles(file: Path) -> ProfileBook:
    """Read the list; an absent file is an empty one.

    Raises:
        ProfilesDamagedError: it is there and can't be read. It is never replaced by an empty one,
            because the sessions of its profiles could then no longer be found.
    """
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return ProfileBook()
    except (OSError, UnicodeDecodeError) as error:
        raise ProfilesDamagedError(reason=str(error), file=str(file)) from error
    try:
        return _parse_book(json.loads(text))
    except (ValueError, KeyError, TypeError, RecursionError, InputError) as error:
        raise ProfilesDamagedError(reason="it is not as it was written", file=str(file)) from error


def save_profiles(file: Path, book: ProfileBook) -> None:
    """Write the list whole.

    Raises:
        OSError: the folder can't be written.
    """
    document = {
        "format": FORMAT,
        "active": book.active_id,
        "profiles": [asdict(profile) for profile in book.profiles if not profile.demo],
    }
    write_atomically(file, (json.dumps(document, indent=2) + "\n").encode())


def change_profiles(file: Path, change: Callable[[ProfileBook], ProfileBook]) -> ProfileBook:
    """Read, change and write the list as one step; no other process writes in between.

    Raises:
        ProfilesDamagedError: as :func:`load_profiles`.
        FileUnwritableError: the folder can't be written; the list is as before.
        AuthenticatorError: whatever ``change`` raises; the list is as before.
    """
    try:
        with FileLock(file.with_suffix(".lock")).acquire():
            book = change(load_profiles(file))
            save_profiles(file, book)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileUnwritableError(file=str(file), reason=reason) from error
    return book


def _parse_book(document: object) -> ProfileBook:
    if not isinstance(document, dict) or document["format"] != FORMAT:
        raise ValueError("unknown format")
    profiles = tuple(_parse_profile(entry) for entry in document["profiles"])
    if len({profile.id for profile in profiles}) != len(profiles):
        raise ValueError("two of one id")
    return ProfileBook(profiles=profiles, active_id=line_of(document["active"]))


def _parse_profile(entry: dict[str, object]) -> Profile:
    compatibility = entry["compatibility"]
    ways, channels, digits = entry["ways"], entry["channels"], entry["code_digits"]
    if compatibility not in ("strict", "published"):
        raise ValueError("compatibility")
    if not isinstance(ways, list) or not isinstance(channels, list):
        raise TypeError("ways or channels")
    if isinstance(digits, bool) or not isinstance(digits, int) or digits not in CODE_DIGITS:
        raise TypeError("digits")
    # It names a folder and the records of the keystore.
    if not _ID.fullmatch(line_of(entry["id"])):
        raise ValueError("id")
    return Profile(
        id=line_of(entry["id"]),
        name=parse_profile_name(line_of(entry["name"])),
        service_url=parse_service_url(line_of(entry["service_url"])),
        api_key_id=parse_api_key_id(line_of(entry["api_key_id"])),
        issuer=line_of(entry["issuer"]),
        identity_key=line_of(entry["identity_key"]),
        compatibility="strict" if compatibility == "strict" else "published",
        service_name=line_of(entry["service_name"]),
        ways=tuple(line_of(way) for way in ways),
        channels=tuple(line_of(channel) for channel in channels),
        code_digits=digits,
        in_browser=entry.get("in_browser", True) is True,
        last_identifier=line_of(entry["last_identifier"]),
    )


def is_loopback(host: str) -> bool:
    """Whether a host name or address can only be this computer."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def parse_service_url(text: str) -> str:
    """The service's address in one spelling: scheme and host, no path, no trailing slash.

    Raises:
        InvalidServiceUrlError: no address, no TLS and not loopback, or with user, path or query.
    """
    stripped = text.strip()
    # Whatever is before an @ may be a password.
    shown = stripped.rpartition("@")[2]
    try:
        parts = urlsplit(stripped)
        port = parts.port
    except ValueError as error:
        raise InvalidServiceUrlError(url=shown, reason="it is not an address") from error
    host = parts.hostname
    if parts.scheme not in ("http", "https") or not host:
        raise InvalidServiceUrlError(url=shown, reason="it doesn't begin with https:// and a host")
    if not host.isascii():
        raise InvalidServiceUrlError(url=shown, reason="its host is not written in ASCII")
    if parts.username is not None or parts.password is not None:
        raise InvalidServiceUrlError(url=shown, reason="it holds a user name")
    if len(host) > LONGEST_HOST:
        raise InvalidServiceUrlError(url=shown, reason="its host is longer than any can be")
    if not _HOST.fullmatch(host):
        raise InvalidServiceUrlError(url=shown, reason="its host has a character that none can")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise InvalidServiceUrlError(url=shown, reason="it goes on after the host")
    if parts.scheme == "http" and not is_loopback(host):
        raise InvalidServiceUrlError(url=shown, reason="without TLS others could read your code")
    name = f"[{host}]" if ":" in host else host
    standard = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{name}" + (f":{port}" if port not in (None, standard) else "")


def parse_profile_name(text: str) -> str:
    """What a person calls a profile: something to read, in one line, without blanks around it.

    Raises:
        InvalidProfileNameError: it is empty, too long, or holds what can't be seen. Line breaks
            would make two rows of it, marks of direction another name.
    """
    name = text.strip()
    if not name:
        raise InvalidProfileNameError(reason="it is empty")
    if len(name) > LONGEST_NAME:
        raise InvalidProfileNameError(reason=f"it has more than {LONGEST_NAME} characters")
    if not name.isprintable():
        raise InvalidProfileNameError(reason="it has a character that can't be seen")
    return name


def parse_api_key_id(text: str) -> str:
    """An API key id, a UUID, in lower case as the service writes it.

    Raises:
        InvalidApiKeyIdError: it is none.
    """
    if _UUID.fullmatch(text):
        return text
    # Imported here: a kept one is written that way, and this takes as long as all of this module.
    from uuid import UUID

    try:
        return str(UUID(text.strip()))
    except ValueError as error:
        raise InvalidApiKeyIdError from error
