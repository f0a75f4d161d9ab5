"""The hosted pages under attack: nothing that was sent becomes markup, a header or a permission."""

from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
import pytest

from desktop.service.projects import Compatibility
from tests.service.api import Api
from tests.service.conftest import in_process
from tests.service.fake_clock import FakeClock
from tests.service.pages import Browser, Form, Page, app_parameters, app_url, parameters_of

MARKUP = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;b&gt;"
HARMLESS = {
    "html", "head", "meta", "title", "link", "body", "main", "h1", "p", "div", "form", "label",
    "input", "button", "a", "strong", "fieldset", "legend",
}  # fmt: skip


@pytest.fixture
def browser(api: Api) -> Browser:
    return Browser(api.http)


def check_markup(page: Page) -> None:
    """Only elements and attributes of ours are on the page, and no address runs a script."""
    assert {tag for tag, _ in page.tags} <= HARMLESS
    for _, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes)
        for name in ("href", "action", "src", "content"):
            assert "javascript:" not in attributes.get(name, "")


def check_headers(response: httpx.Response) -> None:
    """The answer can't be framed, sniffed, cached or scripted."""
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; base-uri 'none'; ")
    assert "frame-ancestors 'none'" in policy
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"


async def test_a_link_to_the_page_can_not_have_it_say_something(browser: Browser, api: Api) -> None:
    said = "Call 555 0100\u202e\x00 at once\u2028 "
    page = await browser.open(app_url(api.project.id, redirect_url=said))
    assert page.status == 400
    assert "The redirect URL Call%20555%200100%E2%80%AE%00%20at%20once%E2%80%A8%20 or" in page.text


@pytest.mark.parametrize("state", ["\x00", "two\r\nlines", "\u202ex"])
async def test_a_state_that_would_not_come_back_as_it_was_is_refused(
    browser: Browser, api: Api, state: str
) -> None:
    page = await browser.open(app_url(api.project.id, state=state))
    assert page.status == 400
    assert "state has a character" in page.text


async def test_an_identifier_is_shown_without_what_hides_in_it(browser: Browser, api: Api) -> None:
    url = app_url(api.project.id, input="moc.live\u202e\x00@maya", direct_login="true")
    page = await browser.open(url)
    assert page.status == 400
    assert page.forms[0].values["identifier"] == "moc.live@maya"
    page = await browser.send(page.forms[0], identifier="\u2066maya")
    assert page.forms[0].values["identifier"] == "maya"


async def test_what_was_sent_is_shown_as_text_on_every_page(api: Api, browser: Browser) -> None:
    redirect_url = 'http://127.0.0.1:51234/"><script>alert(1)</script>'
    url = app_url(api.project.id, state=MARKUP, redirect_url=redirect_url)
    asking = await browser.open(url)
    assert asking.forms[0].values["state"] == MARKUP
    assert asking.forms[0].values["redirect_url"] == redirect_url
    refused = await browser.send(asking.forms[0], identifier=MARKUP)
    assert refused.status == 400
    assert refused.forms[0].values["identifier"] == MARKUP
    code_form = await browser.send(asking.forms[0], identifier="o'&/{}@example.com")
    assert "o···}@example.com" in code_form.text
    wrong = await browser.send(code_form.forms[0], code=MARKUP)
    assert wrong.status == 400
    for page in (asking, refused, code_form, wrong):
        check_markup(page)
        assert parameters_of(page.links[0])["state"] == MARKUP


@pytest.mark.parametrize(
    "name", ["api_key", "type", "code_challenge", "auth_method", "redirect_url", "input"]
)
async def test_a_refused_parameter_is_shown_as_text(api: Api, browser: Browser, name: str) -> None:
    check_markup(await browser.open(app_url(api.project.id, **{name: MARKUP})))


async def test_the_name_of_a_project_is_shown_as_text(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.service.startup.FIRST_PROJECT_NAME", MARKUP)
    async with in_process(tmp_path, clock, Compatibility.PUBLISHED) as api:
        browser = Browser(api.http)
        asking = await browser.open(app_url(api.project.id, auth_method="MAGIC_LINK"))
        code_form = await browser.send(asking.forms[0], identifier="maya&lt@example.com")
        link = (await api.messages())[-1].split("/app/link/")[1].split()[0]
        elsewhere = await Browser(api.http).open(f"/app/link/{link}")
        confirming = await browser.open(f"/app/link/{link}")
        await browser.post(code_form.forms[0], code=elsewhere.shown_code)
        again = await browser.send(asking.forms[0], identifier="maya&lt@example.com")
        assert MARKUP in asking.text
        assert "maya&lt@example.com" in confirming.text
        assert "maya&lt@example.com" in again.text
        for page in (asking, code_form, elsewhere, confirming, again):
            check_markup(page)


async def test_the_way_back_to_an_app_is_an_address_and_nothing_else(
    api: Api, browser: Browser
) -> None:
    api.project = api.another_project(allowed_urls=("myapp://",))
    redirect_url = "myapp://back/\"'><script>alert(1)</script>;url=https://evil.example"
    page = await browser.open(app_url(api.project.id, redirect_url=redirect_url))
    page = await browser.send(page.forms[0], identifier="maya@example.com")
    page = await browser.send(page.forms[0], code=await api.newest_code())
    check_markup(page)
    assert page.links[0].startswith(redirect_url)


async def test_a_line_break_in_the_state_makes_no_header(api: Api, browser: Browser) -> None:
    state = "x%0d%0aSet-Cookie: cotter_browser=planted%0d%0a%0d%0a<script>"
    page = await browser.open(app_url(api.project.id, state=state))
    page = await browser.send(page.forms[0], identifier="maya@example.com")
    response = await browser.post(page.forms[0], code=await api.newest_code())
    assert response.status_code == 303
    assert "Set-Cookie" not in response.headers
    assert parameters_of(response.headers["Location"])["state"] == state


async def test_refusals_and_redirects_are_protected_like_pages(api: Api, browser: Browser) -> None:
    asking = await browser.open(app_url(api.project.id))
    sent = await browser.post(asking.forms[0], identifier="maya@example.com")
    code_form = await browser.open(sent.headers["Location"])
    answers = {
        200: asking.response,
        303: sent,
        400: (await browser.open("/app?api_key=" + api.project.id)).response,
        401: (await browser.open("/app")).response,
        403: await browser.post(Form("/app/code/x", "post")),
        404: (await browser.open("/app/code/x")).response,
        413: await browser.post(Form("/app", "post"), code="x" * 70_000),
        429: await browser.post(code_form.forms[1]),
    }
    for status, response in answers.items():
        assert response.status_code == status
        check_headers(response)
    style = await api.http.get("/app/style.css")
    assert style.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_policy_can_not_be_widened_by_the_way_back(api: Api, browser: Browser) -> None:
    for port in ("1;script-src *", "1 *", "1,*", "1%20*"):
        url = f"http://127.0.0.1:{port}/back"
        page = await browser.open(app_url(api.project.id, redirect_url=url))
        assert page.status == 400
        assert "*" not in page.response.headers["Content-Security-Policy"]


async def test_of_a_parameter_sent_twice_the_same_one_counts_everywhere(
    api: Api, browser: Browser
) -> None:
    """Otherwise one could be checked and the other used."""
    evil, good = "https://evil.example/", app_parameters(api.project.id)["redirect_url"]
    parameters = app_parameters(api.project.id)
    del parameters["redirect_url"]
    for first, second, status in ((evil, good, 200), (good, evil, 400)):
        query = urlencode([*parameters.items(), ("redirect_url", first), ("redirect_url", second)])
        page = await browser.open(f"/app?{query}")
        assert page.status == status
        if page.forms:
            assert page.forms[0].values["redirect_url"] == good
            assert "evil" not in page.response.text


async def test_a_changed_hidden_field_is_checked_again(api: Api, browser: Browser) -> None:
    page = await browser.open(app_url(api.project.id))
    form = page.forms[0]
    form.values["redirect_url"] = "https://evil.example/"
    refused = await browser.send(form, identifier="maya@example.com")
    assert refused.status == 400
    assert await api.messages() == []


async def test_a_form_with_more_fields_than_any_of_ours_is_refused(
    api: Api, browser: Browser
) -> None:
    form = (await browser.open(app_url(api.project.id))).forms[0]
    form.values |= {f"x{number}": "" for number in range(32)}
    refused = await browser.send(form, identifier="maya@example.com")
    assert refused.status == 400
    assert "too many fields" in refused.text


async def test_a_browser_names_itself_in_one_short_line(api: Api, browser: Browser) -> None:
    api.http.headers["User-Agent"] = "Brow\tser/1.0 " + "x" * 10_000
    page = await browser.open(app_url(api.project.id))
    page = await browser.send(page.forms[0], identifier="maya@example.com")
    challenge = api.service.store.challenges.newest_of_page(page.forms[0].action.rpartition("/")[2])
    assert challenge is not None
    assert challenge.device_name == "Browser/1.0 " + "x" * 188


async def test_the_form_token_of_one_sign_in_opens_no_other(api: Api, browser: Browser) -> None:
    page = await browser.open(app_url(api.project.id))
    first = await browser.send(page.forms[0], identifier="maya@example.com")
    second = await browser.send(page.forms[0], identifier="noor@example.com")
    second.forms[0].values["form_token"] = first.forms[0].values["form_token"]
    response = await browser.post(second.forms[0], code=await api.newest_code())
    assert response.status_code == 403


async def test_wrong_codes_count_across_pages_and_browsers(api: Api, clock: FakeClock) -> None:
    tried: list[int] = []
    for _ in range(3):
        clock.advance(301)
        browser = Browser(api.http)
        page = await browser.open(app_url(api.project.id))
        page = await browser.send(page.forms[0], identifier="maya@example.com")
        if page.status == 200:
            form = page.forms[0]
            tried += [(await browser.post(form, code="no code")).status_code for _ in range(5)]
    assert tried == [400] * 10
    assert page.status == 429
    assert "The way by code is closed for now." in page.text


async def test_the_page_of_a_known_user_is_that_of_an_unknown_one(
    api: Api, browser: Browser
) -> None:
    await api.sign_in()
    api.clock.advance(300)
    shown = []
    for name in ("maya", "mirr"):
        page = await browser.open(app_url(api.project.id))
        page = await browser.send(page.forms[0], identifier=f"{name}@example.com")
        hidden = (page.forms[0].action.rpartition("/")[2], page.forms[0].values["form_token"])
        text = page.response.text
        for value in hidden:
            text = text.replace(value, "x")
        shown.append(text.replace(f"{name[0]}···{name[-1]}@", "x@"))
    assert shown[0] == shown[1]


async def test_a_page_of_a_sign_in_is_found_by_no_other_name(api: Api, browser: Browser) -> None:
    page = await browser.open(app_url(api.project.id))
    page = await browser.send(page.forms[0], identifier="maya@example.com")
    page_id = page.forms[0].action.rpartition("/")[2]
    for name in ("%", "_" * len(page_id), f"{page_id}' --", "' OR '1'='1", page_id.upper()):
        assert (await browser.open(f"/app/code/{quote(name, safe='')}")).status == 404
