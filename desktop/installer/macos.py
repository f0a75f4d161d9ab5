"""macOS: the bundle's property list and icon, and the disk image, signed if asked to. Never run.

PyInstaller makes the bundle, and signs it with the hardened runtime where an identity is given;
without one its signature is of nobody, which Apple's processors ask for at least.
"""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from desktop.installer.freezing import Places
from desktop.installer.icon_files import write_icns
from desktop.installer.product import Product
from desktop.installer.step import StepError

HERE = Path("resources/installer/macos")


@dataclass(frozen=True, slots=True)
class Signing:
    """``identity``: of a Developer ID, as codesign finds it. ``profile``: of notarytool's keychain.

    An empty one is not used.
    """

    identity: str = ""
    profile: str = ""


def lay_out_macos(places: Places, product: Product) -> None:
    """Write the property list and the icon for the spec.

    Raises:
        OSError: a picture can't be read, or a file can't be written.
    """
    places.laid_out.mkdir(parents=True, exist_ok=True)
    write_icns(product.icon, product.small_icon(places.checkout), places.laid_out / "icon.icns")
    template = (places.checkout / HERE / "Info.plist").read_text("utf-8")
    text = product.fill_in(
        template,
        NAME=escape(product.name),
        FILE_NAME=escape(product.file_name),
        COPYRIGHT=escape(product.copyright),
    )
    (places.laid_out / "Info.plist").write_text(text, "utf-8")


def image_commands(product: Product, folder: Path, file: Path, signing: Signing) -> list[list[str]]:
    """What writes the image ``file`` of ``folder``, and has it signed and notarised."""
    commands = [
        [
            *("hdiutil", "create", "-ov", "-fs", "HFS+", "-format", "ULMO"),
            *("-volname", product.file_name, "-srcfolder", str(folder), str(file)),
        ]
    ]
    if signing.identity:
        commands.append(["codesign", "--sign", signing.identity, "--timestamp", str(file)])
        if signing.profile:
            notary = ["xcrun", "notarytool", "submit", str(file)]
            commands.append([*notary, "--keychain-profile", signing.profile, "--wait"])
            commands.append(["xcrun", "stapler", "staple", str(file)])
    return commands


def build_image(places: Places, product: Product, papers: Path, signing: Signing) -> Path:
    """Build ``NAME-VERSION.dmg`` in ``places.results``: the app, and a link to put it on; the file.

    Raises:
        StepError: one of Apple's tools refused.
    """
    folder = places.work / "image"
    shutil.rmtree(folder, ignore_errors=True)
    bundle = f"{product.file_name}.app"
    shutil.copytree(places.frozen.parent / bundle, folder / bundle, symlinks=True)
    shutil.copytree(papers, folder / "Licenses")
    (folder / "Applications").symlink_to("/Applications")
    file = places.results / f"{product.package}-{product.version}.dmg"
    for command in image_commands(product, folder, file, signing):
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        if ended.returncode:
            said = (ended.stdout + ended.stderr).strip()[-2000:]
            raise StepError(f"{command[0]} failed: {said}")
    return file
