"""The app as it is, but open to other programs of its user: how much memory it has can be read.

``/proc/PID/smaps_rollup`` of the app itself only root may read (``desktop/system/hardening.py``).
"""

import sys

from desktop.__main__ import main
from desktop.system import hardening


def _stay_open() -> None:
    """What closing would take away is what is measured."""


if __name__ == "__main__":
    hardening.close_to_others = _stay_open
    raise SystemExit(main(sys.argv[1:]))
