"""README's backend, running."""

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.parts.child import child, wait_until
from tests.programs.readme import file_shown

LISTENING = re.compile(r"running on (https?://[\d.]+:\d+)")


@dataclass(frozen=True, slots=True)
class Backend:
    """Where it listens, and what it wrote."""

    url: str
    log: Path


@contextmanager
def backend(
    folder: Path, *, service_url: str, api_key_id: str, options: Sequence[str] = ()
) -> Iterator[Backend]:
    """Save it into ``folder`` and run it for this service, with further options of uvicorn."""
    (folder / "backend.py").write_text(file_shown("backend.py"), "utf-8")
    log = folder / "backend.log"
    command = [
        sys.executable, "-m", "uvicorn", "--app-dir", str(folder), "backend:app",
        "--host", "127.0.0.1", "--port", "0", *options,
    ]  # fmt: skip
    environment = {**os.environ, "COTTER_SERVICE": service_url, "COTTER_API_KEY_ID": api_key_id}
    with child(command, environment, log=log) as process:
        wait_until(
            lambda: bool(LISTENING.search(log.read_text("utf-8"))) or process.poll() is not None,
            "the backend",
        )
        found = LISTENING.search(log.read_text("utf-8"))
        assert found is not None, log.read_text("utf-8")
        yield Backend(found.group(1), log)
