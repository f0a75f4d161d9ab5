"""How many cases each target gets: few with all the other tests, many in a run of their own."""

FEW = 200
MANY = 10_000


class _Plan:
    cases = FEW


def play(cases: int) -> None:
    """Give so many cases to each target that is imported from now on."""
    _Plan.cases = cases


def cases() -> int:
    """The cases of each target."""
    return _Plan.cases


def is_long() -> bool:
    """Whether this is the run of its own."""
    return _Plan.cases > FEW
