"""The first thing a person tries: a service on this computer, a wrong code, the right one."""

import re

from tests.walk.running_app import RunningApp, running_app
from tests.walk.stage import Stage
from tests.walk.story import Story

ADDRESS = "maya@example.com"
CODE_BOXES = "Code, 6 digits"
RENEW_NOW = ("Down", "Down", "Return")
"""Keys in the tray’s menu."""
_CODE = re.compile(r"^\d{6}\b")


def try_the_demo(stage: Stage, story: Story) -> None:
    """From a fresh start to a session in memory, and back."""
    with running_app(stage) as app:
        app.wait_for("Connect to a service", "Try it on this computer")
        story.show("welcome", "started fresh: Welcome", app)
        _ask_for_a_code(app, story)
        _type_codes(app, story)
        _look_at_the_tray(app, story)
        _leave(app, stage, story)
        assert app.quit() == 0, "the app did not end cleanly"
    assert stage.programs() == [], f"still running: {stage.programs()}"
    story.tell("quit: nothing of ours runs any more")


def _ask_for_a_code(app: RunningApp, story: Story) -> None:
    app.tab_to("Try it on this computer")
    app.key("Return")
    app.wait_for("E-mail address or phone number", "No mail yet", "Leave the demo")
    story.show("demo-sign-in", "tried it on this computer: sign-in page with an inbox", app)
    app.write("E-mail address or phone number", ADDRESS)
    app.wait_for("Send code")
    app.key("Return")
    app.wait_for(CODE_BOXES, "We sent six digits to")
    app.wait_until(lambda: bool(code_in_the_inbox(app)), "the mail in the inbox")
    story.show("demo-code", "asked for a code: the mail is in the inbox", app)


def _type_codes(app: RunningApp, story: Story) -> None:
    code = code_in_the_inbox(app)
    app.type(other_than(code))
    app.wait_for("That code doesn’t match. 4 attempts left.")
    story.show("demo-code-wrong", "typed a wrong code: 4 attempts left, the boxes selected", app)
    app.type(code)
    app.wait_for("Renewals", "Tokens are in memory only.", "Memory, until you quit", ADDRESS)
    until = app.value_after("Valid until")
    story.show("demo-session", f"typed the code: signed in until {until}, in memory only", app)


def _look_at_the_tray(app: RunningApp, story: Story) -> None:
    app.open_tray_menu()
    said = "opened the tray’s menu: the state in words, and what can be done"
    story.show("demo-tray", said, app, whole=True)
    app.key(*RENEW_NOW)
    app.wait_for("Renewals in the last 7 days: on time 1,")
    story.show("demo-renewed", "renewed from the tray: the chart counts it", app)


def _leave(app: RunningApp, stage: Stage, story: Story) -> None:
    app.press("Leave the demo")
    app.wait_for("Try it on this computer")
    app.wait_until(lambda: len(stage.programs()) == 1, "the demo’s service to end")
    folder = stage.runtime / "demo"
    app.wait_until(lambda: not any(folder.glob("*")), "the demo’s files to go")
    story.show("left-demo", "left the demo: Welcome again, its service and files are gone", app)


def other_than(code: str) -> str:
    """A code that is wrong."""
    return f"{(int(code) + 1) % 10 ** len(code):0{len(code)}}"


def code_in_the_inbox(app: RunningApp) -> str:
    """The code of the newest mail; empty while there is none."""
    subjects = [found.group() for t in app.things() if (found := _CODE.match(t.name))]
    return subjects[0] if subjects else ""
