"""The hosted page, used as a person without JavaScript uses it (2.1, 13.5)."""

import json
from pathlib import Path

import httpx
import pytest

from desktop.service.challenges import Channel
from tests.service.api import Api, Attempt, answered, wrong
from tests.service.conftest import in_process
from tests.service.fake_clock import FakeClock
from tests.service.pages import (
    REDIRECT_URL,
    VERIFIER,
    Browser,
    Page,
    app_parameters,
    app_url,
    parameters_of,
)


@pytest.fixture
def browser(api: Api) -> Browser:
    return Browser(api.http)


async def code_page(api: Api, browser: Browser, **parameters: str) -> Page:
    """Go as far as the form for the code."""
    page = await browser.open(app_url(api.project.id, **parameters))
    page = await browser.send(page.forms[0], identifier="maya@example.com")
    assert page.status == 200
    return page


async def exchanged(api: Api, location: str) -> httpx.Response:
    """Exchange what came back with the redirect, as the app does."""
    returned = parameters_of(location)
    body = {
        "code_verifier": VERIFIER,
        "authorization_code": returned["code"],
        "challenge_id": int(returned["challenge_id"]),
        "redirect_url": location.partition("?")[0],
    }
    return await api.call("POST", "/verify/get_identity?oauth_token=true", body)


async def test_identifier_and_code_lead_back_with_an_authorization_code(
    api: Api, browser: Browser
) -> None:
    page = await code_page(api, browser)
    assert "m···a@example.com" in page.text
    response = await browser.post(page.forms[0], code=await api.newest_code())
    location = response.headers["Location"]
    assert response.status_code == 303
    assert location.startswith(REDIRECT_URL + "?")
    assert parameters_of(location)["state"] == "state 1&2"
    identity = answered(await exchanged(api, location))
    assert identity["user"]["identifier"] == "maya@example.com"
    assert identity["identifier"]["device_type"] == "BROWSER"


async def test_a_redirect_url_with_a_query_keeps_it(api: Api, browser: Browser) -> None:
    page = await code_page(api, browser, redirect_url="http://localhost:8080/?a=b")
    response = await browser.post(page.forms[0], code=await api.newest_code())
    assert response.headers["Location"].startswith("http://localhost:8080/?a=b&code=")


async def test_a_code_may_be_typed_with_a_space(api: Api, browser: Browser) -> None:
    page = await code_page(api, browser)
    code = await api.newest_code()
    response = await browser.post(page.forms[0], code=f" {code[:3]} {code[3:]} ")
    assert response.status_code == 303


async def test_a_wrong_code_keeps_the_form_and_says_how_many_tries_are_left(
    api: Api, browser: Browser
) -> None:
    page = await code_page(api, browser)
    code = await api.newest_code()
    page = await browser.send(page.forms[0], code=wrong(code))
    assert page.status == 400
    assert "4 tries left" in page.text
    assert (await browser.post(page.forms[0], code=code)).status_code == 303


async def test_a_code_that_has_run_out_can_be_sent_anew(
    api: Api, browser: Browser, clock: FakeClock
) -> None:
    page = await code_page(api, browser)
    code = await api.newest_code()
    clock.advance(301)
    page = await browser.send(page.forms[0], code=code)
    assert "run out" in page.text
    page = await browser.send(page.forms[1])
    response = await browser.post(page.forms[0], code=await api.newest_code())
    assert response.status_code == 303


async def test_a_new_code_asked_for_too_soon_says_when(api: Api, browser: Browser) -> None:
    page = await code_page(api, browser)
    page = await browser.send(page.forms[1])
    assert page.status == 429
    assert "in 30 s" in page.text
    assert len(await api.messages()) == 1


async def test_direct_login_sends_the_code_at_once(api: Api, browser: Browser) -> None:
    url = app_url(api.project.id, direct_login="true", input="maya@example.com")
    page = await browser.open(url)
    assert "m···a@example.com" in page.text
    response = await browser.post(page.forms[0], code=await api.newest_code())
    assert response.status_code == 303


async def test_an_input_without_direct_login_is_typed_already(api: Api, browser: Browser) -> None:
    page = await browser.open(app_url(api.project.id, input="maya@example.com"))
    assert page.forms[0].values["identifier"] == "maya@example.com"
    assert await api.messages() == []


async def test_what_can_be_no_address_stays_in_the_form(api: Api, browser: Browser) -> None:
    page = await browser.open(app_url(api.project.id))
    page = await browser.send(page.forms[0], identifier='"><script>')
    assert page.status == 400
    assert "can't be an e-mail address" in page.text
    assert page.forms[0].values["identifier"] == '"><script>'
    assert all(tag != "script" for tag, _ in page.tags)


async def test_a_phone_gets_its_code_by_the_channel_chosen(api: Api, browser: Browser) -> None:
    url = app_url(api.project.id, type="PHONE")
    page = await browser.open(f"{url}&phone_channels[]=SMS&phone_channels[]=WHATSAPP")
    assert page.forms[0].values["channel"] == "SMS"
    await browser.send(page.forms[0], identifier="+4915112345678", channel="WHATSAPP")
    (message,) = await api.messages()
    assert json.loads(message)["channel"] == "WHATSAPP"


@pytest.mark.parametrize(("use_channel", "sent"), [("WHATSAPP", "WHATSAPP"), ("null", "SMS")])
async def test_direct_login_of_a_phone_uses_the_channel_named(
    api: Api, browser: Browser, use_channel: str, sent: str
) -> None:
    parameters = {"direct_login": "true", "input": "+4915112345678", "use_channel": use_channel}
    await browser.open(app_url(api.project.id, type="PHONE", **parameters))
    (message,) = await api.messages()
    assert json.loads(message)["channel"] == sent


async def test_cancel_leads_back_with_access_denied(api: Api, browser: Browser) -> None:
    page = await browser.open(app_url(api.project.id))
    (cancel,) = page.links
    assert cancel.startswith(REDIRECT_URL)
    returned = parameters_of(cancel)
    assert (returned["error"], returned["state"]) == ("access_denied", "state 1&2")
    (cancel,) = (await code_page(api, browser)).links
    assert parameters_of(cancel)["error"] == "access_denied"


@pytest.mark.parametrize(
    "redirect_url",
    [
        "https://evil.example/",
        "http://evil.example/",
        "http://127.0.0.1@evil.example/",
        "http://127.0.0.1:80@evil.example/",
        "http://127.0.0.1.evil.example/",
        "http://127.0.0.1:1/#fragment",
        "http://127.0.0.1\\@evil.example/",
        "javascript:alert(1)",
        "myapp://auth",
        "//evil.example",
        "http://127.0.0.1:99999/",
    ],
)
async def test_a_way_back_that_is_not_allowed_is_not_offered(
    api: Api, browser: Browser, redirect_url: str
) -> None:
    page = await browser.open(app_url(api.project.id, redirect_url=redirect_url))
    assert page.status == 400
    assert "is not in the list of allowed URLs. Please contact the site owner." in page.text
    assert page.forms == []
    assert page.links == []


@pytest.mark.parametrize("missing", ["redirect_url", "type", "code_challenge", "state"])
async def test_a_missing_parameter_is_named(api: Api, browser: Browser, missing: str) -> None:
    page = await browser.open(app_url(api.project.id, **{missing: ""}))
    assert page.status == 400
    assert missing in page.text


@pytest.mark.parametrize(("name", "most"), [("state", 512), ("redirect_url", 2048)])
async def test_a_parameter_that_is_too_long_is_named(
    api: Api, browser: Browser, name: str, most: int
) -> None:
    start = app_parameters(api.project.id)[name] + "?"
    for length, status in ((most, 200), (most + 1, 400)):
        value = start.ljust(length, "x")
        page = await browser.open(app_url(api.project.id, **{name: value}))
        assert page.status == status
    assert name in page.text


async def test_a_service_without_text_messages_offers_none(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with in_process(tmp_path, clock, channels=(Channel.EMAIL,)) as api:
        browser = Browser(api.http)
        url = app_url(api.project.id, type="PHONE")
        page = await browser.open(f"{url}&phone_channels[]=SMS&phone_channels[]=WHATSAPP")
        assert not any(attributes.get("type") == "radio" for _, attributes in page.tags)
        page = await browser.send(page.forms[0], identifier="+4915112345678")
        assert page.status == 400
        assert "This service sends no messages by SMS." in page.text


async def test_an_unknown_app_is_told_so(browser: Browser) -> None:
    page = await browser.open(app_url("00000000-0000-4000-8000-000000000000"))
    assert page.status == 401


async def test_pages_can_not_be_framed_scripted_or_cached(api: Api, browser: Browser) -> None:
    for page in (await browser.open(app_url(api.project.id)), await code_page(api, browser)):
        headers = page.response.headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script-src" not in policy
        # A redirect after a form counts as a target of the form.
        assert "form-action 'self' http://127.0.0.1:51234" in policy
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert not {"script", "style", "img", "iframe"} & {tag for tag, _ in page.tags}
        assert not any(
            name == "style" or name.startswith("on")
            for _, attributes in page.tags
            for name in attributes
        )


async def test_pages_suit_a_phone(api: Api, browser: Browser) -> None:
    page = await code_page(api, browser)
    inputs = [attributes for tag, attributes in page.tags if tag == "input"]
    typed = next(attributes for attributes in inputs if attributes["name"] == "code")
    assert typed["inputmode"] == "numeric"
    assert typed["autocomplete"] == "one-time-code"
    assert any(attributes.get("name") == "viewport" for _, attributes in page.tags)


async def test_the_style_sheet_follows_the_system_scheme(api: Api) -> None:
    response = await api.http.get("/app/style.css")
    assert response.headers["Content-Type"].startswith("text/css")
    assert "prefers-color-scheme: dark" in response.text


async def test_the_cookie_is_for_the_pages_alone(api: Api, browser: Browser) -> None:
    page = await browser.open(app_url(api.project.id))
    cookie = page.response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/app" in cookie
    assert "Max-Age" not in cookie


async def test_over_tls_no_other_host_of_the_domain_can_plant_the_cookie(
    tmp_path: Path, clock: FakeClock
) -> None:
    async with in_process(tmp_path, clock, public_url="https://login.example.com") as api:
        browser = Browser(api.http)
        page = await code_page(api, browser)
        planted = Browser(api.http)
        planted.cookies["cotter_browser"] = browser.cookies["__Host-cotter_browser"]
        assert (await planted.open(page.forms[0].action)).status == 404
        cookie = (await planted.open(app_url(api.project.id))).response.headers["Set-Cookie"]
        assert cookie.startswith("__Host-cotter_browser=")
        assert {"Secure", "Path=/", "HttpOnly"} <= set(cookie.split("; "))
        assert "Domain" not in cookie


async def test_a_form_of_another_site_sends_nothing(api: Api, browser: Browser) -> None:
    await browser.open(app_url(api.project.id))
    form = (await Browser(api.http).open(app_url(api.project.id))).forms[0]
    page = await browser.send(form, identifier="maya@example.com")
    assert page.status == 403
    assert await api.messages() == []


async def test_a_code_form_of_another_site_decides_nothing(api: Api, browser: Browser) -> None:
    page = await code_page(api, browser)
    code = await api.newest_code()
    form = page.forms[0]
    form.values["form_token"] = "guessed"
    assert (await browser.send(form, code=code)).status == 403


async def test_without_cookies_the_page_says_what_is_missing(api: Api, browser: Browser) -> None:
    page = await browser.open(app_url(api.project.id))
    browser.cookies.clear()
    page = await browser.send(page.forms[0], identifier="maya@example.com")
    assert page.status == 403
    assert "Allow cookies" in page.text


async def test_the_code_form_belongs_to_the_browser_that_began(api: Api, browser: Browser) -> None:
    page = await code_page(api, browser)
    stranger = Browser(api.http)
    await stranger.open(app_url(api.project.id))
    seen = await stranger.open(page.forms[0].action)
    assert seen.status == 404
    assert "m···a" not in seen.text


async def test_two_sign_ins_in_one_browser_do_not_disturb_each_other(
    api: Api, browser: Browser
) -> None:
    first = await code_page(api, browser)
    first_code = await api.newest_code()
    second = await code_page(api, browser, state="second")
    second_code = await api.newest_code()
    for page, code, state in ((first, first_code, "state 1&2"), (second, second_code, "second")):
        response = await browser.post(page.forms[0], code=code)
        assert parameters_of(response.headers["Location"])["state"] == state


async def test_addresses_hold_no_secret_but_the_authorization_code(
    api: Api, browser: Browser
) -> None:
    page = await code_page(api, browser)
    code = await api.newest_code()
    seen = page.forms[0].action + page.forms[1].action
    assert code not in seen
    assert browser.cookies["cotter_browser"] not in seen
    assert "maya" not in seen


async def test_after_the_way_back_the_page_says_it_is_done(api: Api, browser: Browser) -> None:
    page = await code_page(api, browser)
    await browser.post(page.forms[0], code=await api.newest_code())
    assert "You are signed in" in (await browser.open(page.forms[0].action)).text


async def test_an_app_with_its_own_scheme_is_led_back_by_a_page(api: Api, browser: Browser) -> None:
    api.project = api.another_project(allowed_urls=("myapp://auth",))
    page = await code_page(api, browser, redirect_url="myapp://auth")
    assert "form-action 'self' myapp:" in page.response.headers["Content-Security-Policy"]
    page = await browser.send(page.forms[0], code=await api.newest_code())
    assert page.status == 200
    (back,) = page.links
    assert back.startswith("myapp://auth?code=")
    assert (await exchanged(api, back)).status_code == 200


async def test_the_limits_hold_on_the_page_too(api: Api, browser: Browser) -> None:
    for number in range(5):
        await api.request_code(Attempt(session_id=str(number)))
    page = await browser.open(app_url(api.project.id))
    page = await browser.send(page.forms[0], identifier="maya@example.com")
    assert page.status == 429
    assert "in 300 s" in page.text
