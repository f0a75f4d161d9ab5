"""Coming back: the session is there before any answer, after a crash, behind a locked keystore."""

import signal

from tests.parts.secret_service import PASSWORD
from tests.parts.service import Service
from tests.walk.effort import Effort
from tests.walk.keeping import ADDRESS
from tests.walk.running_app import RunningApp, running_app
from tests.walk.stage import Stage
from tests.walk.story import Story


def come_back(stage: Stage, story: Story, service: Service) -> None:
    """Three starts with the session that the last one left."""
    service.process.send_signal(signal.SIGSTOP)
    with running_app(stage) as app:
        app.wait_for(ADDRESS, "Active")
        assert app.effort == Effort(), app.effort
        said = "opened again while the service gives no answer: still signed in, from the keystore"
        story.show("reopened", said, app)
        service.process.send_signal(signal.SIGCONT)
        _open_a_second_one(stage, story)
        app.kill()
        story.tell("killed it")
    with running_app(stage) as app:
        app.wait_for(ADDRESS, "Active")
        story.tell("opened again after that: still signed in")
        assert app.quit() == 0, "the app did not end cleanly"
    stage.keystore.lock()
    with running_app(stage) as app:
        _unlock(app, stage, story)
        assert app.quit() == 0, "the app did not end cleanly"


def _open_a_second_one(stage: Stage, story: Story) -> None:
    second = stage.command()
    assert second.code == 0, second.errors
    assert len(stage.programs()) == 2, stage.programs()  # the app and the service
    story.tell("started it a second time: that one gave way to the first")


def _unlock(app: RunningApp, stage: Stage, story: Story) -> None:
    app.wait_for("Unlock keystore…", ADDRESS)
    story.show("keystore-locked", "opened with the keystore locked: signed in, and it says so", app)
    app.press("Unlock keystore…")
    stage.display.activate(stage.display.window("Unlock"))
    story.show("keystore-asks", "asked to unlock it: the keystore’s own window", app, whole=True)
    app.type(PASSWORD)
    app.key("Return")
    app.wait_until_gone("Unlock keystore…")
    app.wait_for(ADDRESS, "Active")
    story.tell("typed its password: the session is there")
