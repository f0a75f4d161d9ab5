"""Signing in at a strict service with something wrong at every step: it takes one code."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.secret import Secret
from desktop.session.identifier import Identifier
from desktop.session.opening import OpenProfile
from desktop.session.snapshot import SessionFact
from desktop.session.under_way import CodeEntry
from desktop.ui.words import sentence_of
from tests.doubles.broken_service import Reply, answer, half_a_body, json_answer, raw, reset
from tests.faults.service.conftest import Road, Session
from tests.parts.fault_proxy import Spoiling, cut, instead, lost
from tests.parts.hosted_page import use_the_page

DESCRIBE = "GET /api/v0/service"
REQUEST = "POST /api/v0/verify/request/"
RESPOND = "POST /api/v0/verify/respond/"
EXCHANGE = "POST /api/v0/verify/get_identity"
KEYS = "GET /api/v0/token/jwks"
PAGE = b"<title>Welcome to the hotel</title>"

REPLIES: tuple[tuple[Reply, str], ...] = (
    (reset(), "the connection broke off"),
    (raw(b""), "the connection broke off"),
    (half_a_body(), "the connection broke off"),
    (answer(200, b" " * 10_000_000), "longer than 1 MiB"),
    (answer(200, PAGE, kind="text/html"), "it is a web page"),
    (answer(200, b""), "not a JSON object"),
    (json_answer({}), "sent an answer that can’t be used"),
    (answer(302, b"", headers={"Location": "https://login.hotel.example"}), "login.hotel.example"),
    (answer(503, headers={"Retry-After": "9"}), "can’t answer now (503)"),
    (answer(403, PAGE, kind="text/html"), "403 without a reason"),
    (json_answer({"msg": "Log in."}, 407), "Log in."),
)
FAULTS: tuple[tuple[Spoiling, str], ...] = (
    *((instead(reply), words) for reply, words in REPLIES),
    *((lost(reply), words) for reply, words in REPLIES),
    (cut(lambda answer: len(answer) - 1), "the connection broke off"),
)


WHO = Identifier("maya@example.com", "EMAIL")


@pytest.fixture
async def opened(road: Road, tmp_path: Path) -> AsyncIterator[OpenProfile]:
    """A program where nobody is signed in."""
    session = Session(road.session.behind, road.session.profile, tmp_path)
    opened = session.open(road.patient, road.clock)
    await opened.keeper.read()
    yield opened
    session.close()


def messages(road: Road) -> int:
    return len(road.session.behind.service.messages())


def entry(opened: OpenProfile) -> CodeEntry:
    shown = opened.keeper.snapshot.sign_in
    assert isinstance(shown, CodeEntry)
    return shown


def said(error: AuthenticatorError | None) -> str:
    assert error is not None
    sentence = sentence_of(error)
    return f"{sentence.happened} {sentence.rest}"


async def test_a_code_that_could_not_be_asked_for_is_said_on_the_page(
    road: Road, opened: OpenProfile
) -> None:
    asked = messages(road)
    for route in (DESCRIBE, REQUEST):
        for reply, words in REPLIES:
            road.proxy.spoil(route, instead(reply))
            with pytest.raises(AuthenticatorError):
                await opened.sign_in.request_code(WHO, "EMAIL")
            shown = opened.keeper.snapshot
            assert words in said(shown.problem)
            assert (shown.sending, shown.sign_in) == (False, None)
    assert road.proxy.has_spoiled_all
    assert messages(road) == asked


async def test_whatever_is_lost_at_whatever_step_it_takes_one_code(
    road: Road, opened: OpenProfile
) -> None:
    before = road.session.audit()
    road.proxy.spoil(KEYS, instead(reset()))
    await opened.sign_in.request_code(WHO, "EMAIL")
    code = Secret(road.session.behind.service.next_code(WHO.text))
    for fault, words in FAULTS:
        road.proxy.spoil(RESPOND, fault)
        with pytest.raises(AuthenticatorError):
            await opened.sign_in.submit(code)
        assert words in said(entry(opened).problem)
        assert not entry(opened).accepted
        assert entry(opened).attempts_left == 5
    for fault, words in FAULTS:
        road.proxy.spoil(EXCHANGE, fault, fault)
        with pytest.raises(AuthenticatorError):
            await opened.sign_in.submit(code)
        assert words in said(entry(opened).problem)
        # What is not asked twice at once leaves the second for the next try.
        if not road.proxy.has_spoiled_all:
            with pytest.raises(AuthenticatorError):
                await opened.sign_in.submit(code)
    for reply, _ in REPLIES:
        road.proxy.spoil(KEYS, instead(reply))
        with pytest.raises(AuthenticatorError):
            await opened.sign_in.submit(code)
    assert road.proxy.has_spoiled_all
    await opened.sign_in.submit(code)
    shown = opened.keeper.snapshot
    assert (shown.session, shown.sign_in, shown.problem) == (SessionFact.ACTIVE, None, None)
    await opened.keeper.renew()
    news = road.session.audit()[len(before) :]
    assert (news.count("code.sent"), news.count("signed_in")) == (1, 1)
    assert not {"code.refused", "sign_in.refused", "signed_out", "token.reused"} & set(news)


async def test_an_answer_lost_behind_the_page_in_the_browser_costs_nothing(
    road: Road, opened: OpenProfile
) -> None:
    who = Identifier("noa@example.com", "EMAIL")
    before, pages = road.session.audit(), asyncio.Queue[str]()

    def open_browser(url: str) -> bool:
        pages.put_nowait(url)
        return True

    road.proxy.spoil(EXCHANGE, lost(reset()))
    going = asyncio.create_task(opened.sign_in.in_browser(open_browser, who))
    page = await pages.get()
    await asyncio.to_thread(use_the_page, page, road.session.behind.service, who.text)
    await going
    assert opened.keeper.snapshot.session is SessionFact.ACTIVE
    assert road.proxy.count(EXCHANGE) == 2
    await opened.keeper.renew()
    news = road.session.audit()[len(before) :]
    assert (news.count("signed_in"), news.count("token.renewed")) == (1, 1)
