"""The package of this checkout: the one in ``dist/``, if nothing that it is made of is newer."""

import subprocess
import sys
from pathlib import Path

from tests.parts.child import CHECKOUT

BUILT = CHECKOUT / "dist"
FACTS = CHECKOUT / "build" / "installer" / "built.json"
"""Sizes in bytes, and the seconds that each step took when it was built."""
MADE_OF = ("desktop", "resources", "build_installer.py", "pyproject.toml", "*.lock")
"""What git lists under these, new files too, goes into the package or decides what does."""


def fresh_package() -> Path:
    """The ``.deb``, built first if need be.

    Raises:
        subprocess.CalledProcessError: it could not be built; the builder has said why.
    """
    if not (is_fresh(_newest(), _sources()) and FACTS.exists()):
        FACTS.unlink(missing_ok=True)
        subprocess.run([sys.executable, "build_installer.py"], cwd=CHECKOUT, check=True)
    package = _newest()
    assert package is not None, f"build_installer.py left no .deb in {BUILT}"
    return package


def is_fresh(package: Path | None, sources: list[Path]) -> bool:
    """Whether the package is there and no source is newer."""
    if package is None:
        return False
    built = package.stat().st_mtime_ns
    return all(source.stat().st_mtime_ns <= built for source in sources)


def _newest() -> Path | None:
    found = sorted(
        BUILT.glob("cotter-authenticator_*.deb"), key=lambda file: file.stat().st_mtime_ns
    )
    return found[-1] if found else None


def _sources() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *MADE_OF],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    named = [CHECKOUT / name for name in listed.split("\0") if name]
    return [file for file in named if file.is_file()]
