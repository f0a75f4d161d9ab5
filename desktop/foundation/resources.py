"""Where the program's own files are: in a checkout, in a wheel and in a frozen build."""

import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2] / "resources"
INSTALLED = Path(__file__).resolve().parents[1] / "_resources"


def resource(name: str) -> Path:
    """The file or folder ``name``, relative to ``resources/``.

    Raises:
        FileNotFoundError: this installation is not whole.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    roots = (Path(frozen) / "resources",) if frozen else (INSTALLED, CHECKOUT)
    for root in roots:
        if (root / name).exists():
            return root / name
    raise FileNotFoundError(f"no resource {name}")
