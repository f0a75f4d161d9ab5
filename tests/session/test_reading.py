"""What is known of a session before and after the keystore was read."""

import math

import pytest

from desktop.foundation.errors import (
    NotSignedInError,
)
from desktop.session.keeper import Keeper
from desktop.session.snapshot import Headline, NextStep, SessionFact
from tests.doubles.computer import Computer
from tests.doubles.scripted_authority import DUE, IDENTIFIER
from tests.doubles.turned_clock import TurnedClock


class TestReading:
    """What is known before and after the keystore was read."""

    async def test_before_the_keystore_is_read_nobody_is_shown_as_signed_out(
        self, computer: Computer
    ) -> None:
        assert computer.keeper().snapshot.headline(computer.clock.wall()) is Headline.UNREAD

    async def test_an_empty_keystore_means_nobody_is_signed_in(self, computer: Computer) -> None:
        keeper = computer.keeper()
        await keeper.read()
        assert keeper.snapshot.session is SessionFact.NONE
        assert keeper.snapshot.next_step() is NextStep.SIGN_IN
        assert await keeper.beat() == math.inf
        with pytest.raises(NotSignedInError):
            await keeper.access_token(min_valid=0)

    async def test_after_a_restart_the_session_is_there_with_its_times(
        self, computer: Computer, keeper: Keeper, clock: TurnedClock
    ) -> None:
        clock.pass_seconds(60)
        again = computer.keeper()
        await again.read()
        assert again.snapshot.session is SessionFact.ACTIVE
        assert again.snapshot.identifier == IDENTIFIER
        assert again.snapshot.expires_at == clock.wall() + 3540
        assert again.snapshot.next_renewal_at == clock.wall() + DUE - 60
        assert again.snapshot.kept_in == "Secret Service"

    async def test_a_restart_shows_who_before_anything_is_read(
        self, computer: Computer, keeper: Keeper
    ) -> None:
        shown = computer.keeper().snapshot
        assert (shown.session, shown.identifier) == (SessionFact.UNREAD, IDENTIFIER)
        assert shown.last_headline is Headline.ACTIVE
