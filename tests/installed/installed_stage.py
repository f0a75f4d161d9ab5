"""The walk’s stage for the installed package: the app is in the clean Debian, all else outside.

What the app finds there is what the package’s dependencies brought. It meets the desktop as every
app does, by sockets: the display’s, the session bus’s. The folder with those is at the same place
inside and outside.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from tests.installed.pictures import PICTURES
from tests.installed.rights import inside
from tests.parts.display import SIZE, display
from tests.parts.private_bus import private_bus
from tests.parts.secret_service import secret_service
from tests.parts.surroundings import surroundings
from tests.walk.screen_reader import ENVIRONMENT, screen_reader
from tests.walk.stage import Answer, Stage, browser

NAME = "cotter-authenticator"
PROGRAM = f"/usr/bin/{NAME}"
FOLDER = f"/usr/lib/{NAME}/"
PATH = "/usr/local/bin:/usr/bin:/bin"
OPENER = "/usr/bin/xdg-open"
"""By its path: what the stage puts first takes pages of the web and opens none of our links."""


@dataclass(frozen=True, slots=True)
class Computer:
    """The clean Debian and the folder that it shares with the outside."""

    root: Path
    shared: Path

    def at(self, path: str | Path) -> Path:
        """Where something of the computer is for us outside."""
        return self.root / str(path).lstrip("/")


@dataclass(frozen=True, slots=True)
class InstalledStage(Stage):
    """A stage whose programs are those of the installed package, run by ``user``."""

    computer: Computer = Computer(Path(), Path())
    user: str = ""

    @property
    def home(self) -> Path:
        """The user’s home as the programs name it."""
        return Path(self.environment["HOME"])

    @property
    def runtime(self) -> Path:
        """Where the app keeps what lasts as long as the login."""
        return Path(self.environment["XDG_RUNTIME_DIR"]) / NAME

    def with_environment(self, **changed: str | None) -> Self:
        """The same with variables set, or left out (None)."""
        environment = {**self.environment, **changed}
        kept = {name: value for name, value in environment.items() if value is not None}
        return replace(self, environment=kept)

    def with_new_home(self, name: str) -> Self:
        """The same for somebody who has just got a home."""
        home = Path(f"/home/{self.user}") / "homes" / name
        self.computer.at(home).mkdir(parents=True)
        return self.with_environment(HOME=str(home))

    def opened_by_the_desktop(self, link: str) -> Answer:
        """Have the desktop find out who opens such links, as a browser does."""
        opener = inside(self.computer.root, self.user, [OPENER])
        return replace(self, program=opener).command(link)

    def _words_if_here(self, process: Path) -> str:
        # The only such processes are ours: our process namespace has no other.
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            return ""
        is_ours = words[0].decode() == PROGRAM or words[0].decode().startswith(FOLDER)
        return b" ".join(words).decode().strip() if is_ours else ""


@contextmanager
def installed_stage(
    computer: Computer,
    user: str,
    name: str,
    *,
    tray: bool = True,
    size: tuple[int, int] = SIZE,
) -> Iterator[InstalledStage]:
    """Set up a desktop in a folder of this name, and take it down again."""
    folder = computer.shared / name
    folder.mkdir()
    environment = surroundings(folder, os.environ)
    with (
        private_bus(folder, environment) as bus,
        secret_service(bus, folder) as keystore,
        display(folder, bus.environment, tray=tray, size=size) as shown,
        screen_reader(folder, shown.environment) as reader,
    ):
        bus.show_prompts_on(shown.environment["DISPLAY"])
        yield InstalledStage(
            folder=folder,
            display=shown,
            keystore=keystore,
            reader=reader,
            environment=_of_login(user, shown.environment, browser(folder)),
            program=inside(computer.root, user, [PROGRAM]),
            pictures=PICTURES,
            computer=computer,
            user=user,
        )


def _of_login(user: str, desktop: Mapping[str, str], programs: Path) -> dict[str, str]:
    """What a login gives a program, and no more: none of our variables, no folder but the home."""
    return {
        "HOME": f"/home/{user}",
        "USER": user,
        "LOGNAME": user,
        "LANG": "C.UTF-8",
        "PATH": f"{programs}:{PATH}",
        "XDG_RUNTIME_DIR": desktop["XDG_RUNTIME_DIR"],
        "XDG_SESSION_TYPE": "x11",
        "DISPLAY": desktop["DISPLAY"],
        "DBUS_SESSION_BUS_ADDRESS": desktop["DBUS_SESSION_BUS_ADDRESS"],
        **ENVIRONMENT,
    }
