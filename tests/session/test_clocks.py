"""A wall clock that is wrong, and one that is set."""

import pytest

from desktop.foundation.errors import (
    ServiceUnreachableError,
)
from desktop.session.authority import VerifiedSession
from desktop.session.keeper import Keeper
from desktop.session.record import Tokens
from desktop.session.snapshot import Obstacle, SessionFact
from tests.doubles.computer import Computer
from tests.doubles.scripted_authority import DUE, ScriptedAuthority
from tests.doubles.turned_clock import TurnedClock


class TestClocks:
    """A wall clock that is wrong, and one that is set."""

    DAY = 86400.0

    @pytest.mark.parametrize("jump", [DAY, -DAY])
    async def test_setting_the_wall_clock_by_a_day_changes_nothing(
        self,
        keeper: Keeper,
        computer: Computer,
        authority: ScriptedAuthority,
        clock: TurnedClock,
        jump: float,
    ) -> None:
        clock.set_wall(clock.wall() + jump)
        authority.ahead = -jump
        assert await keeper.beat() == DUE
        again = computer.keeper()
        await again.read()
        assert again.snapshot.session is SessionFact.ACTIVE
        assert again.snapshot.seconds_left(clock.wall()) == pytest.approx(3600)
        assert (await again.access_token(min_valid=3000)).tokens.expires_at

    @pytest.mark.parametrize("ahead", [DAY, -DAY])
    @pytest.mark.parametrize("told_late", [False, True])
    @pytest.mark.usefixtures("keeper")
    async def test_after_a_reboot_with_a_clock_off_by_a_day_it_renews_and_knows_better(
        self,
        computer: Computer,
        authority: ScriptedAuthority,
        clock: TurnedClock,
        ahead: float,
        told_late: bool,
    ) -> None:
        clock.set_wall(clock.wall() - ahead)
        clock.reboot("boot-2")
        authority.ahead = ahead
        authority.knows_offset = not told_late
        again = computer.keeper(
            authority=LearningWithTheKeys(authority) if told_late else authority
        )
        await again.read()
        uncertain = again.snapshot
        assert uncertain.obstacle is Obstacle.CLOCK_UNCERTAIN
        record = await again.access_token(min_valid=3000)
        assert record.tokens.access_token.reveal() == "access token 2"
        assert again.snapshot.obstacle is Obstacle.NONE
        assert again.snapshot.seconds_left(clock.wall()) == pytest.approx(3600)

    async def test_after_a_reboot_offline_the_token_is_not_vouched_for(
        self, keeper: Keeper, computer: Computer, authority: ScriptedAuthority, clock: TurnedClock
    ) -> None:
        clock.reboot("boot-2")
        authority.unreachable = True
        again = computer.keeper()
        with pytest.raises(ServiceUnreachableError):
            await again.access_token(min_valid=10)


class LearningWithTheKeys(ScriptedAuthority):
    """The same service, whose time is believed only once its keys were fetched too."""

    def __init__(self, other: ScriptedAuthority) -> None:
        """Share all with ``other``."""
        self.__dict__ = other.__dict__

    async def verify(self, tokens: Tokens, *, user_id: str, at: float) -> VerifiedSession:
        """Fetch the keys, then check."""
        self.knows_offset = True
        return await super().verify(tokens, user_id=user_id, at=at)
