"""The texts that are signed with Ed25519: plain concatenations without separators.

================= ======================================================================== ========
text              fields, in this order                                                     source
================= ======================================================================== ========
verification      identifier, identifier type, device type, device name, redirect URL,     2.3
                  challenge id (decimal), challenge, code, timestamp
identity token    identifier, identifier type, receiver, expire at                         3.2
approval          user id, API key id, event, timestamp, method, ``true`` or ``false``,    5.3
                  then challenge id (decimal) and challenge, if there is one
enrolment         the approval of ``ENROLL_NEW_TRUSTED_DEVICE``, then the new public key   5.3
event answer      client user id, issuer, event, timestamp, method, new, approved          6.2
================= ======================================================================== ========

Source numbers are sections of cotter-api. Timestamps are decimal Unix seconds as text.
"""

from dataclasses import dataclass

from desktop.protocol.event_names import ENROLL_NEW_TRUSTED_DEVICE

TRUSTED_DEVICE = "TRUSTED_DEVICE"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationText:
    """What a verification key signs to answer a challenge (cotter-api 2.3)."""

    identifier: str
    identifier_type: str
    device_type: str
    device_name: str
    redirect_url: str
    challenge_id: int
    challenge: str
    code: str
    timestamp: str

    def encode(self) -> bytes:
        """The bytes to sign, UTF-8."""
        return "".join(
            (
                self.identifier,
                self.identifier_type,
                self.device_type,
                self.device_name,
                self.redirect_url,
                str(self.challenge_id),
                self.challenge,
                self.code,
                self.timestamp,
            )
        ).encode()


def identity_token_text(
    *, identifier: str, identifier_type: str, receiver: str, expire_at: str
) -> bytes:
    """What the service signs in an identity token; ``receiver`` is the API key id (3.2)."""
    return f"{identifier}{identifier_type}{receiver}{expire_at}".encode()


@dataclass(frozen=True, slots=True)
class EventChallenge:
    """The one-time challenge of the form that was never released (cotter-api 5.3, 5.4)."""

    id: int
    text: str


def approval_text(
    *,
    user_id: str,
    api_key_id: str,
    event: str,
    timestamp: str,
    approved: bool,
    method: str = TRUSTED_DEVICE,
    challenge: EventChallenge | None = None,
) -> bytes:
    """What a device key signs to sign in, to approve or to deny (5.3).

    ``user_id`` is whichever id the body carries; ``event`` and ``timestamp`` are those of the
    request that is answered.
    """
    decided = _boolean(approved)
    ending = "" if challenge is None else f"{challenge.id}{challenge.text}"
    return f"{user_id}{api_key_id}{event}{timestamp}{method}{decided}{ending}".encode()


def enrolment_text(
    *,
    user_id: str,
    api_key_id: str,
    timestamp: str,
    new_public_key: str,
    challenge: EventChallenge | None = None,
) -> bytes:
    """What a trusted device signs to add another; the new key's text stays as it came (5.3)."""
    approval = approval_text(
        user_id=user_id,
        api_key_id=api_key_id,
        event=ENROLL_NEW_TRUSTED_DEVICE,
        timestamp=timestamp,
        approved=True,
        challenge=challenge,
    )
    return approval + new_public_key.encode()


def event_answer_text(
    *,
    client_user_id: str,
    issuer: str,
    event: str,
    timestamp: str,
    method: str,
    new: bool,
    approved: bool,
) -> bytes:
    """What the service signs in every event that it answers with (6.2)."""
    states = f"{_boolean(new)}{_boolean(approved)}"
    return f"{client_user_id}{issuer}{event}{timestamp}{method}{states}".encode()


def _boolean(value: bool) -> str:
    return "true" if value else "false"
