"""How long a token still holds, judged on the service's clock. Pure rules.

The wall clock may be wrong and may jump; the time since boot may not, and it counts suspend. So
a mark is kept of the moment the service's time was last learned:

================================== ======================================= ========
now, compared with the mark        the service's time now                  certain
================================== ======================================= ========
same boot id                       mark's service time + boot time passed  yes
the same, but by the wall clock    mark's service time + boot time passed  no
over a minute more has passed
another boot                       wall time + offset                      no
================================== ======================================= ========

A virtual machine that was halted from outside doesn't count that time as time since boot; its wall
clock shows it once it is set again. Where the time is not certain, a renewal is tried before a
token is handed out.
"""

from dataclasses import dataclass

from desktop.foundation.clock import Clock

RENEW_FRACTION = 0.2
JITTER_FRACTION = 0.05
UNCOUNTED_SECONDS = 60.0
LONGEST_UNRENEWED_SECONDS = 10 * 86400.0
"""A refresh token may live shorter than the access token: 30 days in cotter-api 13.4."""


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
    def now(cls, clock: Clock, offset: float, *, not_before: float = 0.0) -> "ClockMark":
        """A mark of this moment.

        ``not_before`` is a moment of the service's clock that is over for certain, such as the
        signed time of a token's issue: no answer's ``Date`` goes behind it.
        """
        offset = max(offset, not_before - clock.wall())
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
            uncounted = clock.wall() - mark.wall - passed
            certain = uncounted <= UNCOUNTED_SECONDS
            return ServiceTime(mark.wall + mark.offset + passed, certain)
    return ServiceTime(clock.wall() + mark.offset, certain=False)


def moment_shown(mark: ClockMark, issued_at: float, clock: Clock) -> float:
    """The moment that is over for certain on the service's clock; 0 where none is.

    ``issued_at`` is the signed time of the token that was there when ``mark`` was made.
    """
    passed = clock.boot() - mark.boot
    return issued_at + passed if mark.boot_id == clock.boot_id() and passed >= 0 else 0.0


def offset_now(mark: ClockMark, clock: Clock) -> float:
    """Seconds the service is ahead of the wall clock, however that was set since the mark."""
    return service_time(mark, clock).at - clock.wall()


def as_wall_time(moment: float, now: ServiceTime, clock: Clock) -> float:
    """A moment of the service's clock as this computer's wall clock will show it."""
    return clock.wall() + (moment - now.at)


def renewal_due_at(issued_at: float, expires_at: float, jitter: float) -> float:
    """When to renew: a fifth of the lifetime before its end, some of it by chance earlier.

    ``jitter`` is uniform in [0, 1): many programs that woke together spread over a twentieth of
    the lifetime. A token that lives for weeks is renewed every ten days. Times are seconds on the
    service's clock.
    """
    lifetime = max(0.0, expires_at - issued_at)
    due = expires_at - lifetime * (RENEW_FRACTION + JITTER_FRACTION * jitter)
    return min(due, issued_at + LONGEST_UNRENEWED_SECONDS * (1 - JITTER_FRACTION * jitter))


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
