"""What is declared for macOS: read as Apple's tools read it, never run there."""

import plistlib
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop.installer.freezing import Places
from desktop.installer.icon_files import ICNS_KINDS
from desktop.installer.macos import Signing, image_commands, lay_out_macos
from desktop.installer.product import Product
from tests.parts.child import CHECKOUT

HERE = CHECKOUT / "resources/installer/macos"


@pytest.fixture
def places(make_places: Callable[[], Places], product: Product) -> Places:
    places = make_places()
    lay_out_macos(places, replace(product, name="Söhne & Co"))
    return places


def test_the_bundle_says_who_it_is_and_which_links_it_opens(places: Places) -> None:
    found = plistlib.loads((places.laid_out / "Info.plist").read_bytes())
    assert found["CFBundleName"] == found["CFBundleDisplayName"] == "Söhne & Co"
    assert found["CFBundleIdentifier"] == "cotter-authenticator"
    assert found["CFBundleShortVersionString"] == found["CFBundleVersion"] == "0.1.0"
    assert found["NSHumanReadableCopyright"].startswith("© 2026 ")
    (kind,) = found["CFBundleURLTypes"]
    assert kind["CFBundleURLSchemes"] == ["cotter-authenticator"]
    assert not [value for value in found.values() if isinstance(value, str) and "@" in value]


def test_the_spec_asks_for_nothing_that_the_list_lacks(places: Places) -> None:
    found = plistlib.loads((places.laid_out / "Info.plist").read_bytes())
    spec = (CHECKOUT / "resources/installer/authenticator.spec").read_text("utf-8")
    asked = {part.partition("']")[0] for part in spec.replace('"', "'").split("plist['")[1:]}
    assert asked
    assert asked <= found.keys()


def test_the_hardened_runtime_allows_one_thing_with_its_reason() -> None:
    file = HERE / "entitlements.plist"
    assert plistlib.loads(file.read_bytes()) == {
        "com.apple.security.cs.allow-unsigned-executable-memory": True
    }
    assert "ctypes" in file.read_text("utf-8")


def test_the_icon_has_every_size_of_apples(places: Places) -> None:
    content = (places.laid_out / "icon.icns").read_bytes()
    assert content[:4] == b"icns"
    assert struct.unpack(">I", content[4:8]) == (len(content),)
    found, at = {}, 8
    while at < len(content):
        kind, length = content[at : at + 4], struct.unpack(">I", content[at + 4 : at + 8])[0]
        picture = QImage.fromData(content[at + 8 : at + length])
        assert picture.width() == picture.height()
        found[kind] = picture.width()
        at += length
    assert found == ICNS_KINDS


def test_an_image_is_signed_and_notarised_only_where_that_is_asked_for(product: Product) -> None:
    def tools(signing: Signing) -> list[str]:
        commands = image_commands(product, Path("folder"), Path("x.dmg"), signing)
        return [" ".join(command[:2]) for command in commands]

    assert tools(Signing()) == ["hdiutil create"]
    assert tools(Signing(profile="mine")) == ["hdiutil create"]
    assert tools(Signing("Developer ID")) == ["hdiutil create", "codesign --sign"]
    whole = image_commands(product, Path("f"), Path("x.dmg"), Signing("Developer ID", "mine"))
    assert [command[:2] for command in whole[2:]] == [["xcrun", "notarytool"], ["xcrun", "stapler"]]
    assert whole[2][whole[2].index("--keychain-profile") + 1] == "mine"
    assert all("x.dmg" in command for command in whole)
