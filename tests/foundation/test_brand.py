"""A brand file is taken whole, or refused with the field and the reason."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.foundation.brand import Brand, contrast, parse_brand
from desktop.foundation.brand_errors import BrandInvalidError
from desktop.foundation.settings import Settings, Theme

KEY = base64.b64encode(bytes(range(32))).decode()
API_KEY_ID = "11111111-2222-3333-4444-555555555555"
SERVICE = f"""
[service]
url = "https://sign-in.example.com"
api_key_id = "{API_KEY_ID}"
identity_key = "{KEY}"
profile = "Work"
"""
SMALLEST = 'format = 1\nname = "Example"\n'
EXAMPLE = Path(__file__).resolve().parents[2] / "resources" / "brand-example.toml"

Parse = Callable[[str], Brand]


@pytest.fixture
def parse(tmp_path: Path) -> Parse:
    """Reads a text as it would lie in a folder with an icon."""
    (tmp_path / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (tmp_path / "icon.png").write_bytes(b"\x89PNG\r\n\x1a\n and so on")
    (tmp_path / "lie.png").write_bytes(b"GIF89a")
    (tmp_path / "large.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(1024 * 1024))
    (tmp_path / "entity.svg").write_text('<!DOCTYPE x [<!ENTITY a "b">]><svg/>')
    (tmp_path / "elsewhere.svg").symlink_to(tmp_path / "icon.svg")
    return lambda text: parse_brand(text, tmp_path, file="brand.toml")


def test_a_name_is_enough(parse: Parse) -> None:
    brand = parse(SMALLEST)
    assert brand == Brand(name="Example")
    assert brand.settings == Settings()


def test_everything_that_can_be_said_is_read(parse: Parse, tmp_path: Path) -> None:
    brand = parse(
        f"""
        format = 1
        name = "Example"
        icon = "icon.svg"
        [colours]
        accent = "#0b57d0"
        accent_dark = "#A8C7FA"
        {SERVICE}
        ways_in = ["trusted-device", "email"]
        code_digits = 8
        other_services = false
        [settings]
        values = {{ theme = "dark", hand_out_tokens = false }}
        locked = ["hand_out_tokens"]
        [updates]
        url = "https://downloads.example.com/cotter/newest.json"
        key = "{KEY}"
        """
    )
    assert brand.icon == tmp_path / "icon.svg"
    assert brand.colours is not None
    assert brand.colours.accent == "#0B57D0"
    assert brand.service is not None
    assert brand.service.ways_in == ("email", "trusted-device")
    assert brand.service.issuer == "https://sign-in.example.com"
    assert not brand.service.other_services
    assert brand.settings == Settings(theme=Theme.DARK, hand_out_tokens=False)
    assert brand.locked == {"hand_out_tokens"}
    assert brand.updates is not None
    assert brand.updates.host == "downloads.example.com"


def test_the_example_that_comes_with_the_program_is_one(parse: Parse) -> None:
    brand = parse_brand(EXAMPLE.read_text("utf-8"), EXAMPLE.parent / "icons" / "app")
    assert brand.service is not None
    assert brand.colours is not None
    assert brand.updates is not None
    assert brand.locked


def test_the_same_service_is_the_same_profile_whatever_else_changes(parse: Parse) -> None:
    one = parse(SMALLEST + SERVICE).service
    other = parse('format = 1\nname = "Other"\n' + SERVICE + 'ways_in = ["sms"]\n').service
    third = parse(SMALLEST + SERVICE.replace("sign-in.", "login.")).service
    assert one is not None
    assert other is not None
    assert third is not None
    assert one.profile_id == other.profile_id != third.profile_id


REFUSED = {
    "no format": ('name = "A"', "format"),
    "another format": ('format = 2\nname = "A"', "format"),
    "true as a format": ('format = true\nname = "A"', "format"),
    "no name": ("format = 1", "name"),
    "an empty name": ('format = 1\nname = ""', "name"),
    "a name with a blank at its end": ('format = 1\nname = "A "', "name"),
    "a name with a mark of direction": ('format = 1\nname = "A\\u202EB"', "name"),
    "a name with a line break": ('format = 1\nname = "A\\nB"', "name"),
    "a long name": (f'format = 1\nname = "{"A" * 61}"', "name"),
    "an unknown field": (SMALLEST + 'colour = "red"', "colour"),
    "an unknown table": (SMALLEST + "[extra]\n", "extra"),
    "an unknown field of a table": (SMALLEST + SERVICE + 'password = "x"\n', "service.password"),
    "a table as a text": (SMALLEST + 'service = "https://a.example"\n', "service"),
    "no TOML": ("{}", "file"),
    "a NUL": ('format = 1\nname = "A\x00"', "file"),
    "too much": (SMALLEST + "# " + "x" * 70000, "file"),
    "nested without end": (SMALLEST + "icon = " + "[" * 5000 + "]" * 5000, "file"),
    "a field twice": (SMALLEST + 'name = "B"\n', "file"),
    "an icon that is not there": (SMALLEST + 'icon = "none.svg"\n', "icon"),
    "an icon elsewhere": (SMALLEST + 'icon = "../icon.svg"\n', "icon"),
    "an icon by its path": (SMALLEST + 'icon = "/etc/passwd"\n', "icon"),
    "an icon of another kind": (SMALLEST + 'icon = "icon.exe"\n', "icon"),
    "an icon that is another file": (SMALLEST + 'icon = "lie.png"\n', "icon"),
    "an icon that is a link": (SMALLEST + 'icon = "elsewhere.svg"\n', "icon"),
    "an icon that is huge": (SMALLEST + 'icon = "large.png"\n', "icon"),
    "an icon that expands": (SMALLEST + 'icon = "entity.svg"\n', "icon"),
    "a colour by name": (
        SMALLEST + '[colours]\naccent = "red"\naccent_dark = "#A8C7FA"\n',
        "colours.accent",
    ),
    "a colour that can't be read on white": (
        SMALLEST + '[colours]\naccent = "#FFCC00"\naccent_dark = "#A8C7FA"\n',
        "colours.accent",
    ),
    "a colour that can't be read on dark": (
        SMALLEST + '[colours]\naccent = "#0B57D0"\naccent_dark = "#0B57D0"\n',
        "colours.accent_dark",
    ),
    "one colour alone": (SMALLEST + '[colours]\naccent = "#0B57D0"\n', "colours.accent_dark"),
    "http": (SMALLEST + SERVICE.replace("https:", "http:"), "service.url"),
    "a host of look-alike letters": (
        SMALLEST + SERVICE.replace("example", "ex\u0430mple"),
        "service.url",
    ),
    "a user in the address": (SMALLEST + SERVICE.replace("//", "//a:b@"), "service.url"),
    "a path in the address": (SMALLEST + SERVICE.replace(".com", ".com/x"), "service.url"),
    "a key id that is none": (SMALLEST + SERVICE.replace(API_KEY_ID, "1"), "service.api_key_id"),
    "an identity key cut short": (
        SMALLEST + SERVICE.replace(KEY, KEY[:20]),
        "service.identity_key",
    ),
    "no identity key": (
        SMALLEST + SERVICE.replace(f'identity_key = "{KEY}"\n', ""),
        "service.identity_key",
    ),
    "a way in that nobody knows": (
        SMALLEST + SERVICE + 'ways_in = ["email", "pigeon"]\n',
        "service.ways_in",
    ),
    "no way to a first code": (
        SMALLEST + SERVICE + 'ways_in = ["browser"]\n',
        "service.ways_in",
    ),
    "codes of two digits": (SMALLEST + SERVICE + "code_digits = 2\n", "service.code_digits"),
    "a switch as a text": (
        SMALLEST + SERVICE + 'other_services = "no"\n',
        "service.other_services",
    ),
    "a setting that there is not": (
        SMALLEST + "[settings]\nvalues = { speed = 3 }\n",
        "settings.values.speed",
    ),
    "a setting of another kind": (
        SMALLEST + '[settings]\nvalues = { hand_out_tokens = "no" }\n',
        "settings.values.hand_out_tokens",
    ),
    "a setting that can't be": (
        SMALLEST + "[settings]\nvalues = { clipboard_seconds = 7 }\n",
        "settings.values.clipboard_seconds",
    ),
    "a lock without a value": (
        SMALLEST + '[settings]\nlocked = ["theme"]\n',
        "settings.locked",
    ),
    "a lock of nothing": (SMALLEST + '[settings]\nlocked = ["speed"]\n', "settings.locked"),
    "a lock of a table": (SMALLEST + "[settings]\nlocked = [{ a = 1 }]\n", "settings.locked"),
    "a lock of a list": (SMALLEST + '[settings]\nlocked = [["theme"]]\n', "settings.locked"),
    "a field that can't be seen": (SMALLEST + '"a\\u200b" = 1\n', "file"),
    "updates without a key": (
        SMALLEST + '[updates]\nurl = "https://a.example/x"\n',
        "updates.key",
    ),
    "updates over http": (
        SMALLEST + f'[updates]\nurl = "http://a.example/x"\nkey = "{KEY}"\n',
        "updates",
    ),
}


@pytest.mark.parametrize(("text", "field"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_meant_is_refused_by_its_field(parse: Parse, text: str, field: str) -> None:
    with pytest.raises(BrandInvalidError) as caught:
        parse(text)
    assert caught.value.values["field"] == field
    assert str(caught.value).isprintable()
    assert "brand.toml" in str(caught.value)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
