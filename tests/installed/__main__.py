"""Installs the package on a clean Debian 12 and uses it there: ``python -m tests.installed``.

Prints each step and leaves pictures in ``build/installed/pictures``. ``python -m tests.installed
SCENE...`` plays some scenes only. Where it can’t run it says why and fails. Root makes a mount and
a process namespace, in which everything happens (``inside.py``), so nothing is left: no mount, no
process, no root folder.
"""

import subprocess
import sys

from tests.installed.hindrance import hindrance, namespaces
from tests.installed.package import fresh_package


def main(words: list[str]) -> int:
    """Play what was named, or everything; the exit code."""
    if reason := hindrance():
        print(f"The installed package can’t be played here: {reason}.", file=sys.stderr)
        return 1
    package = fresh_package()
    print(f"Installing {package.name} ({package.stat().st_size / 1e6:.1f} MB)", flush=True)
    inside = [sys.executable, "-m", "tests.installed.inside", str(package), *words]
    return subprocess.run([*namespaces(), *inside], check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
