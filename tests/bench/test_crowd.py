"""Many programs and one session that has run out: real processes, keystore and service."""

import pytest

from tests.bench.bed import bed
from tests.bench.crowd import answered_late, ask_at_once, expired_session, renewals_of


@pytest.mark.long
def test_eighty_programs_that_ask_at_once_cost_one_renewal_and_get_its_token() -> None:
    with (
        bed() as at,
        answered_late(at) as late,
        expired_session(late, "maya@example.com"),
    ):
        before = renewals_of(at)
        assert ask_at_once(at).different == 1
        assert renewals_of(at) - before == 1
