"""Modules come from the program that runs, also when an update has put another in its place.

The frozen build has them in the program's own file, and opens that by its name whenever one is
imported. After an update of the package the name is another build's, after a removal nobody's:
what a page needs that is first opened then would be garbage, or end the app. On Linux
``/proc/self/exe`` is the file that runs, whatever became of its name (proc(5)).

They are found here at once and read from that file, opened once. PyInstaller's importer looks for
each among folders first, which took a twentieth of the time to the first window. What reads files
beside its modules is left to it.
"""

import marshal
import os
import sys
import zlib
from collections.abc import Mapping, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from desktop.foundation.packaged import bundle_folder

RUNNING = Path("/proc/self/exe")
IMPORTERS = "pyimod02_importers"
"""PyInstaller's module that has the archive."""

WITH_FILES = ("certifi",)
"""What asks its importer for files."""

MODULE, PACKAGE = 0, 1
"""PyInstaller's marks of a module, and of one that has modules in it."""

Contents = Mapping[str, tuple[int, int, int]]
"""By name: its kind, where it begins and how long it is, in bytes."""


def read_from_running_program() -> None:
    """Import from the file that runs, from now on; nothing where this is no frozen build."""
    archive = getattr(sys.modules.get(IMPORTERS), "pyz_archive", None)
    if archive is None or not RUNNING.exists():
        return
    archive._filename = str(RUNNING)
    opened = os.open(RUNNING, os.O_RDONLY | os.O_CLOEXEC)
    modules = FrozenModules(archive.toc, opened, archive._start_offset, bundle_folder())
    # After those that are built into Python.
    sys.meta_path.insert(2, modules)


class FrozenModules:
    """Finds and loads what is in the archive."""

    def __init__(self, contents: Contents, file: int, start: int, folder: str) -> None:
        """``file`` is open and stays so; ``start`` is where the archive begins in it.

        ``folder`` is where the modules would lie if they were files.
        """
        self._contents, self._file, self._start = contents, file, start
        self._folder = folder

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """How to load one that is here; None for all others."""
        entry = self._contents.get(name)
        if entry is None or entry[0] not in (MODULE, PACKAGE) or name in WITH_FILES:
            return None
        place, is_package = f"{self._folder}/{name.replace('.', '/')}", entry[0] == PACKAGE
        spec = ModuleSpec(
            name,
            self,  # type: ignore[arg-type]  # what has the two methods below (PEP 451)
            origin=f"{place}/__init__.py" if is_package else f"{place}.py",
            is_package=is_package,
        )
        spec.has_location = True
        if spec.submodule_search_locations is not None:
            # What is compiled to a library of its own lies there.
            spec.submodule_search_locations.append(place)
        return spec

    def create_module(self, _spec: ModuleSpec) -> None:
        """An ordinary one."""

    def exec_module(self, module: ModuleType) -> None:
        """Run its code; two threads may do so at once."""
        _, begin, length = self._contents[module.__name__]
        packed = os.pread(self._file, length, self._start + begin)
        exec(marshal.loads(zlib.decompress(packed)), module.__dict__)  # noqa: S102, S302 - ours
