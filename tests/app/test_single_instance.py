"""One copy of the app for each home; a second one brings the first to the front."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.foundation.paths import Paths
from desktop.foundation.start_errors import CopySilentError
from desktop.system.call import Call
from desktop.system.single_instance import SingleInstance, socket_file
from tests.guards.log import LogWatch
from tests.parts.child import CHECKOUT, PATIENCE, child, program, wait_until
from tests.parts.display import Display
from tests.parts.normal_user import as_normal_user
from tests.parts.open_app import OpenApp
from tests.parts.surroundings import short_folder

TITLE = "Cotter Authenticator$"
APP = [sys.executable, "-m", "desktop"]
HOLDER = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.foundation.paths import Paths
from desktop.system.single_instance import SingleInstance
application = QCoreApplication([])
home = Path(sys.argv[1])
first = SingleInstance(Paths(home, home, home, home))
print(first.claim(), flush=True)
first.listen()
print("listening", flush=True)
time.sleep(60)
"""

KNOCK = """
import socket, sys
try:
    socket.socket(socket.AF_UNIX).connect(sys.argv[1])
except OSError as error:
    print(type(error).__name__)
"""


def instance(folder: Path) -> SingleInstance:
    return SingleInstance(Paths(folder, folder, folder, folder))


@contextmanager
def killed_copy(folder: Path) -> Iterator[None]:
    """A copy that listened and was ended by kill -9."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "True\n"
    assert process.stdout.readline() == "listening\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    yield


@pytest.fixture(params=["short", "long"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A home whose socket fits into the runtime folder, and one where it doesn't."""
    return tmp_path / (request.param if request.param == "short" else "long" * 25)


class TestCalling:
    """A lock says who is first; a socket carries one line."""

    def test_the_second_copy_calls_the_first_with_its_token(
        self, qtbot: QtBot, folder: Path
    ) -> None:
        first, second = instance(folder), instance(folder)
        assert first.claim()
        first.listen()
        assert not second.claim()
        heard: list[Call] = []
        first.called.connect(heard.append)
        calls = [Call(f"token{number}", f"cotter-authenticator://{number}") for number in range(3)]
        for call in calls:
            second.call_first(call)
        qtbot.waitUntil(lambda: len(heard) == 3)
        assert heard == calls
        first.release()
        assert second.claim()
        second.release()

    def test_a_copy_that_was_killed_is_in_nobodys_way(self, qtbot: QtBot, folder: Path) -> None:
        with killed_copy(folder):
            next_one, another = instance(folder), instance(folder)
            assert next_one.claim()
            next_one.listen()
            with qtbot.waitSignal(next_one.called) as heard:
                another.call_first(Call())
            assert heard.args == [Call()]
            next_one.release()

    def test_two_homes_have_a_copy_each(self, qtbot: QtBot, folder: Path) -> None:
        one, other = instance(folder / "one"), instance(folder / "other")
        assert one.claim()
        assert other.claim()
        one.listen()
        other.listen()
        with qtbot.waitSignal(other.called), qtbot.assertNotEmitted(one.called):
            instance(folder / "other").call_first(Call())
        one.release()
        other.release()

    def test_a_caller_that_says_more_than_a_token_is_not_listened_to_for_ever(
        self, qtbot: QtBot, folder: Path
    ) -> None:
        first = instance(folder)
        assert first.claim()
        first.listen()
        with qtbot.waitSignal(first.called) as heard:
            instance(folder).call_first(Call("x" * 100_000, "漢" * 100_000))
        assert heard.args == [Call("x" * 1024, "漢" * 2049)]
        first.release()

    def test_nobody_listening_is_noticed(
        self, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("desktop.system.single_instance.LISTENING_SECONDS", 0.1)
        first = instance(folder)
        assert first.claim()
        with pytest.raises(CopySilentError):
            instance(folder).call_first(Call())
        first.release()

    def test_a_socket_that_cant_be_made_is_logged_and_the_app_goes_on(
        self, qtbot: QtBot, tmp_path: Path, log_watch: LogWatch
    ) -> None:
        in_the_way = Paths(tmp_path, tmp_path, tmp_path, tmp_path / "run")
        in_the_way.runtime.write_bytes(b"")
        (tmp_path / socket_file(in_the_way).name / "in the way").mkdir(parents=True)
        log_watch.expect("can't call this one")
        first = SingleInstance(in_the_way)
        assert first.claim()
        first.listen()
        first.release()

    def test_where_the_runtime_folder_takes_no_socket_the_state_folder_does(
        self, qtbot: QtBot, folder: Path
    ) -> None:
        folder.mkdir()
        (folder / "run").write_bytes(b"")
        paths = Paths(folder, folder, folder, folder / "run")
        first = SingleInstance(paths)
        assert first.claim()
        first.listen()
        with qtbot.waitSignal(first.called):
            SingleInstance(paths).call_first(Call())
        first.release()

    def test_who_has_another_runtime_folder_finds_the_first_copy(
        self, qtbot: QtBot, folder: Path
    ) -> None:
        first = SingleInstance(Paths(folder, folder, folder, folder / "of the login"))
        assert first.claim()
        first.listen()
        elsewhere = SingleInstance(Paths(folder, folder, folder, folder / "of cron"))
        assert not elsewhere.claim()
        with qtbot.waitSignal(first.called):
            elsewhere.call_first(Call())
        first.release()
        assert elsewhere.claim()
        elsewhere.release()

    def test_homes_that_share_a_runtime_folder_have_a_copy_each(
        self, qtbot: QtBot, folder: Path
    ) -> None:
        copies = []
        for home in ("one", "other"):
            state = folder / home
            copies.append(SingleInstance(Paths(state, state, state, folder / "run")))
            assert copies[-1].claim()
            copies[-1].listen()
        one, other = copies
        with qtbot.waitSignal(one.called), qtbot.assertNotEmitted(other.called):
            state = folder / "one"
            SingleInstance(Paths(state, state, state, folder / "run")).call_first(Call())
        one.release()
        other.release()

    def test_nothing_is_left_of_a_copy_that_has_ended_but_its_lock(
        self, qtbot: QtBot, folder: Path
    ) -> None:
        first = instance(folder)
        assert first.claim()
        first.listen()
        assert len(list(folder.iterdir())) == 3
        first.release()
        assert [file.name for file in folder.iterdir()] == ["app.lock"]

    def test_another_user_can_tell_it_nothing(self, qtbot: QtBot) -> None:
        with short_folder() as folder:
            first = instance(folder)
            assert first.claim()
            first.listen()
            # As if the folder were open to everybody: the socket itself is not.
            folder.chmod(0o755)
            socket = str(socket_file(Paths(folder, folder, folder, folder)))
            said = subprocess.run(
                as_normal_user([sys.executable, "-c", KNOCK, socket]),
                capture_output=True,
                text=True,
                check=True,
            )
            # Without root there is no second user to try it as.
            assert said.stdout == ("PermissionError\n" if os.geteuid() == 0 else "")
            assert stat.S_IMODE(Path(socket).stat().st_mode) == 0o700
            first.release()


class TestTheApp:
    """The same with windows."""

    @pytest.mark.qt_log_ignore("This plugin does not support raise")
    async def test_called_its_window_comes_to_the_front(self, qtbot: QtBot, home: Path) -> None:
        async with OpenApp(hidden=True) as app:
            assert not app.window.isVisible()
            await app.until_open()
            SingleInstance(app.paths).call_first(Call())
            await app.until(app.window.isVisible, "the window")

    async def test_while_it_finishes_another_copy_is_a_new_one(
        self, qtbot: QtBot, home: Path
    ) -> None:
        async with OpenApp() as app:
            await app.until_open()
            another = SingleInstance(app.paths)
            assert not another.claim()
            app.commands.quit()
            await app.until(another.claim, "the lock")
            another.release()
            assert await app.end() == 0

    def test_a_second_copy_ends_at_once_and_the_window_of_the_first_is_shown(
        self, display: Display, home: Path, tmp_path: Path
    ) -> None:
        environment = {**os.environ, **display.environment}
        log = tmp_path / "app.log"
        with child(APP, environment, log=log) as first:
            first_window = display.window(TITLE)
            minimise = ["xdotool", "windowminimize", "--sync", str(first_window)]
            subprocess.run(minimise, env=environment, check=True, timeout=PATIENCE)
            second = subprocess.run(APP, env=environment, cwd=CHECKOUT, check=False, timeout=20)
            assert second.returncode == 0
            assert display.window(TITLE) == first_window
            first.send_signal(signal.SIGTERM)
            wait_until(lambda: first.poll() is not None, "the app to end")
            assert first.returncode == 0
        assert log.read_text("utf-8") == ""

    def test_the_desktop_is_told_that_the_start_of_a_second_copy_is_over(
        self, display: Display, home: Path, tmp_path: Path
    ) -> None:
        environment = {**os.environ, **display.environment}
        heard = tmp_path / "heard"
        with (
            child(APP, environment, log=tmp_path / "app.log"),
            child([program("xev"), "-root"], environment, log=heard),
        ):
            display.window(TITLE)
            wait_until(lambda: heard.exists() and heard.stat().st_size > 0, "the ears")
            assert "_NET_STARTUP_INFO" not in heard.read_text("utf-8")
            started = {**environment, "DESKTOP_STARTUP_ID": "panel-1_TIME12345"}
            second = subprocess.run(APP, env=started, cwd=CHECKOUT, check=False, timeout=20)
            assert second.returncode == 0
            wait_until(lambda: "_NET_STARTUP_INFO_BEGIN" in heard.read_text("utf-8"), "the message")
