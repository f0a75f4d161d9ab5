"""When newer versions are asked for, what is remembered, and what nobody is told."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desktop.session.update_facts import NewerVersion, UpdateFacts
from desktop.session.version_news import EVERY_SECONDS, SPREAD_SECONDS
from tests.doubles.turned_clock import TurnedClock
from tests.parts.publisher import DAY, PAGE, PATH, Publisher, publisher
from tests.parts.reader_of_news import OWN_VERSION, Reader

HOUR = 3600.0


@pytest.fixture
async def maker(tmp_path: Path) -> AsyncIterator[Publisher]:
    async with publisher(tmp_path, TurnedClock().wall()) as running:
        yield running


@pytest.fixture
def reader(maker: Publisher, tmp_path: Path) -> Reader:
    file = tmp_path / "state" / "version-news.json"
    return Reader(file, maker.source, TurnedClock(), maker.certificate_file)


async def test_a_newer_version_is_shown_with_its_day_and_where_its_page_is(
    maker: Publisher, reader: Reader
) -> None:
    facts = await reader.look()
    assert facts == UpdateFacts(
        source_host=maker.source.host,
        newer=NewerVersion(version="9.1", released=maker.now - DAY, page_host="example.com"),
        looked_at=reader.clock.wall(),
    )
    assert facts.problem is None
    assert reader.news.page == PAGE
    assert reader.drawn[-1] == facts


@pytest.mark.parametrize("version", [OWN_VERSION, "0.1", "0.0.9"])
async def test_one_that_is_not_newer_is_none(
    maker: Publisher, reader: Reader, version: str
) -> None:
    maker.put_up(maker.document(version))
    facts = await reader.look()
    assert (facts.newer, facts.looked_at, facts.problem) == (None, reader.clock.wall(), None)
    assert reader.news.page == ""
    assert reader.news.take_untold() is None


async def test_the_request_says_nothing_of_who_asks(maker: Publisher, reader: Reader) -> None:
    await reader.look()
    [request] = maker.asked
    assert (request.method, request.target, request.body) == ("GET", PATH, b"")
    assert request.headers == {
        "host": maker.source.host,
        "accept": "application/json",
        "accept-encoding": "identity",
        "connection": "keep-alive",
        "user-agent": "cotter-authenticator",
    }


async def test_switched_off_nobody_is_asked_and_nothing_is_shown(
    maker: Publisher, reader: Reader
) -> None:
    await reader.look()
    reader.news.use(is_wanted=False)
    assert reader.drawn[-1] == UpdateFacts(source_host=maker.source.host)
    assert reader.news.page == ""
    for _ in range(10):
        await reader.look(after=DAY)
    assert len(maker.asked) == 1
    reader.start(is_wanted=False)
    await reader.look(after=DAY)
    assert len(maker.asked) == 1
    assert reader.news.facts.newer is None


async def test_switched_off_while_an_answer_is_on_its_way_it_leaves_nothing(
    maker: Publisher, reader: Reader
) -> None:
    before = maker.reply
    assert before is not None

    async def switched_off_meanwhile(writer: object) -> None:
        reader.news.use(is_wanted=False)
        reader.file.unlink()
        await before(writer)  # type: ignore[arg-type]  # what the server hands over

    maker.reply = switched_off_meanwhile
    await reader.look()
    assert len(maker.asked) == 1
    assert not reader.file.exists()


async def test_after_a_start_it_waits_for_a_minute_at_least_and_five_at_most(
    maker: Publisher, reader: Reader
) -> None:
    for chance, wait in ((0.0, 60.0), (0.999999, 300.0)):
        reader.file.unlink(missing_ok=True)
        reader.chance = chance
        reader.start()
        await reader.look(after=wait - 1)
        before = len(maker.asked)
        await reader.look(after=1)
        assert len(maker.asked) == before + 1


async def test_whoever_switches_it_on_sees_at_once(maker: Publisher, reader: Reader) -> None:
    reader.start(is_wanted=False)
    reader.news.use(is_wanted=True, is_chosen=True)
    assert (await reader.look(after=0)).newer is not None


@pytest.mark.parametrize("chance", [0.0, 0.5, 0.999999])
async def test_it_is_once_a_day_through_starts_and_switches(
    maker: Publisher, reader: Reader, chance: float
) -> None:
    reader.chance = chance
    await reader.look()
    first = reader.clock.wall()
    while len(maker.asked) == 1:
        reader.start(is_wanted=False)
        reader.news.use(is_wanted=True, is_chosen=True)
        await reader.look(after=0.5 * HOUR)
    assert EVERY_SECONDS <= reader.clock.wall() - first <= EVERY_SECONDS + SPREAD_SECONDS + HOUR


async def test_it_is_once_a_day_whatever_the_answer_was(maker: Publisher, reader: Reader) -> None:
    maker.put_up({"error": "not found"})
    for _ in range(40):
        reader.start()
        await reader.look(after=HOUR)
    assert len(maker.asked) == 2


async def test_a_clock_that_was_ahead_for_a_while_does_not_end_it(
    maker: Publisher, reader: Reader
) -> None:
    right = reader.clock.wall()
    reader.clock.set_wall(right + 300 * DAY)
    await reader.look()
    reader.clock.set_wall(right)
    reader.start()
    await reader.look()
    assert len(maker.asked) == 2


async def test_it_is_told_of_once_and_the_next_one_again(maker: Publisher, reader: Reader) -> None:
    assert reader.news.take_untold() is None
    await reader.look()
    told = reader.news.take_untold()
    assert told is not None
    assert told.version == "9.1"
    assert reader.news.take_untold() is None
    reader.start()
    assert reader.news.facts.newer is not None
    assert reader.news.take_untold() is None

    maker.put_up(maker.document("9.2"))
    await reader.look(after=2 * DAY)
    told = reader.news.take_untold()
    assert told is not None
    assert told.version == "9.2"


async def test_what_was_believed_is_shown_after_a_start_until_it_is_installed(
    maker: Publisher, reader: Reader
) -> None:
    facts = await reader.look()
    reader.start()
    assert reader.news.facts == facts
    reader.start(own_version="9.1")
    assert reader.news.facts.newer is None


async def test_what_was_believed_by_another_key_is_forgotten(
    maker: Publisher, reader: Reader, tmp_path: Path
) -> None:
    await reader.look()
    async with publisher(tmp_path, maker.now) as other:
        reader.source = other.source
        reader.start()
        assert reader.news.facts.newer is None
        other.put_up(other.document("1.0"))
        reader.certificate_file = other.certificate_file
        facts = await reader.look(after=2 * DAY)
        assert facts.newer is not None
        assert facts.newer.version == "1.0"


async def test_the_file_is_of_its_owner_alone_and_holds_what_was_signed(
    maker: Publisher, reader: Reader
) -> None:
    await reader.look()
    assert reader.file.stat().st_mode & 0o077 == 0
    kept = json.loads(reader.file.read_text("utf-8"))
    assert kept["manifest"] == maker.document()
    assert set(kept) == {"format", "look_at", "looked_at", "told", "manifest"}
