"""What the walk stands on: real parts of its own, and nothing of the person who plays it."""

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.parts.child import CHECKOUT, FROM_SOURCE, PATIENCE, child, wait_until
from tests.parts.display import Display, display
from tests.parts.private_bus import private_bus
from tests.parts.secret_service import SecretService, secret_service
from tests.parts.surroundings import short_folder, surroundings
from tests.walk.desktop_theme import dress_desktop
from tests.walk.screen_reader import ENVIRONMENT, ScreenReader, screen_reader

PICTURES = CHECKOUT / "build" / "walk"
FAILED, FAILED_TOO = "failed.png", "failed-too.png"


@dataclass(frozen=True, slots=True)
class Answer:
    """How a command of the terminal ended."""

    code: int
    output: str
    errors: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A display with window manager and tray, a keystore, and a screen reader."""

    folder: Path
    display: Display
    keystore: SecretService
    reader: ScreenReader
    environment: Mapping[str, str]
    """What a program started here needs; its files all go into ``folder``."""
    program: Sequence[str] = FROM_SOURCE
    """How a command line of ours begins."""
    opener: Sequence[str] = ()
    """How one that opens the app begins, where that is another."""
    pictures: Path = PICTURES
    """Where a picture of the moment goes in which something did not come true."""
    framed: bool = False
    """Whether a picture of a window is one of its frame, too."""
    title: str = "Cotter Authenticator$"
    """What the app’s window is called, a regular expression."""

    @property
    def home(self) -> Path:
        """The folder of all files of the app."""
        return Path(self.environment["COTTER_AUTHENTICATOR_HOME"])

    @property
    def runtime(self) -> Path:
        """The folder of what lasts as long as the login: sockets, the demo’s files."""
        return self.home / "runtime"

    def command(self, *words: str, typed: str = "") -> Answer:
        """Run a command of ours as a person does in a terminal; ``typed`` is standard input."""
        ended = subprocess.run(
            [*self.program, *words],
            cwd=CHECKOUT,
            env=dict(self.environment),
            input=typed,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        return Answer(ended.returncode, ended.stdout.strip(), ended.stderr.strip())

    def type_into(self, *words: str, asks: str, answer: Callable[[], str]) -> Answer:
        """Run a command that asks for something on the way: wait for ``asks``, then type.

        Raises:
            TimeoutError: it did not ask.
        """
        command = [*self.program, *words]
        log = self.folder / "terminal.log"
        log.unlink(missing_ok=True)
        pipe = subprocess.PIPE
        with child(command, self.environment, log=log, stdin=pipe, stdout=pipe) as process:
            wait_until(lambda: asks in log.read_text("utf-8"), f"“{asks}”")
            output, _ = process.communicate(f"{answer()}\n", timeout=PATIENCE)
            return Answer(process.returncode, output.strip(), log.read_text("utf-8").strip())

    @property
    def opened(self) -> Path:
        """Where the person's browser leaves the address that it was asked to open."""
        return self.folder / "opened"

    @property
    def environment_of_browser(self) -> dict[str, str]:
        """What that browser was started with."""
        lines = (self.folder / "opened.environment").read_text("utf-8").splitlines()
        parts = (line.partition("=") for line in lines)
        return {name: value for name, equals, value in parts if equals}

    def programs(self) -> list[str]:
        """The command lines of all programs of ours that run on this stage."""
        return [words for words in map(self._words_if_here, Path("/proc").glob("[0-9]*")) if words]

    def _words_if_here(self, process: Path) -> str:
        home = f"COTTER_AUTHENTICATOR_HOME={self.home}".encode()
        try:
            here = home in (process / "environ").read_bytes().split(b"\0")
            words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
        except OSError:
            return ""  # it has ended, or is another user's
        return words if here and " -m " in words else ""


# The walk itself is the person at the browser: it reads the pages and fills in their forms.
_BROWSER = """\
#!/bin/sh
env >"{file}.environment"
printf %s "$1" >"{file}.new" && mv "{file}.new" "{file}"
"""


def browser(folder: Path) -> Path:
    """Make the program that desktops open pages with; its folder."""
    programs = folder / "bin"
    programs.mkdir()
    opener = programs / "xdg-open"
    opener.write_text(_BROWSER.format(file=folder / "opened"), "utf-8")
    opener.chmod(0o700)
    return programs


@contextmanager
def stage(opener: Sequence[str] = FROM_SOURCE, *, dark: bool = False) -> Iterator[Stage]:
    """Set everything up in a temporary folder, and take it down again.

    ``opener`` is how a command line begins that opens the app; ``dark`` are the desktop’s frames.
    """
    with short_folder() as folder:
        environment = surroundings(folder, os.environ)
        dress_desktop(environment, dark=dark)
        with (
            private_bus(folder, environment) as bus,
            secret_service(bus, folder) as keystore,
            display(folder, bus.environment) as shown,
            screen_reader(folder, shown.environment) as reader,
        ):
            bus.show_prompts_on(shown.environment["DISPLAY"])
            path = f"{browser(folder)}{os.pathsep}{environment['PATH']}"
            ours = {**shown.environment, **ENVIRONMENT, "PATH": path}
            yield Stage(folder, shown, keystore, reader, ours, opener=opener, framed=True)
