"""A copied token on a real display: concealed, gone in time, and gone with the app."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.parts.child import CHECKOUT, PATIENCE, child, wait_until
from tests.parts.display import Display
from tests.parts.display import display as run_display
from tests.parts.surroundings import short_folder, surroundings

TOKEN = "canary-of-the-clipboard-" + "x" * 40
PROGRAM = (sys.executable, "-m", "tests.faults.secrets.copying")
SOON, LATER = "1", "600"


@pytest.fixture(scope="module")
def screen() -> Iterator[Display]:
    """A display of the module's own: its clipboard belongs to nobody at first."""
    with (
        short_folder() as folder,
        run_display(folder, surroundings(folder, os.environ), tray=False) as running,
    ):
        yield running


@contextmanager
def copied(screen: Display, folder: Path, seconds: str) -> "Iterator[subprocess.Popen[str]]":
    """The app's clipboard with the token on it."""
    log, pipe = folder / "copying.log", subprocess.PIPE
    command = (*PROGRAM, "copy", seconds)
    with child(command, screen.environment, log=log, stdin=pipe, stdout=pipe) as app:
        assert app.stdin is not None
        assert app.stdout is not None
        app.stdin.write(f"{TOKEN}\n")
        app.stdin.flush()
        assert app.stdout.readline() == "copied\n", log.read_text("utf-8")
        yield app


def on_the_clipboard(screen: Display) -> dict[str, object]:
    said = subprocess.run(
        (*PROGRAM, "read"), cwd=CHECKOUT, env=dict(screen.environment), capture_output=True,
        text=True, check=True, timeout=PATIENCE,
    )  # fmt: skip
    found: dict[str, object] = json.loads(said.stdout)
    return found


def test_another_program_finds_it_marked_as_concealed(screen: Display, tmp_path: Path) -> None:
    with copied(screen, tmp_path, LATER):
        found = on_the_clipboard(screen)
    assert found["text"] == TOKEN
    assert "x-kde-passwordManagerHint" in str(found["formats"])


def test_it_leaves_when_its_time_is_over(screen: Display, tmp_path: Path) -> None:
    with copied(screen, tmp_path, SOON) as app:
        assert app.stdout is not None
        assert app.stdout.readline() == "left\n"
        assert on_the_clipboard(screen)["text"] == ""


def test_an_app_that_is_killed_takes_it_along(screen: Display, tmp_path: Path) -> None:
    with copied(screen, tmp_path, LATER) as app:
        app.kill()
        app.wait()
        assert on_the_clipboard(screen)["text"] == ""


def test_it_leaves_a_history_that_took_it_over(screen: Display, tmp_path: Path) -> None:
    """One that doesn't look away owns the text then: it is cleared there too."""
    log, pipe = tmp_path / "history.log", subprocess.PIPE
    with child((*PROGRAM, "keep"), screen.environment, log=log, stdout=pipe) as history:
        assert history.stdout is not None
        assert history.stdout.readline() == "up\n"
        with copied(screen, tmp_path, SOON) as app:
            assert history.stdout.readline() == "kept\n"
            assert app.stdout is not None
            assert app.stdout.readline() == "left\n"
            wait_until(lambda: on_the_clipboard(screen)["text"] == "", "an empty clipboard")
