"""The package is removed again: nothing of it is left but what is the user’s."""

from pathlib import Path

from tests.installed.installed_stage import NAME, InstalledStage
from tests.installed.login import StartedAtLogin, entry_of
from tests.installed.rights import run_as_root
from tests.parts.child import program
from tests.walk.keeping import ADDRESS, QUIT
from tests.walk.running_app import running_app
from tests.walk.story import Story

DPKG = ("var/lib/dpkg", "var/log", "var/cache/apt", "usr/share/mime-info")


def remove_the_package(stage: InstalledStage, story: Story) -> None:
    """While the app runs, as it happens."""
    with running_app(stage) as app:
        app.wait_for(ADDRESS, "Active")
        run_as_root(program("chroot"), str(stage.computer.root), "apt-get", "purge", "--yes", NAME)
        app.press("History")
        app.wait_for("Signed in")
        app.open_tray_menu()
        app.key(*QUIT)
        assert app.wait_for_end() == 0, "the app did not end cleanly"
    story.tell("removed the package while the app ran: it went on, and quit from the tray")
    assert len(stage.programs()) == 1, f"still running: {stage.programs()}"
    entry = StartedAtLogin.read(entry_of(stage))
    assert entry.is_inert(stage.computer), f"would still be started: {entry}"
    left = [str(file) for file in _left(stage.computer.root)]
    assert not left, f"left behind: {left}"
    home = stage.computer.at(stage.home)
    kept = sorted(str(one.relative_to(home)) for one in home.rglob(f"*{NAME}*"))
    story.tell(f"nothing runs, nothing starts at login, nothing is left but {', '.join(kept)}")


def _left(root: Path) -> list[Path]:
    """All that bears our name outside of homes and of dpkg’s own lists."""
    found = []
    for top in root.iterdir():
        if top.name in {"proc", "sys", "home", "tmp"} or top.is_symlink():
            continue
        found += [
            file
            for file in top.rglob(f"*{NAME}*")
            if not str(file.relative_to(root)).startswith(DPKG)
        ]
    return found
