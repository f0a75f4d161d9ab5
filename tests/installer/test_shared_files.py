"""What a desktop finds of the app passes the tools that judge such files."""

import gzip
import re
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from desktop.installer.grammar import Command, read_grammar
from desktop.installer.icons import SIZES
from desktop.installer.product import Product
from desktop.installer.screenshots import SCREENSHOTS, screenshots_at
from desktop.installer.shared_files import lay_out_shared
from tests.parts.child import CHECKOUT, PATIENCE

NAME = "cotter-authenticator"


@pytest.fixture(scope="module")
def share(product: Product, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("share")
    lay_out_shared(CHECKOUT, product, folder, program=NAME)
    return folder


def said(command: Sequence[str], text: str = "") -> str:
    ended = subprocess.run(
        command,
        input=text,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout + ended.stderr


def test_the_menu_entry_is_valid(share: Path) -> None:
    file = share / "applications" / f"{NAME}.desktop"
    assert said(["desktop-file-validate", "--no-hints", str(file)]) == ""
    lines = file.read_text("utf-8").splitlines()
    assert f"Exec={NAME} %u" in lines
    assert f"MimeType=x-scheme-handler/{NAME};" in lines
    assert not [line for line in lines if "@" in line]


def test_the_metadata_is_valid_and_leads_to_the_menu_entry(share: Path) -> None:
    file = share / "metainfo" / f"{NAME}.metainfo.xml"
    text = file.read_text("utf-8")
    ended = subprocess.run(
        ["appstreamcli", "validate", "--no-net", str(file)],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    # It has no home page of its own to name; nothing worse may be found.
    worse = [line for line in ended.stdout.splitlines() if line.startswith("E:")]
    assert worse == [], ended.stdout
    assert f'<launchable type="desktop-id">{NAME}.desktop</launchable>' in text
    assert '<release version="0.1.0" date="2026-05-28"/>' in text
    assert "@" not in text
    assert "<screenshots>" not in text, "the project has no place on the web to name"


def test_metadata_with_an_address_for_pictures_names_each_with_a_caption(
    product: Product, tmp_path: Path
) -> None:
    at = "https://pictures.example/cotter/"
    lay_out_shared(CHECKOUT, replace(product, pictures=at), tmp_path, program=NAME)
    file = tmp_path / "metainfo" / f"{NAME}.metainfo.xml"
    assert "E:" not in said(["appstreamcli", "validate", "--no-net", str(file)])
    assert "W:" not in said(["appstreamcli", "validate", "--no-net", str(file)])
    named = re.findall("<image>(.*)</image>", file.read_text("utf-8"))
    assert len(named) == len(SCREENSHOTS)
    for url in named:
        assert (CHECKOUT / "resources/screenshots" / url.removeprefix(at)).is_file(), url


@pytest.mark.parametrize("at", ["http://pictures.example", "pictures.example", "file:///usr/share"])
def test_pictures_are_only_named_at_an_https_address(at: str) -> None:
    with pytest.raises(ValueError, match="https"):
        screenshots_at(at)


def every_command(program: Command) -> list[tuple[str, Command]]:
    return [
        *((one.name, one) for one in program.parts),
        *((f"{one.name} {part.name}", part) for one in program.parts for part in one.parts),
    ]


def test_the_man_page_is_clean_and_names_every_command_and_option(share: Path) -> None:
    page = gzip.decompress((share / "man/man1" / f"{NAME}.1.gz").read_bytes()).decode()
    assert said(["groff", "-man", "-ww", "-z", "-Tutf8", "-K", "utf8"], page) == ""
    assert "@" not in page.replace("maya@example.com", "").replace("curl \\-H @\\-", "")
    plain = page.replace("\\-", "-")
    program = read_grammar()
    assert len(every_command(program)) > 20
    for name, command in every_command(program):
        assert f".SS {name}\n" in plain or f".B {name}" in plain, name
        for word in (*program.options(), *command.options()):
            assert word.names == ("-h", "--help") or word.names[-1] in plain, word.names


def test_icons_have_the_sizes_of_their_folders(share: Path) -> None:
    theme = share / "icons" / "hicolor"
    for size in SIZES:
        picture = QImage(str(theme / f"{size}x{size}" / "apps" / f"{NAME}.png"))
        assert (picture.width(), picture.height()) == (size, size)
        colors = {
            picture.pixel(x, y)
            for x in range(0, size, max(1, size // 16))
            for y in range(0, size, max(1, size // 16))
        }
        assert len(colors) > 3, size
    assert (theme / "scalable" / "apps" / f"{NAME}.svg").is_file()
    assert (theme / "symbolic" / "apps" / f"{NAME}-symbolic.svg").is_file()
