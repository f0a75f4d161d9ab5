"""The computer sleeps, is halted, set, or started with a clock that is wrong."""

import os
import time
from collections.abc import Iterator

import pytest

from desktop.foundation.errors import ClockUncertainError, ServiceUnreachableError
from desktop.session.snapshot import Headline, Obstacle, SessionFact
from desktop.ui import times
from tests.faults.time.stage import BEAT, DAY, HOUR, Stage

MINUTE = 60.0
SLEEPS = {"a minute": MINUTE, "an hour": HOUR, "a night": 8 * HOUR, "three days": 3 * DAY}
EPOCHS = {
    "before 1970": -315_619_200.0,
    "in 1970": 5.0,
    "after 2038": 2.0**31 + DAY,
    "after 2106": 2.0**32 + DAY,
}


def is_well(stage: Stage) -> bool:
    return stage.keeper.snapshot.headline(stage.clock.wall()) is Headline.ACTIVE


class TestSleep:
    """The lid is closed, and opened again."""

    @pytest.mark.parametrize("seconds", SLEEPS.values(), ids=SLEEPS)
    async def test_after_it_one_renewal_at_most_and_the_session_is_there(
        self, stage: Stage, seconds: float
    ) -> None:
        await stage.live(HOUR / 2)
        before = len(stage.renewals)
        stage.pass_seconds(seconds)
        assert seconds < HOUR / 2 or stage.hand_out() is None
        await stage.live(MINUTE)
        assert is_well(stage)
        assert len(stage.renewals) - before == (seconds >= HOUR / 2)

    @pytest.mark.parametrize("seconds", [HOUR, 3 * DAY])
    async def test_a_network_that_comes_twenty_seconds_later_is_waited_for(
        self, stage: Stage, seconds: float
    ) -> None:
        stage.is_reachable = False
        stage.pass_seconds(seconds)
        awake = stage.truth
        await stage.live(20)
        assert "Your token ran out at" in stage.banner()
        assert "It is renewed once the service answers." in stage.banner()
        stage.is_reachable = True
        while not is_well(stage):
            await stage.live(1, step=1)
        assert stage.truth - awake < 45
        assert len(stage.renewals) == 1

    async def test_an_hour_without_network_is_asked_about_seldom_and_costs_nothing(
        self, stage: Stage
    ) -> None:
        stage.pass_seconds(HOUR)
        stage.is_reachable = False
        asked = stage.asked
        await stage.live(HOUR)
        assert stage.asked - asked <= 20
        stage.is_reachable = True
        await stage.live(6 * MINUTE)
        assert is_well(stage)


class TestHalted:
    """A virtual machine is halted by its host: its time since boot stands still meanwhile."""

    @pytest.mark.parametrize("seconds", SLEEPS.values(), ids=SLEEPS)
    async def test_what_ran_out_meanwhile_is_not_handed_out_once_the_clock_is_set_right(
        self, stage: Stage, seconds: float
    ) -> None:
        await stage.live(10 * MINUTE)
        stage.halt(seconds)
        assert (stage.hand_out() is None) is (seconds > MINUTE)
        await stage.live(10 * MINUTE)
        assert is_well(stage)
        assert len(stage.renewals) <= 2

    async def test_one_answer_is_enough_to_know_the_time_again(self, stage: Stage) -> None:
        await stage.live(HOUR)
        stage.renewals.clear()
        stage.halt(DAY)
        await stage.keeper.beat()
        assert len(stage.renewals) == 1
        assert is_well(stage)
        assert stage.hand_out() is not None

    async def test_many_that_are_let_go_on_together_spread_their_renewals(
        self, stage: Stage
    ) -> None:
        await stage.keeper.beat()
        stage.computer.chance = 0.5
        stage.halt(DAY)
        assert await stage.keeper.beat() == pytest.approx(2.5)
        assert stage.renewals == []

    async def test_until_the_service_answers_the_page_says_that_the_clock_is_uncertain(
        self, stage: Stage
    ) -> None:
        stage.halt(2 * HOUR)
        await stage.keeper.read()
        assert stage.keeper.snapshot.obstacle is Obstacle.CLOCK_UNCERTAIN
        assert stage.banner() == (
            "The computer’s clock can’t be trusted. You are still signed in."
            " Set the clock, or ask the service again."
        )
        stage.is_reachable = False
        with pytest.raises(ServiceUnreachableError):
            await stage.keeper.access_token(min_valid=0)
        assert stage.is_signed_in()


class TestSet:
    """Somebody sets the wall clock while the app runs, or the network does."""

    @pytest.mark.parametrize("jump", [DAY, -DAY, HOUR, -HOUR, 61.0, -61.0])
    async def test_it_costs_a_renewal_at_most(self, stage: Stage, jump: float) -> None:
        await stage.live(10 * MINUTE)
        stage.clock.set_wall(stage.clock.wall() + jump)
        await stage.live(MINUTE)
        assert is_well(stage)
        assert len(stage.renewals) == (jump > MINUTE)
        left = stage.keeper.snapshot.seconds_left(stage.clock.wall())
        record = stage.keeper.signed_in
        assert record is not None
        assert left == pytest.approx(record.tokens.expires_at - stage.truth, abs=2)
        await stage.live(6 * HOUR)
        assert is_well(stage)
        assert len(stage.renewals) <= 9

    async def test_a_clock_that_never_stands_still_asks_at_most_once_a_beat(
        self, stage: Stage
    ) -> None:
        for step in range(40):
            stage.clock.set_wall(stage.clock.wall() + (DAY if step % 2 else -DAY))
            await stage.live(BEAT)
        assert len(stage.renewals) <= 21
        assert stage.is_signed_in()

    @pytest.mark.parametrize("wall", EPOCHS.values(), ids=EPOCHS)
    async def test_any_year_will_do(self, stage: Stage, wall: float) -> None:
        stage.clock.set_wall(wall)
        await stage.live(3 * HOUR)
        assert is_well(stage)
        assert stage.keeper.snapshot.expires_at == pytest.approx(wall + 3 * HOUR, abs=HOUR)
        assert len(stage.renewals) <= 6


class TestStartedAnew:
    """Another boot: the time since boot says nothing of the time before."""

    @pytest.mark.parametrize("ahead", [0.0, DAY, -DAY, *EPOCHS.values()])
    async def test_with_whatever_clock_it_asks_first_and_is_certain_then(
        self, stage: Stage, ahead: float
    ) -> None:
        await stage.live(10 * MINUTE)
        stage.truth += 5 * MINUTE
        stage.clock.set_wall(ahead if ahead in EPOCHS.values() else stage.truth + ahead)
        stage.clock.reboot("boot-2")
        await stage.start_again()
        assert stage.keeper.snapshot.obstacle is Obstacle.CLOCK_UNCERTAIN
        assert stage.hand_out() is None
        await stage.live(MINUTE)
        assert is_well(stage)
        assert stage.banner() == ""
        assert len(stage.renewals) <= 2

    async def test_without_a_network_it_says_so_and_hands_out_nothing(self, stage: Stage) -> None:
        stage.clock.reboot("boot-2")
        stage.is_reachable = False
        keeper = await stage.start_again()
        with pytest.raises((ServiceUnreachableError, ClockUncertainError)):
            await keeper.access_token(min_valid=0)
        assert stage.is_signed_in()
        await stage.live(10 * MINUTE)
        stage.is_reachable = True
        await stage.live(6 * MINUTE)
        assert is_well(stage)

    async def test_a_boot_clock_that_goes_back_under_the_same_name_is_not_believed(
        self, stage: Stage
    ) -> None:
        stage.clock.reboot(stage.clock.boot_id())
        await stage.start_again()
        assert stage.hand_out() is None
        await stage.live(MINUTE)
        assert is_well(stage)
        assert len(stage.renewals) == 1


class TestSummerTime:
    """The hour that is skipped, and the one that comes twice."""

    @pytest.fixture(autouse=True)
    def berlin(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        """A zone with summer time."""
        monkeypatch.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
        monkeypatch.undo()
        time.tzset()

    # Sunday, 29 March 2020, 01:00 UTC, and Sunday, 25 October 2020, 01:00 UTC.
    @pytest.mark.parametrize("changes_at", [1_585_443_600.0, 1_603_587_600.0])
    async def test_neither_changes_when_a_token_runs_out(
        self, stage: Stage, changes_at: float
    ) -> None:
        assert os.environ["TZ"] == "Europe/Berlin"
        stage.truth = changes_at - 20 * MINUTE
        stage.clock.set_wall(stage.truth)
        await stage.keeper.adopt(stage.issued(), identifier_type="EMAIL", channel="EMAIL")
        assert stage.keeper.snapshot.seconds_left(stage.clock.wall()) == pytest.approx(HOUR)
        await stage.live(40 * MINUTE)
        assert stage.renewals == []
        await stage.live(HOUR / 2)
        assert len(stage.renewals) == 1
        assert is_well(stage)

    def test_what_runs_out_in_the_skipped_hour_is_shown_by_the_clock_on_the_wall(self) -> None:
        before = 1_585_443_600.0 - 20 * MINUTE
        assert times.until(before, before) == "01:40"
        assert times.until(before + HOUR, before) == "03:40"


async def test_a_session_is_never_lost_by_any_of_it_one_after_the_other(stage: Stage) -> None:
    for jump in (DAY, -DAY, 40 * DAY, -400 * DAY, 400 * DAY, -3 * HOUR):
        stage.clock.set_wall(stage.clock.wall() + jump)
        # A clock that was set back hides a halt until the next renewal.
        await stage.live(HOUR)
        stage.halt(2 * HOUR)
        await stage.live(10 * MINUTE)
        stage.pass_seconds(9 * HOUR)
        await stage.live(10 * MINUTE)
        stage.clock.reboot(f"boot {jump}")
        await stage.start_again()
        await stage.live(10 * MINUTE)
        assert is_well(stage)
    assert stage.keeper.snapshot.session is SessionFact.ACTIVE
    assert len(stage.renewals) <= 6 * 6
