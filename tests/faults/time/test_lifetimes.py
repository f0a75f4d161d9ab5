"""Tokens that live a second, ten years, or no time at all: renewed in time, never in a loop."""

import pytest

from desktop.session.snapshot import Headline, SessionFact
from desktop.ui import times
from tests.faults.time.stage import DAY, HOUR, Stage

YEAR = 365 * DAY
BEYOND_TIMERS = 2**31 / 1000
"""Seconds: where a timer of 32 bits in milliseconds turns round, after 24 days."""


@pytest.mark.parametrize("lifetime", [1.0, 2.0, 5.0, 30.0, 60.0])
async def test_however_short_it_lives_there_are_ten_seconds_between_two_renewals(
    stage: Stage, lifetime: float
) -> None:
    stage.lifetime = lifetime
    await stage.keeper.renew()
    stage.renewals.clear()
    await stage.live(10 * 60)
    assert 10 * 60 / max(10.0, lifetime) - 1 <= len(stage.renewals) <= 60
    pauses = [later - one for one, later in zip(stage.renewals, stage.renewals[1:], strict=False)]
    assert min(pauses) >= 9.9
    assert stage.is_signed_in()


async def test_a_token_that_never_held_is_refused_and_asked_for_less_and_less(stage: Stage) -> None:
    for lifetime in (0.0, -3600.0):
        stage.lifetime = lifetime
        stage.renewals.clear()
        await stage.live(3 * HOUR)
        assert len(stage.renewals) <= 45
        assert stage.keeper.snapshot.session is SessionFact.EXPIRED
        assert "sent a token that can’t be trusted" in stage.banner()
    stage.lifetime = HOUR
    await stage.live(HOUR)
    assert stage.keeper.snapshot.headline(stage.clock.wall()) is Headline.ACTIVE


@pytest.mark.parametrize("expires_in", [-1, 0, 10**9, 2**31])
async def test_what_the_answer_says_besides_the_token_does_not_count(
    stage: Stage, expires_in: int
) -> None:
    stage.beside = {"expires_in": expires_in}
    await stage.live(HOUR)
    if expires_in < 0:
        assert "No answer from" in stage.banner()
        assert len(stage.renewals) <= 12
        stage.beside = {}
        await stage.live(HOUR / 4)
    assert stage.keeper.snapshot.headline(stage.clock.wall()) is Headline.ACTIVE
    record = stage.keeper.signed_in
    assert record is not None
    assert record.tokens.expires_at - record.tokens.issued_at == HOUR


@pytest.mark.parametrize("lifetime", [60 * DAY, 10 * YEAR, 1_000 * YEAR])
async def test_one_of_weeks_or_years_is_renewed_before_its_refresh_token_runs_out(
    stage: Stage, lifetime: float
) -> None:
    stage.lifetime = lifetime
    await stage.keeper.renew()
    stage.renewals.clear()
    assert await stage.keeper.beat() <= 10 * DAY < BEYOND_TIMERS
    await stage.live(60 * DAY, step=HOUR)
    assert 5 <= len(stage.renewals) <= 7
    assert stage.keeper.snapshot.headline(stage.clock.wall()) is Headline.ACTIVE


async def test_ten_years_are_shown_in_days(stage: Stage) -> None:
    stage.lifetime = 10 * YEAR
    await stage.keeper.renew()
    shown = stage.keeper.snapshot
    figure, unit = times.time_left(shown.seconds_left(stage.clock.wall()))
    assert (figure, unit) == ("3649", "days left")


async def test_a_time_that_no_calendar_has_is_refused(stage: Stage) -> None:
    stage.lifetime = 2.0**53
    await stage.live(HOUR)
    assert "its time “exp” is missing or no time" in stage.banner()
    assert stage.is_signed_in()
