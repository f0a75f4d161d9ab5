"""Times in words: what a person reads of a moment and of a wait."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from PySide6.QtCore import QLocale

from desktop.ui import times


def at(day: int, hour: int, minute: int, second: int = 0) -> float:
    """A moment of November 2026 in this computer's zone."""
    return datetime(2026, 11, day, hour, minute, second).astimezone().timestamp()


NOW = at(24, 13, 49, 38)


@pytest.fixture(autouse=True)
def locale(request: pytest.FixtureRequest) -> Iterator[str]:
    """What the person's system is set to; British unless a test says otherwise."""
    before = QLocale()
    name: str = getattr(request, "param", "en_GB")
    QLocale.setDefault(QLocale(name))
    yield name
    QLocale.setDefault(before)


@pytest.mark.parametrize("locale", ["en_GB", "de_DE"], indirect=True)
@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(24, 14, 32), "14:32"),
        (at(24, 0, 0), "00:00"),
        (at(25, 2, 10), "tomorrow, 02:10"),
        (at(23, 23, 59), "yesterday, 23:59"),
    ],
)
def test_a_moment_is_said_as_near_as_it_is(locale: str, moment: float, words: str) -> None:
    assert times.until(moment, NOW) == words


def test_a_day_further_away_is_named() -> None:
    assert times.until(at(26, 14, 32), NOW) == "26 Nov, 14:32"
    assert times.moment(at(20, 9, 4), NOW) == "20 Nov at 09:04"


@pytest.mark.parametrize("locale", ["en_US"], indirect=True)
def test_a_moment_of_the_clock_is_written_as_the_locale_writes_it(locale: str) -> None:
    assert times.clock_time(at(24, 14, 32)).replace("\u202f", " ") == "2:32 PM"


def test_midnight_is_tomorrow_even_if_it_is_near() -> None:
    late = at(24, 23, 59, 30)
    assert times.day_only(at(25, 0, 0, 10), late) == "tomorrow"
    assert times.precise(at(24, 13, 32, 7), late) == "today, 13:32:07"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (252, "4:12"),
        (28, "0:28"),
        (0, "0:00"),
        (-5, "0:00"),
        (59.6, "1:00"),
        (3599.4, "59:59"),
        (3600, "1:00:00"),
        (3852, "1:04:12"),
    ],
)
def test_a_countdown_has_minutes_and_seconds(seconds: float, words: str) -> None:
    assert times.countdown(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(40, "40 s"), (119, "119 s"), (120, "2 min"), (719, "11 min"), (7200, "2 h"), (-1, "0 s")],
)
def test_a_wait_is_said_in_one_unit(seconds: float, words: str) -> None:
    assert times.in_words(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "figure", "unit"),
    [
        (0, "0", "s left"),
        (59.9, "59", "s left"),
        (60, "1", "min left"),
        (2549, "42", "min left"),
        (7199, "119", "min left"),
        (7200, "2", "h left"),
        (172799, "47", "h left"),
        (172800, "2", "days left"),
    ],
)
def test_the_ring_rounds_down_to_what_is_certain(seconds: float, figure: str, unit: str) -> None:
    assert times.time_left(seconds) == (figure, unit)


def test_a_day_of_the_chart_is_named_and_nonsense_is_left_as_it_is() -> None:
    assert times.weekday("2026-11-24") == "Tue"
    assert times.weekday("someday") == "someday"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(24, 8, 51), "today, 08:51"),
        (at(23, 17, 20), "yesterday, 17:20"),
        (at(22, 17, 20), "Sunday"),
        (at(18, 0, 1), "Wednesday"),
        (at(17, 23, 59), "17 Nov"),
    ],
)
def test_what_was_lately_is_said_with_less_the_longer_ago_it_is(moment: float, words: str) -> None:
    assert times.lately(moment, NOW) == words


def test_a_day_is_said_with_its_year() -> None:
    assert times.long_day(at(3, 12, 0)) == "3 November 2026"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 24), "Today"),
        (date(2026, 11, 23), "Yesterday"),
        (date(2026, 11, 21), "Saturday, 21 November"),
        (date(2025, 12, 31), "Wednesday, 31 December 2025"),
    ],
)
def test_a_heading_names_its_day(day: date, words: str) -> None:
    assert times.day_heading(day, date(2026, 11, 24)) == words
