"""What a profile at work needs from outside."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.foundation.clock import Clock
from desktop.session.checkpoint import Checkpoint, pass_by
from desktop.session.history import History
from desktop.session.renewal import RandomBytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a keeper needs from outside: time, randomness, the history, and steps to stop at.

    ``random_bytes(n)`` gives n unpredictable bytes, ``chance()`` a number in [0, 1) for jitter.
    """

    clock: Clock
    random_bytes: RandomBytes
    chance: Callable[[], float]
    history: History
    checkpoint: Checkpoint = pass_by
