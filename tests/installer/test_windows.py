"""What is declared for Windows: judged by NSIS and PyInstaller here, never run there."""

import importlib
import struct
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtGui import QImage

from desktop.installer.freezing import Places
from desktop.installer.icon_files import ICO_SIZES
from desktop.installer.product import Product
from desktop.installer.step import StepError
from desktop.installer.windows import (
    build_setup,
    four_numbers,
    lay_out_windows,
    version_resource,
)
from desktop.system import run_key
from tests.parts.child import CHECKOUT

SCRIPT = CHECKOUT / "resources/installer/windows/installer.nsi"


@pytest.fixture
def places(make_places: Callable[[], Places], product: Product) -> Places:
    """With a stand-in for each of the two programs, and what the spec is given."""
    places = make_places()
    for name in ("cotter-authenticator.exe", "cotter-authenticator-app.exe"):
        (places.frozen / name).write_bytes(b"MZ" + bytes(3000))
    lay_out_windows(places, product)
    return places


def test_the_script_compiles_without_a_warning(
    places: Places, product: Product, papers: Path
) -> None:
    file = build_setup(places, product, papers)
    assert file.name == "cotter-authenticator-0.1.0-setup.exe"
    content = file.read_bytes()
    assert content.startswith(b"MZ")
    assert "Cotter Authenticator".encode("utf-16-le") in content
    # It runs as whoever starts it.
    assert b'<requestedExecutionLevel level="asInvoker"' in content


def test_a_brands_name_is_text_to_the_script(
    places: Places, product: Product, papers: Path
) -> None:
    branded = replace(product, name='Söhne & “Co” $INSTDIR "x"', package="cotter-authenticator-x")
    file = build_setup(places, branded, papers)
    assert 'Söhne & “Co” $INSTDIR "x"'.encode("utf-16-le") in file.read_bytes()


def test_what_nsis_refuses_ends_the_build(places: Places, product: Product, papers: Path) -> None:
    (places.laid_out / "icon.ico").write_bytes(b"no icon")
    with pytest.raises(StepError, match="makensis failed"):
        build_setup(places, product, papers)


def test_an_uninstall_takes_away_all_that_the_installer_and_the_app_wrote() -> None:
    script = SCRIPT.read_text("utf-8")
    _, _, uninstall = script.partition("Section Uninstall")
    for written in ("UNINSTALL", "SCHEME"):
        assert f'WriteRegStr HKCU "${{{written}}}' in script
        assert f'DeleteRegKey HKCU "${{{written}}}"' in uninstall
    for path, name in ((run_key.RUN, "RUN"), (run_key.APPROVED, "APPROVED")):
        assert f'!define {name} "{path}"' in script
        assert f'DeleteRegValue HKCU "${{{name}}}" "${{RUN_VALUE}}"' in uninstall
    assert f'!define RUN_VALUE "{run_key.VALUE}"' in script
    for file in ('"$SMPROGRAMS\\${LINK}.lnk"', '"${SHIM}"'):
        assert f"Delete {file}" in uninstall
    # What is the user's is nowhere named.
    assert "$APPDATA" not in script
    assert "HKLM" not in script


def test_every_text_is_there_in_both_languages() -> None:
    script = SCRIPT.read_text("utf-8")
    texts = {
        language: {
            line.split()[1]
            for line in script.splitlines()
            if line.startswith("LangString") and f"${{LANG_{language}}}" in line
        }
        for language in ("ENGLISH", "GERMAN")
    }
    assert texts["ENGLISH"] == texts["GERMAN"] == {"KeptText", "RunningText", "SystemText"}


def test_pyinstaller_reads_the_version_resource(
    places: Places, product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On Windows it has pefile, which reads finished programs.
    monkeypatch.setitem(sys.modules, "pefile", ModuleType("pefile"))
    compat = importlib.import_module("PyInstaller.compat")
    monkeypatch.setattr(compat, "win32api", None, raising=False)
    reader = importlib.import_module("PyInstaller.utils.win32.versioninfo")
    monkeypatch.delitem(sys.modules, "PyInstaller.utils.win32.versioninfo")
    file = places.laid_out / "version.txt"
    raw = reader.load_version_info_from_text_file(str(file)).toRaw()
    for text in (product.name, product.version, product.copyright):
        assert text.encode("utf-16-le") in raw
    assert struct.pack("<II", 0x0000_0001, 0x0000_0000) in raw
    odd = replace(product, name="It’s “O'Neil” \\ \" x")
    file.write_text(version_resource(odd), "utf-8")
    assert odd.name.encode("utf-16-le") in (
        reader.load_version_info_from_text_file(str(file)).toRaw()
    )


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", (0, 1, 0, 0)), ("2.10.3rc1", (2, 10, 3, 0)), ("1.2.3.4", (1, 2, 3, 4))],
)
def test_a_version_is_four_numbers_to_windows(version: str, numbers: tuple[int, ...]) -> None:
    assert four_numbers(version) == numbers


def test_the_icon_has_a_picture_of_each_size(places: Places) -> None:
    content = (places.laid_out / "icon.ico").read_bytes()
    _, kind, number = struct.unpack_from("<HHH", content)
    assert (kind, number) == (1, len(ICO_SIZES))
    ends = 6 + 16 * number
    for index, size in enumerate(ICO_SIZES):
        width, height, _, _, _, bits, length, place = struct.unpack_from(
            "<BBBBHHII", content, 6 + 16 * index
        )
        assert (width or 256, height or 256, bits, place) == (size, size, 32, ends)
        picture = QImage.fromData(content[place : place + length])
        assert (picture.width(), picture.height()) == (size, size)
        ends = place + length
    assert ends == len(content)


def test_the_two_programs_have_the_names_that_the_script_starts() -> None:
    spec = (CHECKOUT / "resources/installer/authenticator.spec").read_text("utf-8")
    script = SCRIPT.read_text("utf-8")
    assert 'program(NAME, console=True), program(f"{NAME}-app", console=False)' in spec
    assert '!define PROGRAM "${ID}-app.exe"' in script
    assert '!define COMMAND "${ID}.exe"' in script


def test_a_name_is_made_fit_for_a_file(product: Product) -> None:
    assert replace(product, name='A/B: "C" <D>?').file_name == "A B   C   D"
    assert replace(product, name="...").file_name == "cotter-authenticator"
    assert isinstance(product.small_icon(CHECKOUT), Path)
    assert product.small_icon(CHECKOUT).is_file()
