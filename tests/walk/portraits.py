"""The pictures of README and the package: the main pages on a light and on a dark desktop.

They are taken of the app as it runs. Only the week that lies behind this computer is told to it:
a chart of one day would show nothing.
"""

import time
from collections.abc import Iterator

from desktop.foundation.paths import Paths
from desktop.foundation.profiles import load_profiles
from desktop.session.history import Deed, Entry, History
from tests.parts.child import CHECKOUT
from tests.parts.display import SIZE
from tests.parts.service import Service, serve
from tests.walk.demo import CODE_BOXES
from tests.walk.keeping import ADDRESS
from tests.walk.running_app import RunningApp, running_app
from tests.walk.stage import PICTURES, Stage, stage
from tests.walk.story import Story
from tests.walk.two_computers import SIGN_IN_FIELD, as_text, connect, trust_two_computers

SCREENSHOTS = CHECKOUT / "resources" / "screenshots"
PAGES = {
    "welcome": "welcome",
    "portrait-sign-in": "sign-in",
    "portrait-code": "code",
    "portrait-session": "session",
    "requests": "requests",
    "listed": "devices",
    "history": "history",
    "portrait-settings": "settings",
    "asked": "two-computers",
}
"""Pictures of the walk and what they are called where they are published."""

DAY = 24 * 3600.0
EVERY = 48 * 60.0
WEEK: tuple[tuple[int, int, int], ...] = (
    (9, 0, 0),
    (11, 1, 0),
    (10, 0, 0),
    (2, 0, 0),
    (0, 0, 0),
    (12, 2, 1),
)
"""Renewals on time, after waiting, and failed ones of the days before today."""


def take_portraits(*, publish: bool) -> None:
    """Take all of them; ``publish`` puts them where README finds them."""
    for theme in ("light", "dark"):
        print(f"Portraits, {theme}:", flush=True)
        story = Story(PICTURES / f"portraits-{theme}")
        with stage(dark=theme == "dark") as old, stage(dark=theme == "dark") as new:
            _take(old, new, story, theme.capitalize())
        if publish:
            names = {name: f"{published}-{theme}" for name, published in PAGES.items()}
            story.publish(names, SCREENSHOTS)


def _take(old: Stage, new: Stage, story: Story, theme: str) -> None:
    _begin(old, story, theme)
    _begin(new, None, theme)
    folder = old.folder / "service"
    folder.mkdir()
    with serve(folder, old.environment) as service:
        connect(old, service)
        _remember_a_week(old)
        with running_app(old) as app:
            _sign_in(app, old, story, service)
            assert app.quit() == 0, "the app did not end cleanly"
        trust_two_computers(old, new, story, service, as_text)
        with running_app(old) as app:
            _look_around(app, old, story)
            assert app.quit() == 0, "the app did not end cleanly"


def _begin(stage: Stage, story: Story | None, theme: str) -> None:
    with running_app(stage) as app:
        app.press("Settings")
        app.press(theme)
        app.press("Welcome")
        app.wait_for("Try it on this computer")
        if story is not None:
            _portray("welcome", app, stage, story)
        assert app.quit() == 0, "the app did not end cleanly"


def _portray(name: str, app: RunningApp, stage: Stage, story: Story) -> None:
    stage.display.move_pointer(SIZE[0] - 1, 0)
    story.show(name, f"looked at it: {name}", app)


def _sign_in(app: RunningApp, stage: Stage, story: Story, service: Service) -> None:
    app.write(SIGN_IN_FIELD, ADDRESS)
    _portray("portrait-sign-in", app, stage, story)
    app.press("Send code")
    app.wait_for(CODE_BOXES)
    code = service.next_code(ADDRESS)
    app.type(code[:3])
    _portray("portrait-code", app, stage, story)
    app.type(code[3:])
    app.wait_for("Renewals", ADDRESS)
    app.press("Sign out")
    app.wait_for("Continue in the browser")


def _look_around(app: RunningApp, stage: Stage, story: Story) -> None:
    app.wait_for("Renewals", ADDRESS)
    app.press("Renew now")
    app.wait_for("Renewed.")
    app.wait_until_gone("Renewed.")
    app.press("Session")
    _portray("portrait-session", app, stage, story)
    app.press("Settings")
    app.wait_for("Appearance")
    _portray("portrait-settings", app, stage, story)


def _remember_a_week(stage: Stage) -> None:
    paths = Paths.from_environment(stage.environment)
    [profile] = load_profiles(paths.profiles_file).profiles
    history = History(paths.history_file)
    for entry in _week(profile.id, time.time()):
        history.add(entry)


def _week(profile_id: str, now: float) -> Iterator[Entry]:
    for back, counts in zip(range(len(WEEK), 0, -1), WEEK, strict=True):
        at = (now - back * DAY) // DAY * DAY + 9 * 3600
        for deed, count in zip(
            (Deed.RENEWED, Deed.RENEWED_LATE, Deed.RENEWAL_FAILED), counts, strict=True
        ):
            for _ in range(count):
                yield Entry(at, profile_id, deed)
                at += EVERY
