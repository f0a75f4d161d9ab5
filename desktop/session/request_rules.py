"""What may be decided about a sign-in request. Pure rules (cotter-api 13.6, design section 11).

First row that applies:

=================================================== ============================================
the request                                         then
=================================================== ============================================
is of another user, project or method, has a name   RequestNotSignableError: neither approved
that is never signed for others, or no plain time   nor denied, for both would be signed
ran out, or its time is 180 s old                   RequestOverError
is denied                                           sign the denial
its shown signature is wrong                        RequestForgedError (a published service that
                                                    signs nothing is believed after a question)
has a number, and what was typed is not two digits  NumberNeededError
has a number, and another was typed                 sign a denial, WrongNumberError
otherwise                                           sign the approval
=================================================== ============================================
"""

import re
from dataclasses import dataclass

from desktop.client.event_answers import PendingEvent
from desktop.foundation.device_errors import (
    NumberNeededError,
    RequestForgedError,
    RequestNotSignableError,
    RequestOverError,
)
from desktop.protocol.event_names import is_timestamp, may_be_asked_for
from desktop.protocol.signed_text import TRUSTED_DEVICE

LIFETIME_SECONDS = 180.0
AHEAD_SECONDS = 60.0
_NUMBER = re.compile(r"[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to sign; ``is_wrong_number`` when it is a denial that the number caused."""

    approved: bool
    is_wrong_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What is known when the person decides; ``now`` is service time in seconds UTC."""

    request: PendingEvent
    user_id: str
    api_key_id: str
    is_signed: bool
    is_strict: bool
    now: float


def judge(judged: Judged, *, approved: bool, number: str) -> Verdict:
    """What to sign, by the table above.

    Raises:
        RequestNotSignableError, RequestOverError, RequestForgedError, NumberNeededError: nothing
            may be signed.
    """
    request, event = judged.request, judged.request.event
    if not is_signable(judged):
        raise RequestNotSignableError
    age = judged.now - float(event.timestamp)
    if judged.now >= request.expires_at or not -AHEAD_SECONDS <= age < LIFETIME_SECONDS:
        raise RequestOverError
    if not approved:
        return Verdict(approved=False)
    if not judged.is_signed and (judged.is_strict or request.signature):
        raise RequestForgedError
    if not has_number(request):
        return Verdict(approved=True)
    if not _NUMBER.fullmatch(number):
        raise NumberNeededError
    if number != request.shown.number():
        return Verdict(approved=False, is_wrong_number=True)
    return Verdict(approved=True)


def has_number(request: PendingEvent) -> bool:
    """Whether the asking device can work out a number to show."""
    return request.shown.code_challenge != "" and request.shown.address != ""


def is_signable(judged: Judged) -> bool:
    """Whether a decision about it may be signed at all."""
    event = judged.request.event
    return (
        judged.user_id in (event.user_id, event.client_user_id)
        and event.issuer == judged.api_key_id
        and event.method == TRUSTED_DEVICE
        and may_be_asked_for(event.event)
        and is_timestamp(event.timestamp)
    )
