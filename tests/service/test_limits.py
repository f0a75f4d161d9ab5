"""Sliding windows, as pure rules."""

import pytest

from desktop.service.limits import Counted, address_subject, seconds_to_wait

NOW = 1_800_000_000.0


@pytest.mark.parametrize(
    ("ages", "wait"),
    [
        ([], 0),
        ([1, 2, 3, 4], 0),
        ([10, 20, 30, 40, 100], 200),
        ([10, 20, 30, 40, 299.5], 1),
        ([10, 20, 30, 40, 300], 0),
        # The sixth newest no longer counts in the short window, but all do in the day.
        ([10, 20, 30, 40, 100, 200], 200),
        ([600 * n for n in range(1, 21)], 86400 - 12000),
    ],
)
def test_the_wait_ends_when_the_oldest_of_the_last_leaves_the_window(
    ages: list[float], wait: int
) -> None:
    times = [NOW - age for age in ages]
    assert seconds_to_wait(Counted.MESSAGE_TO_IDENTIFIER, times, NOW) == wait


def test_wrong_codes_close_for_an_hour_and_then_for_a_day() -> None:
    ten = [NOW - n for n in range(10)]
    assert seconds_to_wait(Counted.WRONG_CODE, ten, NOW) == 3600 - 9
    thirty = [NOW - 3600 - n for n in range(30)]
    assert seconds_to_wait(Counted.WRONG_CODE, thirty, NOW) == 86400 - 3600 - 29


@pytest.mark.parametrize(
    ("address", "subject"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("testclient", "testclient"),
    ],
)
def test_an_ipv6_host_counts_with_its_whole_network(address: str, subject: str) -> None:
    assert address_subject(address) == subject
