"""What a service says of the time in ``Date`` is wrong: nobody is signed out, nothing runs out."""

import pytest

from desktop.session.snapshot import Headline, Obstacle, SessionFact
from tests.faults.time.stage import DAY, HOUR, Date, Stage, honest, off_by, saying

LIES: dict[str, Date] = {
    "an hour and a half ahead": off_by(1.5 * HOUR),
    "half an hour ahead": off_by(HOUR / 2),
    "six hours behind": off_by(-6 * HOUR),
    "a minute behind": off_by(-59),
    "four minutes behind": off_by(-240),
    "a day behind": off_by(-DAY),
    "in the year 9999": saying("Fri, 31 Dec 9999 23:59:59 GMT"),
    "in the year 99999": saying("Fri, 31 Dec 99999 23:59:59 GMT"),
    "before 1970": saying("Thu, 01 Jan 1903 00:00:00 GMT"),
    "no date": saying("soon"),
    "empty": saying(""),
    "a number": saying("1600000000"),
    "absent": saying(None),
}


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("lie", LIES)
async def test_a_lie_that_passes_costs_nothing(stage: Stage, lie: str, times: int) -> None:
    await stage.live(HOUR)
    stage.dates = [LIES[lie]] * times
    await stage.live(3 * HOUR)
    assert not stage.dates, "the lies were not told"
    assert stage.keeper.snapshot.headline(stage.clock.wall()) is Headline.ACTIVE
    assert len(stage.renewals) <= 12


@pytest.mark.parametrize("lie", LIES)
async def test_a_lie_that_stays_signs_nobody_out_and_asks_no_more_often_than_an_outage(
    stage: Stage, lie: str
) -> None:
    await stage.live(HOUR)
    stage.date = LIES[lie]
    before = len(stage.renewals)
    await stage.live(6 * HOUR)
    # An outage of six hours: at most one try every five minutes once it has lasted.
    assert len(stage.renewals) - before <= 6 * 12 + 8
    stage.date = honest
    await stage.live(HOUR)
    assert stage.keeper.snapshot.headline(stage.clock.wall()) is Headline.ACTIVE


@pytest.mark.parametrize("lie", [lie for lie in LIES if "ahead" not in lie and "9999" not in lie])
async def test_a_date_behind_what_was_signed_is_not_believed_however_often_it_is_said(
    stage: Stage, lie: str
) -> None:
    stage.date = LIES[lie]
    await stage.live(6 * HOUR)
    assert stage.keeper.snapshot.headline(stage.clock.wall()) is Headline.ACTIVE
    assert 7 <= len(stage.renewals) <= 9


async def test_dates_that_drift_by_less_than_is_noticed_do_not_lead_anywhere(stage: Stage) -> None:
    for step in range(1, 13):
        stage.date = off_by(-299.0 * step)
        await stage.live(HOUR)
    assert stage.keeper.snapshot.session is SessionFact.ACTIVE
    assert len(stage.renewals) <= 17


async def test_a_token_that_seems_over_is_refused_in_words_and_the_session_is_kept(
    stage: Stage,
) -> None:
    stage.date = off_by(6 * HOUR)
    await stage.live(2 * HOUR)
    assert stage.keeper.snapshot.session is SessionFact.EXPIRED
    assert "sent a token that can’t be trusted" in stage.banner()
    stage.date = honest
    await stage.live(HOUR / 2)
    assert stage.banner() == ""
    assert stage.keeper.snapshot.obstacle is Obstacle.NONE


async def test_the_date_of_an_answer_that_did_not_verify_leaves_the_token_of_before_as_it_was(
    stage: Stage,
) -> None:
    await stage.live(HOUR / 2)
    before = stage.hand_out()
    assert before is not None
    # As two proxies with the same wrong clock: six hours behind, around a token of another user.
    stage.date, stage.changes = off_by(-6 * HOUR), {"sub": "somebody else"}
    await stage.live(2 * HOUR)
    assert stage.keeper.snapshot.session is SessionFact.EXPIRED
    record = await stage.computer.record()
    assert record is not None
    assert record.tokens.access_token == before.tokens.access_token
    assert not record.holds(stage.clock, 0)
