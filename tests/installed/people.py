"""One computer, several users and homes: an app for each, and a second start finds it."""

from contextlib import ExitStack
from dataclasses import replace

from tests.installed.clean_debian import USERS
from tests.installed.installed_stage import PROGRAM, Computer, InstalledStage, installed_stage
from tests.installed.rights import inside, run_as_root
from tests.parts.child import child, wait_until
from tests.walk.running_app import TITLE
from tests.walk.story import Story

LONGEST_NAME = 200
"""A socket’s path may have 108 bytes; a folder’s name 255."""


def share_a_computer(computer: Computer, story: Story) -> None:
    """Open the app for everybody at once, and once more for each."""
    with installed_stage(computer, "maya", "people") as stage, ExitStack() as running:
        everybody = {
            "maya": stage.with_new_home("plain"),
            "maya, in another home": stage.with_environment(
                COTTER_AUTHENTICATOR_HOME="/home/maya/another"
            ),
            "maya, in a home with a long name": stage.with_environment(
                COTTER_AUTHENTICATOR_HOME=f"/home/maya/{'long' * (LONGEST_NAME // 4)}"
            ),
            "noor": _another_user(stage),
        }
        for number, (who, place) in enumerate(everybody.items(), start=1):
            log = stage.folder / f"{number}.log"
            running.enter_context(child(place.program, place.environment, log=log))
            wait_until(lambda: stage.display.count(TITLE) == number, f"the window of {who}")  # noqa: B023
        story.tell(f"opened at once by {'; '.join(everybody)}: {len(everybody)} windows")
        for who, place in everybody.items():
            second = place.command()
            assert second.code == 0, f"{who}: {second.errors}"
        assert stage.display.count(TITLE) == len(everybody), "a second start opened a window"
        story.tell("started once more by each: no further window")


def _another_user(stage: InstalledStage) -> InstalledStage:
    """Somebody who sits at the same screen, with a login and no keystore of their own."""
    runtime = stage.folder / "run-noor"
    number = str(USERS["noor"])
    run_as_root("install", "-d", "-o", number, "-g", number, "-m", "700", str(runtime))
    theirs = stage.with_environment(
        HOME="/home/noor",
        USER="noor",
        LOGNAME="noor",
        XDG_RUNTIME_DIR=str(runtime),
        DBUS_SESSION_BUS_ADDRESS=None,
        COTTER_AUTHENTICATOR_KEYSTORE="memory",
    )
    return replace(theirs, user="noor", program=inside(stage.computer.root, "noor", [PROGRAM]))
