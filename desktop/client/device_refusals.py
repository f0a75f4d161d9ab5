"""What a refusal means that is about a trusted device or a sign-in request (cotter-api 5, 13).

===========  =======================================  =========================================
type         reason                                   error
===========  =======================================  =========================================
``device``   ``not_enrolled``                         DeviceRemovedError
``device``   ``suspended``                            DeviceSuspendedError
``device``   ``young``, ``last_device``,              FreshProofNeededError
             ``fresh_proof_needed``
``device``   ``replayed``                             SignatureUsedError
``device``   any other                                DeviceProofRefusedError
``event``    ``unknown``, ``expired``                 RequestOverError
``event``    ``answered``                             RequestAnsweredError
``event``    ``number_needed``                        NumberNeededError
any other                                             as ``refusals`` says
===========  =======================================  =========================================
"""

from desktop.client.refusals import Refusal, refusal_of_request
from desktop.foundation.device_errors import (
    DeviceProofRefusedError,
    DeviceRemovedError,
    DeviceSuspendedError,
    FreshProofNeededError,
    NumberNeededError,
    RequestAnsweredError,
    RequestOverError,
    SignatureUsedError,
)
from desktop.foundation.errors import AuthenticatorError

WANTS_A_CODE = {
    "young": "a device trusted less than a day ago can’t do that alone",
    "last_device": "it is your last trusted device",
    "fresh_proof_needed": "the service wants to know that it is you",
}
ANOTHER_DEVICE = "another device"


def refusal_of_device(refusal: Refusal) -> AuthenticatorError:
    """The error of a request that a device key had to sign."""
    if refusal.type == "event":
        return _refusal_of_event(refusal)
    if refusal.type != "device":
        return refusal_of_request(refusal)
    if refusal.reason == "not_enrolled":
        return DeviceRemovedError()
    if refusal.reason == "suspended":
        return DeviceSuspendedError()
    if refusal.reason in WANTS_A_CODE:
        return FreshProofNeededError(reason=WANTS_A_CODE[refusal.reason])
    reason = refusal.message.rstrip(".") or "without a reason"
    if refusal.reason == "replayed":
        return SignatureUsedError(host=refusal.host, reason=reason)
    return DeviceProofRefusedError(host=refusal.host, reason=reason)


def _refusal_of_event(refusal: Refusal) -> AuthenticatorError:
    if refusal.reason in ("unknown", "expired"):
        return RequestOverError()
    if refusal.reason == "number_needed":
        return NumberNeededError()
    if refusal.reason == "answered" and refusal.approved is not None:
        return RequestAnsweredError(
            decision="approved" if refusal.approved else "denied",
            by=refusal.decided_by or ANOTHER_DEVICE,
        )
    return refusal_of_request(refusal)
