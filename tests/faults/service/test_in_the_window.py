"""What the real window says of a service in trouble, and how it goes on."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop.session.snapshot import SessionFact
from desktop.ui.widgets.button import Button
from tests.doubles.broken_service import Reply, answer, json_answer, reset
from tests.parts.fault_proxy import Behind, FaultProxy, instead
from tests.parts.open_app import OpenApp

RENEWAL = "POST /api/v0/token/"
PAGE = b"<title>Welcome to the hotel</title>"


@pytest.fixture(autouse=True)
def in_memory(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sessions are kept until the app quits."""
    monkeypatch.setenv("COTTER_AUTHENTICATOR_KEYSTORE", "memory")


def press(app: OpenApp, text: str) -> None:
    [button] = [
        one for one in app.window.findChildren(Button) if one.isVisible() and one.text() == text
    ]
    button.click()


TROUBLES: tuple[tuple[Reply, str, str], ...] = (
    (reset(), "No answer from", "Your session stays valid until"),
    (answer(200, PAGE, kind="text/html"), "No answer from", "Your session stays valid until"),
    (answer(429, headers={"Retry-After": "90"}), "No answer from", "Trying again in"),
    (answer(503), "No answer from", "Trying again in"),
    (answer(403, PAGE, kind="text/html"), "refused: it answered 403 without a reason", ""),
)


async def says(app: OpenApp, words: str) -> None:
    await app.until(lambda: app.says(words), words)


async def says_no_more(app: OpenApp, words: str) -> None:
    await app.until(lambda: not app.says(words), f"the end of {words}")


async def test_each_trouble_is_said_with_its_next_step_which_mends_it(
    behind: Behind, proxy: FaultProxy
) -> None:
    async with OpenApp() as app:
        await app.sign_in(behind.service)
        for reply, title, detail in TROUBLES:
            proxy.spoil(RENEWAL, instead(reply))
            app.commands.renew()
            await says(app, title)
            await says(app, detail)
            assert app.shown.session is SessionFact.ACTIVE
            press(app, "Try now")
            await app.until(lambda: app.shown.problem is None, "the renewal")
            await says_no_more(app, title)


async def test_a_session_that_the_service_ended_leads_to_the_sign_in(
    behind: Behind, proxy: FaultProxy
) -> None:
    ended = {"msg": "It is not valid.", "type": "refresh_token", "reason": "signed_out"}
    async with OpenApp() as app:
        await app.sign_in(behind.service)
        proxy.spoil(RENEWAL, instead(json_answer(ended, 400)))
        app.commands.renew()
        await says(app, "This session was ended elsewhere")
        press(app, "Sign in")
        await says(app, "We send a code to you.")
