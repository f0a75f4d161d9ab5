"""The frozen app as the Debian package has it, and what the packages come to."""

import json
import subprocess
from pathlib import Path

from tests.bench.bed import Bed
from tests.bench.figure import Figure
from tests.installed.package import BUILT, FACTS, fresh_package

FOLDER_MB, FILE_MB = 150.0, 45.0
MEGABYTE = 1_000_000


def packaged_app(bed: Bed) -> str:
    """The program out of the package of this checkout, which is built first if need be.

    Raises:
        subprocess.CalledProcessError: it can't be built here; the builder has said why.
    """
    unpacked = bed.folder / "unpacked"
    if not unpacked.exists():
        subprocess.run(["dpkg-deb", "--extract", str(fresh_package()), str(unpacked)], check=True)
    return str(unpacked / "usr/lib/cotter-authenticator/cotter-authenticator")


def measure_package() -> list[Figure]:
    """What it takes on the disk and on the way there, and how long it takes to make."""
    package = fresh_package()
    archive = max(BUILT.glob("cotter-authenticator-[0-9]*.tar.xz"), key=_changed)
    facts = json.loads(FACTS.read_text("utf-8"))
    folder, seconds = facts["bytes"]["folder"], facts["seconds"]
    longest = sorted(seconds.items(), key=lambda step: -step[1])[:3]
    steps = ", ".join(f"{name} {took:.0f} s" for name, took in longest)
    return [
        Figure("package, folder", folder / MEGABYTE, "MB", FOLDER_MB, "as frozen"),
        Figure("package, .deb", _megabytes(package), "MB", FILE_MB, package.name),
        Figure("package, .tar.xz", _megabytes(archive), "MB", FILE_MB, archive.name),
        Figure("package, time to build", sum(seconds.values()), "s", None, steps),
    ]


def _megabytes(file: Path) -> float:
    return file.stat().st_size / MEGABYTE


def _changed(file: Path) -> float:
    return file.stat().st_mtime
