"""Folders and files of ours: can they be written, and by nobody else be read?"""

import errno
import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from desktop.diagnosis.finding import Check, Finding, Outcome, failure, fine, warning
from desktop.foundation.paths import Paths
from desktop.session.history import broken_lines

OTHERS_MASK: Final = 0o077
TRIED_BYTES: Final = 64 * 1024
FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
RUNTIME_VARIABLE: Final = "XDG_RUNTIME_DIR"


def examine_files(paths: Paths, environment: Mapping[str, str]) -> list[Finding]:
    """The first trouble that keeps us from writing, else each that is only worth knowing."""
    for folder in (paths.config, paths.data, paths.state):
        trouble = _examine_folder(folder)
        if trouble is not None:
            return [trouble]
    found = [
        *_others_of(paths),
        *_examine_runtime(environment),
        *_examine_history(paths),
    ]
    return found or [fine(Check.FILES, "All folders can be written.")]


def _examine_folder(folder: Path) -> Finding | None:
    present = next(parent for parent in (folder, *folder.parents) if parent.exists())
    owner = _foreign_owner(folder)
    if owner is not None:
        return owner
    unwritable = failure(
        Check.FILES,
        Outcome.FOLDER_UNWRITABLE,
        f"{present} can't be written. Make it a folder of yours that you may write to.",
        1,
    )
    if not present.is_dir() or not os.access(present, os.W_OK):
        return unwritable
    if present != folder:
        return None
    try:
        with tempfile.TemporaryFile(dir=folder) as tried:
            tried.write(bytes(TRIED_BYTES))
            tried.flush()
            os.fsync(tried.fileno())
    except OSError as error:
        if error.errno not in FULL:
            return unwritable
        text = f"There is no room left where {folder} is. Make some; nothing can be kept before."
        return failure(Check.FILES, Outcome.DISK_FULL, text, 1)
    return None


def _foreign_owner(folder: Path) -> Finding | None:
    if os.name != "posix" or os.geteuid() == 0 or not folder.exists():
        return None
    foreign = next(
        (one for one in (folder, *folder.rglob("*")) if one.lstat().st_uid != os.geteuid()), None
    )
    if foreign is None:
        return None
    text = (
        f"{foreign} belongs to another user, perhaps after a call with sudo."
        f" Give it back with “sudo chown -R {os.geteuid()} {folder}”."
    )
    return failure(Check.FILES, Outcome.FOREIGN_OWNER, text, 1)


def _others_of(paths: Paths) -> list[Finding]:
    found = []
    if os.name == "posix" and paths.state.exists() and paths.state.stat().st_mode & OTHERS_MASK:
        text = f"Others can look into {paths.state}. No token is there; chmod 700 closes it."
        found.append(warning(Check.FILES, Outcome.OPEN_TO_OTHERS, text))
    found += _examine_vault_file(paths.vault_file)
    return found


def _examine_vault_file(file: Path) -> list[Finding]:
    try:
        seen = file.lstat()
    except OSError:
        return []
    if not stat.S_ISREG(seen.st_mode):
        text = (
            f"The vault file {file} is a link or no file. Put the file itself there: writing"
            " replaces what has its name."
        )
        return [warning(Check.FILES, Outcome.LINKED_ELSEWHERE, text)]
    if os.name == "posix" and seen.st_mode & OTHERS_MASK:
        text = (
            f"Others can read the vault file {file} and guess its passphrase. Close it with"
            " “chmod 600”."
        )
        return [warning(Check.FILES, Outcome.OPEN_TO_OTHERS, text)]
    return []


def _examine_runtime(environment: Mapping[str, str]) -> list[Finding]:
    named = environment.get(RUNTIME_VARIABLE, "")
    if not named or Path(named).is_dir():
        return []
    text = (
        f"{RUNTIME_VARIABLE} names a folder that is not there, so a second start can't call the"
        " first. Log in anew, or unset it."
    )
    return [warning(Check.FILES, Outcome.RUNTIME_MISSING, text)]


def _examine_history(paths: Paths) -> list[Finding]:
    try:
        broken = broken_lines(paths.history_file)
    except OSError:
        text = f"The history {paths.history_file} can't be read. Give yourself the right to."
        return [warning(Check.FILES, Outcome.HISTORY_DAMAGED, text)]
    if not broken:
        return []
    text = (
        f"{broken} lines of the history can't be read and are left out. Nothing else depends on"
        " them."
    )
    return [warning(Check.FILES, Outcome.HISTORY_DAMAGED, text)]
