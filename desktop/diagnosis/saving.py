"""Diagnostics as the app saves them."""

import asyncio
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from desktop.diagnosis.collecting import collect
from desktop.diagnosis.diagnostics import encode
from desktop.diagnosis.examination import examine
from desktop.foundation.atomic_file import write_atomically
from desktop.foundation.clock import SystemClock
from desktop.foundation.errors import FileUnwritableError, KeystoreBusyError
from desktop.foundation.paths import Paths
from desktop.keystore.vault import Vault


async def save_diagnostics(
    file: Path, paths: Paths, environment: Mapping[str, str], vault: Vault | None
) -> None:
    """Examine everything in a thread and write what was found to ``file``, whole.

    Without ``vault``, which is not open yet, the keystore is said to be busy.

    Raises:
        FileUnwritableError: it can't be written; what it held before is unchanged.
    """
    await asyncio.to_thread(partial(_save, file, paths, environment, vault))


def _save(file: Path, paths: Paths, environment: Mapping[str, str], vault: Vault | None) -> None:
    findings = examine(paths, environment, SystemClock(), vault or KeystoreBusyError())
    content = encode(collect(paths, environment, findings, time.time()))
    try:
        write_atomically(file, content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileUnwritableError(file=str(file), reason=reason) from error
