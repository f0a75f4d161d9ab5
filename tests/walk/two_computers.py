"""Two computers of one person at one service: one is trusted and decides about the other.

Each has a display, a session bus and a keystore of its own; what they know of each other comes
from the service, or is carried over by the person.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import zxingcpp
from PySide6.QtGui import QImage

from tests.parts.child import child, program
from tests.parts.service import Service
from tests.parts.xfce_notifications import xfce_notifications
from tests.walk.demo import CODE_BOXES
from tests.walk.keeping import ADDRESS, NARROW, PROFILE, USUAL
from tests.walk.running_app import RunningApp, running_app
from tests.walk.stage import Stage
from tests.walk.story import Story

SIGN_IN_FIELD = "E-mail address or phone number"
NUMBER_DIGITS, DEVICE_DIGITS = 2, 6
SOON = 1.0 + 2.0
"""Seconds: a request is to be there within one; finding it on a screen takes some more."""


@dataclass(frozen=True, slots=True)
class Two:
    """The two computers, each with its app: ``old`` is trusted, ``new`` is not yet."""

    old_stage: Stage
    new_stage: Stage
    old: RunningApp
    new: RunningApp


Bring = Callable[[Two], str]
"""Brings the code of the new computer to the old one; what was done, in words."""


def trust_two_computers(
    old: Stage, new: Stage, story: Story, service: Service, bring: Bring
) -> None:
    """Trust the one; let the other in by it, add that one too, and remove it again."""
    with connected_app(old, service) as old_app, connected_app(new, service) as new_app:
        two = Two(old, new, old_app, new_app)
        _sign_in_and_trust(two, story, service)
        _approve(two, story)
        _deny(two, story)
        _add(two, story, bring)
        _come_in_by_the_key(two, story)
        _remove(two, story)


def connect(stage: Stage, service: Service) -> None:
    """Have the computer know the service, in a terminal."""
    where = ("--service", service.url, "--api-key", service.api_key_id)
    added = stage.command("profile", "add", PROFILE, *where)
    assert added.code == 0, added.errors


@contextmanager
def connected_app(stage: Stage, service: Service) -> Iterator[RunningApp]:
    """The app of a computer that knows the service, from now on if not before."""
    if PROFILE not in stage.command("profile", "list").output:
        connect(stage, service)
    with running_app(stage) as app:
        app.wait_for(SIGN_IN_FIELD)
        yield app
        assert app.quit() == 0, "the app did not end cleanly"


def _sign_in_and_trust(two: Two, story: Story, service: Service) -> None:
    app = two.old
    app.write(SIGN_IN_FIELD, ADDRESS)
    app.press("Send code")
    app.wait_for(CODE_BOXES)
    app.type(service.next_code(ADDRESS))
    app.wait_for("Renewals", ADDRESS)
    app.press("Devices")
    app.wait_for("Not trusted", "Trust this computer")
    story.show("not-trusted", "signed in with a code: this computer is not trusted yet", app)
    app.press("Trust this computer")
    app.wait_for("This computer can sign you in", "No other device")
    story.show("trusted", "trusted it, within ten minutes after the code", app)
    kept = two.old_stage.keystore.labels
    assert len(kept) == 2, f"in the keystore: {kept}"


def _ask(two: Two) -> str:
    """Ask on the new computer; the number that it shows."""
    two.new.write(SIGN_IN_FIELD, ADDRESS)
    two.new.press("Use a device you trust")
    two.new.wait_for("Approve on another device")
    number = two.new.digits(NUMBER_DIGITS)
    assert number, "the waiting page shows no number"
    two.old.wait_for("1 request waiting", within=SOON)
    two.old.press_row(", 127.0.0.1, ")
    two.old.wait_for("wants to sign in as", "Signature checked")
    return number


def _approve(two: Two, story: Story) -> None:
    two.old.press("Sign-in requests")
    two.old.wait_for("Nobody is asking")
    number = _ask(two)
    story.show("requests", "asked elsewhere to be let in", two.old)
    story.show_both("asked", "the number is there, to be typed here", two.old, two.new)
    two.old.open_tray_menu()
    story.show("tray-asked", "it is the first thing in the tray’s menu", two.old, whole=True)
    two.old.close_tray_menu()
    listed = two.old_stage.command("requests", "list")
    assert listed.code == 0, listed.errors
    story.tell(f"cotter-authenticator requests list: {listed.output}")
    two.old.press("Number, 2 digits")
    two.old.type(number)
    story.show_both("number", "typed the number that the other one shows", two.old, two.new)
    two.old.press("Approve")
    two.new.wait_for("Renewals", ADDRESS, within=2 * SOON)
    story.show_both("approved", "approved it: signed in there", two.old, two.new)


def _deny(two: Two, story: Story) -> None:
    two.new.press("Sign out")
    two.new.wait_for("Continue in the browser")
    stage = two.old_stage
    with xfce_notifications(stage.display, stage.folder) as host:
        _ask(two)
        two.old.wait_until(lambda: asyncio.run(host.count()) == 1, "the notification")
        story.show("notified", "signed out there, asked again: a notification", two.old, whole=True)
        asyncio.run(host.press("Deny"))
        two.new.wait_for("The request was denied.", within=SOON)
        two.old.wait_until(lambda: asyncio.run(host.count()) == 0, "the notification to go")
    two.old.wait_for("You denied this request.")
    story.show_both("denied", "pressed its Deny: said on both", two.old, two.new)
    two.new.press("Sign in")
    two.new.wait_for("Continue in the browser")


def _add(two: Two, story: Story, bring: Bring) -> None:
    two.new.press("Devices")
    two.new.press("Show this computer’s code")
    two.new.wait_for("Waiting for the other device")
    digits = two.new.digits(DEVICE_DIGITS)
    story.show("code-shown", "the new one shows its code and six digits", two.new)
    two.old.press("Devices")
    two.old.press("Add a device")
    two.old.wait_for("Text of the code")
    story.show("add", "the ways to bring the code to the trusted one", two.old)
    brought = bring(two)
    two.old.wait_for("Is this your device?", "127.0.0.1, as the service saw it")
    two.old.press(CODE_BOXES)
    two.old.type(digits)
    story.show_both("digits", f"{brought}; typed the digits", two.old, two.new)
    two.old.press("Add")
    two.old.wait_for("is trusted now")
    two.new.wait_for("Renewals", ADDRESS, within=2 * SOON)
    story.show_both("added", "added it: trusted, and signed in by itself", two.old, two.new)


def as_text(two: Two) -> str:
    """Type what the code says."""
    [text] = [code.text for code in zxingcpp.read_barcodes(QImage(str(_seen(two))))]
    two.old.write("Text of the code", text)
    two.old.press("Use this text")
    return "typed what the code says"


def on_the_screen(two: Two) -> str:
    """Have a picture of the new computer's window beside the old one's."""
    two.old.resize(*NARROW)
    stage = two.old_stage
    show = [program("display"), "-resize", "640x", "-geometry", "+600+100", str(_seen(two))]
    with child(show, stage.environment, log=stage.folder / "display.log"):
        stage.display.window("seen.png")
        two.old.press("Scan the screen")
        two.old.wait_for("Is this your device?")
    two.old.resize(*USUAL)
    return "scanned the screen, which showed it"


def _seen(two: Two) -> Path:
    picture = two.old_stage.folder / "seen.png"
    two.new.screenshot(picture)
    return picture


def _come_in_by_the_key(two: Two, story: Story) -> None:
    two.new.press("Session")
    two.new.press("Sign out")
    two.new.wait_for("Sign in with this computer")
    story.show("own-key", "signed out there: its key is a way in now", two.new)
    two.new.press("Sign in with this computer")
    two.new.wait_for("Renewals", ADDRESS)
    story.show("by-key", "signed in with it: no code, nobody asked", two.new)


def _remove(two: Two, story: Story) -> None:
    two.old.press("Done")
    two.old.wait_for("Other devices you trust")
    story.show("listed", "both are on the list", two.old)
    name = next(t.name for t in two.old.things() if t.name.startswith("Remove "))
    two.old.press(name)
    two.old.wait_for("From that moment it can’t sign you in, and the sessions")
    story.show("remove", "removing one asks first", two.old)
    two.old.press("Remove")
    two.old.wait_for("No other device")
    two.new.press("Devices")
    two.new.wait_for("Not trusted any more", within=30.0)
    story.show_both("removed", "removed it: the other one says so", two.old, two.new)
    two.old.press("History")
    two.old.wait_for("A record for you, not evidence.")
    story.show("history", "what this computer did", two.old)
