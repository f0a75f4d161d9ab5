"""Starts that go wrong on the installed computer: a clear sentence each, and nothing is lost."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from textwrap import indent

from tests.installed.installed_stage import Computer, InstalledStage, installed_stage
from tests.installed.rights import run_as_root
from tests.parts.child import child
from tests.walk.running_app import RunningApp, running_app
from tests.walk.story import Story

FONTS = "/usr/share/fonts"
LIBRARY = "usr/lib/*/libEGL.so.1"
FOUR_K = (3840, 2160)
ROOM_BYTES = 64 * 1024


def start_oddly(computer: Computer, story: Story) -> None:
    """One odd thing after the other."""
    with installed_stage(computer, "maya", "odd") as stage:
        _be_refused(stage, story)
        _live_with_it(stage, story)
        _be_told_in_a_window(stage, story)
    with installed_stage(computer, "maya", "large", size=FOUR_K) as stage:
        large = stage.with_new_home("large").with_environment(QT_SCALE_FACTOR="2")
        with running_app(large) as app:
            app.wait_for("Connect to a service")
            story.show("four-k", "a 4K screen, everything twice as large", app, whole=True)
            assert app.quit() == 0, "the app did not end cleanly"


def _be_refused(stage: InstalledStage, story: Story) -> None:
    """The app can’t open; it says why in the terminal, at once, and changes nothing."""
    home = stage.with_new_home("refused")
    story.tell("the app can’t open; it says why, and leaves nothing behind:")
    _says(home.with_environment(QT_QPA_PLATFORM="nonsense"), story, "QT_QPA_PLATFORM is “nonsense”")
    _says(home.with_environment(DISPLAY=None), story, "no display to open the app on")
    _says(home.with_environment(DISPLAY=":4711"), story, "can't draw on the display “:4711”")
    with _empty(stage.computer, FONTS):
        _says(home, story, "There is no font on this computer")
    with _without_library(stage.computer):
        _says(home, story, "libEGL.so.1 (Debian: apt install libegl1)")
    left = list(stage.computer.at(home.home).rglob("cotter-authenticator*"))
    assert not left, f"a start that could not be left files: {left}"


def _says(stage: InstalledStage, story: Story, sentence: str) -> None:
    answer = stage.command()
    assert answer.code == 1, f"ended with {answer.code}: {answer.errors}"
    assert sentence in answer.errors, f"“{sentence}” was not said, but: {answer.errors}"
    assert len(answer.errors.splitlines()) == 1, f"more than a sentence: {answer.errors}"
    story.tell(f"  {answer.errors}")


def _live_with_it(stage: InstalledStage, story: Story) -> None:
    """The app opens, and says what does not work."""
    busless = stage.with_new_home("busless").with_environment(DBUS_SESSION_BUS_ADDRESS=None)
    with running_app(busless) as app:
        # A screen reader needs the bus as well: what is shown there is in the picture.
        story.show("no-bus", "no session bus: the window opens", app)
        assert app.quit() == 0, "the app did not end cleanly"
    said = busless.command("doctor")
    assert "keystore" in said.output, said
    story.tell("and the doctor says:\n" + indent(said.output, "     "))


def _be_told_in_a_window(stage: InstalledStage, story: Story) -> None:
    """Who clicked on an icon sees no terminal."""
    home = stage.with_new_home("read-only")
    log = stage.folder / "read-only.log"
    with (
        _read_only(stage.computer, home.home),
        child(home.program, home.environment, log=log) as process,
    ):
        app = RunningApp(home, process)
        app.open_window()
        app.wait_for("can’t be written", "Read-only file system")
        story.show("read-only", "a home that can’t be written: said in a window", app)
        app.key("Escape")
        assert app.wait_for_end() == 1, "the app did not end as one that could not start"
    assert "Read-only file system" in log.read_text("utf-8"), log.read_text("utf-8")
    home = stage.with_new_home("full")
    with _full(stage.computer, home.home), running_app(home) as app:
        app.press("Settings")
        app.press("Dark")
        app.wait_for("can’t be written", "No space left on device")
        story.show("full", "a home on a full disk: it opens, and says what it can’t keep", app)
        assert app.quit() == 0, "the app did not end cleanly"


@contextmanager
def _empty(computer: Computer, folder: str) -> Iterator[None]:
    """Hide what is in a folder while the block lasts."""
    where = str(computer.at(folder))
    run_as_root("mount", "-t", "tmpfs", "none", where)
    try:
        yield
    finally:
        run_as_root("umount", where)


@contextmanager
def _without_library(computer: Computer) -> Iterator[None]:
    """Take a library away while the block lasts."""
    (library,) = (link.resolve() for link in computer.root.glob(LIBRARY))
    run_as_root("mv", str(library), f"{library}.away")
    try:
        yield
    finally:
        run_as_root("mv", f"{library}.away", str(library))


@contextmanager
def _read_only(computer: Computer, home: Path) -> Iterator[None]:
    """A home that nobody can write to."""
    where = str(computer.at(home))
    run_as_root("mount", "--bind", where, where)
    run_as_root("mount", "-o", "remount,bind,ro", where)
    try:
        yield
    finally:
        run_as_root("umount", "--lazy", where)


@contextmanager
def _full(computer: Computer, home: Path) -> Iterator[None]:
    """A home on a disk that has no byte left."""
    where = computer.at(home)
    run_as_root("mount", "-t", "tmpfs", "-o", f"size={ROOM_BYTES},mode=777", "none", str(where))
    try:
        with (where / "everything").open("wb") as file, suppress(OSError):
            file.write(b"\0" * (2 * ROOM_BYTES))
        yield
    finally:
        run_as_root("umount", "--lazy", str(where))
