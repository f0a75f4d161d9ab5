"""How long a token holds on the service's clock, whatever this computer's clock says."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop.foundation.secret import Secret
from desktop.session.expiry import (
    ClockMark,
    as_wall_time,
    offset_now,
    renewal_due_at,
    retry_delay,
    service_time,
)
from desktop.session.record import SessionRecord, Tokens
from tests.doubles.turned_clock import TurnedClock

DAY = 86400.0
OFFSETS = pytest.mark.parametrize("offset", [0.0, DAY, -DAY])


class TestServiceTime:
    """The table of the module."""

    @OFFSETS
    @pytest.mark.parametrize("jump", [0.0, 60.0, 61.0, DAY, -DAY])
    def test_under_the_same_boot_the_time_since_boot_counts(
        self, clock: TurnedClock, offset: float, jump: float
    ) -> None:
        mark = ClockMark.now(clock, offset)
        begun = clock.wall() + offset
        clock.pass_seconds(100)
        clock.set_wall(clock.wall() + jump)
        now = service_time(mark, clock)
        # Ahead it may have been set, or this computer was halted and did not count that time.
        assert (now.at, now.certain) == (begun + 100, jump <= 60)
        assert offset_now(mark, clock) == offset - jump

    @OFFSETS
    def test_after_a_reboot_the_wall_clock_is_a_guess_that_says_so(
        self, clock: TurnedClock, offset: float
    ) -> None:
        mark = ClockMark.now(clock, offset)
        clock.pass_seconds(100)
        clock.reboot("boot-2")
        now = service_time(mark, clock)
        assert (now.at, now.certain) == (clock.wall() + offset, False)

    def test_a_boot_clock_that_went_back_is_not_believed(self, clock: TurnedClock) -> None:
        mark = ClockMark.now(clock, 0)
        clock.reboot(clock.boot_id())
        assert not service_time(mark, clock).certain

    @OFFSETS
    def test_a_moment_of_the_service_is_shown_in_the_time_of_this_computers_clock(
        self, clock: TurnedClock, offset: float
    ) -> None:
        mark = ClockMark.now(clock, offset)
        in_ten_minutes = clock.wall() + offset + 600
        assert as_wall_time(in_ten_minutes, service_time(mark, clock), clock) == clock.wall() + 600


class TestHolding:
    """Whether a stored token may be handed out without a renewal."""

    def record(self, clock: TurnedClock, *, offset: float = 0.0) -> SessionRecord:
        now = clock.wall() + offset
        tokens = Tokens(
            access_token=Secret("access"),
            id_token=Secret("identity"),
            refresh_token=Secret("refresh"),
            issued_at=now,
            expires_at=now + 3600,
        )
        return SessionRecord(
            generation=1, user_id="u", identifier="i", identifier_type="EMAIL", way_in="OTP",
            channel="EMAIL", signed_in_at=now, renewed_at=now,
            mark=ClockMark.now(clock, offset), tokens=tokens,
        )  # fmt: skip

    @OFFSETS
    def test_it_holds_until_its_end_and_not_a_moment_longer(
        self, clock: TurnedClock, offset: float
    ) -> None:
        record = self.record(clock, offset=offset)
        clock.pass_seconds(3590)
        assert record.holds(clock, 9.5)
        assert not record.holds(clock, 10)
        clock.pass_seconds(10)
        assert not record.holds(clock, 0)

    def test_where_the_time_is_not_certain_it_never_does(self, clock: TurnedClock) -> None:
        record = self.record(clock)
        clock.reboot("boot-2")
        assert not record.holds(clock, 0)


class TestDue:
    """When to renew, and how long to wait after a failure."""

    @given(
        lifetime=some.floats(1, 10 * DAY),
        chance=some.floats(0, 1, exclude_max=True),
    )
    def test_it_is_in_the_last_quarter_and_never_in_the_last_fifth(
        self, lifetime: float, chance: float
    ) -> None:
        due = renewal_due_at(1000.0, 1000.0 + lifetime, chance)
        left = (1000.0 + lifetime - due) / lifetime
        assert 0.2 - 1e-6 <= left <= 0.25 + 1e-6

    def test_a_token_that_lives_a_minute_is_renewed_before_its_last_twelve_seconds(self) -> None:
        assert renewal_due_at(0, 60, 0) == 48
        assert renewal_due_at(0, 60, 0.999) == pytest.approx(45, abs=0.01)

    @given(chance=some.floats(0, 1, exclude_max=True))
    def test_one_that_lives_for_years_is_renewed_within_ten_days(self, chance: float) -> None:
        # The refresh token lives thirty days from its last use (cotter-api 13.4).
        assert 9.5 * DAY <= renewal_due_at(0, 3650 * DAY, chance) <= 10 * DAY

    def test_one_that_ended_before_it_began_is_due_at_its_end(self) -> None:
        assert renewal_due_at(100, 50, 0.5) == 50

    @pytest.mark.parametrize(
        ("failures", "least", "most"),
        [(1, 2, 4), (2, 4, 8), (3, 8, 16), (4, 16, 32), (9, 300, 600), (10_000, 300, 600)],
    )
    def test_failures_double_the_wait_up_to_five_minutes(
        self, failures: int, least: float, most: float
    ) -> None:
        assert retry_delay(failures, 0, 0) == least
        assert least <= retry_delay(failures, 0, 0.999) <= most

    def test_what_the_service_asks_for_is_honoured_up_to_an_hour(self) -> None:
        assert retry_delay(1, 120, 0) == 120
        assert retry_delay(1, 1, 0) == 2
        assert retry_delay(1, 10 * DAY, 0) == 3600
