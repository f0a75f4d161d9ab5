"""Links in mails: nothing happens by opening one (13.5)."""

import re

import pytest

from desktop.protocol.pkce import code_challenge_of
from tests.service.api import URL, Api, Attempt, answered, refusal
from tests.service.fake_clock import FakeClock
from tests.service.pages import VERIFIER, Browser, Page, app_url, parameters_of


@pytest.fixture
def browser(api: Api) -> Browser:
    return Browser(api.http)


async def begin(api: Api, browser: Browser) -> tuple[Page, str]:
    """Ask for a link in ``browser``; the page shown then, and the link's path."""
    page = await browser.open(app_url(api.project.id, auth_method="MAGIC_LINK"))
    page = await browser.send(page.forms[0], identifier="maya@example.com")
    return page, await newest_link(api)


async def newest_link(api: Api) -> str:
    mail = (await api.messages())[-1].replace("=\n", "")
    found = re.search(re.escape(URL) + r"(/app/link/[\w-]+)", mail)
    assert found is not None
    return found.group(1)


async def test_in_the_browser_that_began_the_link_shows_a_button(
    api: Api, browser: Browser
) -> None:
    _, link = await begin(api, browser)
    page = await browser.open(link)
    assert "maya@example.com" in page.text
    response = await browser.post(page.forms[0])
    assert response.status_code == 303
    returned = parameters_of(response.headers["Location"])
    body = {
        "code_verifier": VERIFIER,
        "authorization_code": returned["code"],
        "challenge_id": int(returned["challenge_id"]),
        "redirect_url": "http://127.0.0.1:51234/back",
    }
    identity = answered(await api.call("POST", "/verify/get_identity?oauth_token=true", body))
    assert identity["oauth_token"]["auth_method"] == "MAGIC_LINK"


async def test_anywhere_else_it_shows_the_code_to_type(api: Api, browser: Browser) -> None:
    waiting, link = await begin(api, browser)
    page = await Browser(api.http).open(link)
    assert page.forms == []
    assert page.shown_code == await api.newest_code()
    response = await browser.post(waiting.forms[0], code=page.shown_code)
    assert response.status_code == 303


async def test_opening_it_changes_nothing(api: Api, browser: Browser) -> None:
    _, link = await begin(api, browser)
    before = api.events()
    for reader in (Browser(api.http), browser, Browser(api.http), browser):
        assert (await reader.open(link)).status == 200
    assert api.events() == before
    page = await browser.open(link)
    assert (await browser.post(page.forms[0])).status_code == 303


async def test_another_browser_can_not_confirm(api: Api, browser: Browser) -> None:
    _, link = await begin(api, browser)
    form = (await browser.open(link)).forms[0]
    stranger = Browser(api.http)
    await stranger.open(app_url(api.project.id))
    assert (await stranger.send(form)).status == 403


async def test_a_link_works_once(api: Api, browser: Browser) -> None:
    _, link = await begin(api, browser)
    form = (await browser.open(link)).forms[0]
    await browser.post(form)
    assert (await browser.send(form)).status == 404
    assert (await browser.open(link)).status == 404


async def test_a_link_holds_as_long_as_its_code(
    api: Api, browser: Browser, clock: FakeClock
) -> None:
    _, link = await begin(api, browser)
    clock.advance(300)
    page = await browser.open(link)
    assert page.status == 404
    assert "run out" in page.text


async def test_a_new_link_voids_the_one_before(
    api: Api, browser: Browser, clock: FakeClock
) -> None:
    waiting, link = await begin(api, browser)
    clock.advance(30)
    await browser.send(waiting.forms[1])
    assert (await browser.open(link)).status == 404
    assert (await browser.open(await newest_link(api))).status == 200


async def test_a_guessed_link_opens_nothing(browser: Browser) -> None:
    assert (await browser.open("/app/link/" + "x" * 43)).status == 404


async def test_an_app_may_ask_for_a_link_and_gets_the_code_typed(api: Api) -> None:
    attempt = Attempt(extra={"auth_method": "MAGIC_LINK"}, verifier=VERIFIER)
    challenge = await api.request_code(attempt)
    page = await Browser(api.http).open(await newest_link(api))
    response = await api.respond(attempt, challenge, page.shown_code)
    assert response.status_code == 200


async def test_an_unknown_method_is_refused(api: Api) -> None:
    attempt = Attempt(extra={"auth_method": "PIGEON"})
    assert refusal(await api.try_request_code(attempt)) == (400, "request")
    page = await Browser(api.http).open(app_url(api.project.id, auth_method="PIGEON"))
    assert page.status == 400
    assert code_challenge_of(VERIFIER) not in page.text
