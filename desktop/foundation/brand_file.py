"""Where a brand comes from: the system's configuration folder, or the package itself.

======================= ============================ ===========================================
file                    counts                       otherwise
======================= ============================ ===========================================
the system's            when only an administrator   it is not used, and the app says why; the
                        can have written it          package's own is used
the package's           always: it is a part of the  never otherwise
                        program
======================= ============================ ===========================================

The system's outranks the package's. No variable of the environment leads elsewhere: what an
administrator locks, a user's shell must not unlock.
"""

import os
import stat
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from desktop.foundation.brand import Brand
    from desktop.foundation.brand_errors import BrandError

FILE = "brand.toml"
SYSTEM_FOLDERS = {
    "linux": Path("/etc/xdg/cotter-authenticator"),
    "darwin": Path("/Library/Application Support/cotter-authenticator"),
    # Below ProgramData every user could make it first.
    "win32": Path(r"C:\Program Files\cotter-authenticator"),
}
OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


class BrandSource(StrEnum):
    """Who brought the brand."""

    NONE = "none"
    PACKAGE = "package"
    SYSTEM = "system"


class BrandPlaces(NamedTuple):
    """The two files; None where there can't be one. ``owner`` is the administrator's user id."""

    system: Path | None = None
    package: Path | None = None
    owner: int = 0

    @classmethod
    def of_this_system(cls, resources: str) -> "BrandPlaces":
        """Where this program looks; ``resources`` is the bundle's folder, empty from source."""
        folder = SYSTEM_FOLDERS.get(sys.platform)
        package = Path(resources) / "resources" / "brand" / FILE if resources else None
        return cls(folder / FILE if folder is not None else None, package)


class LoadedBrand(NamedTuple):
    """The brand that counts, whose it is, and why another one does not."""

    brand: "Brand | None" = None
    source: BrandSource = BrandSource.NONE
    problem: "BrandError | None" = None


def load_brand(places: BrandPlaces) -> LoadedBrand:
    """Read the brand that counts, by the table above; never fails."""
    problem = None
    for file, source in (
        (places.system, BrandSource.SYSTEM),
        (places.package, BrandSource.PACKAGE),
    ):
        if file is None or not _is_there(file):
            continue
        # Imported here: hardly any installation has a brand, and every start looks for one.
        from desktop.foundation.brand import parse_brand
        from desktop.foundation.brand_errors import BrandError

        try:
            text = _read(file, places.owner if source is BrandSource.SYSTEM else None)
            return LoadedBrand(parse_brand(text, file.parent, file=str(file)), source, problem)
        except BrandError as error:
            problem = problem or error
    return LoadedBrand(problem=problem)


def _is_there(file: Path) -> bool:
    try:
        return os.path.lexists(file)
    except (OSError, ValueError):
        return False


def _read(file: Path, owner: int | None) -> str:
    from desktop.foundation.brand import LARGEST_BYTES
    from desktop.foundation.brand_errors import BrandNotOwnedError, BrandUnreadableError

    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(file, flags)
        with open(descriptor, "rb") as opened:  # noqa: PTH123 - what was opened is what is looked at
            if owner is not None and sys.platform != "win32":
                fault = _fault(file, os.fstat(descriptor), owner)
                if fault is not None:
                    path, reason = fault
                    raise BrandNotOwnedError(file=str(file), path=str(path), reason=reason)
            return opened.read(LARGEST_BYTES + 1).decode("utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise BrandUnreadableError(file=str(file), reason=reason) from error
    except UnicodeDecodeError as error:
        raise BrandUnreadableError(file=str(file), reason="it is no UTF-8") from error


def _fault(file: Path, opened: os.stat_result, owner: int) -> tuple[Path, str] | None:
    """What lets somebody else than ``owner`` have written the file."""
    if not stat.S_ISREG(opened.st_mode):
        return file, "is no ordinary file"
    looked_at = [(file, opened)]
    looked_at += [(folder, folder.lstat()) for folder in file.parents]
    for path, found in looked_at:
        if stat.S_ISLNK(found.st_mode):
            return path, "is a symbolic link"
        if found.st_uid != owner and (found.st_uid != 0 or path == file):
            return path, "belongs to somebody else"
        if found.st_mode & OTHERS_MAY_WRITE and not _is_sticky_root(path, found):
            return path, "can be written by others"
    return None


def _is_sticky_root(path: Path, found: os.stat_result) -> bool:
    # Nobody can put another folder in the place of one that is not theirs there.
    return path.is_dir() and bool(found.st_mode & stat.S_ISVTX) and found.st_uid == 0
