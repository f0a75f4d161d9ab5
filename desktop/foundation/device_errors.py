"""The branch of the tree of errors that is about trusted devices and sign-in requests.

::

    InputError
    └── EnrolmentCodeError      what was scanned or pasted can't be used
        └── CodeUnreadableError, SeveralCodesError, CodeOfAnotherServiceError,
            CodeOfAnotherUserError, CodeTooOldError, CodeFromTheFutureError
    SignInNeededError
    └── NotTrustedError, FreshProofNeededError
    KeystoreError
    └── DeviceKeyLostError
    RefusedError
    ├── DeviceSuspendedError, DeviceRemovedError, DeviceUnknownError
    ├── DeviceProofRefusedError
    │   └── SignatureUsedError
    ├── RequestOverError, RequestAnsweredError, WrongNumberError, NumberNeededError
    └── WrongDigitsError, OfferGoneError
    AuthenticatorError
    └── RequestForgedError, RequestNotSignableError, ScreenUnseenError
"""

from desktop.foundation.errors import (
    AuthenticatorError,
    InputError,
    KeystoreError,
    RefusedError,
    SignInNeededError,
)


class EnrolmentCodeError(InputError):
    """A new device's code can't be used; nothing was sent and nobody was added."""


class CodeUnreadableError(EnrolmentCodeError):
    """There is no such code in the picture or text."""

    happened = "No code found: {reason}."
    next_step = "Choose a sharper picture, or paste the text."


class SeveralCodesError(EnrolmentCodeError):
    """A picture has several codes on it."""

    happened = "There are several codes in this picture."
    kept = "Nobody was added."
    next_step = "Choose one, or a picture of one alone."


class CodeOfAnotherServiceError(EnrolmentCodeError):
    """The code was made for another API key."""

    happened = "That code belongs to another service."
    kept = "Nobody was added."
    next_step = "Show the code of the same service on the other device."


class CodeOfAnotherUserError(EnrolmentCodeError):
    """The code was made for another user."""

    happened = "That code belongs to another user."
    kept = "Nobody was added."
    next_step = "Show the code for the same address on the other device."


class CodeTooOldError(EnrolmentCodeError):
    """The code is older than three minutes."""

    happened = "That code has run out: it is {seconds} s old."
    kept = "Nobody was added."
    next_step = "Show a new one on the other device."


class CodeFromTheFutureError(EnrolmentCodeError):
    """The other device's clock is ahead."""

    happened = "That code was made {seconds} s from now: one of the clocks is wrong."
    kept = "Nobody was added."
    next_step = "Set the clocks of both devices, then show a new one."


class NotTrustedError(SignInNeededError):
    """This computer has no device key for the user."""

    happened = "This computer is not trusted by “{profile}”."
    next_step = "Sign in with a code and trust it, or use a device you trust."


class FreshProofNeededError(SignInNeededError):
    """The service wants a code of the last ten minutes (cotter-api 13.3)."""

    happened = "That needs a code first: {reason}."
    kept = "Nothing was changed."
    next_step = "Confirm it is you with a code."


class DeviceKeyLostError(KeystoreError):
    """This computer was trusted, and its key is no longer in the keystore."""

    happened = "The key that made this computer trusted is gone from the keystore."
    kept = "Nothing was put in its place."
    next_step = "Sign in with a code, then trust this computer again."


class DeviceSuspendedError(RefusedError):
    """The service holds the key back after a renewal was used twice (cotter-api 13.4)."""

    happened = "The service has suspended this computer: its renewal was used twice."
    kept = "Its key was kept."
    next_step = "Confirm this computer with a code, or add it again from a device you trust."


class DeviceRemovedError(RefusedError):
    """The service no longer knows this computer's key."""

    happened = "This computer is not trusted any more: it was taken off your devices."
    kept = "Its key can't sign you in now."
    next_step = "Sign in with a code, then trust this computer again if you want to."


class DeviceProofRefusedError(RefusedError):
    """The service did not accept what this computer signed; ``reason`` is its word."""

    happened = "{host} did not accept what this computer signed ({reason})."
    kept = "Nothing was changed."
    next_step = "Check the computer's clock and try again."


class SignatureUsedError(DeviceProofRefusedError):
    """The same text was signed before, within this second; signing a later one helps."""


class DeviceUnknownError(RefusedError):
    """A device that is to be removed is not on the list any more."""

    happened = "That device is not on the list any more."
    next_step = "Look at the list again."


class RequestOverError(RefusedError):
    """A sign-in request ran out or is unknown."""

    happened = "This request has run out."
    kept = "Nobody was signed in by it."
    next_step = "Start again on the other device."


class RequestAnsweredError(RefusedError):
    """Somebody else decided first; ``decision`` is approved or denied, ``by`` a device's name."""

    happened = "Already {decision} on {by}."
    next_step = "Nothing is left to decide."


class WrongNumberError(RefusedError):
    """The number was wrong, which denies the request (cotter-api 13.6)."""

    happened = "That number doesn't match. The request was denied."
    next_step = "Start again on the other device."


class NumberNeededError(RefusedError):
    """The request has no number and the service wants one, or none was typed."""

    happened = "This request can't be approved without its number."
    kept = "It is still open."
    next_step = "Type the number that the other device shows, or deny it."


class WrongDigitsError(RefusedError):
    """The six digits are not those of the device that was read."""

    happened = "Those are not the digits of that device."
    kept = "It was not added."
    next_step = "Compare them with what the other device shows, or start again there."


class OfferGoneError(RefusedError):
    """The service no longer knows of the device that was read."""

    happened = "The service does not know that device any more."
    kept = "It was not added."
    next_step = "Show a new code on it."


class RequestForgedError(AuthenticatorError):
    """The service's signature over what is shown is wrong."""

    happened = "The service's signature of this request is wrong: it may have been changed."
    kept = "It was not approved."
    next_step = "Deny it, and ask whoever runs the service."


class RequestNotSignableError(AuthenticatorError):
    """The request asks for something that is never signed for others (design section 11)."""

    happened = "This request asks for something that is never signed for another device."
    kept = "Nothing was signed."
    next_step = "Leave it; it runs out by itself."


class ScreenUnseenError(AuthenticatorError):
    """The screens can't be looked at here."""

    happened = "This system doesn't let programs see the screen."
    next_step = "Choose a picture, or paste the text."
