"""A renewal between a real client and a real strict service, with something wrong on the way.

One session goes through all of it: whatever a fault costs it, the next renewal shows.
"""

import asyncio
import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.client.transport import Transport
from desktop.foundation.errors import (
    AuthenticatorError,
    RequestRefusedError,
    ServiceAnswerError,
    ServiceBusyError,
    ServiceSilentError,
    ServiceUnreachableError,
    TokenUnacceptableError,
)
from desktop.session.keeper import Keeper
from desktop.session.record import SessionRecord
from desktop.session.snapshot import NextStep, Obstacle, SessionFact
from desktop.ui.session_notice import notice_of
from desktop.ui.words import sentence_of
from tests.doubles.broken_service import (
    Reply,
    answer,
    half_a_body,
    json_answer,
    one_byte_at_a_time,
    raw,
    reset,
    silence,
)
from tests.doubles.turned_clock import TurnedClock
from tests.faults.service.conftest import Road, Session
from tests.parts.fault_proxy import Spoiling, changed, cut, instead, kept_for_later, lost

RENEWAL = "POST /api/v0/token/"
PAGE = b"<!doctype html><title>Welcome to the hotel</title>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


def leads_to(url: str, status: int = 302) -> Reply:
    return answer(status, b"", headers={"Location": url})


def page(status: int = 200) -> Reply:
    return answer(status, PAGE, kind="text/html; charset=utf-8")


REPLIES: dict[str, tuple[Reply, type[AuthenticatorError], str]] = {
    "reset": (reset(), ServiceUnreachableError, "the connection broke off"),
    "closed": (raw(b""), ServiceUnreachableError, "the connection broke off"),
    "half a line": (raw(b"HTTP/1.1 2"), ServiceUnreachableError, "the connection broke off"),
    "half a head": (raw(HEAD), ServiceUnreachableError, "the connection broke off"),
    "half a body": (half_a_body(), ServiceUnreachableError, "the connection broke off"),
    "no HTTP": (raw(b"SSH-2.0-OpenSSH_9.9\r\n"), ServiceUnreachableError, "broke off"),
    "endless head": (
        raw(HEAD + b"X: " + b"y" * 200_000), ServiceUnreachableError, "the connection broke off"
    ),
    "silence": (silence(), ServiceSilentError, "took too long to answer"),
    "one byte at a time": (
        one_byte_at_a_time(b" " * 400, 0.1), ServiceSilentError, "took too long to answer"
    ),
    "10 MB": (answer(200, b" " * 10_000_000), ServiceAnswerError, "longer than 1 MiB"),
    "a bomb": (
        answer(200, gzip.compress(b"[" * 50_000_000, 1), headers={"Content-Encoding": "gzip"}),
        ServiceAnswerError, "it is no JSON",
    ),
    "deep": (answer(200, b"[" * 100_000), ServiceAnswerError, "it is no JSON"),
    "another type": (answer(200, b"{}", kind="text/plain"), ServiceAnswerError, "it is no JSON"),
    "a page": (page(), ServiceAnswerError, "it is a web page"),
    "nothing": (answer(200, b""), ServiceAnswerError, "not a JSON object"),
    "204": (raw(b"HTTP/1.1 204 No Content\r\n\r\n"), ServiceAnswerError, "not a JSON object"),
    "a list": (json_answer([]), ServiceAnswerError, "not a JSON object"),
    "an empty object": (json_answer({}), ServiceAnswerError, "missing or of the wrong kind"),
    "a number for a token": (
        json_answer({"access_token": 7}), ServiceAnswerError, "missing or of the wrong kind"
    ),
    "429": (answer(429), ServiceBusyError, "can’t answer now (429)"),
    "408": (answer(408), ServiceBusyError, "can’t answer now (408)"),
    "500": (json_answer({"type": "refresh_token"}, 500), ServiceBusyError, "now (500)"),
    "502 page": (page(502), ServiceBusyError, "can’t answer now (502)"),
    "503": (answer(503), ServiceBusyError, "can’t answer now (503)"),
    "511 page": (page(511), ServiceBusyError, "can’t answer now (511)"),
    "599": (answer(599), ServiceBusyError, "can’t answer now (599)"),
    "elsewhere": (leads_to("https://login.hotel.example"), ServiceAnswerError, "login.hotel"),
    "same host": (leads_to("/api/v1/token", 307), ServiceAnswerError, "another page"),
    "to http": (leads_to("http://id.example.com/", 308), ServiceAnswerError, "id.example.com"),
    "304": (answer(304, b""), ServiceAnswerError, "its status is 304"),
    "101": (raw(b"HTTP/1.1 101 X\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"),
            ServiceUnreachableError, "the connection broke off"),
    "400 page": (page(400), RequestRefusedError, "400 without a reason"),
    "401": (json_answer({"msg": "Log in to the proxy."}, 401), RequestRefusedError, "refused"),
    "403 page": (page(403), RequestRefusedError, "403 without a reason"),
    "404 page": (page(404), RequestRefusedError, "doesn’t know this kind of request"),
    "407": (page(407), RequestRefusedError, "407 without a reason"),
    "421": (json_answer({"msg": "Misdirected", "type": "host"}, 421), RequestRefusedError, "Misd"),
    "another’s refusal": (
        json_answer({"msg": "The client certificate is not valid."}, 400), RequestRefusedError,
        "The client certificate is not valid.",
    ),
    "another status": (
        json_answer({"msg": "not valid", "type": "refresh_token", "reason": "revoked"}, 403),
        RequestRefusedError, "not valid",
    ),
}  # fmt: skip


@pytest.mark.parametrize("heard", [False, True], ids=["unheard", "done"])
@pytest.mark.parametrize("fault", REPLIES)
async def test_whatever_comes_instead_of_an_answer_passes_and_the_session_stays(
    road: Road, fault: str, heard: bool
) -> None:
    reply, kind, words = REPLIES[fault]
    await goes_on_after(road, (lost if heard else instead)(reply), kind, words)


CUTS: dict[str, Callable[[bytes], int]] = {
    "nothing": lambda _: 0,
    "the first byte": lambda _: 1,
    "the status": lambda answer: answer.index(b"\r\n"),
    "the head": lambda answer: answer.index(b"\r\n\r\n") + 4,
    "half the body": lambda answer: (answer.index(b"\r\n\r\n") + len(answer)) // 2,
    "all but the last byte": lambda answer: len(answer) - 1,
}


@pytest.mark.parametrize("kept", CUTS)
async def test_an_answer_that_breaks_off_anywhere_costs_nothing(road: Road, kept: str) -> None:
    await goes_on_after(road, cut(CUTS[kept]), ServiceUnreachableError, "the connection broke off")


async def test_a_connection_that_ends_before_anything_was_asked_costs_nothing(road: Road) -> None:
    async def hang_up(writer: asyncio.StreamWriter) -> None:
        await reset()(writer)

    road.proxy.greeting = hang_up
    keeper = await road.keeper()
    with pytest.raises(ServiceUnreachableError, match="the connection broke off"):
        await keeper.renew()
    road.proxy.greeting = None
    await keeper.renew()
    assert keeper.snapshot.problem is None


async def test_a_port_where_nobody_listens_any_more_costs_nothing(
    session: Session, clock: TurnedClock, transport: Transport
) -> None:
    keeper = session.open(transport, clock).keeper
    await keeper.read()
    with pytest.raises(ServiceUnreachableError, match="nothing answers there"):
        await keeper.renew()
    assert keeper.snapshot.next_step() is NextStep.TRY_NOW
    async with session.behind.proxy():
        await keeper.renew()
    assert keeper.snapshot.obstacle is Obstacle.NONE


async def goes_on_after(
    road: Road, fault: Spoiling, kind: type[AuthenticatorError], words: str
) -> None:
    """One program meets the fault and says so; the next goes on where it stopped."""
    keeper = await road.keeper(hasty=kind is ServiceSilentError)
    before = signed_in(keeper)
    road.proxy.spoil(RENEWAL, fault)
    with pytest.raises(kind) as caught:
        await keeper.renew()
    assert type(caught.value) is kind
    said = sentence_of(caught.value)
    assert words in f"{said.happened} {said.rest}"
    shown = keeper.snapshot
    assert shown.session is SessionFact.ACTIVE
    away = issubclass(kind, ServiceUnreachableError)
    assert shown.obstacle is (Obstacle.OFFLINE if away else Obstacle.NONE)
    assert shown.next_step() is NextStep.TRY_NOW or not away
    notice = notice_of(shown, road.clock.wall())
    assert notice is not None
    assert notice.action == "Try now"
    if away:
        assert notice.title == f"No answer from 127.0.0.1:{road.proxy.port}"
        assert "Your session stays valid until" in notice.detail
    kept = signed_in(keeper)
    assert kept.tokens == before.tokens
    assert kept.attempt_id != ""
    assert road.proxy.has_spoiled_all
    again = await road.keeper()
    await again.renew()
    after = signed_in(again)
    assert after.tokens.refresh_token != before.tokens.refresh_token
    assert (after.attempt_id, after.answer) == ("", None)
    assert again.snapshot.problem is None


def signed_in(keeper: Keeper) -> SessionRecord:
    record = keeper.signed_in
    assert record is not None
    return record


@pytest.mark.parametrize(
    "change",
    [
        lambda answer: {**answer, "access_token": "x.y.z"},
        lambda answer: {**answer, "access_token": answer["id_token"]},
        lambda answer: {**answer, "refresh_token": "94:" + "r" * 43, "id_token": "x"},
    ],
    ids=["no token", "the other token", "a refresh token of nobody"],
)
async def test_an_answer_that_can_not_be_believed_is_asked_for_again(
    road: Road, change: Callable[[dict[str, object]], object]
) -> None:
    keeper = await road.keeper()
    before = signed_in(keeper)
    road.proxy.spoil(RENEWAL, changed(change))
    with pytest.raises(TokenUnacceptableError):
        await keeper.renew()
    assert signed_in(keeper).tokens.access_token == before.tokens.access_token
    await keeper.renew()
    assert signed_in(keeper).tokens.access_token != before.tokens.access_token
    assert keeper.snapshot.problem is None


@pytest.mark.parametrize(
    ("is_named", "kind", "words"),
    [
        (True, ServiceAnswerError, "it answers another request"),
        (False, TokenUnacceptableError, "it is for another user"),
    ],
    ids=["named", "unnamed"],
)
async def test_the_answer_to_somebody_else_is_not_taken_and_costs_nothing(
    road: Road, tmp_path: Path, is_named: bool, kind: type[AuthenticatorError], words: str
) -> None:
    """What a gateway does that mixes two connections up; an older service names no attempt."""
    other = Session(road.session.behind, road.session.profile, tmp_path)
    theirs = other.open(road.patient, road.clock)
    await other.sign_in(theirs, f"other-{is_named}@example.com")
    answers: list[bytes] = []
    road.proxy.spoil(RENEWAL, kept_for_later(answers))
    await theirs.keeper.renew()
    if not is_named:
        answers = [answers[0].replace(b"attempt_id", b"attempt_xx")]
    keeper = await road.keeper()
    ours = signed_in(keeper)
    road.proxy.spoil(RENEWAL, lost(raw(answers[0])))
    with pytest.raises(kind, match=words):
        await keeper.renew()
    assert signed_in(keeper).tokens == ours.tokens
    await keeper.renew()
    assert signed_in(keeper).user_id == ours.user_id
    assert keeper.snapshot.problem is None
    await theirs.keeper.renew()
    other.close()


async def test_an_answer_of_before_is_not_taken_and_costs_nothing(road: Road) -> None:
    answers: list[bytes] = []
    keeper = await road.keeper()
    road.proxy.spoil(RENEWAL, kept_for_later(answers))
    await keeper.renew()
    await keeper.renew()
    road.proxy.spoil(RENEWAL, lost(raw(answers[0])))
    with pytest.raises(ServiceAnswerError, match="it answers another request"):
        await keeper.renew()
    await keeper.renew()
    await keeper.renew()
    assert keeper.snapshot.session is SessionFact.ACTIVE


async def test_none_of_all_this_looked_like_a_theft(session: Session) -> None:
    audit = session.audit()
    assert "token.renewed" in audit
    assert not {"token.reused", "token.refused", "device.suspended"} & set(audit)
