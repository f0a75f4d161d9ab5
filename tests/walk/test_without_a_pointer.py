"""The main job and an approval by a screen reader's own means: no pointer, no pixel, no picture.

Everything is found by role and name on the accessibility bus and done by what it offers there;
keys are pressed only in the list of requests, as every screen reader lets its user do.
"""

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from operator import contains

from tests.parts.child import PATIENCE, child, wait_until
from tests.parts.service import Service, serve
from tests.walk.demo import CODE_BOXES, other_than
from tests.walk.keeping import ADDRESS, PROFILE
from tests.walk.running_app import PROGRAM, RunningApp, running_app
from tests.walk.screen_reader import ScreenReader
from tests.walk.stage import Stage, stage
from tests.walk.two_computers import NUMBER_DIGITS, SIGN_IN_FIELD, connected_app


class Listener:
    """A person who hears the app and tells it what to do."""

    def __init__(self, app: RunningApp, reader: ScreenReader) -> None:
        """Sit down before ``app``."""
        self.app, self._reader = app, reader

    def press(self, name: str) -> None:
        """Use the thing of this name, once it is there."""
        self.app.find(name)
        self._reader.press(PROGRAM, name)

    def write(self, name: str, text: str) -> None:
        """Fill in the field of this name."""
        self.app.find(name, role="text")
        self._reader.write(PROGRAM, name, text)

    def focus(self, name: str) -> None:
        """Go to the thing of this name."""
        self._reader.focus(PROGRAM, name)


def test_the_main_job_and_an_approval_need_no_pointer() -> None:
    with stage() as old, stage() as new:
        folder = old.folder / "service"
        folder.mkdir()
        with serve(folder, old.environment) as service, running_app(old) as app:
            listener = Listener(app, old.reader)
            with old.reader.hearing() as heard:
                _connect(listener, service)
                _sign_in(listener, service, heard)
                _trust(listener)
                _approve(listener, heard, new, service)
                _sign_out(listener)
            assert app.quit() == 0, "the app did not end cleanly"


def test_the_last_minute_of_a_code_is_heard_at_its_marks() -> None:
    command = [sys.executable, "-m", "tests.walk.running_out"]
    with stage() as here, here.reader.hearing() as heard:
        log = here.folder / "running-out.log"
        with child(command, here.environment, log=log, stdin=subprocess.PIPE) as process:
            here.display.window("running-out")
            assert process.stdin is not None
            for passing, mark in ((3, 60), (30, 30), (20, 10)):
                process.stdin.write(f"{passing}\n")
                process.stdin.flush()
                words = f"{mark} seconds left"
                _hear(heard, partial(contains, heard, words), words)
            process.stdin.close()
            process.wait(PATIENCE)
        assert [one for one in heard if "seconds left" in one] == [
            "60 seconds left",
            "30 seconds left",
            "10 seconds left",
        ]


def _connect(listener: Listener, service: Service) -> None:
    listener.press("Connect to a service")
    listener.write("Service address", service.url)
    listener.write("API key id", service.api_key_id)
    listener.app.wait_for("Found")
    listener.write("Name in this app", PROFILE)
    listener.press("Connect")
    listener.app.wait_for(SIGN_IN_FIELD)


def _sign_in(listener: Listener, service: Service, heard: list[str]) -> None:
    listener.write(SIGN_IN_FIELD, ADDRESS)
    listener.press("Send code")
    listener.app.wait_for(CODE_BOXES, "We sent six digits to")
    _hear(heard, partial(contains, heard, "Enter the code"), "the page’s name")
    boxes = listener.app.find(CODE_BOXES)
    assert (boxes.role, boxes.is_editable, boxes.is_focused) == ("text", True, True)
    code = service.next_code(ADDRESS)
    listener.write(CODE_BOXES, other_than(code))
    _hear(heard, lambda: any("That code doesn’t match" in one for one in heard), "a wrong code")
    listener.write(CODE_BOXES, code)
    listener.app.wait_for("Renewals", ADDRESS)


def _trust(listener: Listener) -> None:
    listener.press("Devices")
    listener.press("Trust this computer")
    listener.app.wait_for("This computer can sign you in")


def _approve(listener: Listener, heard: list[str], other: Stage, service: Service) -> None:
    listener.press("Sign-in requests")
    listener.app.wait_for("Nobody is asking")
    with connected_app(other, service) as asking:
        asker = Listener(asking, other.reader)
        asker.write(SIGN_IN_FIELD, ADDRESS)
        asker.press("Use a device you trust")
        asking.wait_for("Approve on another device")
        number = asking.digits(NUMBER_DIGITS)
        assert number, "the waiting page tells no number"
        _hear(heard, lambda: any("asks to sign in" in one for one in heard), "a new request")
        listener.focus("Sign-in requests")
        listener.app.wait_for("wants to sign in as", "Signature checked")
        deny = listener.app.find("Deny")
        approve = next(one for one in listener.app.things() if one.name == "Approve")
        assert deny.role == approve.role == "push button"
        assert deny.is_enabled
        assert not approve.is_enabled, "it wakes with the second digit"
        listener.write("Number, 2 digits", number)
        listener.press("Approve")
        asking.wait_for("Renewals", ADDRESS)


def _sign_out(listener: Listener) -> None:
    listener.press("Session")
    listener.press("Sign out")
    listener.app.wait_for(SIGN_IN_FIELD)


def _hear(heard: list[str], is_so: Callable[[], bool], what: str) -> None:
    try:
        wait_until(is_so, f"{what} to be said")
    except TimeoutError as error:
        error.add_note(f"heard: {heard}")
        raise
