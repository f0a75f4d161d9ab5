"""What every request passes: Host, key, size, origin; and what a failure tells (1.2, 13.8)."""

from collections.abc import AsyncIterator

import httpx
import pytest

from desktop.service import sign_in
from tests.guards.log import LogWatch
from tests.service.api import Api, Attempt, answered, refusal

ORIGIN = "https://app.example.com"


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8765", "localhost:8765", "LOCALHOST:8765", "[::1]:8765"]
)
async def test_every_name_of_this_computer_will_do(api: Api, host: str) -> None:
    assert (await api.call("GET", "/service", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8765.evil.example", ""]
)
@pytest.mark.parametrize("path", ["/api/v0/service", "/app", "/api/v0/token/jwks", "/nothing"])
async def test_another_host_is_not_answered(api: Api, host: str, path: str) -> None:
    response = await api.http.get(path, headers={"Host": host, "API_KEY_ID": api.project.id})
    assert refusal(response) == (421, "host")


@pytest.mark.parametrize("other", ["evil.example", "127.0.0.1:8765"])
async def test_of_two_hosts_none_counts(api: Api, other: str) -> None:
    hosts = [("Host", "127.0.0.1:8765"), ("Host", other), ("API_KEY_ID", api.project.id)]
    assert refusal(await api.http.get("/api/v0/service", headers=hosts)) == (421, "host")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/service"),
        ("POST", "/verify/request/s"),
        ("POST", "/verify/respond/s"),
        ("POST", "/verify/get_identity"),
        ("POST", "/token"),
        ("POST", "/token/x"),
        ("DELETE", "/token/x"),
        ("POST", "/user/create"),
        ("GET", "/user?identifier=x"),
        ("GET", "/user/x"),
    ],
)
@pytest.mark.parametrize("key", ["", "unknown", "00000000-0000-4000-8000-000000000000"])
async def test_an_unknown_key_gets_nowhere(api: Api, method: str, path: str, key: str) -> None:
    response = await api.call(method, path, {}, headers={"API_KEY_ID": key})
    assert refusal(response) == (401, "api_key")


async def test_a_wrong_secret_is_refused_even_where_none_is_needed(api: Api) -> None:
    response = await api.call("GET", "/service", headers={"API_SECRET_KEY": "wrong"})
    assert refusal(response) == (401, "api_key")


async def test_the_right_secret_of_another_project_is_wrong(api: Api) -> None:
    secret = api.secret
    api.project = api.another_project()
    assert refusal(await api.call("GET", "/service", headers=secret)) == (401, "api_key")


async def test_a_body_over_64_kib_is_refused(api: Api) -> None:
    attempt = Attempt(extra={"auth_method": "x" * 70_000})
    assert refusal(await api.try_request_code(attempt)) == (413, "too_large")


async def test_a_body_without_a_length_is_no_way_around(api: Api) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 1024

    headers = {"API_KEY_ID": api.project.id}
    url = "/api/v0/verify/get_identity"
    response = await api.http.post(url, content=endless(), headers=headers)
    assert refusal(response) == (413, "too_large")


async def test_what_is_not_there_says_so_in_json(api: Api) -> None:
    assert refusal(await api.call("GET", "/nothing")) == (404, "not_found")
    assert refusal(await api.call("GET", "/verify/get_identity")) == (405, "method")
    assert refusal(await api.http.get("/")) == (404, "not_found")


@pytest.mark.parametrize("path", ["/app/", "/api/v0/service/", "/api/v0/user//"])
async def test_a_slash_too_many_leads_nowhere(api: Api, path: str) -> None:
    assert refusal(await api.http.get(path)) == (404, "not_found")


async def test_an_origin_that_a_project_lists_may_call(api: Api) -> None:
    api.another_project(allowed_origins=(ORIGIN,))
    headers = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "API_KEY_ID",
    }
    preflight = await api.http.options("/api/v0/verify/get_identity", headers=headers)
    assert preflight.status_code == 200
    assert preflight.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert preflight.headers["Access-Control-Allow-Credentials"] == "true"
    assert "API_KEY_ID" in preflight.headers["Access-Control-Allow-Headers"]
    response = await api.call("GET", "/service", headers={"Origin": ORIGIN})
    assert response.headers["Access-Control-Allow-Origin"] == ORIGIN
    assert response.headers["Vary"] == "Origin"


@pytest.mark.parametrize(
    "origin", ["https://app.example.com.evil.example", "http://app.example.com", "null", "*"]
)
async def test_another_origin_gets_no_leave(api: Api, origin: str) -> None:
    api.another_project(allowed_origins=(ORIGIN,))
    response = await api.call("GET", "/service", headers={"Origin": origin})
    assert not [name for name in response.headers if name.startswith("access-control-")]


@pytest.mark.parametrize("path", ["/app", "/app/code/x", "/app/style.css", "/api/v0"])
async def test_no_origin_may_read_the_pages(api: Api, path: str) -> None:
    api.another_project(allowed_origins=(ORIGIN,))
    response = await api.http.get(path, headers={"Origin": ORIGIN})
    assert not [name for name in response.headers if name.startswith("access-control-")]


async def test_a_failure_tells_kind_and_route_but_no_value(
    api: Api,
    monkeypatch: pytest.MonkeyPatch,
    log_watch: LogWatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    spoken = "the code is 123456 for maya@example.com"

    def fail(*_arguments: object, **_options: object) -> None:
        raise RuntimeError(spoken)

    monkeypatch.setattr(sign_in, "respond", fail)
    log_watch.expect("failed: RuntimeError")
    attempt = Attempt(state="state-of-maya")
    challenge = await api.request_code(attempt)
    response = await api.respond(attempt, challenge, "123456")
    assert refusal(response) == (500, "server")
    (record,) = (record for record in caplog.records if "RuntimeError" in record.getMessage())
    assert "POST /api/v0/verify/respond/{state:path} failed" in record.getMessage()
    for value in ("123456", "maya@example.com", "state-of-maya"):
        assert value not in record.getMessage()
        assert value not in response.text


async def test_what_was_begun_in_a_failed_request_is_undone(
    api: Api, monkeypatch: pytest.MonkeyPatch, log_watch: LogWatch
) -> None:
    attempt = Attempt()
    challenge = await api.request_code(attempt)
    code = await api.newest_code()
    log_watch.expect("failed: RuntimeError")
    with monkeypatch.context() as patch:

        def fail(*_arguments: object) -> None:
            raise RuntimeError

        patch.setattr(sign_in, "_give_authorization_code", fail)
        assert (await api.respond(attempt, challenge, code)).status_code == 500
    assert "user.created" not in api.events()
    assert (await api.respond(attempt, challenge, code)).status_code == 200


async def test_success_is_always_200(api: Api) -> None:
    seen: list[int] = []

    async def note(response: httpx.Response) -> None:
        seen.append(response.status_code)

    api.http.event_hooks["response"].append(note)
    identity = await api.sign_in()
    token = identity["oauth_token"]["refresh_token"]
    body = {"identifier": "noor@example.com"}
    await api.call("POST", "/user/create", body, headers=api.secret)
    renewed = answered(await api.renew(token))
    await api.call(
        "DELETE", f"/token/{api.project.id}", {"refresh_token": renewed["refresh_token"]}
    )
    assert set(seen) == {200}
