"""The terminal beside the open app, the browser, and the end of a session."""

import time

import jwt

from tests.independent.hosted_page import Browser
from tests.parts.service import Service
from tests.walk.keeping import ADDRESS
from tests.walk.running_app import RunningApp, running_app
from tests.walk.stage import Stage
from tests.walk.story import Story

A_SECOND = 1.0
READING_SECONDS = 1.0
"""What finding a sentence on the screen may take by itself: hundreds of calls over D-Bus."""


def use_the_terminal(stage: Stage, story: Story, service: Service) -> None:
    """Commands while the app runs; each side sees what the other did."""
    with running_app(stage) as app:
        app.wait_for(ADDRESS, "Active")
        _ask_for_a_token(stage, story)
        _sign_out_and_in(app, stage, story, service)
        _use_the_browser(app, stage, story, service)
        assert app.quit() == 0, "the app did not end cleanly"


def _ask_for_a_token(stage: Stage, story: Story) -> None:
    token = stage.command("token")
    assert token.code == 0, token.errors
    claims = jwt.decode(token.output, options={"verify_signature": False})
    assert claims["identifier"] == ADDRESS, claims
    left = claims["exp"] - time.time()
    story.tell(f"cotter-authenticator token: one of {ADDRESS}, {left:.0f} s left")
    status = stage.command("status")
    assert status.code == 0, status.errors
    story.tell(f"cotter-authenticator status:\n{_indented(status.output)}")


def _sign_out_and_in(app: RunningApp, stage: Stage, story: Story, service: Service) -> None:
    out = stage.command("sign-out")
    assert out.code == 0, out.errors
    app.wait_for("E-mail address or phone number", within=A_SECOND + READING_SECONDS)
    story.show(
        "signed-out-beside", f"cotter-authenticator sign-out: {out.errors} So says the app", app
    )
    refused = stage.command("token")
    assert refused.code == 3, refused
    story.tell(f"cotter-authenticator token: {refused.errors} (exit code {refused.code})")
    signed_in = stage.type_into(
        "sign-in", ADDRESS, asks="was sent to", answer=lambda: service.next_code(ADDRESS)
    )
    assert signed_in.code == 0, signed_in.errors
    app.wait_for("Renewals", ADDRESS, within=A_SECOND + 2 * READING_SECONDS)
    story.show("signed-in-beside", "cotter-authenticator sign-in: the app shows the session", app)


def _use_the_browser(app: RunningApp, stage: Stage, story: Story, service: Service) -> None:
    app.press("Sign out")
    app.wait_for("Continue in the browser")
    story.show("signed-out", "signed out in the app: the last address is remembered", app)
    assert stage.keystore.labels == [], f"left in the keystore: {stage.keystore.labels}"
    app.press("Continue in the browser")
    app.wait_for("Go on in your browser")
    app.wait_until(stage.opened.exists, "the browser to open")
    story.show("browser-wait", "went on in the browser: the app waits", app)
    browser = Browser()
    browser.open(stage.opened.read_text("utf-8"))
    browser.send(service.next_code(ADDRESS))
    app.wait_for("Renewals", ADDRESS)
    story.show("browser-session", "typed the code on the hosted page: signed in here", app)


def _indented(text: str) -> str:
    return "\n".join(f"     {line}" for line in text.splitlines())
