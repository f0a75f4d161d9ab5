"""The Debian package: the frozen folder in ``/usr/lib``, the program in ``/usr/bin``.

What Debian has itself is not in it: the package depends on that.
"""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from desktop.installer.freezing import NAME, Places
from desktop.installer.product import MAINTAINER, PACKAGE, Product
from desktop.installer.shared_files import lay_out_documents, lay_out_shared
from desktop.installer.step import StepError
from desktop.installer.system_libraries import system_libraries

LOADED_LATER = (
    "libegl1",
    "libgl1",
    "ca-certificates",
    "fonts-dejavu-core | fonts-liberation | fonts-noto-core | fonts-freefont-ttf",
)
"""What no file of ours links, but Qt opens, or nothing works without."""

RECOMMENDS = (
    "gnome-keyring | kwalletmanager | keepassxc",  # where sessions are kept
    "xdg-utils",  # opens the browser
    "desktop-file-utils",  # makes the browser find us for invitations
)

DESCRIPTION = """\
 For people who sign in without a password: with a one-time code, with the key
 of a computer they trust, or by approving it on another one. Tokens are kept
 in the system's keystore and renewed from the tray, and programs on the
 computer get a fresh access token when they ask.
 .
 It brings Python, Qt and all else that it needs."""


def build_deb(places: Places, product: Product, papers: Path) -> Path:
    """Build the package; the file in ``places.results``.

    Raises:
        StepError: one of Debian's tools refused.
    """
    root = places.work / "deb"
    shutil.rmtree(root, ignore_errors=True)
    lib = root / "usr/lib" / NAME
    shutil.copytree(places.frozen, lib, symlinks=True)
    for file in system_libraries(lib):
        file.unlink()
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    lay_out_shared(places.checkout, product, root / "usr/share", program=NAME)
    lay_out_documents(places.checkout, product, papers, root / "usr/share/doc" / product.package)
    overrides = places.checkout / "resources/installer/linux/lintian-overrides"
    place = root / "usr/share/lintian/overrides" / product.package
    place.parent.mkdir(parents=True)
    place.write_text(overrides.read_text("utf-8").replace("@PACKAGE@", product.package), "utf-8")
    _set_modes(root, product.made_at)
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    architecture = _say(["dpkg", "--print-architecture"]).strip()
    control.write_text(_control(product, architecture, _depends(places, lib), _kilobytes(root)))
    (root / "DEBIAN" / "md5sums").write_text(_sums(root))
    file = places.results / f"{product.package}_{product.version}_{architecture}.deb"
    _say(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(root), str(file)],
        SOURCE_DATE_EPOCH=str(product.made_at),
    )
    return file


def _control(product: Product, architecture: str, depends: list[str], kilobytes: int) -> str:
    lines = [
        f"Package: {product.package}",
        f"Version: {product.version}",
        "Section: utils",
        "Priority: optional",
        f"Architecture: {architecture}",
        f"Installed-Size: {kilobytes}",
        f"Maintainer: {MAINTAINER}",
        f"Depends: {', '.join(depends)}",
        f"Recommends: {', '.join(RECOMMENDS)}",
        *(
            []
            if product.package == PACKAGE
            else [f"Provides: {PACKAGE}", f"Conflicts: {PACKAGE}", f"Replaces: {PACKAGE}"]
        ),
        f"Description: {product.name}: sign in without a password",
        DESCRIPTION,
    ]
    return "\n".join(lines) + "\n"


def _depends(places: Places, lib: Path) -> list[str]:
    """What the folder needs of the system, as dpkg-shlibdeps reads it off every library."""
    source = places.work / "debian-source"
    (source / "debian").mkdir(parents=True, exist_ok=True)
    (source / "debian" / "control").write_text("Source: x\n\nPackage: x\nArchitecture: any\n")
    elves = [str(lib / NAME), *map(str, sorted(lib.rglob("*.so*")))]
    folders = {f"-l{file.parent}" for file in lib.rglob("*.so*")}
    said = _say(
        ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0", *sorted(folders), *elves],
        cwd=source,
    )
    found = said.partition("shlibs:Depends=")[2].strip().split(", ")
    return sorted({*filter(None, found), *LOADED_LATER})


def glibc_needed(places: Places) -> str:
    """The oldest glibc on which the frozen folder runs, such as “2.36”."""
    newest = (0, 0)
    for file in [places.frozen / NAME, *places.frozen.rglob("*.so*")]:
        for match in re.finditer(rb"GLIBC_2\.(\d+)\b", file.read_bytes()):
            newest = max(newest, (2, int(match[1])))
    return f"{newest[0]}.{newest[1]}"


def _set_modes(root: Path, made_at: int) -> None:
    program = root / "usr/lib" / NAME / NAME
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == program else 0o644)
            os.utime(path, (made_at, made_at))


def _sums(root: Path) -> str:
    """The list by which dpkg tells a damaged file; MD5, as Debian's policy has it."""
    files = sorted(path for path in (root / "usr").rglob("*") if path.is_file())
    lines = []
    for file in files:
        if not file.is_symlink():
            digest = hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()
            lines.append(f"{digest}  {file.relative_to(root)}\n")
    return "".join(lines)


def _kilobytes(root: Path) -> int:
    return sum(-(-path.stat().st_size // 1024) for path in root.rglob("*") if path.is_file())


def _say(command: list[str], cwd: Path | None = None, **environment: str) -> str:
    ended = subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if ended.returncode:
        raise StepError(f"{command[0]} failed: {ended.stderr.strip()[-2000:]}")
    return ended.stdout
