"""The archive for every other Linux: the frozen folder, and a script that puts it in the menu."""

import shlex
import shutil
import subprocess
from pathlib import Path

from desktop.installer.deb import glibc_needed
from desktop.installer.freezing import Places
from desktop.installer.product import Product
from desktop.installer.shared_files import lay_out_shared
from desktop.installer.step import StepError


def build_archive(places: Places, product: Product, papers: Path, machine: str) -> Path:
    """Build ``NAME-VERSION-linux-MACHINE.tar.xz`` in ``places.results``; the file.

    Raises:
        StepError: tar or xz failed.
    """
    top = f"{product.package}-{product.version}"
    root = places.work / "archive"
    shutil.rmtree(root, ignore_errors=True)
    folder = root / top
    shutil.copytree(places.frozen, folder / "app", symlinks=True)
    lay_out_shared(places.checkout, product, folder / "share", program="@PROGRAM@")
    shutil.copytree(papers, folder / "licenses")
    linux = places.checkout / "resources/installer/linux"
    script = folder / "install.sh"
    text = (linux / "install.sh").read_text("utf-8")
    script.write_text(
        product.fill_in(text, GLIBC=glibc_needed(places), NAME=shlex.quote(product.name)), "utf-8"
    )
    script.chmod(0o755)
    (folder / "README").write_text(product.fill_in((linux / "README").read_text("utf-8")), "utf-8")
    file = places.results / f"{top}-linux-{machine}.tar.xz"
    command = [
        *("tar", "--create", "--file", str(file), "--use-compress-program", "xz -6 -T0"),
        *("--directory", str(root), "--sort=name", "--owner=0", "--group=0", "--numeric-owner"),
        *(f"--mtime=@{product.made_at}", top),
    ]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise StepError(f"tar failed: {ended.stderr.strip()}")
    return file
