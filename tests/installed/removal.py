"""Updated and removed while the app runs; nothing is left then but what is the user’s."""

from pathlib import Path

from tests.installed.installed_stage import FOLDER, NAME, Computer, InstalledStage
from tests.installed.login import StartedAtLogin, entry_of
from tests.installed.rights import run_as_root
from tests.parts.child import program
from tests.walk.keeping import ADDRESS, QUIT
from tests.walk.running_app import running_app
from tests.walk.story import Story

OWN = f"{FOLDER}{NAME}"
DPKG = ("var/lib/dpkg", "var/log", "var/cache/apt", "usr/share/mime-info")


def update_and_remove(stage: InstalledStage, story: Story) -> None:
    """Both while the app runs, as it happens."""
    with running_app(stage) as app:
        app.wait_for(ADDRESS, "Active")
        _put_another_build(stage.computer)
        app.press("History")
        app.wait_for("Signed in")
        story.tell("another build took its place while the app ran: a page never seen opens")
        _in_root(stage.computer, "apt-get", "purge", "--yes", NAME)
        app.open_tray_menu()
        app.key(*QUIT)
        assert app.wait_for_end() == 0, "the app did not end cleanly"
    story.tell("removed the package while the app ran: it quit from the tray")
    assert len(stage.programs()) == 1, f"still running: {stage.programs()}"
    entry = StartedAtLogin.read(entry_of(stage))
    assert entry.is_inert(stage.computer), f"would still be started: {entry}"
    left = [str(file) for file in _left(stage.computer.root)]
    assert not left, f"left behind: {left}"
    home = stage.computer.at(stage.home)
    kept = sorted(str(one.relative_to(home)) for one in home.rglob(f"*{NAME}*"))
    story.tell(f"nothing runs, nothing starts at login, nothing is left but {', '.join(kept)}")


def _put_another_build(computer: Computer) -> None:
    """As dpkg does: a new file gets the name, and whoever has the old one open keeps that."""
    made = f"printf nothing >{OWN}.new && chmod 755 {OWN}.new && mv {OWN}.new {OWN}"
    _in_root(computer, "sh", "-c", made)


def _in_root(computer: Computer, *command: str) -> None:
    run_as_root(program("chroot"), str(computer.root), *command)


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
