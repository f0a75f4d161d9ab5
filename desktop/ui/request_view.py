"""Which request is shown for deciding, and in what state: one pure function.

============================================ =========================================
the chosen request                           is
============================================ =========================================
is waiting, and its decision is on its way   sending
is waiting, its signature wrong              forged: it can only be denied
is waiting                                   open
is waiting, but its time is up               over: it has run out
was decided, here or elsewhere               over, as that says
was seen before and is not told of any more  over: run out, or just over
was never seen                               nothing
============================================ =========================================
"""

from dataclasses import dataclass
from enum import Enum

from desktop.session.device_facts import Requests as KnownRequests
from desktop.session.list_entries import DecidedRequest, DeviceKind, Outcome, SignInRequest
from desktop.ui import request_words
from desktop.ui.sentence import Sentence


class Stand(Enum):
    """How far a request has come."""

    OPEN = "open"
    FORGED = "forged"
    SENDING = "sending"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestView:
    """A request as it is shown; ``asked`` is the request itself as far as it was seen.

    ``ending`` says how it ended, with ``is_good`` where somebody was signed in.
    """

    id: int
    device_name: str
    kind: DeviceKind
    address: str
    stand: Stand
    asked: SignInRequest | None = None
    decided_at: float | None = None
    ending: Sentence | None = None
    is_good: bool = False


def view_of(
    known: KnownRequests, chosen: int | None, seen: SignInRequest | None, now: float
) -> RequestView | None:
    """The view of request ``chosen`` at wall time ``now``; ``seen`` is how it was last shown."""
    for request in known.open:
        if request.id == chosen:
            return _of_asked(request, now)
    seen = seen if seen is not None and seen.id == chosen else None
    for decided in known.decided:
        if decided.id == chosen:
            return _of_decided(decided, seen)
    if seen is None:
        return None
    return _over(seen, request_words.gone() if seen.is_open(now) else request_words.expired())


def _of_asked(request: SignInRequest, now: float) -> RequestView:
    if not request.is_open(now):
        return _over(request, request_words.expired())
    stand = Stand.OPEN if request.signature_ok else Stand.FORGED
    return RequestView(
        id=request.id,
        device_name=request.device_name,
        kind=request.kind,
        address=request.address,
        stand=Stand.SENDING if request.busy else stand,
        asked=request,
    )


def _of_decided(decided: DecidedRequest, seen: SignInRequest | None) -> RequestView:
    return RequestView(
        id=decided.id,
        device_name=decided.device_name,
        kind=decided.kind,
        address=decided.address,
        stand=Stand.OVER,
        asked=seen,
        decided_at=decided.decided_at,
        ending=request_words.ending_of(decided),
        is_good=decided.outcome is Outcome.APPROVED,
    )


def _over(request: SignInRequest, ending: Sentence) -> RequestView:
    return RequestView(
        id=request.id,
        device_name=request.device_name,
        kind=request.kind,
        address=request.address,
        stand=Stand.OVER,
        asked=request,
        ending=ending,
    )
