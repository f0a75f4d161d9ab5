"""A clock that stands still until it is moved."""


class FakeClock:
    """Gives Unix seconds, as the service's clock does."""

    def __init__(self, now: float = 1_800_000_000.25) -> None:
        """Stand at ``now``."""
        self.now = now

    def __call__(self) -> float:
        """The time."""
        return self.now

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds
