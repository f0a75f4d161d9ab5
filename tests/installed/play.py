"""Uses the installed package as a person does: ``python -m tests.installed.play ROOT SHARED …``.

Called by ``inside.py``, as the user whose computer it is.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.installed.company import work_for_a_company
from tests.installed.everyday import live_a_day
from tests.installed.installed_stage import Computer
from tests.installed.odd_starts import start_oddly
from tests.installed.people import share_a_computer
from tests.installed.pictures import PICTURES
from tests.walk.stage import FAILED
from tests.walk.story import Story

SCENES: dict[str, Callable[[Computer, Story], None]] = {
    "odd-starts": start_oddly,
    "people": share_a_computer,
    "company": work_for_a_company,
    "everyday": live_a_day,  # at its end the package is removed
}


def main(root: Path, shared: Path, words: list[str]) -> int:
    """Play the scenes; the exit code."""
    if unknown := set(words) - set(SCENES):
        print(f"No such scene: {', '.join(unknown)}. There are {', '.join(SCENES)}.")
        return 2
    computer = Computer(root, shared)
    story = Story(PICTURES)
    try:
        for name in words or SCENES:
            print(f"{name}:", flush=True)
            SCENES[name](computer, story)
    except (AssertionError, RuntimeError, TimeoutError, subprocess.SubprocessError) as error:
        print(f"It stopped: {error}. Picture: {PICTURES / FAILED}", file=sys.stderr)
        print(*getattr(error, "__notes__", ()), sep="\n", file=sys.stderr)
        return 1
    story.end()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]))
