"""The main job with the installed package: the walk’s scenes, and what only an installation has."""

from collections.abc import Callable
from textwrap import indent

from tests.installed.clean_debian import INSTALL
from tests.installed.installed_stage import Computer, InstalledStage, installed_stage
from tests.installed.login import log_out_and_in
from tests.installed.removal import update_and_remove
from tests.installed.rights import run_as_root
from tests.installed.trays import meet_tray_hosts
from tests.parts.child import program
from tests.parts.service import serve
from tests.walk.beside import use_the_terminal
from tests.walk.demo import try_the_demo
from tests.walk.inviting import look_at_an_invitation
from tests.walk.keeping import TOKEN_SECONDS, keep_a_session
from tests.walk.returning import come_back
from tests.walk.stage import Answer
from tests.walk.story import Story


def live_a_day(computer: Computer, story: Story) -> None:
    """First start, session, renewals, tray, crash, commands, browser."""
    with installed_stage(computer, "maya", "day") as stage:
        try_the_demo(stage, story)
        folder = stage.folder / "service"
        folder.mkdir()
        short = ("--token-lifetime", str(TOKEN_SECONDS))
        with serve(folder, stage.environment, *short, program=stage.program) as service:
            keep_a_session(stage, story, service, renewals=1)
            come_back(stage, story, service)
            use_the_terminal(stage, story, service)
            look_at_the_browser(stage, story)
            look_at_an_invitation(stage, story, service, _desktop_that_opens_links(stage))
            ask_the_doctor(stage, story)
            meet_tray_hosts(stage, story)
            log_out_and_in(stage, story)
            update_and_remove(stage, story)


def look_at_the_browser(stage: InstalledStage, story: Story) -> None:
    """It was started with the environment of the login: libraries of ours would break it."""
    shell = {"PWD", "OLDPWD", "SHLVL", "_"}
    found = stage.environment_of_browser
    changed = {
        name: found.get(name, "")
        for name in (found.keys() | stage.environment.keys()) - shell
        if found.get(name) != stage.environment.get(name)
    }
    assert not changed, f"the browser got another environment than the login’s: {changed}"
    story.tell(f"the browser had been started with the login’s {len(found)} variables, no other")


def _desktop_that_opens_links(stage: InstalledStage) -> Callable[[str], Answer]:
    """What every desktop has for it, put into the clean Debian."""
    run_as_root(
        program("chroot"), str(stage.computer.root), "env", "DEBIAN_FRONTEND=noninteractive",
        *INSTALL, "xdg-utils", "desktop-file-utils",
    )  # fmt: skip
    return stage.opened_by_the_desktop


def ask_the_doctor(stage: InstalledStage, story: Story) -> None:
    """Nothing ails a fresh installation."""
    said = stage.command("doctor")
    assert said.code == 0, f"{said.output}\n{said.errors}"
    story.tell("cotter-authenticator doctor:\n" + indent(said.output, "     "))
