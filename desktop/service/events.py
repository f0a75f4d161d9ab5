"""A sign-in request, and the rules by which a trusted device decides it (cotter-api 5.5, 13.6).

First row that applies, from the top:

==================================================  ===================  =========================
the response                                        verdict              what changes
==================================================  ===================  =========================
comes to a request that a device has decided        ANSWERED             nothing
comes to one that was taken back or has run out     OVER                 nothing
says no and brings another number, which the        WRONG_NUMBER         the request is denied
device has compared itself
says no                                             DENIED               the request is denied
says yes where there is no number to be compared,   NUMBER_NEEDED        nothing
or brings none, and the project wants one
says yes and brings another number                  WRONG_NUMBER         the request is denied
says yes                                            APPROVED             the request is approved
==================================================  ===================  =========================

Whether a response is the device's own is judged before: it is signed, and in strict projects comes
with a device proof.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from typing import Final

from desktop.protocol.event_names import LOGIN, LOGIN_WITH_DEVICE
from desktop.protocol.shown_request import ShownRequest
from desktop.service.timestamps import unix_text

REQUEST_SECONDS: Final = 180
TOKENS_SECONDS: Final = 300
OPEN_PER_USER: Final = 3
LISTED_SECONDS: Final = 600
LISTED_DECISIONS: Final = 20
RECENT_SECONDS: Final = REQUEST_SECONDS + LISTED_SECONDS
"""How far back a request can have been made that is still in one of the lists."""

_VERSION_DIGITS = 16


class Outcome(StrEnum):
    """How a request stands. ``WRONG_NUMBER`` is a denial that nobody meant."""

    PENDING = "pending"
    APPROVED = "approved"
    DENIED = "denied"
    WRONG_NUMBER = "wrong_number"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


DECIDED: Final = frozenset({Outcome.APPROVED, Outcome.DENIED, Outcome.WRONG_NUMBER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One request as it is kept. Times are Unix seconds, but ``timestamp`` is the asker's text.

    ``user_id`` is none where nobody has the identifier; ``shown_user_id`` is then made up.
    ``shown_client_user_id`` is what the asker sees as the customer's id. ``ip``, ``location`` and
    ``device_name`` are claims; ``observed_address`` is what the service saw. ``number_needed``
    says whether the project wants the number, ``family_id`` which session its tokens began.
    """

    id: int
    project_id: str
    user_id: str | None
    shown_user_id: str
    shown_client_user_id: str
    event: str
    ip: str
    location: str
    timestamp: str
    method: str
    device_name: str
    observed_address: str
    code_challenge: str
    number_needed: bool
    created_at: float
    updated_at: float
    expires_at: float
    outcome: Outcome
    decided_at: float | None
    decided_by: str
    tokens_given: bool
    family_id: int | None = None

    def at(self, now: float) -> Outcome:
        """How it stands at a time: nobody writes down that a request has run out."""
        if self.outcome is Outcome.PENDING and now >= self.expires_at:
            return Outcome.EXPIRED
        return self.outcome

    def ended_at(self, now: float) -> float | None:
        """Since when it is not open any more; none while it is."""
        if self.decided_at is not None:
            return self.decided_at
        return self.expires_at if now >= self.expires_at else None

    def shown(self) -> ShownRequest:
        """What is compared and signed of it."""
        return ShownRequest(
            api_key_id=self.project_id,
            user_id=self.shown_user_id,
            event_id=str(self.id),
            event=self.event,
            timestamp=self.timestamp,
            address=self.observed_address,
            device_name=self.device_name,
            code_challenge=self.code_challenge,
            expiry=unix_text(self.expires_at),
        )


class Verdict(Enum):
    """What a response does, by the table above."""

    ANSWERED = auto()
    OVER = auto()
    DENIED = auto()
    NUMBER_NEEDED = auto()
    WRONG_NUMBER = auto()
    APPROVED = auto()


def judge(event: Event, *, approved: bool, number: str | None, now: float) -> Verdict:
    """What a device's response to ``event`` is worth."""
    outcome = event.at(now)
    if outcome in DECIDED:
        return Verdict.ANSWERED
    if outcome is not Outcome.PENDING:
        return Verdict.OVER
    if not approved:
        is_wrong = number is not None and number != event.shown().number()
        return Verdict.WRONG_NUMBER if is_wrong else Verdict.DENIED
    if event.number_needed and (number is None or event.code_challenge == ""):
        return Verdict.NUMBER_NEEDED
    if number is not None and number != event.shown().number():
        return Verdict.WRONG_NUMBER
    return Verdict.APPROVED


def gives_tokens(event: str, *, is_strict: bool) -> bool:
    """Whether an approved event of this name signs in.

    Published SDKs get tokens for any; who approved a customer's own event approved no sign-in.
    """
    return not is_strict or event in (LOGIN, LOGIN_WITH_DEVICE)


def user_topic(project_id: str, user_id: str) -> str:
    """What changes when a user's lists or devices do."""
    return f"user {project_id} {user_id}"


def event_topic(event_id: int) -> str:
    """What changes when a request ends."""
    return f"event {event_id}"


@dataclass(frozen=True, slots=True)
class Listing:
    """A user's open requests and those that ended lately, the oldest first.

    ``version`` changes whenever either list does; ``changes_at`` is when that happens by itself.
    """

    open: tuple[Event, ...]
    ended: tuple[Event, ...]
    version: str
    changes_at: float | None


def list_recent(events: Iterable[Event], now: float) -> Listing:
    """What a trusted device is told of its user's recent requests, which come oldest first."""
    opened: list[Event] = []
    ended: list[tuple[float, Event]] = []
    changes: list[float] = []
    for event in events:
        ended_at = event.ended_at(now)
        if ended_at is None:
            opened.append(event)
            changes.append(event.expires_at)
        elif ended_at + LISTED_SECONDS > now:
            ended.append((ended_at, event))
    ended = sorted(ended, key=lambda one: (one[0], one[1].id))[-LISTED_DECISIONS:]
    changes.extend(ended_at + LISTED_SECONDS for ended_at, _ in ended)
    return Listing(
        open=tuple(opened),
        ended=tuple(event for _, event in ended),
        version=_version(opened, [event for _, event in ended], now),
        changes_at=min(changes, default=None),
    )


def _version(opened: list[Event], ended: list[Event], now: float) -> str:
    # The same of the same lists, also after a restart of the service.
    told = ",".join(f"{event.id}:{event.at(now)}" for event in (*opened, *ended))
    return hashlib.sha256(told.encode()).hexdigest()[:_VERSION_DIGITS]
