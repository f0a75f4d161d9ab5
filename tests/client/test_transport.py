"""HTTP that goes wrong: every fault is one error of ours, in bounded time, and tells nobody."""

import asyncio
import contextlib
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from desktop.client.transport import Transport
from desktop.foundation.errors import (
    InvalidServiceUrlError,
    ServiceAnswerError,
    ServiceBusyError,
    ServiceSilentError,
    ServiceUnreachableError,
)
from tests.doubles.broken_service import (
    BrokenService,
    Reply,
    always,
    answer,
    endless_body,
    half_a_body,
    json_answer,
    one_byte_at_a_time,
    raw,
    reset,
    silence,
)
from tests.parts.child import PATIENCE

REFRESH_TOKEN = "94:" + "s" * 43
HEADERS = {"API_KEY_ID": "11111111-2222-3333-4444-555555555555", "Fresh-Proof": "f" * 43}
BODY = f'{{"refresh_token": "{REFRESH_TOKEN}"}}'.encode()
DATE = "Sun, 13 Sep 2020 12:26:40 GMT"


async def ask(transport: Transport, reply: Reply) -> object:
    async with BrokenService(always(reply)) as service:
        found = await transport.call("POST", service.url, headers=HEADERS, json=BODY)
        return found.document


async def test_an_answer_comes_with_status_document_and_the_services_time(
    transport: Transport,
) -> None:
    reply = json_answer({"msg": "hm"}, 400, {"Date": DATE})
    async with BrokenService(always(reply)) as service:
        found = await transport.call("POST", service.url, headers=HEADERS, json=BODY)
    assert (found.status, found.document, found.date) == (400, {"msg": "hm"}, 1_600_000_000.0)
    assert not found.is_success
    assert found.host == f"127.0.0.1:{service.port}"
    [received] = service.received
    assert received.body == BODY
    assert received.headers["api_key_id"] == HEADERS["API_KEY_ID"]
    assert received.headers["accept-encoding"] == "identity"


async def test_the_time_of_an_answer_out_of_a_cache_is_not_believed(transport: Transport) -> None:
    reply = json_answer({}, headers={"Date": DATE, "Age": "7"})
    async with BrokenService(always(reply)) as service:
        assert (await transport.call("GET", service.url, headers={})).date is None


@pytest.mark.parametrize("date", ["", "yesterday", "Sun, 99 Sep 2020 12:26:40 GMT", "0"])
async def test_a_date_that_is_none_is_no_time(transport: Transport, date: str) -> None:
    async with BrokenService(always(json_answer({}, headers={"Date": date}))) as service:
        assert (await transport.call("GET", service.url, headers={})).date is None


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (half_a_body(), "broke off"),
        (reset(), "broke off"),
        (raw(b""), "broke off"),
        (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "broke off"),
    ],
)
async def test_an_answer_that_breaks_off_is_none(
    transport: Transport, reply: Reply, reason: str
) -> None:
    with pytest.raises(ServiceUnreachableError, match=reason):
        await ask(transport, reply)


async def test_a_port_where_nothing_listens_is_said_so(transport: Transport) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ServiceUnreachableError, match="nothing answers there"):
            await transport.call("GET", url, headers={})


@pytest.mark.parametrize("reply", [silence(), one_byte_at_a_time(b" " * 1000, 0.05)])
async def test_a_service_that_dawdles_is_silent(hasty: Transport, reply: Reply) -> None:
    with pytest.raises(ServiceSilentError):
        await ask(hasty, reply)


async def test_a_computer_that_does_not_even_connect_is_silent() -> None:
    with socket.socket() as full, contextlib.ExitStack() as waiting:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        # Nobody accepts, and nobody else is let in once a few stand in the queue.
        for _ in range(4):
            filler = waiting.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(full.getsockname())
        transport = Transport(connect_seconds=0.1, read_seconds=PATIENCE)
        async with contextlib.aclosing(transport), asyncio.timeout(PATIENCE / 2):
            with pytest.raises(ServiceSilentError):
                await transport.call("GET", f"http://127.0.0.1:{full.getsockname()[1]}", headers={})


async def test_a_service_gets_5_seconds_to_connect_and_10_to_say_something(
    transport: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []
    send = httpx.AsyncClient.send

    async def note_and_send(
        self: httpx.AsyncClient, request: httpx.Request, *, stream: bool = False
    ) -> httpx.Response:
        given.append(request.extensions["timeout"])
        return await send(self, request, stream=stream)

    monkeypatch.setattr(httpx.AsyncClient, "send", note_and_send)
    await ask(transport, json_answer({}))
    assert given == [{"connect": 5.0, "read": 10.0, "write": 10.0, "pool": 10.0}]


async def test_an_answer_in_single_bytes_is_an_answer_if_it_comes_in_time(
    transport: Transport,
) -> None:
    assert await ask(transport, one_byte_at_a_time(b'{"slow": true}', 0)) == {"slow": True}


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (answer(body=b" " * (10 * 2**20)), "longer than 1 MiB"),
        (answer(body=b"7".rjust(2**20 + 1)), "longer than 1 MiB"),
        (endless_body(), "longer than 1 MiB"),
        (answer(body=b"<html>", kind="text/html; charset=utf-8"), "a web page"),
        (answer(body=b"{}", kind="text/plain"), "no JSON"),
        (answer(body=b"{}", headers={"Content-Encoding": "gzip"}), "no JSON"),
        (answer(body=b'{"half": '), "no JSON"),
        (answer(body=b"\xff\xfe\x00"), "no JSON"),
        (answer(body=b"NaN"), "no JSON"),
        (answer(body=b"[" * 100_000), "no JSON"),
        (answer(body=b"1" * 10_000), "no JSON"),
        (answer(304), "its status is 304"),
    ],
)
async def test_what_is_no_answer_of_the_api_is_said_so(
    transport: Transport, reply: Reply, reason: str
) -> None:
    with pytest.raises(ServiceAnswerError, match=reason):
        await ask(transport, reply)


async def test_a_body_of_exactly_1_mib_is_taken(transport: Transport) -> None:
    assert await ask(transport, answer(body=b"7".rjust(2**20))) == 7


async def test_a_refusal_in_another_form_than_json_is_still_a_refusal(
    transport: Transport,
) -> None:
    assert await ask(transport, answer(404, b"<html>", kind="text/html")) is None


async def test_an_answer_without_a_body_has_no_document(transport: Transport) -> None:
    assert await ask(transport, answer(200, b"")) is None


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_nothing_is_sent_to_where_a_redirect_leads(transport: Transport, status: int) -> None:
    async with BrokenService(always(json_answer({}))) as elsewhere:
        target = f"http://localhost:{elsewhere.port}/api/v0/token/x"
        with pytest.raises(ServiceAnswerError, match="it leads on to localhost"):
            await ask(transport, answer(status, b"", headers={"Location": target}))
    assert elsewhere.received == []


@pytest.mark.parametrize("location", ["/elsewhere", "http://[", "//"])
async def test_a_redirect_to_nowhere_is_refused_too(transport: Transport, location: str) -> None:
    with pytest.raises(ServiceAnswerError, match="another page"):
        await ask(transport, answer(302, b"", headers={"Location": location}))


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("7", 7),
        (" 7 ", 7),
        (format_datetime(datetime(2020, 9, 13, 12, 27, 40, tzinfo=UTC), usegmt=True), 60),
        (format_datetime(datetime(2020, 9, 13, 12, 0, 0, tzinfo=UTC), usegmt=True), 0),
        ("999999999", 86400),
        ("-5", 0),
        ("soon", 0),
        ("1e3", 0),
        ("٣", 0),
    ],
)
async def test_a_pause_is_asked_for_in_seconds_or_with_a_date(
    transport: Transport, retry_after: str, seconds: int
) -> None:
    raw_header = retry_after.encode().decode("latin-1")
    headers = {"Retry-After": raw_header, "Date": DATE}
    with pytest.raises(ServiceBusyError) as busy:
        await ask(transport, json_answer({}, 429, headers))
    assert busy.value.retry_after == seconds
    assert busy.value.values["status"] == 429


async def test_a_pause_until_a_date_counts_from_our_clock_if_the_service_shows_none(
    transport: Transport,
) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    with pytest.raises(ServiceBusyError) as busy:
        await ask(transport, json_answer({}, 503, {"Retry-After": until}))
    assert 90 <= busy.value.retry_after <= 100


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 599])
async def test_trouble_of_the_service_passes_by_itself(transport: Transport, status: int) -> None:
    with pytest.raises(ServiceBusyError) as busy:
        await ask(transport, answer(status, b"<html>", kind="text/html"))
    assert busy.value.retry_after == 0


async def test_plain_http_goes_to_this_computer_only(transport: Transport) -> None:
    with pytest.raises(InvalidServiceUrlError):
        await transport.call("GET", "http://id.example.com", headers=HEADERS)


async def test_cookies_are_not_kept(transport: Transport) -> None:
    reply = json_answer({}, headers={"Set-Cookie": "refresh=kept; Path=/"})
    async with BrokenService(always(reply)) as service:
        for _ in range(2):
            await transport.call("GET", service.url, headers={})
    assert "cookie" not in service.received[1].headers
