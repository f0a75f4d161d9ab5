"""Which libraries of the frozen folder are Debian's own, and of which package.

In the archive they come along, because another Linux may have none or others. The Debian package
leaves them out and depends on theirs: Debian mends their faults, we would not hear of them.
"""

import shutil
import subprocess
from pathlib import Path

INTERNAL = "_internal"


def system_libraries(frozen: Path) -> dict[Path, str]:
    """Each file that PyInstaller took from the system, with the package that owns it there.

    Empty on a system without dpkg. Python's own library is not among them: it has to fit the
    standard library that comes along.
    """
    if shutil.which("dpkg-query") is None:
        return {}
    names = {
        file.name: file
        for file in (frozen / INTERNAL).glob("lib*.so*")
        if not file.is_symlink() and not file.name.startswith("libpython")
    }
    said = subprocess.run(
        ["dpkg-query", "--search", *(f"*/{name}" for name in sorted(names))],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    found = {}
    for line in said.splitlines():
        package, _, path = line.partition(": ")
        folder, name = Path(path).parent, Path(path).name
        is_public = folder.name.endswith("-linux-gnu") or str(folder) in {"/lib", "/usr/lib"}
        if name in names and is_public:
            found[names[name]] = package.partition(":")[0]
    return found
