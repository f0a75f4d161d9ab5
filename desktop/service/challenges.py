"""A challenge, and the rules by which an answer proves the identifier (cotter-api 2.3, 13.5).

First rule that applies, from the top:

==================================================  ===================  =========================
the answer                                          verdict              what changes
==================================================  ===================  =========================
names another value than the challenge was          MISMATCH             nothing
begun with (key, identifier, type, device,
redirect, challenge text, state)
its timestamp is more than 300 s off                WRONG_TIME           nothing
is not signed by the challenge's key                WRONG_SIGNATURE      nothing
comes to a challenge that is answered or voided     CLOSED               nothing
comes after 5 wrong codes                           EXHAUSTED            nothing
comes after its time                                EXPIRED              nothing
has a wrong code                                    WRONG_CODE           one attempt is gone
has the right code                                  PROVED               the challenge is closed
==================================================  ===================  =========================

Nobody without the verification key can use up attempts: the code is looked at last.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from desktop.protocol import ed25519
from desktop.protocol.encoding import EncodingError
from desktop.protocol.signed_text import VerificationText
from desktop.service.identifiers import IdentifierType
from desktop.service.timestamps import parse_unix_text

CODE_DIGITS = 6
ATTEMPTS = 5
LIFETIME_SECONDS = 300
RESEND_PAUSE_SECONDS = 30
TIMESTAMP_TOLERANCE_SECONDS = 300
NO_REDIRECT = "-"


class AuthMethod(StrEnum):
    """How the message asks for the proof (cotter-api 2.1)."""

    OTP = "OTP"
    MAGIC_LINK = "MAGIC_LINK"


class Channel(StrEnum):
    """Which way the message goes (cotter-api 2.3)."""

    EMAIL = "EMAIL"
    SMS = "SMS"
    WHATSAPP = "WHATSAPP"


class Ending(StrEnum):
    """Why a challenge takes no further answer."""

    PROVED = "proved"
    VOIDED = "voided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """One verification under way. Times are Unix seconds.

    ``code_mac`` is none where the key is already trusted and no code was sent. ``page_id`` and
    ``browser_mac`` belong to a sign-in begun on the hosted page; ``link_mac`` to a mail with link.
    """

    id: int
    project_id: str
    session_mac: bytes
    identifier: str
    identifier_type: IdentifierType
    public_key: str
    device_type: str
    device_name: str
    redirect_url: str
    state: str | None
    code_challenge: str | None
    auth_method: AuthMethod
    channel: Channel
    text: str
    code_mac: bytes | None
    link_mac: bytes | None
    page_id: str | None
    browser_mac: bytes | None
    created_at: float
    expires_at: float
    attempts_left: int
    ending: Ending | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What ``/verify/respond`` was sent; ``state`` is the path element."""

    challenge_id: int
    challenge: str
    identifier: str
    identifier_type: str
    public_key: str
    device_type: str
    device_name: str
    redirect_url: str
    code: str
    timestamp: str
    signature: str
    state: str


class Verdict(Enum):
    """What an answer is worth, by the table above."""

    MISMATCH = auto()
    WRONG_TIME = auto()
    WRONG_SIGNATURE = auto()
    CLOSED = auto()
    EXHAUSTED = auto()
    EXPIRED = auto()
    WRONG_CODE = auto()
    PROVED = auto()


def judge_signature(challenge: Challenge, answer: Answer, now: float) -> Verdict | None:
    """The first three rows of the table; none when the answer is the key holder's own."""
    same = (
        (answer.challenge_id, challenge.id),
        (answer.challenge, challenge.text),
        (answer.identifier, challenge.identifier),
        (answer.identifier_type, challenge.identifier_type),
        (answer.public_key, challenge.public_key),
        (answer.device_type, challenge.device_type),
        (answer.device_name, challenge.device_name),
        (answer.redirect_url, challenge.redirect_url),
    )
    if any(given != begun for given, begun in same):
        return Verdict.MISMATCH
    if challenge.state is not None and answer.state != challenge.state:
        return Verdict.MISMATCH
    signed_at = parse_unix_text(answer.timestamp)
    if signed_at is None or abs(signed_at - now) > TIMESTAMP_TOLERANCE_SECONDS:
        return Verdict.WRONG_TIME
    text = VerificationText(
        identifier=answer.identifier,
        identifier_type=answer.identifier_type,
        device_type=answer.device_type,
        device_name=answer.device_name,
        redirect_url=answer.redirect_url,
        challenge_id=answer.challenge_id,
        challenge=answer.challenge,
        code=answer.code,
        timestamp=answer.timestamp,
    )
    try:
        signed = ed25519.signature_is_valid(answer.public_key, answer.signature, text.encode())
    except EncodingError:
        signed = False
    return None if signed else Verdict.WRONG_SIGNATURE


def judge_code(challenge: Challenge, *, code_matches: bool, now: float) -> Verdict:
    """The rest of the table, for an answer that is the key holder's own."""
    if challenge.ending is not None:
        return Verdict.CLOSED
    if challenge.attempts_left <= 0:
        return Verdict.EXHAUSTED
    if now >= challenge.expires_at:
        return Verdict.EXPIRED
    return Verdict.PROVED if code_matches else Verdict.WRONG_CODE


def is_open(challenge: Challenge, now: float) -> bool:
    """Whether a right code would still prove something."""
    return judge_code(challenge, code_matches=True, now=now) is Verdict.PROVED
