"""How long a token still holds, judged on the service's clock. Pure rules.

The wall clock may be wrong and may jump; the time since boot may not, and it counts suspend. So
a mark is kept of the moment the service's time was last learned:

================================== ======================================= ========
now, compared with the mark        the service's time now                  certain
================================== ======================================= ========
same boot id                       mark's service time + boot time passed  yes
another boot                       wall time + offset                      no
================================== ======================================= ========

Where it is not certain, a renewal is tried before a token is handed out.
"""

from dataclasses import dataclass

from desktop.foundation.clock import Clock

RENEW_FRACTION = 0.2
JITTER_FRACTION = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMark:
    """The moment the service's time was last learned; all in seconds.

    ``offset``: service time minus wall time. ``wall``, ``boot``, ``boot_id`` as
    :class:`~desktop.foundation.clock.Clock` gave them then.
    """

    offset: float
    wall: float
    boot: float
    boot_id: str

    @classmethod
    def now(cls, clock: Clock, offset: float) -> "ClockMark":
        """A mark of this moment."""
        return cls(offset=offset, wall=clock.wall(), boot=clock.boot(), boot_id=clock.boot_id())


@dataclass(frozen=True, slots=True)
class ServiceTime:
    """The service's time in seconds UTC, and whether that can be relied on."""

    at: float
    certain: bool


def service_time(mark: ClockMark, clock: Clock) -> ServiceTime:
    """The service's time now, by the table above."""
    if mark.boot_id == clock.boot_id():
        passed = clock.boot() - mark.boot
        if passed >= 0:
            return ServiceTime(mark.wall + mark.offset + passed, certain=True)
    return ServiceTime(clock.wall() + mark.offset, certain=False)


def offset_now(mark: ClockMark, clock: Clock) -> float:
    """Seconds the service is ahead of the wall clock, however that was set since the mark."""
    return service_time(mark, clock).at - clock.wall()


def as_wall_time(moment: float, now: ServiceTime, clock: Clock) -> float:
    """A moment of the service's clock as this computer's wall clock will show it."""
    return clock.wall() + (moment - now.at)


def renewal_due_at(issued_at: float, expires_at: float, jitter: float) -> float:
    """When to renew: a fifth of the lifetime before its end, some of it by chance earlier.

    ``jitter`` is uniform in [0, 1): many programs that woke together spread over a twentieth of
    the lifetime. Times are seconds on the service's clock.
    """
    lifetime = max(0.0, expires_at - issued_at)
    return expires_at - lifetime * (RENEW_FRACTION + JITTER_FRACTION * jitter)


def retry_delay(failures: int, asked: float, jitter: float) -> float:
    """Seconds to wait after the ``failures``-th failure in a row that may pass by itself.

    ============ ====== ====== ====== ====== ======
    failure      1st    2nd    3rd    4th    later
    ============ ====== ====== ====== ====== ======
    seconds      2–4    4–8    8–16   16–32  ≤ 300
    ============ ====== ====== ====== ====== ======

    ``asked`` is what the service asked for (Retry-After); it is honoured up to an hour.
    """
    delay = min(300.0, 2.0 ** min(failures, 9))
    return max(min(asked, 3600.0), delay * (1 + jitter))
