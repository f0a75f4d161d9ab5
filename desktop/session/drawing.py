"""From what the keeper knows to what the UI may know. Pure functions."""

from dataclasses import replace

from desktop.foundation.clock import Clock
from desktop.foundation.errors import (
    AuthenticatorError,
    KeystoreBusyError,
    KeystoreError,
    KeystoreLockedError,
    RecordDamagedError,
)
from desktop.foundation.profiles import Profile
from desktop.session.claims import claims_of
from desktop.session.expiry import as_wall_time, renewal_due_at, service_time
from desktop.session.last_seen import blank_snapshot
from desktop.session.record import SessionRecord
from desktop.session.snapshot import Activity, Obstacle, SessionFact, Snapshot

DAMAGED = "damaged"
"""Stands where a service says why the session ended: its record can't be read any more."""

NOTICEABLE_SECONDS = 1.5
TIMES = ("signed_in_at", "issued_at", "expires_at", "next_renewal_at", "retry_at")


def draw_session(
    before: Snapshot,
    record: SessionRecord,
    clock: Clock,
    *,
    jitter: float,
    retry_at: float | None,
    problem: AuthenticatorError | None,
    obstacle: Obstacle,
) -> Snapshot:
    """A stored session.

    ``retry_at`` is the time since boot of the next try after a failure, ``obstacle`` what that
    failure was; an uncertain clock shows only where nothing else does.
    """
    now = service_time(record.mark, clock)

    def wall(moment: float) -> float:
        return as_wall_time(moment, now, clock)

    if obstacle is Obstacle.NONE and not now.certain:
        obstacle = Obstacle.CLOCK_UNCERTAIN
    issued_at, expires_at = record.tokens.issued_at, record.tokens.expires_at
    due = None if retry_at is not None else wall(renewal_due_at(issued_at, expires_at, jitter))
    return replace(
        before,
        session=SessionFact.ACTIVE if expires_at > now.at else SessionFact.EXPIRED,
        obstacle=obstacle,
        identifier=record.identifier,
        way_in=record.way_in,
        channel=record.channel,
        signed_in_at=wall(record.signed_in_at),
        issued_at=wall(issued_at),
        expires_at=wall(expires_at),
        next_renewal_at=due,
        retry_at=None if retry_at is None else clock.wall() + retry_at - clock.boot(),
        claims=claims_of(record.tokens.access_token),
        refusal="",
        problem=problem,
    )


def draw_absence(before: Snapshot, profile: Profile, refusal: str) -> Snapshot:
    """No session: nobody signed in, or the service ended it for the reason ``refusal``."""
    refused = refusal != ""
    return replace(
        blank_snapshot(profile),
        session=SessionFact.REFUSED if refused else SessionFact.NONE,
        refusal=refusal,
        identifier=before.identifier if refused else "",
        expires_at=before.expires_at if refused else None,
        kept_in=before.kept_in,
        renewals=before.renewals,
        last_identifier=before.last_identifier,
        sign_in=before.sign_in,
        sending=before.sending,
        problem=before.problem if before.sign_in is not None else None,
        activity=before.activity if before.activity is Activity.SIGNING_IN else Activity.IDLE,
        this_device=before.this_device,
        shown_code=before.shown_code,
    )


def draw_obstacle(before: Snapshot, error: KeystoreError) -> Snapshot:
    """The keystore stands in the way; what was known of the session stays.

    A damaged record is no obstacle that passes: signing in again replaces it. One that is busy
    while it is locked is asking for its password: it stays locked until that was given.
    """
    if isinstance(error, KeystoreBusyError) and before.obstacle is Obstacle.KEYSTORE_LOCKED:
        return before
    if isinstance(error, RecordDamagedError):
        return replace(
            before,
            session=SessionFact.REFUSED,
            obstacle=Obstacle.NONE,
            refusal=DAMAGED,
            problem=error,
        )
    locked = isinstance(error, KeystoreLockedError)
    obstacle = Obstacle.KEYSTORE_LOCKED if locked else Obstacle.KEYSTORE_UNAVAILABLE
    return replace(before, obstacle=obstacle, problem=error)


def differs(before: Snapshot, after: Snapshot) -> bool:
    """Whether a person could see the difference: times that moved by a second do not count."""
    if before.problem is not after.problem:
        return True
    same = {
        name: getattr(before, name)
        for name in TIMES
        if _near(getattr(before, name), getattr(after, name))
    }
    return before != replace(after, **same)


def _near(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is after
    return abs(before - after) < NOTICEABLE_SECONDS
