"""Which numbers are moments."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop.commands.moment import rfc3339
from desktop.foundation.moment import LATEST, moment_of


@pytest.mark.parametrize("value", [0, 1.5, 1_600_000_000, LATEST])
def test_a_moment_can_be_shown_in_every_zone(value: float) -> None:
    assert moment_of(value) == value
    datetime.fromtimestamp(value, UTC) + timedelta(hours=24)


@pytest.mark.parametrize(
    "value", [-1, LATEST + 1, 1e30, 10**400, float("nan"), float("inf"), True, None, "1", [1]]
)
def test_other_values_are_none(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        moment_of(value)


def test_a_command_writes_any_number_as_a_moment() -> None:
    assert rfc3339(1_600_000_000.9) == "2020-09-13T12:26:40Z"
    assert rfc3339(1_600_000_000_000) == "9999-12-30T00:00:00Z"
    assert rfc3339(-1.0) == "1970-01-01T00:00:00Z"
