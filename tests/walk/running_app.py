"""The app as a person meets it: its window, their keys and clicks, what they read."""

import re
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryDirectory

from tests.parts.child import PATIENCE, child, program, wait_until
from tests.parts.display import Button
from tests.walk.effort import Effort
from tests.walk.screen_reader import Thing
from tests.walk.stage import FAILED, FAILED_TOO, Stage

PROGRAM = "cotter-authenticator"
TITLE = "Cotter Authenticator$"
LOG = "app.log"
LOOK_SECONDS = 0.05
STILL_SECONDS = 1.5
MOST_TABS = 40
ASKED_TOO_LATE = "qt.accessibility.atspi: Could not find accessible on path:"
"""What Qt says of what has just gone, to a reader that asks for it and is refused."""

DARK = 0.4
"""Of white, on the average."""


class RunningApp:
    """One run of the app."""

    def __init__(self, stage: Stage, process: "Popen[str]") -> None:
        """Take the process that :func:`running_app` has started."""
        self._stage = stage
        self._process = process
        self._display = stage.display
        self._window = 0
        self.effort = Effort()
        """What the person has done to it so far."""

    def open_window(self) -> float:
        """Wait for the window and give it the keyboard; the seconds that it took."""
        began = time.monotonic()
        self._window = self._display.window(self._stage.title)
        took = time.monotonic() - began
        self._display.activate(self._window)
        return took

    def log(self) -> str:
        """What all runs so far wrote to their terminal. A healthy app has nothing to say."""
        return (self._stage.folder / LOG).read_text("utf-8")

    # What is read

    def things(self) -> list[Thing]:
        """All that the app shows now."""
        return self._stage.reader.things(PROGRAM)

    def words(self) -> list[str]:
        """Every word that a screen reader can reach, of what isn't shown too."""
        return self._stage.reader.words(PROGRAM)

    def says(self, words: str) -> bool:
        """Whether these words are on the screen now, alone or within a sentence."""
        return any(
            words in said
            for thing in self.things()
            for said in (thing.name, thing.description, thing.text)
        )

    def wait_for(self, *words: str, within: float = PATIENCE) -> None:
        """Wait until all of these are on the screen."""
        for one in words:
            self.wait_until(partial(self.says, one), f"“{one}”", within=within)

    def wait_until(self, is_so: Callable[[], bool], what: str, *, within: float = PATIENCE) -> None:
        """Wait for something, as long as the app runs.

        Raises:
            TimeoutError: it was not so ``within`` seconds.
            RuntimeError: the app has ended.
        """

        def is_so_here() -> bool:
            if self._process.poll() is not None:
                raise RuntimeError(f"the app ended with {self._process.returncode}")
            return is_so()

        wait_until(is_so_here, what, within=within, every=LOOK_SECONDS)

    def wait_until_gone(self, words: str) -> None:
        """Wait until these words are nowhere on the screen."""
        self.wait_until(lambda: not self.says(words), f"“{words}” to go")

    def find(self, name: str, *, role: str = "") -> Thing:
        """Wait for a thing of this name that can be used."""
        found: list[Thing] = []

        def is_there() -> bool:
            found[:] = [
                thing
                for thing in self.things()
                if thing.name == name
                and thing.is_enabled
                and (thing.role == role if role else thing.role != "label")
            ]
            return bool(found)

        self.wait_until(is_there, f"“{name}” to use")
        return found[0]

    def value_after(self, label: str) -> str:
        """What stands after a label, such as the time after “Next renewal”."""
        words = [thing.name for thing in self.things() if thing.role == "label" and thing.name]
        return words[words.index(label) + 1] if label in words[:-1] else ""

    def digits(self, count: int) -> str:
        """Digits that are shown to be typed elsewhere, which are read one by one; or nothing."""
        spelled = re.compile(rf"\d(?: \d){{{count - 1}}}")
        found = [t.description for t in self.things() if spelled.fullmatch(t.description)]
        return found[0].replace(" ", "") if found else ""

    # What is done

    def _click(self, x: int, y: int, button: Button = "left") -> None:
        self.effort += Effort(clicks=1)
        self._display.click(x, y, button)

    def _press_keys(self, *names: str) -> None:
        self.effort += Effort(keys=len(names))
        self._display.key(*names)

    def _type(self, text: str) -> None:
        self.effort += Effort(keys=len(text))
        self._display.type(text)

    def press(self, name: str) -> None:
        """Click on the thing of this name."""
        self._click(*self.find(name).middle)

    def press_row(self, words: str) -> None:
        """Click on the row of a list that has these words in it."""
        found: list[Thing] = []

        def is_there() -> bool:
            found[:] = [t for t in self.things() if t.role == "list item" and words in t.name]
            return bool(found)

        self.wait_until(is_there, f"a row with “{words}”")
        self._click(*found[0].middle)

    def write(self, name: str, text: str) -> None:
        """Put ``text`` into the field of this name, in place of what was there."""
        self._click(*self.find(name, role="text").middle)
        self._press_keys("ctrl+a")
        self._type(text)
        self.wait_until(
            lambda: any(t.name == name and t.text == text for t in self.things()),
            f"“{name}” to hold what was typed",
        )

    def type(self, text: str) -> None:
        """Type into whatever has the keyboard."""
        self._type(text)

    def key(self, *names: str) -> None:
        """Press keys by their X names."""
        self._press_keys(*names)

    def tab_to(self, name: str) -> None:
        """Go to the thing of this name by the tabulator key alone."""
        for _ in range(MOST_TABS):
            if any(thing.name == name and thing.is_focused for thing in self.things()):
                return
            self._press_keys("Tab")
        raise TimeoutError(f"“{name}” can't be reached with the tabulator key")

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self._display.resize(self._window, width, height)

    def open_tray_menu(self) -> None:
        """Open the menu of the tray's icon, which Qt leaves out of what screen readers list."""
        before = self._display.windows_of(PROGRAM)
        tray = self._display.geometry(self._display.tray())
        self._click(tray.x + tray.width - tray.height // 2, tray.y + tray.height // 2, "right")
        self.wait_until(lambda: bool(self._display.windows_of(PROGRAM) - before), "the tray’s menu")

    def click_tray(self) -> None:
        """Click on the tray’s icon."""
        tray = self._display.geometry(self._display.tray())
        self._click(tray.x + tray.width - tray.height // 2, tray.y + tray.height // 2)

    def close_window(self) -> None:
        """Close the window by the window manager’s key, and wait until it is gone."""
        self._press_keys("alt+F4")
        self.wait_until(lambda: not self.is_shown(), "the window to close")

    def is_shown(self) -> bool:
        """Whether the window can be seen."""
        return self._display.shows(self._stage.title)

    def close_tray_menu(self) -> None:
        """Leave the menu without choosing."""
        open_ones = self._display.windows_of(PROGRAM)

        def closes() -> bool:
            # A menu takes the keyboard a moment after it can be seen.
            self._press_keys("Escape")
            return self._display.windows_of(PROGRAM) != open_ones

        self.wait_until(closes, "the menu to close")

    def log_out(self) -> int:
        """End it as the end of a login does; the exit code."""
        self._process.terminate()
        return self.wait_for_end()

    def wait_for_end(self) -> int:
        """Wait until it has ended by itself; the exit code."""
        return self._process.wait(PATIENCE)

    def kill(self) -> None:
        """End it without notice, as a crash would."""
        self._process.kill()
        self._process.wait(PATIENCE)

    def quit(self) -> int:
        """Leave by the keyboard; the exit code."""
        self._press_keys("ctrl+q")
        return self.wait_for_end()

    def wait_until_dark(self) -> None:
        """Wait until the window is dark, as it is when it wears the dark theme."""
        with TemporaryDirectory() as folder:
            file = Path(folder) / "window.png"

            def is_dark() -> bool:
                self._display.screenshot(file, self._window)
                asked = (file, "-colorspace", "gray", "-format", "%[fx:mean]", "info:")
                said = subprocess.run(
                    [program("convert"), *asked], check=True, capture_output=True, text=True
                )
                return float(said.stdout) < DARK

            self.wait_until(is_dark, "the dark theme")

    def screenshot(self, file: Path, *, whole: bool = False) -> None:
        """Write the window, or the whole display, once it stands still for a moment."""
        deadline = time.monotonic() + STILL_SECONDS
        window = None if whole else self._window
        framed = self._stage.framed and not whole
        self._display.screenshot(file, window, framed=framed)
        while time.monotonic() < deadline:
            before = file.read_bytes()
            self._display.screenshot(file, window, framed=framed)
            if file.read_bytes() == before:
                return


@contextmanager
def running_app(stage: Stage, *options: str) -> Iterator[RunningApp]:
    """Start the app and wait for its window; end it, if it still runs then."""
    with started_app(stage, [*(stage.opener or stage.program), *options]) as app:
        app.open_window()
        yield app


@contextmanager
def started_app(stage: Stage, command: Sequence[str]) -> Iterator[RunningApp]:
    """The same by a command line of its own, and without waiting for a window."""
    with child(command, stage.environment, log=stage.folder / LOG) as process:
        app = RunningApp(stage, process)
        try:
            yield app
        except (AssertionError, RuntimeError, TimeoutError) as error:
            # Now: afterwards the window is gone. Of two computers each leaves its own.
            is_second = hasattr(error, "__notes__")
            stage.display.screenshot(stage.pictures / (FAILED_TOO if is_second else FAILED))
            error.add_note(app.log())
            raise
    late = {f'{ASKED_TOO_LATE} "{path}"' for path in stage.reader.refused}
    said = [line for line in app.log().splitlines() if line.strip() not in late]
    assert not said, "the app had something to say:\n" + "\n".join(said)
