"""Starts on a desktop that lacks something, or has more of it than usual."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.foundation.paths import Paths
from desktop.system.single_instance import SingleInstance
from tests.faults.starts.started import APP
from tests.parts.child import CHECKOUT, PATIENCE, child
from tests.parts.display import Display, Geometry
from tests.parts.display import display as run_display
from tests.parts.private_bus import PrivateBus

TITLE = "Cotter Authenticator$"


@pytest.fixture
def large(bus: PrivateBus, tmp_path: Path) -> Iterator[Display]:
    """A screen of 3840 by 2160 pixels."""
    with run_display(tmp_path, os.environ, size=(3840, 2160)) as running:
        yield running


@pytest.mark.parametrize("scale", ["1", "1.5", "2", "3"])
def test_on_a_scaled_screen_the_window_is_as_large_to_the_eye_and_whole(
    large: Display, home: Path, tmp_path: Path, scale: str
) -> None:
    environment = {**os.environ, **large.environment, "QT_SCALE_FACTOR": scale}
    log = tmp_path / "log"
    with child(APP, environment, log=log):
        where = large.geometry(large.window(TITLE))
    assert (where.width, where.height) == (round(960 * float(scale)), round(640 * float(scale)))
    assert is_on(where, 3840, 2160)
    assert log.read_text("utf-8") == ""


def is_on(where: Geometry, width: int, height: int) -> bool:
    return (
        min(where.x, where.y) >= 0
        and where.x + where.width <= width
        and where.y + where.height <= height
    )


def test_without_a_bus_the_window_opens_and_nothing_is_written_to_standard_error(
    display: Display, home: Path, tmp_path: Path
) -> None:
    environment = {**os.environ, **display.environment}
    del environment["DBUS_SESSION_BUS_ADDRESS"]
    environment["XDG_RUNTIME_DIR"] = str(tmp_path)
    log = tmp_path / "log"
    with child(APP, environment, log=log) as app:
        display.window(TITLE)
        assert app.poll() is None
    assert (app.returncode, log.read_text("utf-8")) == (0, "")


@pytest.mark.parametrize("kind", ["missing", "of another user", "a file"])
def test_with_a_runtime_folder_of_no_use_a_second_copy_still_finds_the_first(
    display: Display, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    runtime = tmp_path / "runtime"
    if kind == "of another user":
        runtime.mkdir(mode=0o700)
        if os.geteuid() == 0:
            os.chown(runtime, 65534, 65534)
    elif kind == "a file":
        runtime.touch()
    variables = {"XDG_RUNTIME_DIR": str(runtime)}
    for name in ("CONFIG", "DATA", "STATE"):
        variables[f"XDG_{name}_HOME"] = str(tmp_path / "user" / name)
    environment = {**os.environ, **display.environment, **variables}
    del environment["COTTER_AUTHENTICATOR_HOME"]
    log = tmp_path / "log"
    with child(APP, environment, log=log) as first:
        window = display.window(TITLE)
        second = subprocess.run(
            APP, cwd=CHECKOUT, env=environment, check=False, timeout=PATIENCE, capture_output=True
        )
        assert (second.returncode, second.stderr) == (0, b"")
        assert display.window(TITLE) == window
        assert first.poll() is None
    assert (first.returncode, log.read_text("utf-8")) == (0, "")
    if kind == "of another user" and os.geteuid() == 0:
        assert list(runtime.iterdir()) == []


def test_a_home_at_the_end_of_a_very_long_path_has_one_copy(
    display: Display, home: Path, tmp_path: Path
) -> None:
    # Sixteen times what the name of a socket can hold.
    deep = home.joinpath(*(letter * 200 for letter in "abcdefgh"))
    environment = {**os.environ, **display.environment, "COTTER_AUTHENTICATOR_HOME": str(deep)}
    log = tmp_path / "log"
    with child(APP, environment, log=log) as first:
        window = display.window(TITLE)
        second = subprocess.run(
            APP, cwd=CHECKOUT, env=environment, check=False, timeout=PATIENCE, capture_output=True
        )
        assert (second.returncode, second.stderr) == (0, b"")
        assert display.window(TITLE) == window
    assert (first.returncode, log.read_text("utf-8")) == (0, "")
    assert SingleInstance(Paths.from_environment(environment)).claim()
