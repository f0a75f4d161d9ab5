"""An invitation while the app runs: the link that a browser would open, looked at and left."""

import json
from collections.abc import Callable

from tests.parts.service import Service
from tests.walk.keeping import ADDRESS
from tests.walk.running_app import RunningApp, running_app
from tests.walk.stage import Answer, Stage
from tests.walk.story import Story


def look_at_an_invitation(
    stage: Stage, story: Story, service: Service, open_link: Callable[[str], Answer]
) -> None:
    """Somebody invites to another project of the service; nothing is added."""
    link = _invitation(stage, service)
    story.tell("made an invitation to another project of the service in a terminal")
    with running_app(stage) as app:
        app.wait_for(ADDRESS, "Active")
        opened = open_link(link)
        assert opened.code == 0, opened.errors
        _look(app, story)
        assert app.quit() == 0, "the app did not end cleanly"
    profiles = json.loads(stage.command("profile", "list", "--json").output)
    assert len(profiles) == 1, profiles


def _invitation(stage: Stage, service: Service) -> str:
    database = str(service.outbox.parent / "service.sqlite")
    made = stage.command("service", "--database", database, "create-key", "Shop", "--json")
    shop = json.loads(made.output)["api_key_id"]
    answer = stage.command(
        "service", "--database", database, "invitation", service.url, "--api-key", shop
    )
    assert answer.code == 0, answer.errors
    return answer.output


def _look(app: RunningApp, story: Story) -> None:
    app.wait_for("This invitation leads to", "Shop", "Nothing was sent to it so far.")
    story.show("invitation", "opened its link: where it leads, what it claims, nothing sent", app)
    app.press("Ask this service")
    app.wait_for("Found", "It shows the key that the link names.")
    story.show("invitation-found", "agreed: the service shows the key that the link pins", app)
    app.press("Not now")
    app.wait_for(ADDRESS, "Renewals")
    story.tell("left it: the session as before, nothing was added")
