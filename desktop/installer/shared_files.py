"""What a Linux desktop finds of the app under ``/usr/share``, or under ``~/.local/share``."""

import gzip
import shutil
from email.utils import formatdate
from pathlib import Path
from xml.sax.saxutils import escape

from desktop.installer.completion import for_bash, for_fish, for_zsh
from desktop.installer.grammar import read_grammar
from desktop.installer.icons import draw_icons
from desktop.installer.man_page import fill_in_commands
from desktop.installer.product import MAINTAINER, Product
from desktop.installer.screenshots import screenshots_at

NAME = "cotter-authenticator"
HERE = Path("resources/installer")


def lay_out_shared(checkout: Path, product: Product, share: Path, *, program: str) -> None:
    """Write menu entry, icons, metadata, man page and completions into the folder ``share``.

    ``program`` is what the menu entry starts: a name on the path, or ``@PROGRAM@`` for a script to
    fill in.
    """
    linux = checkout / HERE / "linux"
    for source, target in (
        (f"{NAME}.desktop", f"applications/{NAME}.desktop"),
        (f"{NAME}.metainfo.xml", f"metainfo/{NAME}.metainfo.xml"),
    ):
        written = escape if source.endswith(".xml") else _in_desktop_file
        text = (linux / source).read_text("utf-8")
        pictures = screenshots_at(product.pictures)
        name = written(product.name)
        text = product.fill_in(text, NAME=name, PROGRAM=program, SCREENSHOTS=pictures)
        _write(share / target, text.encode())
    program_words = read_grammar()
    by_hand = (linux / f"{NAME}.1").read_text("utf-8")
    page = fill_in_commands(product.fill_in(by_hand), program_words)
    _write(share / f"man/man1/{NAME}.1.gz", gzip.compress(page.encode(), 9, mtime=0))
    for text, target in (
        (for_bash(program_words), f"bash-completion/completions/{NAME}"),
        (for_zsh(program_words), f"zsh/vendor-completions/_{NAME}"),
        (for_fish(program_words), f"fish/vendor_completions.d/{NAME}.fish"),
    ):
        _write(share / target, text.encode())
    icons = checkout / "resources/icons"
    small = product.small_icon(checkout)
    symbolic = icons / "tray" / "active.svg"
    draw_icons(product.icon, small, symbolic, share / "icons/hicolor")


def lay_out_documents(checkout: Path, product: Product, papers: Path, doc: Path) -> None:
    """Write licences, the bill of materials and what changed into the folder ``doc``."""
    shutil.copytree(papers, doc, dirs_exist_ok=True)
    rights = (checkout / HERE / "linux/copyright").read_text("utf-8")
    _write(doc / "copyright", product.fill_in(rights, PACKAGE=product.package).encode())
    changes = (checkout / "CHANGELOG.md").read_bytes()
    _write(doc / "CHANGELOG.md.gz", gzip.compress(changes, 9, mtime=0))
    entry = (
        f"{product.package} ({product.version}) unstable; urgency=medium\n\n"
        "  * What changed is in CHANGELOG.md.gz.\n\n"
        f" -- {MAINTAINER}  {formatdate(product.made_at)}\n"
    )
    _write(doc / "changelog.gz", gzip.compress(entry.encode(), 9, mtime=0))


def _in_desktop_file(text: str) -> str:
    """As a value of a desktop file (Desktop Entry Specification 1.5, section 4)."""
    return text.replace("\\", "\\\\")


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
