"""How far the service's clock is ahead of this computer's. Pure rules.

The service's time comes with its answers, in ``Date``. One answer may be wrong (a cache, a proxy
with a clock of its own), so a large shift needs a second one that agrees:

==============================  =========================  =======================  ==============
the answer's offset             offset known so far        second answer            then
==============================  =========================  =======================  ==============
within 5 minutes of the known   any                        not needed               it is taken
over 5 minutes from the known   any                        none yet                 it is held
over 5 minutes from the known   any                        within 30 s of the held  it is taken
over 5 minutes from the known   any                        not near the held        it is held
==============================  =========================  =======================  ==============

Where nothing is known the computer's own clock counts: the known offset is 0.
"""

from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

SHIFT_SECONDS = 300.0
AGREEMENT_SECONDS = 30.0
LONGEST_ROUND_TRIP_SECONDS = 5.0
# ``Date`` counts whole seconds, so the service's time is half a second later on average.
MEAN_FRACTION = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockObservation:
    """The service's time as learned from one answer, all in seconds.

    ``service_time``: seconds UTC at the moment the answer was here. ``wall`` and ``boot``: this
    computer's clocks at that moment. ``round_trip``: from the request to then.
    """

    service_time: float
    wall: float
    boot: float
    round_trip: float

    @property
    def offset(self) -> float:
        """Seconds that the service's clock is ahead of this computer's."""
        return self.service_time - self.wall


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockOffset:
    """What is known: ``seconds`` the service is ahead, and an offset that waits for a second."""

    seconds: float = 0.0
    held: float | None = None


def parse_date(text: str) -> float | None:
    """The ``Date`` header as seconds UTC, or None (RFC 9110 section 5.6.7)."""
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
    except (ValueError, OverflowError):
        return None


def observe(
    date: float | None, *, wall: float, boot: float, round_trip: float
) -> ClockObservation | None:
    """What an answer that is here now tells, or None: no date, or 5 s and more on the way."""
    if date is None or not 0 <= round_trip < LONGEST_ROUND_TRIP_SECONDS:
        return None
    return ClockObservation(
        service_time=date + MEAN_FRACTION + round_trip / 2,
        wall=wall,
        boot=boot,
        round_trip=round_trip,
    )


def offset_after(current: ClockOffset, observation: ClockObservation) -> ClockOffset:
    """What is known after one more answer, by the table above."""
    seen = observation.offset
    if abs(seen - current.seconds) <= SHIFT_SECONDS:
        return ClockOffset(seconds=seen)
    if current.held is not None and abs(seen - current.held) <= AGREEMENT_SECONDS:
        return ClockOffset(seconds=seen)
    return ClockOffset(seconds=current.seconds, held=seen)
