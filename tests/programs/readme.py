"""What README shows to be typed or saved, as it stands there."""

import re
from functools import cache

from tests.parts.child import CHECKOUT

SECTION = "Other programs"
FENCED = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@cache
def _blocks() -> tuple[str, ...]:
    readme = (CHECKOUT / "README.md").read_text("utf-8")
    [section] = [one for one in readme.split("\n## ") if one.startswith(SECTION)]
    return tuple(FENCED.findall(section))


def file_shown(name: str) -> str:
    """The one block that begins with a comment of this name."""
    [text] = [block for block in _blocks() if block.startswith(f"# {name}\n")]
    return text


def line_shown(part: str) -> str:
    """The one line behind a ``$`` that holds ``part``, without the ``$``."""
    lines = [line for block in _blocks() for line in block.splitlines()]
    [line] = [line for line in lines if line.startswith("$ ") and part in line]
    return line.removeprefix("$ ")


def number_of_blocks() -> int:
    """How many there are: each is run by a test."""
    return len(_blocks())
