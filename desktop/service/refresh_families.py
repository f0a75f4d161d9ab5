"""The chain of refresh tokens of one session, and the rules of its rotation (cotter-api 13.4).

Each renewal spends the current token and makes its successor. First row that applies:

====================================================  ====================================
the token presented                                   judgement
====================================================  ====================================
its family has ended                                  refused, with the family's ending
its user is disabled                                  refused, ``disabled``
last renewal 30 days ago, or the user last took       refused, ``expired``
part 90 days ago
is the current one                                    ROTATE: a successor is made
is the one before; same attempt id as the renewal     REPEAT: the same successor again
that spent it
is the one before; neither had an attempt id;         REPLACE: another successor, and the
within 60 s; not yet replaced                         first one, unused, is void
is any other of the last 200 that the family had      refused, ``reused``; the family ends
====================================================  ====================================

A token the service never made is refused as ``unknown`` and ends nothing: family ids are easy to
guess, and a guess must not sign anybody out. So is one spent so long ago that it is not kept any
more: whoever found it got nothing. "The one before" has an unused successor by
definition: using it makes it the one before.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

RENEWAL_LIFETIME_SECONDS = 30 * 86400
PRESENCE_LIFETIME_SECONDS = 90 * 86400
REPLACE_SECONDS = 60


class Reason(StrEnum):
    """Why a renewal is refused; also why a family has ended."""

    EXPIRED = "expired"
    REUSED = "reused"
    REVOKED = "revoked"
    SIGNED_OUT = "signed_out"
    DISABLED = "disabled"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One session's chain. Tokens and attempt ids are kept as keyed hashes; times in Unix seconds.

    ``attempt_mac`` is of the renewal that made the current token, none if it had no attempt id.
    ``authenticated_at`` is the last time the user took part; ``device_id`` names the trusted
    device that this session is bound to, if there is one (13.4).
    """

    id: int
    project_id: str
    user_id: str
    auth_method: str
    generation: int
    current_mac: bytes
    previous_mac: bytes | None
    attempt_mac: bytes | None
    replaced: bool
    authenticated_at: float
    renewed_at: float
    ending: Reason | None
    device_id: int | None = None


class Step(Enum):
    """What a good token gets."""

    ROTATE = auto()
    REPEAT = auto()
    REPLACE = auto()


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a bad one gets; ``ends_family`` when it is a sign of theft."""

    reason: Reason
    ends_family: bool = False


def judge(
    family: Family, token_mac: bytes, attempt_mac: bytes | None, *, disabled: bool, now: float
) -> Step | Refusal:
    """What to do with a token that belongs to ``family``, by the table above."""
    if family.ending is not None:
        return Refusal(family.ending)
    if disabled:
        return Refusal(Reason.DISABLED)
    if (
        now >= family.renewed_at + RENEWAL_LIFETIME_SECONDS
        or now >= family.authenticated_at + PRESENCE_LIFETIME_SECONDS
    ):
        return Refusal(Reason.EXPIRED)
    if token_mac == family.current_mac:
        return Step.ROTATE
    if token_mac == family.previous_mac:
        if attempt_mac is not None and attempt_mac == family.attempt_mac:
            return Step.REPEAT
        if (
            attempt_mac is None
            and family.attempt_mac is None
            and not family.replaced
            and now < family.renewed_at + REPLACE_SECONDS
        ):
            return Step.REPLACE
    return Refusal(Reason.REUSED, ends_family=True)
