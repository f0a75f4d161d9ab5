"""The two kinds of tray hosts, none, and one that comes late, with a session to look at."""

from contextlib import suppress
from pathlib import Path

from tests.installed.installed_stage import InstalledStage
from tests.parts.child import wait_until
from tests.parts.xfce_panel import xfce_panel
from tests.walk.keeping import ADDRESS, QUIT
from tests.walk.running_app import TITLE, running_app, started_app
from tests.walk.story import Story

HIDDEN = "--hidden"
NO_TRAY = "There is no tray here: closing this window quits."
BEAT_SECONDS = 45.0
"""A host is looked for with each heartbeat."""
PART_OF_PANEL = "wrapper-2.0"
MINIMISED_SECONDS = 60.0
PANEL = "[Ww]rapper"
"""What the panel’s windows call themselves: each of its parts is a program of its own."""


def meet_tray_hosts(stage: InstalledStage, story: Story) -> None:
    """From a desktop with trayer over one without any to one with Xfce’s panel."""
    _close_to_the_tray(stage, story)
    stage.display.end_tray()
    _close_without_a_tray(stage, story)
    _start_hidden_without_a_tray(stage, story)
    _meet_a_late_one(stage, story)
    # The panel’s parts end a moment after it, and there can be one tray at a time.
    wait_until(lambda: not _runs(PART_OF_PANEL), "the panel to be gone")
    stage.display.start_tray()


def _runs(name: str) -> bool:
    """Whether a program of this name runs; our process namespace has none of anybody else’s."""
    for words in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has just ended
            if name in words.read_text("utf-8", "replace"):
                return True
    return False


def _close_to_the_tray(stage: InstalledStage, story: Story) -> None:
    with running_app(stage) as app:
        app.wait_for(ADDRESS, "Active")
        app.close_window()
        assert len(stage.programs()) == 2, f"it did not stay in the tray: {stage.programs()}"
        story.show("closed-to-tray", "closed the window: the icon stays (trayer)", app, whole=True)
        app.click_tray()
        app.wait_until(app.is_shown, "the window to come back")
        story.tell("clicked on the icon: the window is there again")
        app.close_window()
        app.open_tray_menu()
        app.key(*QUIT)
        assert app.wait_for_end() == 0, "the app did not end cleanly"


def _close_without_a_tray(stage: InstalledStage, story: Story) -> None:
    with running_app(stage) as app:
        app.wait_for(NO_TRAY, within=BEAT_SECONDS)
        story.show("no-tray", "no tray on this desktop: said once, what closing means", app)
        stage.display.key("alt+F4")
        assert app.wait_for_end() == 0, "the app did not end cleanly"
        assert stage.keystore.labels, "closing lost the session"
        story.tell("closed the window there: it quit, and the session is kept")


def _start_hidden_without_a_tray(stage: InstalledStage, story: Story) -> None:
    with started_app(stage, [*stage.program, HIDDEN]) as app:
        app.wait_until(
            lambda: stage.display.hides(TITLE), "the minimised window", within=MINIMISED_SECONDS
        )
        story.tell("started hidden where no tray comes: after half a minute a minimised window")
        assert stage.command().code == 0, "the second start did not reach the first"
        app.open_window()
        app.wait_for(ADDRESS)
        story.tell("started it a second time: that window comes to the front")
        assert app.quit() == 0, "the app did not end cleanly"


def _meet_a_late_one(stage: InstalledStage, story: Story) -> None:
    with started_app(stage, [*stage.program, HIDDEN]) as app:
        app.wait_until(lambda: len(stage.programs()) == 2, "the app to start")
        with xfce_panel(stage.display, stage.folder) as panel:
            app.wait_until(lambda: bool(panel.items()), "the icon", within=BEAT_SECONDS)
            assert not app.is_shown(), "a host came, and the window opened"
            where = panel.where()
            middle = (where.x + where.width // 2, where.y + where.height // 2)
            before = stage.display.windows_of(PANEL)
            stage.display.click(*middle, "right")
            # The panel draws the menu, from what the app says of it over D-Bus.
            app.wait_until(lambda: stage.display.windows_of(PANEL) != before, "the menu")
            said = "started hidden, Xfce’s panel came later: it shows the icon and its menu"
            story.show("xfce-panel", said, app, whole=True)
            stage.display.key("Escape")
            app.wait_until(lambda: stage.display.windows_of(PANEL) == before, "the menu to close")
            stage.display.click(*middle)
            app.open_window()
            app.wait_for(ADDRESS)
            story.show("xfce-opened", "clicked on the icon there: the window opens", app)
            assert app.quit() == 0, "the app did not end cleanly"
