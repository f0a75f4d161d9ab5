"""In namespaces of its own, as root: makes the clean Debian, installs the package, lets it be used.

``python -m tests.installed.inside PACKAGE [SCENE...]``, called by ``__main__.py``.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.installed.clean_debian import USERS, clean_debian
from tests.installed.pictures import BUILD, PICTURES
from tests.installed.rights import as_player
from tests.parts.surroundings import short_folder

PLAYER = "maya"


def main(package: str, scenes: list[str]) -> int:
    """Everything that root does; the exit code."""
    # First: where /proc is shared with the namespace that we come from, that one must not get ours.
    for how in (("--make-private",), ("-t", "proc", "proc")):
        subprocess.run(["mount", *how, "/proc"], check=True)
    began = time.monotonic()
    root = BUILD / "root"
    with short_folder() as shared, clean_debian(root, BUILD / "downloads") as debian:
        made = time.monotonic()
        debian.install_file(Path(package))
        installed = time.monotonic()
        print(f"A clean Debian in {made - began:.0f} s, the package in {installed - made:.0f} s")
        brought = debian.run("apt-mark", "showauto").split()
        print(f"apt brought {len(brought)} packages that it depends on", flush=True)
        _give(shared, PLAYER)
        debian.share(shared)
        PICTURES.mkdir(parents=True, exist_ok=True)
        _give(PICTURES, PLAYER)
        play = [sys.executable, "-m", "tests.installed.play", str(root), str(shared), *scenes]
        try:
            return subprocess.run(as_player(PLAYER, play), check=False).returncode
        finally:
            _give(PICTURES, "")


def _give(folder: Path, user: str) -> None:
    """Make a folder and what is in it this user’s, or root’s again."""
    number = USERS.get(user, os.getuid())
    for path in (folder, *folder.rglob("*")):
        os.chown(path, number, number, follow_symlinks=False)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], sys.argv[2:]))
