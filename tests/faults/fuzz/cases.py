"""How hypothesis plays the cases of a target."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, example, settings

from tests.faults.fuzz import plan

Test = TypeVar("Test", bound=Callable[..., Any])


def fuzzed(*, each: Iterable[Any] = ()) -> Callable[[Test], Test]:
    """A target: the same cases every time in the short run, new ones in the long one.

    ``each`` are further values of its first strategy, all of which are played in either run.
    """
    long = plan.is_long()
    played = settings(
        max_examples=plan.cases(),
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
        target: Test = shown(played(test))
        return target

    return apply
