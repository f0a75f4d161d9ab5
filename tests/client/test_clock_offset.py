"""How the service's time is learned."""

import pytest

from desktop.client.clock_offset import (
    ClockObservation,
    ClockOffset,
    observe,
    offset_after,
    parse_date,
)

DAY = 86_400.0


def seen(offset: float) -> ClockObservation:
    return ClockObservation(service_time=1_000.0 + offset, wall=1_000.0, boot=5.0, round_trip=0.1)


def learned(*offsets: float, start: float = 0.0) -> ClockOffset:
    known = ClockOffset(seconds=start)
    for offset in offsets:
        known = offset_after(known, seen(offset))
    return known


@pytest.mark.parametrize(
    ("offsets", "known"),
    [
        ((7.0,), 7.0),
        ((-300.0,), -300.0),
        ((301.0,), 0.0),
        ((DAY,), 0.0),
        ((DAY, DAY + 30), DAY + 30),
        ((DAY, DAY + 31), 0.0),
        ((DAY, DAY + 31, DAY + 40), DAY + 40),
        ((DAY, -DAY), 0.0),
        ((DAY, -DAY, DAY), 0.0),
        ((DAY, 3.0, DAY), 3.0),
        ((DAY, DAY, 0.0), DAY),
        ((DAY, DAY, 0.0, 0.0), 0.0),
    ],
)
def test_a_large_shift_needs_two_answers_in_a_row_that_agree(
    offsets: tuple[float, ...], known: float
) -> None:
    assert learned(*offsets).seconds == known


def test_small_steps_are_followed_however_far_they_lead() -> None:
    assert learned(*range(0, 3_000, 300)).seconds == 2_700


def test_an_answer_is_as_old_as_half_its_way() -> None:
    observation = observe(1_000.0, wall=900.0, boot=5.0, round_trip=2.0)
    assert observation is not None
    assert observation.service_time == 1_001.5
    assert observation.offset == 101.5


@pytest.mark.parametrize("round_trip", [5.0, 60.0, -1.0])
def test_an_answer_that_was_long_under_way_tells_nothing(round_trip: float) -> None:
    assert observe(1_000.0, wall=900.0, boot=5.0, round_trip=round_trip) is None


def test_an_answer_without_a_date_tells_nothing() -> None:
    assert observe(None, wall=900.0, boot=5.0, round_trip=0.1) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Sun, 13 Sep 2020 12:26:40 GMT", 1_600_000_000.0),
        ("", None),
        ("soon", None),
        ("Sun, 13 Sep 99999 12:26:40 GMT", None),
        ("Sun, 13 Sep 2020 14:26:40 +0200", 1_600_000_000.0),
        ("Sun, 13 Sep 2020 12:26:40", 1_600_000_000.0),
    ],
)
def test_a_date_is_read_or_is_none(text: str, seconds: float | None) -> None:
    assert parse_date(text) == seconds
