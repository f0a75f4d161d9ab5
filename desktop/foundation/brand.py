"""A company's brand: its name, icon and colours, its service, and what users can't change.

TOML, so that it can be written by hand; ``resources/brand-example.toml`` has every field with what
it means. Nothing is guessed: a field that is not known, or a value that can't be meant, is an error
that says which. The file is built into a package (``build_installer.py --brand``) or lies in the
system's configuration folder (:mod:`desktop.foundation.brand_file`).
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Final

from desktop.foundation.brand_errors import BrandInvalidError
from desktop.foundation.errors import InputError
from desktop.foundation.profiles import parse_api_key_id, parse_profile_name
from desktop.foundation.service_address import strict_service_url
from desktop.foundation.settings import Settings, parse_setting
from desktop.foundation.update_source import UpdateSource, parse_update_source

FORMAT: Final = 1
LARGEST_BYTES: Final = 64 * 1024
LARGEST_ICON_BYTES: Final = 1024 * 1024
LONGEST_NAME: Final = 60
LEAST_CONTRAST: Final = 4.5
"""Of text, by WCAG 2.2 (1.4.3)."""

LIGHT_GROUND, DARK_GROUND = "#FFFFFF", "#222527"
"""What an accent stands on; the theme's own test holds them to its palettes."""

CHANNELS: Final = {"email": "EMAIL", "sms": "SMS", "whatsapp": "WHATSAPP"}
BROWSER, TRUSTED_DEVICE = "browser", "trusted-device"
WAYS: Final = (*CHANNELS, BROWSER, TRUSTED_DEVICE)
KEY_BYTES: Final = 32

_ICON: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\.(svg|png)")
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_TABLES: Final = {
    "": ("format", "name", "icon", "colours", "service", "settings", "updates"),
    "colours": ("accent", "accent_dark"),
    "service": (
        "url", "api_key_id", "identity_key", "issuer", "profile", "ways_in", "code_digits",
        "other_services",
    ),
    "settings": ("values", "locked"),
    "updates": ("url", "key"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """The accent on light and on dark ground, ``#RRGGBB``."""

    accent: str
    accent_dark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandService:
    """The service that the app opens on; ``identity_key`` is pinned from the first start on.

    ``ways_in`` are of :data:`WAYS`, in the order of that list. Without ``other_services`` nobody
    adds a profile.
    """

    url: str
    api_key_id: str
    identity_key: str
    issuer: str
    profile: str
    ways_in: tuple[str, ...]
    code_digits: int = 6
    other_services: bool = True

    @property
    def profile_id(self) -> str:
        """Names the profile's records: the same for the same service and key, whoever brands it."""
        digest = hashlib.sha256(f"{self.url}\n{self.api_key_id}".encode()).hexdigest()
        return f"brand-{digest[:32]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """What was read. ``settings`` are values for users who chose none, ``locked`` names of them."""

    name: str
    icon: Path | None = None
    colours: Colours | None = None
    service: BrandService | None = None
    settings: Settings = field(default_factory=Settings)
    locked: frozenset[str] = frozenset()
    updates: UpdateSource | None = None


def parse_brand(text: str, folder: Path, *, file: str = "brand.toml") -> Brand:
    """Read a brand; ``folder`` is where its icon lies, ``file`` what sentences call it.

    Raises:
        BrandInvalidError: it is no brand file, or something in it can't be meant.
    """
    reader = _Reader(file)
    document = reader.document(text)
    if document.get("format") != FORMAT or isinstance(document.get("format"), bool):
        raise reader.refused("format", f"it has to be {FORMAT}; another is of another version")
    return Brand(
        name=reader.name(document.get("name"), "name"),
        icon=reader.icon(document.get("icon"), folder),
        colours=reader.colours(reader.table(document, "colours")),
        service=reader.service(reader.table(document, "service")),
        settings=reader.settings(reader.table(document, "settings")),
        locked=reader.locked(reader.table(document, "settings")),
        updates=reader.updates(reader.table(document, "updates")),
    )


class _Reader:
    """Reads the parts of one file; every fault is said with the file's and the field's name."""

    def __init__(self, file: str) -> None:
        self._file = file

    def refused(self, name: str, reason: str) -> BrandInvalidError:
        return BrandInvalidError(file=self._file, field=name, reason=reason)

    def document(self, text: str) -> dict[str, object]:
        # Imported here: hardly any installation has a brand.
        import tomllib

        if len(text.encode()) > LARGEST_BYTES:
            raise self.refused("file", f"it has more than {LARGEST_BYTES // 1024} KiB")
        try:
            document: dict[str, object] = tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
            raise self.refused("file", f"it is no TOML: {reason}") from error
        self._know(document, "")
        return document

    def table(self, document: dict[str, object], name: str) -> dict[str, object]:
        found = document.get(name, {})
        if not isinstance(found, dict):
            raise self.refused(name, "it has to be a table")
        self._know(found, name)
        return found

    def _know(self, table: dict[str, object], name: str) -> None:
        for key in table:
            if key not in _TABLES[name]:
                shown = f"{name}.{key}" if name else key
                where = shown if shown.isprintable() else name or "file"
                raise self.refused(where, "no such field is known")

    def text(self, value: object, name: str, *, most: int = 2000) -> str:
        if not isinstance(value, str) or not value:
            raise self.refused(name, "it has to be a text that is not empty")
        if len(value) > most or not value.isprintable():
            raise self.refused(name, f"it has to be one line of at most {most} characters")
        return value

    def name(self, value: object, name: str) -> str:
        text = self.text(value, name, most=LONGEST_NAME)
        if text != text.strip():
            raise self.refused(name, "it begins or ends with a blank")
        return text

    def flag(self, value: object, name: str) -> bool:
        if not isinstance(value, bool):
            raise self.refused(name, "it has to be true or false")
        return value

    def icon(self, value: object, folder: Path) -> Path | None:
        if value is None:
            return None
        name = self.text(value, "icon")
        if not _ICON.fullmatch(name):
            raise self.refused("icon", "it has to be the name of an .svg or .png beside this file")
        place = folder / name
        try:
            if place.is_symlink() or not place.is_file():
                raise self.refused("icon", f"there is no file {name} beside this one")
            with place.open("rb") as opened:
                content = opened.read(LARGEST_ICON_BYTES + 1)
        except OSError as error:
            raise self.refused("icon", f"{name} can't be read: {error.strerror}") from error
        if len(content) > LARGEST_ICON_BYTES:
            raise self.refused("icon", f"{name} has more than {LARGEST_ICON_BYTES >> 20} MiB")
        is_picture = (
            content.startswith(b"\x89PNG\r\n\x1a\n")
            if name.endswith(".png")
            else b"<svg" in content[:4096] and b"<!ENTITY" not in content
        )
        if not is_picture:
            raise self.refused("icon", f"{name} is not the picture that its ending says")
        return place

    def colours(self, table: dict[str, object]) -> Colours | None:
        if not table:
            return None
        return Colours(
            accent=self._colour(table, "accent", LIGHT_GROUND),
            accent_dark=self._colour(table, "accent_dark", DARK_GROUND),
        )

    def _colour(self, table: dict[str, object], name: str, ground: str) -> str:
        shown = f"colours.{name}"
        value = self.text(table.get(name), shown)
        if not _COLOUR.fullmatch(value):
            raise self.refused(shown, "it has to be written as #RRGGBB")
        found = contrast(value, ground)
        if found < LEAST_CONTRAST:
            least = f"{LEAST_CONTRAST} to 1 is needed to be read"
            raise self.refused(shown, f"it has {found:.1f} to 1 on {ground}; {least}")
        return value.upper()

    def service(self, table: dict[str, object]) -> BrandService | None:
        if not table:
            return None
        url = self._address(table.get("url"), "service.url")
        return BrandService(
            url=url,
            api_key_id=self._api_key_id(table.get("api_key_id")),
            identity_key=self._identity_key(table.get("identity_key")),
            issuer=self.text(table.get("issuer", url), "service.issuer"),
            profile=self._profile_name(table.get("profile")),
            ways_in=self._ways(table.get("ways_in", list(WAYS))),
            code_digits=self._digits(table.get("code_digits", 6)),
            other_services=self.flag(table.get("other_services", True), "service.other_services"),
        )

    def _address(self, value: object, name: str) -> str:
        try:
            return strict_service_url(self.text(value, name))
        except InputError as error:
            raise self.refused(name, str(error.values.get("reason", error))) from error

    def _api_key_id(self, value: object) -> str:
        try:
            return parse_api_key_id(self.text(value, "service.api_key_id"))
        except InputError as error:
            raise self.refused("service.api_key_id", "it has to be a UUID") from error

    def _profile_name(self, value: object) -> str:
        try:
            return parse_profile_name(self.name(value, "service.profile"))
        except InputError as error:
            raise self.refused("service.profile", str(error.values["reason"])) from error

    def _identity_key(self, value: object) -> str:
        text = self.text(value, "service.identity_key")
        try:
            raw = base64.b64decode(text.encode("ascii"), validate=True)
        except (ValueError, binascii.Error):
            raw = b""
        if len(raw) != KEY_BYTES or base64.b64encode(raw).decode() != text:
            reason = "it has to be base64 of the service’s Ed25519 key, 44 characters"
            raise self.refused("service.identity_key", reason)
        return text

    def _ways(self, value: object) -> tuple[str, ...]:
        known = ", ".join(WAYS)
        if not isinstance(value, list) or not all(one in WAYS for one in value):
            raise self.refused("service.ways_in", f"it has to be a list of these: {known}")
        chosen = tuple(one for one in WAYS if one in value)
        if not any(one in CHANNELS for one in chosen):
            reason = (
                "one of email, sms and whatsapp has to be there: the first sign-in needs a code"
            )
            raise self.refused("service.ways_in", reason)
        return chosen

    def _digits(self, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not 4 <= value <= 10:
            raise self.refused("service.code_digits", "it has to be a number from 4 to 10")
        return value

    def settings(self, table: dict[str, object]) -> Settings:
        values = table.get("values", {})
        if not isinstance(values, dict):
            raise self.refused("settings.values", "it has to be a table")
        chosen = Settings()
        for name, value in values.items():
            try:
                chosen = parse_setting(chosen, name, value)
            except (ValueError, TypeError) as error:
                shown = f"settings.values.{name}"
                reason = "there is no such setting, or it can't have that value"
                raise self.refused(shown if shown.isprintable() else "settings", reason) from error
        return chosen

    def locked(self, table: dict[str, object]) -> frozenset[str]:
        names, values = table.get("locked", []), table.get("values", {})
        known = {one.name for one in fields(Settings)}
        if not isinstance(names, list) or not all(
            isinstance(one, str) and one in known for one in names
        ):
            raise self.refused("settings.locked", "it has to be a list of names of settings")
        if isinstance(values, dict):
            for name in names:
                if name not in values:
                    raise self.refused(
                        "settings.locked", f"settings.values has to say what {name} is"
                    )
        return frozenset(names)

    def updates(self, table: dict[str, object]) -> UpdateSource | None:
        if not table:
            return None
        url, key = (
            self.text(table.get("url"), "updates.url"),
            self.text(table.get("key"), "updates.key"),
        )
        try:
            return parse_update_source(url, key)
        except ValueError as error:
            raise self.refused("updates", str(error)) from error


def contrast(one: str, other: str) -> float:
    """How much two colours differ in lightness, 1 to 21 (WCAG 2.2, relative luminance)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
