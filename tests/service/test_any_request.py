"""Whatever is sent to whichever route, the answer is one of the API's own and never a failure."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.service.projects import Compatibility
from tests.service.api import Api, Attempt, answered
from tests.service.conftest import in_process
from tests.service.fake_clock import FakeClock
from tests.service.pages import VERIFIER, Browser, app_parameters, app_url

EXAMPLES = settings(
    max_examples=40,
    deadline=None,
    # The service goes on from example to example: what one leaves behind the next may meet.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

TEXTS = st.text(max_size=40) | st.sampled_from(
    ["", "\0", "\ud800", "' OR 1=1 --", "../..", "%00", "9" * 400, "a" * 5000, "٣", "\u202e"]
)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
) | st.sampled_from([2**63, -(2**63), 2**200, 10**400, -1, 0])
# What a URL or a form can carry: any text that UTF-8 can.
SENDABLE = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    ["", "\0", "' OR 1=1 --", "<script>alert(1)</script>", "9" * 400, "a" * 5000, "\u202e"]
)
SEGMENTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
FIELD_NAMES = st.sampled_from(
    ["identifier", "code", "form_token", "channel", "phone_channels", "redirect_url", "state"]
)
COOKIES = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40).map(str.strip)


@dataclass(frozen=True)
class Target:
    """A route with a body that it would take, and a way to make its path."""

    method: str
    path: str
    body: dict[str, object]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


ATTEMPT = Attempt()
IDENTITY_TOKEN = {
    "identifier": "maya@example.com",
    "identifier_type": "EMAIL",
    "receiver": "x",
    "expire_at": "1900000000",
    "signature": "A" * 86 + "==",
}
RENEWAL: dict[str, object] = {"grant_type": "refresh_token", "refresh_token": "1:x"}
TARGETS = [
    Target("GET", "/service", {}),
    Target(
        "POST",
        "/verify/request/{any}",
        {**ATTEMPT.request_body(), "channel": "EMAIL", "auth_method": "OTP"},
    ),
    Target(
        "POST",
        "/verify/respond/{any}",
        ATTEMPT.respond_body({"challenge_id": 1, "challenge": "x"}, "123456", 1_800_000_000),
    ),
    Target(
        "POST",
        "/verify/get_identity",
        {
            "authorization_code": "x",
            "challenge_id": 1,
            "code_verifier": VERIFIER,
            "redirect_url": "-",
        },
    ),
    Target("GET", "/token/jwks", {}),
    Target("POST", "/token", {**RENEWAL, "attempt_id": "A" * 22}),
    Target(
        "POST", "/token", {"grant_type": "identity_token", "identity_token": dict(IDENTITY_TOKEN)}
    ),
    Target("POST", "/token/{key}", {**RENEWAL, "attempt_id": "A" * 22}),
    Target("POST", "/token/{any}", RENEWAL),
    Target("DELETE", "/token/{key}", {"refresh_token": "1:x", "everywhere": True}),
    Target("POST", "/user/create", {"identifier": "noor@example.com", "client_user_id": "7"}),
    Target("GET", "/user", {}),
    Target("GET", "/user/{any}", {}),
    Target("DELETE", "/user/{any}", {}),
]


def check_answer(response: httpx.Response) -> None:
    """One of the API's own answers, in words where it refuses."""
    assert response.status_code < 500
    said = answered(response)
    if response.status_code != 200:
        assert isinstance(said["msg"], str)
        assert isinstance(said["type"], str)


@st.composite
def bodies(draw: st.DrawFn, target: Target) -> bytes:
    """Bytes of any kind, or a right body of which some fields are something else."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=60) | st.just(b"[" * 5000) | st.just(b"{}" + b" " * 70_000))
    body = dict(target.body)
    for name in draw(st.lists(st.sampled_from(sorted(body) or ["x"]), max_size=2, unique=True)):
        body[name] = draw(ANY_JSON)
    encoding = draw(st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-16", "utf-32-be"]))
    return json.dumps(body).encode(encoding)


AWKWARD: list[object] = [
    None, True, 0, -1, 1.5, 2**63, -(2**63), 2**200, 10**400, float("nan"), float("inf"),
    "", "\0", "\ud800", "x" * 5000, "9" * 400, "9" * 12, "\u0663", "\u202e", "' OR 1=1 --",
    [], [1], {}, {"a": {"b": []}},
]  # fmt: skip


@pytest.mark.parametrize("target", [target for target in TARGETS if target.body], ids=str)
async def test_no_field_of_the_api_makes_it_fail(api: Api, target: Target) -> None:
    path = f"/api/v0{target.path.format(any='x', key=api.project.id)}"
    headers = {"API_KEY_ID": api.project.id, **api.secret}
    for name in target.body:
        for value in AWKWARD:
            api.clock.advance(86400)
            content = json.dumps({**target.body, name: value})
            response = await api.http.request(target.method, path, content=content, headers=headers)
            check_answer(response)


HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Content-Type": st.sampled_from(["text/plain", "application/x-www-form-urlencoded", ""]),
        "Fresh-Proof": st.text(st.characters(min_codepoint=33, max_codepoint=126)),
        "DPoP": st.text(st.characters(min_codepoint=33, max_codepoint=126)),
        "API_SECRET_KEY": st.sampled_from(["", "wrong", "\xe9"]),
        "X-Forwarded-For": st.just("' OR 1=1"),
        "Accept": st.just("text/html"),
        "Origin": st.sampled_from(["null", "", "https://evil.example", "x" * 3000]),
    },
)
QUERIES = st.dictionaries(
    st.sampled_from(["oauth_token", "identifier", "x", "phone_channels[]"]),
    st.lists(SENDABLE | st.just("true"), max_size=2),
    max_size=3,
)


@pytest.fixture(params=list(Compatibility), ids=str)
async def api(
    tmp_path: Path, clock: FakeClock, request: pytest.FixtureRequest
) -> AsyncIterator[Api]:
    """A service of either mode."""
    async with in_process(tmp_path, clock, request.param) as running:
        yield running


@pytest.mark.parametrize("target", TARGETS, ids=str)
@given(chosen=st.data())
@EXAMPLES
async def test_no_request_of_the_api_makes_it_fail(
    api: Api, target: Target, chosen: st.DataObject
) -> None:
    # So far that no limit of before stands in the way.
    api.clock.advance(86400)
    segment = quote(chosen.draw(SEGMENTS, "segment"), safe="")
    path = target.path.format(any=segment, key=api.project.id)
    headers = {"API_KEY_ID": api.project.id, **chosen.draw(HEADERS, "headers")}
    if chosen.draw(st.booleans(), "with the secret"):
        headers |= api.secret
    response = await api.http.request(
        target.method,
        f"/api/v0{path}",
        params=chosen.draw(QUERIES, "query"),
        content=chosen.draw(bodies(target), "body"),
        headers=[(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
    )
    check_answer(response)


@given(chosen=st.data())
@EXAMPLES
async def test_no_query_makes_a_page_fail(api: Api, chosen: st.DataObject) -> None:
    api.clock.advance(86400)
    parameters = {**app_parameters(api.project.id), "direct_login": "true", "input": "+49151123456"}
    names = st.sampled_from([*parameters, "use_channel", "phone_channels[]"])
    changes = st.dictionaries(names, SENDABLE | st.sampled_from(["PHONE", "SMS", "MAGIC_LINK"]))
    query = {**parameters, **chosen.draw(changes, "query")}
    page = await Browser(api.http).open(f"/app?{urlencode(query)}")
    assert page.status < 500
    assert page.response.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    "path", ["/app", "/app/code/{any}", "/app/code/{page}", "/app/again/{page}", "/app/link/{any}"]
)
@given(chosen=st.data())
@EXAMPLES
async def test_no_form_makes_a_page_fail(api: Api, path: str, chosen: st.DataObject) -> None:
    api.clock.advance(86400)
    browser = Browser(api.http)
    form = (await browser.open(app_url(api.project.id))).forms[0]
    page = await browser.send(form, identifier="maya@example.com")
    shown = {"/app": form, "/app/again/{page}": page.forms[1]}.get(path, page.forms[0])
    # Of one part: a slash makes it another route, and dots a shorter one.
    segment = quote(chosen.draw(SEGMENTS, "segment"), safe="").replace("%2F", "x")
    segment = segment.strip(".") or "x"
    page_id = page.forms[0].action.rpartition("/")[2]
    fields = {**shown.values, **chosen.draw(st.dictionaries(FIELD_NAMES, SENDABLE), "fields")}
    raw = chosen.draw(st.just(b"") | st.binary(max_size=60) | st.just(b"&a=b" * 100), "more")
    cookie = chosen.draw(st.just(browser.cookies["cotter_browser"]) | COOKIES, "cookie")
    response = await api.http.post(
        path.format(any=segment, page=page_id),
        content=urlencode(fields).encode() + raw,
        headers={b"Cookie": f"cotter_browser={cookie}".encode("latin-1")},
    )
    assert response.status_code < 500
    assert response.status_code == 303 or "text/html" in response.headers["Content-Type"]
