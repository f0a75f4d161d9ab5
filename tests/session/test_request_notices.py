"""However many requests come: three notices a minute, one summary, no request without either."""

import itertools
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.session.device_facts import Requests
from desktop.session.list_entries import DeviceKind, SignInRequest
from desktop.session.request_notices import (
    MOST_NOTICES,
    PACE_SECONDS,
    WINDOW_SECONDS,
    NoticeChange,
    NoticeLimit,
    open_requests,
)
from desktop.session.snapshot import Overview, Snapshot
from tests.doubles.turned_clock import TurnedClock

LIFETIME = 180.0


def asked(number: int, at: float) -> SignInRequest:
    return SignInRequest(
        id=number,
        event="LOGIN",
        device_name=f"Device {number}",
        kind=DeviceKind.OTHER,
        address="203.0.113.24",
        identifier="maya@example.com",
        asked_at=at,
        expires_at=at + LIFETIME,
        signature_ok=True,
        has_number=True,
    )


@dataclass
class Evening:
    """Requests that come and go, the notices of them, and when each was shown."""

    clock: TurnedClock = field(default_factory=TurnedClock)
    requests: dict[str, SignInRequest] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    summary: int = 0
    shown_at: list[float] = field(default_factory=list)
    appeared_at: list[float] = field(default_factory=list)
    changed_at: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.limit = NoticeLimit(self.clock)
        self._last = 0

    def come(self, number: int) -> list[str]:
        """That many new requests; their keys, oldest first."""
        keys = []
        for _ in range(number):
            self._last += 1
            keys.append(f"profile/{self._last:04}")
            self.requests[keys[-1]] = asked(self._last, self.clock.wall())
        return keys

    def look(self) -> NoticeChange:
        change = self.limit.look(self.requests)
        now = self.clock.boot()
        for key in change.withdraw:
            self.seen.remove(key)
        assert not self.seen & set(change.show)
        self.seen |= set(change.show)
        self.shown_at += [now] * len(change.show)
        if change.summary is not None:
            assert change.summary != self.summary
            assert change.summary_appears == (self.summary == 0 and change.summary > 0)
            if change.summary_appears:
                self.appeared_at.append(now)
            elif change.summary:
                self.changed_at.append(now)
            self.summary = change.summary
        return change

    def open(self) -> set[str]:
        return {key for key, one in self.requests.items() if one.is_open(self.clock.wall())}


def test_each_of_three_requests_has_a_notice_and_there_is_no_summary() -> None:
    evening = Evening()
    keys = evening.come(3)
    change = evening.look()
    assert change.show == tuple(keys)
    assert (change.summary, change.summary_appears) == (None, False)


def test_five_hundred_requests_are_three_notices_and_one_summary() -> None:
    evening = Evening()
    for _ in range(100):
        evening.come(5)
        evening.look()
        evening.clock.pass_seconds(0.5)
    evening.clock.pass_seconds(PACE_SECONDS)
    evening.look()
    assert len(evening.shown_at) == MOST_NOTICES
    assert len(evening.appeared_at) == 1
    assert evening.summary == 500


def test_while_a_summary_is_up_later_requests_join_it() -> None:
    evening = Evening()
    evening.come(4)
    evening.look()
    evening.clock.pass_seconds(WINDOW_SECONDS)
    evening.come(1)
    change = evening.look()
    assert change.show == ()
    assert (change.summary, change.summary_appears) == (5, False)


def test_a_minute_later_there_are_three_more_notices() -> None:
    evening = Evening()
    evening.come(3)
    evening.look()
    evening.clock.pass_seconds(WINDOW_SECONDS)
    keys = evening.come(3)
    assert evening.look().show == tuple(keys)


def test_a_fourth_request_just_within_the_minute_has_no_notice_of_its_own() -> None:
    evening = Evening()
    evening.come(3)
    evening.look()
    evening.clock.pass_seconds(WINDOW_SECONDS - 0.25)
    evening.come(1)
    change = evening.look()
    assert change.show == ()
    assert (change.summary, change.summary_appears) == (4, True)


def test_the_notice_of_a_decided_request_goes() -> None:
    evening = Evening()
    first, second = evening.come(2)
    evening.look()
    del evening.requests[first]
    assert evening.look().withdraw == (first,)
    assert evening.seen == {second}


def test_the_notice_of_a_request_that_ran_out_goes_though_it_is_still_listed() -> None:
    evening = Evening()
    (key,) = evening.come(1)
    assert evening.look().again_in == LIFETIME
    evening.clock.pass_seconds(LIFETIME)
    assert evening.look().withdraw == (key,)


def test_the_summary_goes_with_the_last_of_its_requests() -> None:
    evening = Evening()
    keys = evening.come(5)
    evening.look()
    for key in keys[3:]:
        del evening.requests[key]
    assert evening.look().summary == 0
    assert evening.seen == set(keys[:3])


def test_the_number_changes_every_five_seconds_at_most_and_says_when_to_look() -> None:
    evening = Evening()
    evening.come(4)
    evening.look()
    evening.come(1)
    evening.clock.pass_seconds(2.0)
    change = evening.look()
    assert (change.summary, change.again_in) == (None, PACE_SECONDS - 2.0)
    evening.clock.pass_seconds(PACE_SECONDS - 2.0)
    assert evening.look().summary == 5


def test_a_summary_that_went_does_not_come_back_within_the_minute() -> None:
    evening = Evening()
    evening.come(4)
    evening.look()
    evening.requests.clear()
    evening.look()
    evening.clock.pass_seconds(10.0)
    evening.come(2)
    change = evening.look()
    assert (change.show, change.summary) == ((), None)
    assert change.again_in == WINDOW_SECONDS - 10.0
    evening.clock.pass_seconds(WINDOW_SECONDS - 10.0)
    assert evening.look().summary_appears


def test_a_clock_that_is_set_back_silences_nobody() -> None:
    evening = Evening()
    evening.come(3)
    evening.look()
    evening.clock.pass_seconds(WINDOW_SECONDS)
    evening.clock.set_wall(evening.clock.wall() - 86_400.0)
    keys = evening.come(1)
    assert evening.look().show == tuple(keys)


def test_requests_of_two_profiles_with_the_same_number_are_two() -> None:
    both = tuple(
        Snapshot(
            profile_id=name, profile_name=name, service_host="id.example.com",
            requests=Requests(open=(asked(7, 1_600_000_000.0),)),
        )
        for name in ("home", "work")
    )  # fmt: skip
    assert set(open_requests(Overview(snapshots=both))) == {"home/7", "work/7"}


# Quarters of a second add up exactly.
SECONDS = st.integers(0, 4 * 90).map(lambda quarters: quarters / 4)
HAPPENINGS = st.lists(
    st.tuples(SECONDS, st.integers(0, 6), st.lists(st.integers(0, 40), max_size=6)), max_size=40
)


@given(HAPPENINGS)
def test_whatever_happens_the_limits_hold_and_each_open_request_is_covered(
    happenings: list[tuple[float, int, list[int]]],
) -> None:
    evening = Evening()
    for seconds, coming, ending in happenings:
        evening.clock.pass_seconds(seconds)
        evening.come(coming)
        for place in ending:
            listed = sorted(evening.requests)
            if listed:
                del evening.requests[listed[place % len(listed)]]
        change = evening.look()
        now, still_open = evening.clock.boot(), evening.open()
        assert evening.seen <= still_open
        # Who has no notice is in the summary, or waits for one that was there this minute.
        if still_open - evening.seen and not evening.summary:
            assert evening.appeared_at[-1] + WINDOW_SECONDS > now
            assert change.again_in is not None
            assert now + change.again_in <= evening.appeared_at[-1] + WINDOW_SECONDS
        if not still_open - evening.seen:
            assert evening.summary == 0
        if evening.summary not in (0, len(still_open)):
            assert change.again_in is not None
            assert change.again_in <= PACE_SECONDS
    for start in evening.shown_at:
        assert sum(start <= at < start + WINDOW_SECONDS for at in evening.shown_at) <= MOST_NOTICES
    pairs = itertools.pairwise(evening.appeared_at)
    assert all(later - earlier >= WINDOW_SECONDS for earlier, later in pairs)
    said_at = sorted(evening.appeared_at + evening.changed_at)
    changes = itertools.pairwise(said_at)
    assert all(later - earlier >= PACE_SECONDS for earlier, later in changes)


@pytest.mark.parametrize("number", [1, 3])
def test_looking_again_changes_nothing(number: int) -> None:
    evening = Evening()
    evening.come(number)
    evening.look()
    change = evening.look()
    assert (change.show, change.withdraw, change.summary) == ((), (), None)
