"""A person’s first minutes: from a fresh start to a trusted computer, out, and in again.

The shortest way, with every click and key counted. The table goes to ``build/walk/first-time.md``.
"""

import json
import re
from functools import partial

from tests.walk.demo import ADDRESS, CODE_BOXES, code_in_the_inbox
from tests.walk.effort import Account, Effort, step
from tests.walk.running_app import RunningApp, running_app
from tests.walk.stage import Stage
from tests.walk.story import Story
from tests.walk.two_computers import NUMBER_DIGITS, SIGN_IN_FIELD, SOON

TABLE = "first-time.md"
ASKED, BACK_IN = "Ask for a code", "Sign in again"
MOST_CHOICES = 3
"""Before the first code is asked for."""
_HOST = re.compile(r"127\.0\.0\.1:\d+")


def come_for_the_first_time(first: Stage, other: Stage, story: Story) -> None:
    """Open it, try it, sign in, trust this computer, let another in, sign out and in again."""
    account = Account()
    with running_app(first) as app:
        _sign_in(app, story, account)
        _trust(app, story, account)
        _approve(app, first, other, story, account)
        _leave_and_return(app, story, account)
        assert app.quit() == 0, "the app did not end cleanly"
    account.write(story.folder / TABLE)
    choices = account.choices_before(ASKED)
    assert len(choices) <= MOST_CHOICES, f"before the first code: {choices}"
    assert account.effort_of(BACK_IN) == Effort(keys=1), account.effort_of(BACK_IN)
    story.tell(f"counted clicks and keys: {TABLE}")


def _sign_in(app: RunningApp, story: Story, account: Account) -> None:
    done = partial(step, account, app)
    with done("Open it"):
        app.wait_for("Try it on this computer")
    with done("Try it", choice="try it, connect, or open an invitation"):
        app.press("Try it on this computer")
        app.wait_for(SIGN_IN_FIELD, "No mail yet")
    with done(ASKED):
        app.type(ADDRESS)
        app.key("Return")
        app.wait_for(CODE_BOXES)
        app.wait_until(lambda: bool(code_in_the_inbox(app)), "the mail in the inbox")
    with done("Type the code"):
        app.type(code_in_the_inbox(app))
        app.wait_for("Renewals", ADDRESS)
    story.show("first-session", "came for the first time: tried it, signed in with a code", app)


def _trust(app: RunningApp, story: Story, account: Account) -> None:
    with step(account, app, "Trust this computer", choice="trust it, or not"):
        app.press("Devices")
        app.press("Trust this computer")
        app.wait_for("This computer can sign you in")
    story.show("first-trusted", "trusted this computer", app)


def _approve(app: RunningApp, first: Stage, other: Stage, story: Story, account: Account) -> None:
    _connect_other(app, first, other)
    with running_app(other) as there:
        there.wait_for(SIGN_IN_FIELD)
        there.write(SIGN_IN_FIELD, ADDRESS)
        there.press("Use a device you trust")
        there.wait_for("Approve on another device")
        number = there.digits(NUMBER_DIGITS)
        app.wait_for("1 request waiting", within=SOON)
        with step(account, app, "Approve a request", choice="approve, or deny"):
            app.press(
                next(t.name for t in app.things() if t.name.startswith("Sign-in requests, 1"))
            )
            app.press_row(", 127.0.0.1, ")
            app.wait_for("Signature checked")
            app.type(number)
            app.press("Approve")
            there.wait_for("Renewals", ADDRESS, within=2 * SOON)
        story.show_both("first-approved", "let another computer in by its number", app, there)
        assert there.quit() == 0, "the app did not end cleanly"


def _connect_other(app: RunningApp, first: Stage, other: Stage) -> None:
    """What the demo's service is called, and by which key, comes from beside the app."""
    host = next(found.group() for t in app.things() if (found := _HOST.search(t.name)))
    [database] = (first.runtime / "demo").glob("*/service.db")
    listed = first.command("service", "--database", str(database), "list", "--json")
    key = json.loads(listed.output.splitlines()[0])["api_key_id"]
    where = ("--service", f"http://{host}", "--api-key", key)
    added = other.command("profile", "add", "Work", *where)
    assert added.code == 0, added.errors


def _leave_and_return(app: RunningApp, story: Story, account: Account) -> None:
    with step(account, app, "Sign out"):
        app.press("Session")
        app.press("Sign out")
        app.wait_for("Sign in with this computer")
    story.show("first-signed-out", "signed out: the shortest way back has the keyboard", app)
    with step(account, app, BACK_IN):
        app.key("Return")
        app.wait_for("Renewals", ADDRESS)
    story.show("first-back", "signed in again: one key", app)
