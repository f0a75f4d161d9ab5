"""A service of one's own: connect, sign in, stay signed in, look around, quit."""

import uuid

from tests.parts.service import Service
from tests.walk.demo import CODE_BOXES
from tests.walk.locking import lock_the_screen
from tests.walk.running_app import RunningApp, running_app
from tests.walk.stage import Stage
from tests.walk.story import Story

ADDRESS = "maya@example.com"
PROFILE = "Work"
TOKEN_SECONDS = 60
RENEWAL_PATIENCE = 3.0 * TOKEN_SECONDS
NARROW = (420, 560)
USUAL = (960, 640)
QUIT = ("Up", "Return")
"""Keys in the tray’s menu."""


def keep_a_session(stage: Stage, story: Story, service: Service, *, renewals: int = 2) -> None:
    """From Welcome to a session in the keystore that renews itself so many times."""
    with running_app(stage) as app:
        _connect(app, story, service)
        _sign_in(app, story, service)
        assert stage.keystore.labels, "the keystore holds nothing"
        _wait_for_renewals(app, story, renewals)
        _look_around(app, story)
        lock_the_screen(stage, app, story, ADDRESS, PROFILE)
        app.open_tray_menu()
        app.key(*QUIT)
        assert app.wait_for_end() == 0, "the app did not end cleanly"
        story.tell("quit from the tray")


def _connect(app: RunningApp, story: Story, service: Service) -> None:
    app.press("Connect to a service")
    app.write("API key id", service.api_key_id)
    app.write("Service address", "http://login.example.com")
    app.key("Return")
    app.wait_for("plain http is only for this computer")
    story.show("connect-refused", "typed a plain http address: refused, with the reason", app)
    app.write("Service address", service.url)
    app.write("API key id", str(uuid.uuid4()))
    app.key("Return")
    app.wait_for("doesn’t know this API key id")
    story.show("connect-wrong-key", "typed another API key id: the service doesn’t know it", app)
    app.write("API key id", service.api_key_id)
    app.key("Return")
    app.wait_for("Found", "strict: rotates and signs as it should")
    story.show("connect-found", "typed the right one: what was found is shown", app)
    app.key("Return", "ctrl+a")
    app.type(PROFILE)
    app.key("Return")
    app.wait_for(PROFILE, "E-mail address or phone number", "Continue in the browser")


def _sign_in(app: RunningApp, story: Story, service: Service) -> None:
    app.write("E-mail address or phone number", "maya@example")
    app.key("Return")
    app.wait_for("can’t be an e-mail address")
    story.show("sign-in-refused", "typed an address that can’t be one: said before sending", app)
    app.write("E-mail address or phone number", ADDRESS)
    app.wait_until_gone("can’t be an e-mail address")
    story.show("sign-in", "typed an address", app)
    app.press("Send code")
    app.wait_for(CODE_BOXES)
    story.show("code", "asked for a code", app)
    app.type(service.next_code(ADDRESS))
    app.wait_for("Renewals", "Secret Service", ADDRESS)
    story.show("session", "typed the code: signed in, kept in the Secret Service", app)


def _wait_for_renewals(app: RunningApp, story: Story, renewals: int) -> None:
    for count in range(1, renewals + 1):
        due = app.value_after("Next renewal")
        app.wait_for(f"on time {count},", within=RENEWAL_PATIENCE)
        said = app.value_after("Valid until")
        story.tell(f"left it alone: renewed at {due.removesuffix(', by itself')}, until {said}")
    story.show("session-renewed", "the page shows every renewal, and when the next one is due", app)


def _look_around(app: RunningApp, story: Story) -> None:
    app.press("Settings")
    app.wait_for("Appearance")
    story.show("settings", "opened the settings", app)
    app.press("Dark")
    app.wait_until_dark()
    story.show("settings-dark", "chose dark", app)
    app.press("Session")
    app.wait_for("Renewals")
    story.tell("the session page in dark")
