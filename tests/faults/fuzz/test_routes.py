"""Every route of the service, asked rightly and then with something changed in the request.

Whatever is sent: an answer in words and in time, no failure, nothing done by what is refused,
nothing on a page that hides or that turns words around.
"""

import asyncio
import json
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.routing import Route

from desktop.protocol.device_proof import make_device_proof
from desktop.service import waiting
from desktop.service.projects import Compatibility
from tests.faults.fuzz.asgi import Answered, Raw, ask
from tests.faults.fuzz.cases import fuzzed
from tests.faults.fuzz.harmless import assert_harmless
from tests.faults.fuzz.route_requests import REFUSED, REQUESTS, Right
from tests.faults.fuzz.seeded_service import ORIGIN, World, seeded
from tests.faults.fuzz.shapes import NASTY_TEXTS, PIECES, TEXTS, as_json, changed, changed_bytes
from tests.service.api import URL

LONGEST_ANSWER = 128 * 1024
HOST = "127.0.0.1:8765"
ALL = {**REQUESTS, **REFUSED}
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Services:
    """Both kinds of service, and the loop that they run in."""

    loop: asyncio.Runner
    worlds: dict[Compatibility, World]

    def answer(self, world: World, raw: Raw) -> Answered:
        """What one of them answers."""
        return self.loop.run(ask(world.api.application, raw))


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """A strict service and a published one."""
    # Nobody's long poll is news here, and none has to be waited for.
    monkeypatch.setattr(waiting, "LONGEST_SECONDS", 0.001)
    monkeypatch.setattr(waiting, "_SHORTEST_SECONDS", 0.001)
    stack = AsyncExitStack()
    for one in Compatibility:
        (tmp_path / one.value).mkdir()

    async def begin() -> dict[Compatibility, World]:
        return {
            one: await stack.enter_async_context(seeded(tmp_path / one.value, one))
            for one in Compatibility
        }

    with asyncio.Runner() as loop:
        try:
            yield Services(loop, loop.run(begin()))
        finally:
            loop.run(stack.aclose())


def encoded(text: str) -> bytes:
    """A text as a URL carries it, half surrogates too."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="").encode()


def in_a_header(text: str) -> bytes:
    """What the HTTP server lets through of a text."""
    raw = text.encode("utf-8", "surrogatepass")[:8000]
    return bytes(byte for byte in raw if byte >= 0x20 and byte != 0x7F).strip(b" ")


SEGMENTS = TEXTS.map(encoded) | st.sampled_from(
    [
        b"",
        b".",
        b"..",
        b"%2e%2e",
        b"%2F",
        b"%00",
        b"%ff",
        b"%",
        b"%zz",
        b"a" * 9000,
        b"-1",
        b"%C2%B2",
    ]
)
HEADERS = st.sampled_from(
    [
        "API_KEY_ID", "API_SECRET_KEY", "Host", "Origin", "Authorization", "DPoP", "Fresh-Proof",
        "Code-Verifier", "Content-Type", "Cookie", "X-Forwarded-For", "X-Forwarded-Host",
        "Forwarded",
        "User-Agent", "Accept-Language", "Access-Control-Request-Method", "Content-Length", "Range",
    ]
)  # fmt: skip
HEADER_VALUES = TEXTS | st.sampled_from(
    [
        ORIGIN, "null", "https://evil.example", "application/x-www-form-urlencoded", "text/plain",
        "multipart/form-data; boundary=x", "application/json; charset=utf-16", "Bearer x",
        "Basic eA==",
        "cotter_browser=; cotter_browser=x", 'a="\\', "localhost:8765", "127.0.0.1:8765 ",
        "evil.example",
        ";;;=;", "bytes=0-1", "-5",
    ]
)  # fmt: skip


def as_sent(right: Right) -> Raw:
    """The request as it goes over the line, with its proof."""
    target = right.template.replace(":path", "").encode()
    for name, value in right.segments.items():
        target = target.replace(b"{%s}" % name.encode(), encoded(value))
    if right.query:
        pairs = [encoded(name) + b"=" + encoded(value) for name, value in right.query.items()]
        target += b"?" + b"&".join(pairs)
    body = b"" if right.body is None else as_json(right.body)
    if right.form is not None:
        body = as_form(right.form)
    headers = [(name.encode(), in_a_header(value)) for name, value in right.headers.items()]
    if right.prover is not None:
        headers.append((b"DPoP", proof_of(right, right.method, target, body).encode()))
    return Raw(method=right.method, target=target, headers=tuple(headers), body=body)


def as_form(fields: dict[str, str]) -> bytes:
    """A form as browsers send it."""
    pairs = {name: value.encode("utf-8", "surrogatepass") for name, value in fields.items()}
    return urlencode(pairs).encode()


@st.composite
def requests(draw: st.DrawFn, right: Right) -> Raw:
    """The right request in which up to three things are others."""
    touched = {draw(st.integers(0, 8)) for _ in range(draw(st.integers(0, 3)))}
    method = draw(st.sampled_from(METHODS)) if 0 in touched else right.method
    template = right.template.replace(":path", "").encode()
    segments = {name: encoded(value) for name, value in right.segments.items()}
    if 1 in touched and segments:
        segments[draw(st.sampled_from(sorted(segments)))] = draw(SEGMENTS)
    for name, value in segments.items():
        template = template.replace(b"{%s}" % name.encode(), value)
    if 2 in touched:
        template += draw(st.sampled_from([b"/", b"//", b"/x", b"%2e", b";x", b"%00"]))
    query = [(encoded(name), encoded(value)) for name, value in right.query.items()]
    if 3 in touched:
        names = st.sampled_from([*right.query, "oauth_token", "wait", "cotter_user_id", "input"])
        leave_one_out: bool = draw(st.booleans())
        if query and leave_one_out:
            query.pop(draw(st.integers(0, len(query) - 1)))
        query.append((draw(names.map(encoded) | SEGMENTS), draw(SEGMENTS)))
    target = template + (b"?" + b"&".join(b"=".join(pair) for pair in query) if query else b"")
    body = draw(bodies(right, changed_too=4 in touched))
    headers = {name.encode(): in_a_header(value) for name, value in right.headers.items()}
    if right.prover is not None:
        proved = target if 5 not in touched else b"/api/v0/elsewhere"
        headers[b"DPoP"] = proof_of(right, method, proved, body).encode()
    doubled: list[tuple[bytes, bytes]] = []
    if 6 in touched:
        header, text = draw(HEADERS).encode(), in_a_header(draw(HEADER_VALUES))
        if draw(st.booleans()):
            headers[header] = text
        else:
            doubled.append((header, text))
    if 7 in touched and headers:
        del headers[draw(st.sampled_from(sorted(headers)))]
    return Raw(
        method=method,
        target=target,
        headers=(*headers.items(), *doubled),
        body=body,
    )


@st.composite
def bodies(draw: st.DrawFn, right: Right, *, changed_too: bool) -> bytes:
    """The body, right or not."""
    if right.form is not None:
        form = dict(right.form)
        if changed_too:
            form[draw(st.sampled_from([*form, "x"]))] = draw(TEXTS)
        raw = as_form(form)
    elif right.body is None:
        raw = b"" if not changed_too else draw(PIECES)
    else:
        raw = as_json(draw(changed(right.body)) if changed_too else right.body)
    if not changed_too:
        return raw
    match draw(st.integers(0, 9)):
        case 0:
            raw = b""
        case 1:
            raw += b" " * 70_000
        case 2:
            raw = raw.decode("latin-1").encode("utf-16")
        case 3 | 4:
            raw = draw(changed_bytes(raw))
    return raw


def proof_of(right: Right, method: str, target: bytes, body: bytes) -> str:
    """The proof of a device for what is sent, whatever that is."""
    assert right.prover is not None
    return make_device_proof(
        right.prover.key,
        method=method,
        url=URL + target.decode("ascii"),
        body=body,
        token_id="used-once",
        at=int(right.prover.api.clock()),
    )


def completed(world: World, raw: Raw) -> Raw:
    """With the header fields that each request has, where it has none of that name."""
    present = {name.lower() for name, _ in raw.headers}
    usual = {
        b"Host": HOST.encode(),
        b"API_KEY_ID": world.api.project.id.encode(),
        b"Cookie": f"cotter_browser={world.browser.cookies['cotter_browser']}".encode(),
    }
    more = [(name, value) for name, value in usual.items() if name.lower() not in present]
    return replace(raw, headers=(*raw.headers, *more))


def look_at(answer: Answered, sent: Raw) -> None:
    """Fail unless the answer is one of ours, in words, and harmless."""
    assert answer.status < 500, answer
    assert len(answer.body) < LONGEST_ANSWER
    for name, value in answer.headers.items():
        assert value.isprintable(), (name, value)
        assert value.isascii(), (name, value)
    kind = answer.headers.get("content-type", "")
    if kind == "application/json":
        said = json.loads(answer.body)
        if answer.status != 200:
            assert isinstance(said["msg"], str)
            assert isinstance(said["type"], str)
            assert_harmless(said["msg"])
        assert answer.headers["cache-control"] == "no-store"
    elif kind.startswith("text/html"):
        page = answer.body.decode()
        assert "<b>" not in page
        assert_harmless(*unescape(page).split("\n"))
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    else:
        assert answer.status in (200, 303)
        assert "location" not in answer.headers or "\\" not in answer.headers["location"]


def test_every_route_is_asked(services: Services) -> None:
    world = services.worlds[Compatibility.STRICT]
    routes = {
        (method, route.path)
        for route in world.api.application.routes
        if isinstance(route, Route)
        for method in (route.methods or set()) - {"HEAD"}
    }
    made = [make(world) for make in REQUESTS.values()]
    assert {(right.method, right.template) for right in made} == routes


@pytest.mark.parametrize("compatibility", list(Compatibility), ids=str)
def test_each_right_request_is_taken(services: Services, compatibility: Compatibility) -> None:
    """What is changed below is right before it is changed: refused requests reach little."""
    world = services.worlds[compatibility]
    refused = {}
    for name, make in REQUESTS.items():
        world.go_back()
        right = make(world)
        raw = as_sent(right)
        answer = services.answer(world, completed(world, raw))
        look_at(answer, raw)
        if answer.status not in (200, 303):
            refused[name] = (answer.status, answer.body)
    assert refused == {}


@pytest.mark.long
@pytest.mark.parametrize("name", REQUESTS)
def test_no_text_in_any_place_makes_a_route_fail(services: Services, name: str) -> None:
    world = services.worlds[Compatibility.STRICT]
    for part in ("segments", "query", "headers", "form", "body"):
        right = REQUESTS[name](world)
        for field in getattr(right, part) or ():
            for text in NASTY_TEXTS:
                world.go_back()
                right = REQUESTS[name](world)
                getattr(right, part)[field] = text
                raw = completed(world, as_sent(right))
                answer = services.answer(world, raw)
                look_at(answer, raw)
                assert_undone(world, answer)


@pytest.mark.parametrize("name", ALL)
@given(chosen=st.data())
@fuzzed()
def test_no_request_makes_a_route_fail(
    services: Services, name: str, chosen: st.DataObject
) -> None:
    compatibility = chosen.draw(st.sampled_from(list(Compatibility)), "mode")
    world = services.worlds[compatibility]
    world.go_back()
    raw = chosen.draw(requests(ALL[name](world)), "request")
    sent = completed(world, raw)
    answer = services.answer(world, sent)
    look_at(answer, sent)
    assert_undone(world, answer)


def assert_undone(world: World, answer: Answered) -> None:
    """Fail if a refused request left something that refused requests don't leave."""
    if answer.status >= 400:
        differs = {name for name, rows in world.tables().items() if rows != world.before[name]}
        assert differs <= allowed(answer), (differs, answer)


def allowed(answer: Answered) -> set[str]:
    """The tables that a refusal may change: what it counts, ends or holds back is its work."""
    if answer.headers.get("content-type") != "application/json":
        return {"challenges"}
    said = json.loads(answer.body)
    return {
        "code": {"challenges"},
        "refresh_token": {"refresh_families", "refresh_tokens", "devices"},
        "event": {"events"},
    }.get(said["type"], set())
