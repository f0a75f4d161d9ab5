"""Our modules come from the program that runs, also when an update has put another in its place.

The frozen build has them in the program's own file, and opens that by its name whenever one is
imported. After an update of the package the name is another build's, after a removal nobody's:
what a page needs that is first opened then would be garbage, or end the app. On Linux
``/proc/self/exe`` is the file that runs, whatever became of its name (proc(5)).
"""

import sys
from pathlib import Path

RUNNING = Path("/proc/self/exe")
IMPORTERS = "pyimod02_importers"
"""PyInstaller's module that has the archive."""


def read_from_running_program() -> None:
    """Import from the file that runs, from now on; nothing where this is no frozen build."""
    archive = getattr(sys.modules.get(IMPORTERS), "pyz_archive", None)
    if archive is not None and RUNNING.exists():
        archive._filename = str(RUNNING)
