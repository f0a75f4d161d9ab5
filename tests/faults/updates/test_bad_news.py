"""Answers about newer versions that must not be believed, and what the user sees of them."""

import ssl
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.session.update_facts import UpdateFacts
from desktop.ui.words import sentence_of
from tests.doubles.broken_service import (
    Reply,
    answer,
    endless_body,
    half_a_body,
    json_answer,
    one_byte_at_a_time,
    reset,
    silence,
)
from tests.doubles.turned_clock import TurnedClock
from tests.guards.secrets import SecretWatch
from tests.parts.publisher import DAY, Publisher, publisher
from tests.parts.reader_of_news import Reader


@pytest.fixture
async def maker(tmp_path: Path) -> AsyncIterator[Publisher]:
    async with publisher(tmp_path, TurnedClock().wall()) as running:
        yield running


@pytest.fixture
def reader(maker: Publisher, tmp_path: Path) -> Reader:
    file = tmp_path / "state" / "version-news.json"
    return Reader(file, maker.source, TurnedClock(), maker.certificate_file)


def said(facts: UpdateFacts) -> str:
    assert facts.problem is not None
    return sentence_of(facts.problem).whole()


async def seen_before(maker: Publisher, reader: Reader) -> None:
    """A version was believed yesterday."""
    maker.put_up(maker.document("9.1"))
    facts = await reader.look()
    assert facts.newer is not None
    maker.now += 2 * DAY


def forged(maker: Publisher) -> Reply:
    stranger = Publisher(maker.now, key=Ed25519PrivateKey.generate())
    return json_answer(stranger.document("9.9", page="https://evil.example/"))


def changed(maker: Publisher) -> Reply:
    """The text of one manifest under the signature of another."""
    evil = maker.document("9.9", page="https://evil.example/")
    return json_answer({**maker.document("9.9"), "manifest": evil["manifest"]})


NOT_BELIEVED: dict[str, tuple[Callable[[Publisher], Reply], str]] = {
    "forged": (forged, "its signature is wrong"),
    "changed": (changed, "its signature is wrong"),
    "run out": (
        lambda maker: json_answer(maker.document("9.9", made=-40 * DAY)),
        "it has run out",
    ),
    "signed in the future": (
        lambda maker: json_answer(maker.document("9.9", made=3 * DAY)),
        "it was signed in the future",
    ),
    "for ever": (
        lambda maker: json_answer(maker.document("9.9", days=4000)),
        "it holds longer than any may",
    ),
    "older": (
        lambda maker: json_answer(maker.document("9.0")),
        "it tells of an older version than before",
    ),
    "a script for a page": (
        lambda maker: json_answer(maker.document("9.9", page="javascript:alert(1)")),
        "its page is no https address",
    ),
    "no manifest": (lambda _: json_answer({"version": "9.9"}), "it is no manifest"),
    "an empty answer": (lambda _: answer(body=b""), "it is no manifest"),
    "not found": (lambda _: json_answer({}, 404), "its status is 404"),
    "a page of a hotel, with 404": (
        lambda _: answer(404, b"<p>Welcome", kind="text/html"),
        "its status is 404",
    ),
}


@pytest.mark.parametrize("fault", NOT_BELIEVED)
async def test_what_can_not_be_believed_is_said_and_changes_nothing(
    maker: Publisher, reader: Reader, fault: str
) -> None:
    await seen_before(maker, reader)
    before = reader.news.facts
    reply, reason = NOT_BELIEVED[fault]
    maker.reply = reply(maker)
    facts = await reader.look(after=2 * DAY)
    assert f"can’t be believed: {reason}. Nothing of it was used." in said(facts)
    assert facts == before
    assert reader.news.page.startswith("https://example.com/")
    reader.start()
    assert reader.news.facts == before


NO_ANSWER: dict[str, tuple[Callable[[], Reply], str]] = {
    "65 KiB": (lambda: answer(body=b" " * (65 * 1024)), "it is longer than 64 KiB"),
    "no end": (endless_body, "it is longer than 64 KiB"),
    "a web page": (lambda: answer(body=b"<p>Welcome", kind="text/html"), "it is a web page"),
    "no JSON": (lambda: answer(body=b"{"), "it is no JSON"),
    "JSON without end": (lambda: answer(body=b"[" * 60_000), "it is no JSON"),
    "led on to plain http": (
        lambda: answer(302, headers={"Location": "http://127.0.0.1:1/newest.json"}),
        "it leads on to 127.0.0.1",
    ),
    "led on to another host": (
        lambda: answer(301, headers={"Location": "https://mirror.example/newest.json"}),
        "it leads on to mirror.example",
    ),
    "silence": (silence, "took too long to answer"),
    "a byte now and then": (lambda: one_byte_at_a_time(b" " * 100, 0.05), "took too long"),
    "half of it": (half_a_body, "No answer from"),
    "a reset": (reset, "No answer from"),
    "busy": (lambda: json_answer({}, 503), "can’t answer now (503)"),
}


@pytest.mark.parametrize("fault", NO_ANSWER)
async def test_what_is_no_answer_is_said_and_changes_nothing(
    maker: Publisher, reader: Reader, fault: str
) -> None:
    await seen_before(maker, reader)
    before = reader.news.facts
    reply, words = NO_ANSWER[fault]
    maker.reply = reply()
    facts = await reader.look(after=2 * DAY)
    assert words in said(facts)
    assert facts == before
    assert len(maker.asked) == 2


async def test_the_newest_manifest_played_again_is_the_same_news(
    maker: Publisher, reader: Reader
) -> None:
    await seen_before(maker, reader)
    assert reader.news.take_untold() is not None
    facts = await reader.look(after=2 * DAY)
    assert facts.problem is None
    assert facts.looked_at == reader.clock.wall()
    assert reader.news.take_untold() is None


async def test_one_that_is_played_for_too_long_is_noticed(maker: Publisher, reader: Reader) -> None:
    """Whoever holds back what is newer can do so until the last one has run out."""
    await seen_before(maker, reader)
    facts = await reader.look(after=31 * DAY)
    assert "it has run out" in said(facts)
    assert facts.newer is not None


def strangers_certificate(_: trustme.CA) -> ssl.SSLContext:
    return serving(trustme.CA().issue_cert("127.0.0.1"))


def another_name(authority: trustme.CA) -> ssl.SSLContext:
    return serving(authority.issue_cert("updates.hotel.example"))


def outdated(authority: trustme.CA) -> ssl.SSLContext:
    return serving(
        authority.issue_cert("127.0.0.1", not_after=datetime.now(UTC) - timedelta(days=1))
    )


def serving(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


@pytest.mark.parametrize("tls", [strangers_certificate, another_name, outdated])
async def test_over_tls_that_is_not_right_nobody_is_asked(
    tmp_path: Path, tls: Callable[[trustme.CA], ssl.SSLContext]
) -> None:
    async with publisher(tmp_path, TurnedClock().wall(), tls=tls) as maker:
        reader = Reader(tmp_path / "news.json", maker.source, TurnedClock(), maker.certificate_file)
        facts = await reader.look()
        assert said(facts).startswith(f"No answer from {maker.source.host}: ")
        assert "certificate" in said(facts)
        assert (maker.asked, facts.newer) == ([], None)


async def test_where_it_can_not_be_written_down_nobody_is_asked(
    maker: Publisher, reader: Reader
) -> None:
    """Or every start would ask again."""
    reader.file.parent.write_text("a file where a folder belongs", "utf-8")
    for _ in range(3):
        facts = await reader.look()
        reader.start()
    assert "can’t be written" in said(facts)
    assert maker.asked == []


DAMAGED = {
    "empty": "",
    "no JSON": "{",
    "a list": "[]",
    "other types": '{"format": 1, "look_at": "soon", "looked_at": 1, "told": 2, "manifest": 3}',
    "another format": '{"format": 2, "look_at": 1, "looked_at": 1, "told": "", "manifest": null}',
    "no end": "[" * 100_000,
    "a time that is none": (
        '{"format": 1, "look_at": NaN, "looked_at": null, "told": "", "manifest": 0}'
    ),
    "a manifest of nobody": (
        '{"format": 1, "look_at": 1, "looked_at": 1, "told": "9.9",'
        ' "manifest": {"manifest": "e30=", "signature": "AAAA"}}'
    ),
}


@pytest.mark.parametrize("fault", DAMAGED)
async def test_what_was_remembered_and_is_damaged_is_asked_for_anew(
    maker: Publisher, reader: Reader, fault: str
) -> None:
    reader.file.parent.mkdir()
    reader.file.write_text(DAMAGED[fault], "utf-8")
    reader.start()
    assert reader.news.facts.newer is None
    facts = await reader.look()
    assert (facts.problem, len(maker.asked)) == (None, 1)
    told = reader.news.take_untold()
    assert told is not None
    assert told.version == "9.1"


async def test_nothing_of_a_refused_answer_is_in_a_sentence(
    maker: Publisher, reader: Reader, secret_watch: SecretWatch
) -> None:
    hostile = "\u202e</p>\x1b[2J"
    maker.put_up({"manifest": hostile, "signature": hostile, "error": hostile})
    facts = await reader.look()
    assert hostile not in said(facts)
    assert "\x1b" not in said(facts)
