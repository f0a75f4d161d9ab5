"""The end of a login and the next one: what the desktop starts then, and what is left of us."""

import configparser
import os
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.installed.installed_stage import NAME, Computer, InstalledStage
from tests.installed.rights import inside
from tests.parts.child import wait_until
from tests.walk.keeping import ADDRESS, QUIT
from tests.walk.running_app import running_app, started_app
from tests.walk.story import Story

FILE = ".config/autostart/cotter-authenticator.desktop"
MADE_SECONDS = 45.0
"""It is made with the heartbeat after somebody signed in."""


@dataclass(frozen=True, slots=True)
class StartedAtLogin:
    """What a desktop reads in the autostart folder (Desktop Entry Specification 1.5)."""

    command: tuple[str, ...]
    tried: str
    """``TryExec``: where there is no such program, the entry counts as not there."""

    @classmethod
    def read(cls, file: Path) -> Self:
        """Parse the file."""
        entry = configparser.RawConfigParser(strict=True)
        entry.optionxform = str  # type: ignore[assignment,method-assign]
        entry.read(file, "utf-8")
        keys = entry["Desktop Entry"]
        assert keys["Type"] == "Application"
        return cls(tuple(shlex.split(keys["Exec"].replace("%%", "%"))), keys["TryExec"])

    def is_inert(self, computer: Computer) -> bool:
        """Whether a desktop starts nothing for it."""
        return not os.access(computer.at(self.tried), os.X_OK)


def entry_of(stage: InstalledStage) -> Path:
    """Where the user’s entry is for us outside."""
    return stage.computer.at(stage.home / FILE)


def log_out_and_in(stage: InstalledStage, story: Story) -> None:
    """The session’s programs end, and the desktop starts what it finds."""
    file = entry_of(stage)
    with running_app(stage) as app:
        app.wait_for(ADDRESS, "Active")
        wait_until(file.is_file, "the entry that starts us at login", within=MADE_SECONDS)
        assert app.log_out() == 0, "the app did not end cleanly with the login"
    entry = StartedAtLogin.read(file)
    assert not entry.is_inert(stage.computer), f"nothing would be started: {entry}"
    story.tell(f"logged out; the desktop will start “{' '.join(entry.command)}”")
    with started_app(stage, inside(stage.computer.root, stage.user, entry.command)) as app:
        app.wait_until(lambda: len(stage.programs()) == 2, "the app to start")
        app.wait_until(lambda: ADDRESS in stage.command("status").output, "the session")
        app.wait_until(lambda: bool(stage.display.windows_of(NAME)), "the icon")
        app.open_tray_menu()
        assert not app.is_shown(), "started at login, it opened its window"
        story.show(
            "logged-in", "logged in: it is in the tray, signed in, no window", app, whole=True
        )
        app.close_tray_menu()
        second = stage.command()
        assert second.code == 0, second.errors
        app.open_window()
        app.wait_for(ADDRESS, "Active")
        story.tell("chose it in the menu: the one from the login came to the front")
        app.open_tray_menu()
        app.key(*QUIT)
        assert app.wait_for_end() == 0, "the app did not end cleanly"
