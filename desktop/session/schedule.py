"""When a session is renewed: by its own times, later after a failure, spread after a resume."""

from collections.abc import Callable

from desktop.foundation.clock import Clock
from desktop.session.expiry import renewal_due_at, retry_delay, service_time
from desktop.session.record import SessionRecord

RESUME_GAP_SECONDS = 90.0
RESUME_JITTER_SECONDS = 5.0
SHORTEST_PAUSE_SECONDS = 10.0
"""Between two renewals of one session, however short its tokens live."""


class Schedule:
    """The next renewal of one session, and how often it has failed in a row."""

    def __init__(self, clock: Clock, chance: Callable[[], float]) -> None:
        """``chance()`` is a number in [0, 1): many computers that woke together spread by it."""
        self._clock = clock
        self._chance = chance
        self._failures = 0
        self._retry_at: float | None = None
        self._last_beat: tuple[float, float] | None = None
        self.jitter = chance()
        """How much of the spread of a renewal falls to this one."""

    @property
    def is_late(self) -> bool:
        """Whether a renewal that was due has failed so far."""
        return self._failures > 0

    @property
    def retry_at(self) -> float | None:
        """When the next try after a failure is, in seconds since boot; None without a failure."""
        return self._retry_at if self._failures else None

    def settle(self) -> None:
        """All is well: begin anew."""
        self._failures = 0
        self._retry_at = None
        self.jitter = self._chance()

    def put_off(self, asked: float) -> None:
        """A renewal failed; the service asked for a pause of ``asked`` seconds, 0 for none."""
        self._failures += 1
        delay = retry_delay(self._failures, asked, self._chance())
        self._retry_at = self._clock.boot() + delay

    def beat(self) -> None:
        """Notice a resume by the gap since the last beat, on whichever clock it shows."""
        now, wall = self._clock.boot(), self._clock.wall()
        before, wall_before = self._last_beat or (now, wall)
        self._last_beat = now, wall
        if max(now - before, wall - wall_before) > RESUME_GAP_SECONDS:
            # Many wake at once and the network comes late: spread, then let the back-off wait.
            spread = now + RESUME_JITTER_SECONDS * self._chance()
            self._retry_at = max(spread, self._retry_at or 0.0)

    def seconds_until_due(self, record: SessionRecord) -> float:
        """Seconds until this session is to be renewed; 0 or less: now."""
        now = service_time(record.mark, self._clock)
        unfinished = record.answer is not None or record.attempt_id != ""
        due = 0.0
        if now.certain and not unfinished:
            tokens = record.tokens
            due = renewal_due_at(tokens.issued_at, tokens.expires_at, self.jitter) - now.at
            since_renewal = self._clock.boot() - record.mark.boot
            due = max(due, SHORTEST_PAUSE_SECONDS - since_renewal)
        if self._retry_at is None:
            return due
        return max(due, self._retry_at - self._clock.boot())
