"""What a refusal of the service means to the one who asked (cotter-api 1.4, 13.4, 13.5).

=========================  =======================================  ==========================
asked for                  the service's answer                     error
=========================  =======================================  ==========================
anything but a renewal     401                                      UnknownApiKeyError
a code, or its check       429                                      TooManyTriesError
a code's check             400, type ``code`` with attempts_left    WrongCodeError
a code's check             400, type ``code_expired``               CodeExpiredError
a renewal                  400, type ``refresh_token``; of a        RenewalRefusedError
                           published service also a message with
                           “not valid”
a sign-out                 any that is not about its token or      ServiceAnswerError
                           key, but of a published service
anything                   any other                                RequestRefusedError
=========================  =======================================  ==========================

Answers that pass by themselves (408, 429 elsewhere, 5xx) never come this far.
"""

from dataclasses import dataclass
from typing import Self

from desktop.client.fields import Fields, as_label
from desktop.foundation.errors import (
    AuthenticatorError,
    CodeExpiredError,
    RefusedError,
    RenewalRefusedError,
    RequestRefusedError,
    ServiceAnswerError,
    ServiceBusyError,
    TooManyTriesError,
    UnknownApiKeyError,
    WrongCodeError,
)
from desktop.foundation.secret import MASK, Secret

BAD_REQUEST = 400
UNAUTHORIZED = 401
NOT_FOUND = 404
TOO_MANY_REQUESTS = 429
NOT_VALID = "not valid"
RENEWAL_REASONS = frozenset({"expired", "reused", "revoked", "signed_out", "disabled"})
# What a refused sign-out has to be about for the service to know no more of its token than we do.
ABOUT_THE_TOKEN = frozenset({"refresh_token", "api_key", "request", "fresh_proof", "device"})
# Asked for a pause without saying how long: a minute keeps the button off without being lost.
PAUSE_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An answer with a status that is no success. ``message`` is safe to show."""

    host: str
    status: int
    message: str = ""
    type: str = ""
    reason: str = ""
    attempts_left: int | None = None
    approved: bool | None = None
    decided_by: str = ""

    @property
    def is_about_the_clock(self) -> bool:
        """Whether a device's proof was made at the wrong time (cotter-api 13.2)."""
        return self.type == "device" and self.reason == "clock"

    @classmethod
    def parse(cls, document: object, *, host: str, status: int, sent: tuple[Secret, ...]) -> Self:
        """Read an error; one that is no JSON object is a refusal without a word.

        Whatever of ``sent`` the service repeats in a text that is shown is masked.

        Raises:
            ServiceAnswerError: a field is of the wrong type.
        """
        if not isinstance(document, dict):
            return cls(host=host, status=status)
        fields = Fields(document, host=host, name="the refusal")

        def shown(name: str) -> str:
            # What can't be seen goes first: it could stand in the middle of a secret.
            text = "".join(filter(str.isprintable, fields.text(name, "")))
            for secret in sent:
                text = text.replace(secret.reveal(), MASK) if secret.reveal() else text
            return as_label(text)

        has_attempts = fields.has("attempts_left")
        return cls(
            host=host,
            status=status,
            message=shown("msg"),
            type=fields.text("type", ""),
            reason=fields.text("reason", ""),
            attempts_left=fields.integer("attempts_left") if has_attempts else None,
            approved=fields.flag("approved") if fields.has("approved") else None,
            decided_by=shown("decided_by"),
        )


def refusal_of_request(refusal: Refusal) -> RefusedError:
    """The error of a request that has no meaning of its own for a refusal."""
    if refusal.status == UNAUTHORIZED:
        return UnknownApiKeyError(host=refusal.host)
    return _request_refused(refusal)


def refusal_of_code(refusal: Refusal) -> RefusedError:
    """The error of a code that was not accepted."""
    if refusal.status == BAD_REQUEST and refusal.type == "code_expired":
        return CodeExpiredError()
    if refusal.status == BAD_REQUEST and refusal.type == "code":
        if refusal.attempts_left is not None:
            return WrongCodeError(attempts_left=refusal.attempts_left)
        return _request_refused(refusal)
    return refusal_of_request(refusal)


def refusal_of_renewal(refusal: Refusal, *, by_type: bool) -> RefusedError:
    """The error of a renewal that was not granted; only an authoritative one ends the session.

    ``by_type``: the service names the type of every refusal, so that words alone, which may be
    those of something in between, say nothing.
    """
    says_so = refusal.type == "refresh_token" or (not by_type and NOT_VALID in refusal.message)
    if refusal.status == BAD_REQUEST and says_so:
        reason = refusal.reason if refusal.reason in RENEWAL_REASONS else "unknown"
        return RenewalRefusedError(host=refusal.host, reason=reason)
    return _request_refused(refusal)


def refusal_of_revocation(refusal: Refusal, *, by_type: bool) -> AuthenticatorError:
    """The error of a sign-out that was not taken.

    ``by_type`` as above: a refusal without one, or that is about how it was asked, comes from
    something in between or is its fault, and the service has still to be told.
    """
    if by_type and refusal.type not in ABOUT_THE_TOKEN:
        return ServiceAnswerError(host=refusal.host, reason=f"its status is {refusal.status}")
    return refusal_of_renewal(refusal, by_type=by_type)


def too_many_tries(busy: ServiceBusyError) -> TooManyTriesError | None:
    """The rate limit that a busy answer to a code stands for; None if it stands for trouble."""
    if busy.values["status"] != TOO_MANY_REQUESTS:
        return None
    return TooManyTriesError(seconds=busy.retry_after or PAUSE_SECONDS)


def _request_refused(refusal: Refusal) -> RequestRefusedError:
    message = refusal.message
    if not message and refusal.status == NOT_FOUND:
        message = "it doesn’t know this kind of request."
    return RequestRefusedError(
        host=refusal.host,
        message=message or f"it answered {refusal.status} without a reason.",
        status=refusal.status,
    )
