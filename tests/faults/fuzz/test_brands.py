"""A brand file of any bytes: taken with values that can be shown and used, or refused in words."""

import tomllib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from desktop.foundation.brand import Brand, parse_brand
from desktop.foundation.brand_errors import BrandInvalidError
from desktop.foundation.branded import with_brand
from desktop.foundation.profiles import ProfileBook
from tests.faults.fuzz.cases import fuzzed
from tests.faults.fuzz.harmless import assert_harmless
from tests.faults.fuzz.shapes import changed_bytes, spliced

EXAMPLE = Path(__file__).resolve().parents[3] / "resources" / "brand-example.toml"
TEXT = EXAMPLE.read_text("utf-8")
ICONS = EXAMPLE.parent / "icons" / "app"


def take(text: str) -> Brand | None:
    """Read a text; what is let through can be shown, and stand on the list of profiles."""
    try:
        brand = parse_brand(text, ICONS)
    except BrandInvalidError as error:
        assert_harmless(str(error))
        return None
    assert_harmless(brand.name)
    if brand.service is not None:
        assert_harmless(brand.service.url, brand.service.profile, brand.service.issuer)
        assert brand.service.url.startswith(("https://", "http://127.", "http://localhost"))
        book = with_brand(ProfileBook(), brand, brand.service)
        assert with_brand(book, brand, brand.service) == book
    if brand.icon is not None:
        assert brand.icon.parent == ICONS
    return brand


def test_the_example_is_taken() -> None:
    """What is changed below is right before it is changed."""
    assert take(TEXT) is not None


@given(content=changed_bytes(TEXT.encode()) | st.binary(max_size=200))
@fuzzed()
def test_a_file_of_any_bytes_is_taken_or_refused(content: bytes) -> None:
    take(content.decode("utf-8", "replace"))


@given(value=st.text() | spliced("https://sign-in.example.com") | spliced("icon.svg"))
@fuzzed()
def test_a_field_of_any_text_is_taken_or_refused(value: str) -> None:
    escaped = "".join(f"\\U{ord(one):08x}" for one in value if not 0xD800 <= ord(one) <= 0xDFFF)
    lines = TEXT.splitlines()
    for place, line in enumerate(lines):
        name, equals, _ = line.partition(" = ")
        if equals and not line.startswith("#"):
            text = "\n".join([*lines[:place], f'{name} = "{escaped}"', *lines[place + 1 :]])
            assert tomllib.loads(text)
            take(text)
