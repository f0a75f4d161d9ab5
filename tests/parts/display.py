"""A virtual X display with a window manager and a tray, and the hands and eyes to use it."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.parts.child import PATIENCE, child, program, wait_until

SIZE = (1280, 900)

Button = Literal["left", "middle", "right"]
_NUMBERS: dict[Button, str] = {"left": "1", "middle": "2", "right": "3"}


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where a window is, in pixels of the display."""

    x: int
    y: int
    width: int
    height: int


class Display:
    """A running display; :func:`display` starts it."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        """Take the environment that leads to the display, and the folder for logs."""
        self.environment: Mapping[str, str] = environment
        """What a program needs to show its windows here."""
        self._folder = folder
        self._tray = ExitStack()

    def start_tray(self) -> None:
        """Put a tray into the lower right corner."""
        command = [
            program("trayer"), "--edge", "bottom", "--align", "right",
            "--widthtype", "pixel", "--width", "200", "--height", "32",
        ]  # fmt: skip
        self._tray.enter_context(child(command, self.environment, log=self._folder / "tray.log"))
        wait_until(lambda: bool(self._search("--class", "trayer")), "the tray")

    def tray(self) -> int:
        """The tray's window. Its icons stand at the right."""
        return self._search("--class", "trayer")[-1]

    def end_tray(self) -> None:
        """Take the tray away."""
        self._tray.close()

    def window(self, title: str, *, within: float = PATIENCE) -> int:
        """Wait for a visible window whose title matches the regular expression; give its id.

        Raises:
            TimeoutError: none came ``within`` seconds.
        """
        return self._wait_for("--name", title, within)

    def window_of(self, program_class: str, *, within: float = PATIENCE) -> int:
        """The same by the class of its program, for a window without a title.

        Raises:
            TimeoutError: none came ``within`` seconds.
        """
        return self._wait_for("--class", program_class, within)

    def shows(self, title: str) -> bool:
        """Whether a window whose title matches the regular expression can be seen."""
        return self.count(title) > 0

    def count(self, title: str) -> int:
        """How many such windows can be seen."""
        return len(self._search("--onlyvisible", "--name", title))

    def hides(self, title: str) -> bool:
        """Whether there is such a window and it can’t be seen, as a minimised one."""
        return bool(self._search("--name", title)) and not self.shows(title)

    def windows_of(self, program_class: str) -> set[int]:
        """All visible windows of a program, menus too."""
        return set(self._search("--onlyvisible", "--class", program_class))

    def _wait_for(self, criterion: str, pattern: str, within: float) -> int:
        found: list[int] = []

        def appeared() -> bool:
            found[:] = self._search("--onlyvisible", criterion, pattern)
            return bool(found)

        wait_until(appeared, f"a window “{pattern}”", within=within)
        return found[-1]

    def geometry(self, window: int) -> Geometry:
        """Where the window is."""
        lines = self._xdotool("getwindowgeometry", "--shell", str(window)).split()
        values = dict(line.split("=") for line in lines)
        return Geometry(*(int(values[name]) for name in ("X", "Y", "WIDTH", "HEIGHT")))

    def resize(self, window: int, width: int, height: int) -> None:
        """Give the window another size and wait until it has it."""
        self._xdotool("windowsize", "--sync", str(window), str(width), str(height))

    def activate(self, window: int) -> None:
        """Bring the window to the front and give it the keyboard."""
        self._xdotool("windowactivate", "--sync", str(window))

    def click(self, x: int, y: int, button: Button = "left") -> None:
        """Click at a pixel of the display."""
        self._xdotool("mousemove", "--sync", str(x), str(y), "click", _NUMBERS[button])

    def key(self, *names: str) -> None:
        """Press keys by their X names, one after the other: ``Tab``, ``ctrl+v``, ``Return``."""
        self._xdotool("key", "--clearmodifiers", *names)

    def type(self, text: str) -> None:
        """Type ASCII into whatever has the keyboard.

        Other letters would change the keyboard's layout for a moment, and get lost now and then.
        """
        self._xdotool("type", "--clearmodifiers", "--delay", "8", "--file", "-", text=text)

    def move_pointer(self, x: int, y: int) -> None:
        """Leave the pointer at a pixel of the display."""
        self._xdotool("mousemove", "--sync", str(x), str(y))

    def screenshot(self, file: Path, window: int | None = None, *, framed: bool = False) -> None:
        """Write one window, or the whole display, as PNG; the same picture gives the same bytes.

        ``framed`` is with what the window manager puts around it.
        """
        file.parent.mkdir(parents=True, exist_ok=True)
        shown = "root" if window is None else str(window)
        undated = "png:exclude-chunks=date,time"
        around = ["-frame"] if framed else []
        self._run(program("import"), *around, "-window", shown, "-define", undated, str(file))

    def _search(self, *criteria: str) -> list[int]:
        found = subprocess.run(
            [program("xdotool"), "search", *criteria],
            env=dict(self.environment),
            capture_output=True,
            text=True,
            check=False,  # finding nothing is exit code 1
        )
        return [int(line) for line in found.stdout.split()]

    def _xdotool(self, *arguments: str, text: str | None = None) -> str:
        return self._run(program("xdotool"), *arguments, text=text)

    def _run(self, *command: str, text: str | None = None) -> str:
        return subprocess.run(
            command,
            env=dict(self.environment),
            input=text,
            capture_output=True,
            text=True,
            check=True,
            timeout=PATIENCE,
        ).stdout


@contextmanager
def display(
    folder: Path,
    environment: Mapping[str, str],
    *,
    tray: bool = True,
    size: tuple[int, int] = SIZE,
) -> Iterator[Display]:
    """Start a display on a free number, a window manager, and a tray unless told not to."""
    log = folder / "display.log"
    with ExitStack() as running:
        number = _start_server(running, environment, log, size)
        ours = {**environment, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        running.enter_context(child([program("openbox"), "--sm-disable"], ours, log=log))
        shown = Display(ours, folder)
        wait_until(lambda: _has_window_manager(ours), "the window manager")
        running.callback(shown.end_tray)
        if tray:
            shown.start_tray()
        yield shown


def _start_server(
    running: ExitStack, environment: Mapping[str, str], log: Path, size: tuple[int, int]
) -> int:
    ready, write_end = os.pipe()
    width, height = size
    command = [
        program("Xvfb"), "-displayfd", str(write_end), "-screen", "0", f"{width}x{height}x24",
        "-nolisten", "tcp", "-noreset",
    ]  # fmt: skip
    with os.fdopen(ready) as number, os.fdopen(write_end, "w") as handed_on:
        running.enter_context(child(command, environment, log=log, pass_fds=[write_end]))
        handed_on.close()
        answer = number.readline().strip()
    if not answer:
        raise RuntimeError(log.read_text("utf-8"))
    return int(answer)


def _has_window_manager(environment: Mapping[str, str]) -> bool:
    # Fails until somebody keeps the list of desktops, which is the window manager's task.
    asked = subprocess.run(
        [program("xdotool"), "get_num_desktops"],
        env=dict(environment),
        capture_output=True,
        check=False,
    )
    return asked.returncode == 0
