"""The screen is locked over the app: nothing of anybody is left in it, and no program gets a token.

What is looked through is all that a screen reader can reach, shown or not.
"""

from tests.doubles.screen_locker import locked_screen
from tests.walk.running_app import RunningApp
from tests.walk.stage import Stage
from tests.walk.story import Story

HIDDEN = "Hidden while you were away"
SCREENED = 4


def lock_the_screen(stage: Stage, app: RunningApp, story: Story, *nobody: str) -> None:
    """Lock it, look for the words of ``nobody``, and open it again."""
    before = "\n".join(app.words())
    assert all(words in before for words in nobody), "there was nothing to hide"
    with locked_screen(stage.environment["DBUS_SESSION_BUS_ADDRESS"]):
        app.wait_for(HIDDEN, "Show")
        left = app.words()
        found = [one for one in left if any(words in one for words in nobody)]
        assert not found, f"a screen reader still finds {found}"
        story.show("hidden", "locked the screen: nothing of the account is left", app)
        answer = stage.command("token")
        assert answer.code == SCREENED, f"“token” ended with {answer.code}"
        assert not answer.output, "“token” handed one out"
        story.tell(f"“token” says: {answer.errors}")
    app.wait_for("Renewals", *nobody)
    story.tell("opened the screen: all is back, and no program is refused")
    assert stage.command("token").code == 0, "“token” was refused at an open screen"
