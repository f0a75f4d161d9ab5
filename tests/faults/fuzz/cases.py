"""How many cases each target gets, and how hypothesis plays them."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, example, settings

FEW = 200
MANY = 10_000

Test = TypeVar("Test", bound=Callable[..., Any])


class _Plan:
    """Set before the targets are imported, by the program that plays many."""

    cases = FEW


def play(cases: int) -> None:
    """Give each target that is imported from now on so many cases."""
    _Plan.cases = cases


def is_long() -> bool:
    """Whether this is the long run."""
    return _Plan.cases > FEW


def fuzzed(*, each: Iterable[Any] = ()) -> Callable[[Test], Test]:
    """A target: the same cases every time in the short run, new ones in the long one.

    ``each`` are further values of its first strategy, all of which are played in either run.
    """
    long = is_long()
    plan = settings(
        max_examples=_Plan.cases,
        derandomize=not long,
        database=None,
        deadline=None,
        print_blob=long,
        report_multiple_bugs=False,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        # What a target stands on goes on from case to case: what one leaves the next may meet.
        suppress_health_check=list(HealthCheck),
    )

    def apply(test: Test) -> Test:
        for value in each:
            test = example(value)(test)
        # A case that fails is shown whole, however long.
        shown = pytest.mark.filterwarnings("ignore:Generating overly large repr")
        played: Test = shown(plan(test))
        return played

    return apply
