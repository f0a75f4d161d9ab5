"""The last part: the service hears of a sign-out late, somebody signs in again, all is removed."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.parts.service import Service, serve
from tests.walk.demo import CODE_BOXES
from tests.walk.keeping import ADDRESS, NARROW, USUAL
from tests.walk.running_app import RunningApp, running_app
from tests.walk.stage import Stage
from tests.walk.story import Story

RETRY_SECONDS = 90.0
"""A sign-out that could not be told is told with a later heartbeat."""


def sign_out_late_and_leave(stage: Stage, story: Story, service: Service) -> None:
    """Sign out while the service is down, and come back when it is up again."""
    with running_app(stage) as app:
        app.wait_for(ADDRESS, "Active")
        service.stop()
        app.press("Sign out")
        app.wait_for("Continue in the browser", "is told when it answers again")
        story.show("signed-out-unreachably", "signed out while the service is down", app)
        with _started_again(stage, service) as again:
            app.wait_until(
                lambda: _signed_out(stage) == 3, "the service to be told", within=RETRY_SECONDS
            )
            app.wait_for("We send a code to you.")
            story.tell("started the service again: it was told of the sign-out")
            _sign_in_for_an_hour(app, story, again)
            _remove_everything(app, stage, story)
        assert app.quit() == 0, "the app did not end cleanly"


@contextmanager
def _started_again(stage: Stage, service: Service) -> Iterator[Service]:
    port = service.url.rpartition(":")[2]
    folder = stage.folder / "service"
    with serve(folder, stage.environment, "--port", port) as again:
        yield again


def _signed_out(stage: Stage) -> int:
    database = str(stage.folder / "service" / "service.sqlite")
    audit = stage.command("service", "audit", "--json", "--database", database)
    return audit.output.count('"signed_out"')


def _sign_in_for_an_hour(app: RunningApp, story: Story, service: Service) -> None:
    app.press("Send code")
    app.wait_for(CODE_BOXES)
    story.show("code-dark", "asked for a code once more", app)
    app.type(service.next_code(ADDRESS))
    app.wait_for("Renewals", "min left", ADDRESS)
    story.show("session-dark", "signed in for an hour", app)
    app.press("Settings")
    app.press("Light")
    app.press("Session")
    app.wait_for("Renewals")
    story.show("session-light", "chose light again", app)
    app.resize(*NARROW)
    story.show("session-narrow", "made the window as small as it gets", app)
    app.resize(*USUAL)


def _remove_everything(app: RunningApp, stage: Stage, story: Story) -> None:
    answer = stage.command("reset", typed="reset\n")
    assert answer.code == 0, answer.errors
    app.wait_for("Try it on this computer")
    assert stage.keystore.labels == [], f"left in the keystore: {stage.keystore.labels}"
    story.show("reset", "cotter-authenticator reset: the app is as on the first day", app)
