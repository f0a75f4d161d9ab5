"""The one tree of errors.

::

    AuthenticatorError
    ├── InputError            exit 2: what was typed can't be
    │   ├── InvalidIdentifierError, InvalidServiceUrlError, InvalidApiKeyIdError,
    │   │   InvalidProfileNameError, CodeNotTypedError
    │   └── UnknownProfileError, ProfileExistsError, ProfileNeededError
    ├── SignInNeededError     exit 3
    │   └── NotSignedInError, SessionEndedError
    ├── KeystoreError         exit 4
    │   ├── KeystoreLockedError, KeystoreUnavailableError, KeystoreBusyError
    │   ├── KeystoreChangedError, PassphraseWrongError, PassphraseNeededError
    │   └── RecordDamagedError, RecordNewerError, MemoryOfAnotherProcessError
    ├── ServiceUnreachableError   exit 5, passes by itself
    │   └── ServiceSilentError, ServiceAnswerError, ServiceBusyError
    ├── RefusedError          exit 6: the service said no
    │   ├── WrongCodeError, CodeExpiredError, TooManyTriesError
    │   └── UnknownApiKeyError, RenewalRefusedError, RequestRefusedError
    ├── TokenUnacceptableError, StateMismatchError, IdentityKeyChangedError,
    │   UnexpectedSignInError     exit 1: an answer that must not be believed
    └── TokensNotHandedOutError, ClockUncertainError, SettingsReadOnlyError, FileUnwritableError,
        BrowserSignInError      exit 1

Each says what happened, what was kept and what to do next; ``ui/words.py`` has it translatable.
Errors about trusted devices stand in ``device_errors``, those of one concept beside it.
"""

from typing import ClassVar, Final

from desktop.foundation.line import visible

Value = str | int


class AuthenticatorError(Exception):
    """Something a person is told about. Subclasses fill in the sentences; no value is secret."""

    exit_code: ClassVar[int] = 1
    happened: ClassVar[str] = "Something went wrong."
    kept: ClassVar[str] = ""
    next_step: ClassVar[str] = ""

    def __init__(self, **values: Value) -> None:
        """Take the values that the sentences name; they must not be secret.

        What hides in a text, turns words around or commands a terminal is left out: many of them
        were typed, scanned or sent.

        Raises:
            KeyError: a sentence names a value that was not given.
        """
        self.values: Final[dict[str, Value]] = {
            name: visible(value) if isinstance(value, str) else value
            for name, value in values.items()
        }
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """What happened, what was kept, what to do next: one English paragraph."""
        parts = (self.happened, self.kept, self.next_step)
        return " ".join(part.format(**self.values) for part in parts if part)


class InputError(AuthenticatorError):
    """What was typed can't be; nothing was sent."""

    exit_code = 2


class InvalidIdentifierError(InputError):
    """The address or number can't be one."""

    happened = "“{identifier}” can't be an e-mail address or phone number: {reason}."
    next_step = "Check it and try again."


class InvalidServiceUrlError(InputError):
    """The service's address is not one, or has no TLS."""

    happened = "“{url}” can't be used as a service: {reason}."
    next_step = "Use an https address; plain http is only for this computer."


class InvalidApiKeyIdError(InputError):
    """An API key id is a UUID."""

    happened = "That is not an API key id: it looks like 11111111-2222-3333-4444-555555555555."
    next_step = "Copy it from the service again."


class InvalidProfileNameError(InputError):
    """What a profile is to be called can't be shown in one line."""

    happened = "A profile can't be called that: {reason}."
    kept = "Nothing was added."
    next_step = "Choose another name."


class CodeNotTypedError(InputError):
    """The input ended before there was a code in it."""

    happened = "No code was typed."
    kept = "Nothing was changed."
    next_step = "Start again, and type the code or pass it on standard input."


class UnknownProfileError(InputError):
    """No profile has this name."""

    happened = "There is no profile “{name}”."
    next_step = "“cotter-authenticator profile list” shows them all."


class ProfileExistsError(InputError):
    """A profile of this name is there already."""

    happened = "There is a profile “{name}” already."
    kept = "It was left as it is."
    next_step = "Choose another name, or remove it first."


class ProfileNeededError(InputError):
    """A command needs a profile and there is none."""

    happened = "No service is connected yet."
    next_step = (
        "Connect one with “cotter-authenticator profile add NAME --service URL --api-key ID”."
    )


class SignInNeededError(AuthenticatorError):
    """Only the user can go on from here."""

    exit_code = 3


class NotSignedInError(SignInNeededError):
    """Nobody is signed in."""

    happened = "Nobody is signed in to “{profile}”."
    next_step = "Sign in first."


class SessionEndedError(SignInNeededError):
    """The session is over; ``reason`` is the service's word (cotter-api 13.4)."""

    happened = "The session of “{profile}” has ended ({reason})."
    kept = "The profile was kept."
    next_step = "Sign in again."


class KeystoreError(AuthenticatorError):
    """The keystore did not do what was asked; nothing in it was lost."""

    exit_code = 4


class KeystoreLockedError(KeystoreError):
    """The keystore is locked. That is not being signed out."""

    happened = "The keystore is locked."
    kept = "You are still signed in."
    next_step = "Unlock it and try again."


class KeystoreUnavailableError(KeystoreError):
    """There is no keystore, or it doesn't answer."""

    happened = "The keystore can't be reached: {reason}."
    kept = "Nothing in it was changed."
    next_step = "Start it, or choose where to keep your session."


class KeystoreBusyError(KeystoreError):
    """An earlier call is still hanging."""

    happened = "The keystore is still busy with an earlier request."
    kept = "Nothing was changed."
    next_step = "Look for a window that asks for its password, then try again."


class KeystoreChangedError(KeystoreError):
    """Another keystore than the first time would be used."""

    happened = "Your session is kept in {before}, but {now} is here now."
    kept = "Nothing was moved."
    next_step = "Bring back {before}, or choose {now} and sign in again."


class PassphraseWrongError(KeystoreError):
    """The vault file does not open with this passphrase."""

    happened = "That passphrase doesn't open the vault file."
    kept = "The vault file is as it was."
    next_step = "Try again."


class PassphraseNeededError(KeystoreError):
    """The vault file is locked and there is nobody to ask."""

    happened = "The vault file needs its passphrase, and there is no terminal to ask for it."
    kept = "Nothing was changed."
    next_step = "Run the command in a terminal."


class RecordDamagedError(KeystoreError):
    """A record is not what was written."""

    happened = "What the keystore holds of this session is damaged: {reason}."
    kept = "It was left as it is."
    next_step = "Sign in again to replace it."


class RecordNewerError(KeystoreError):
    """A record was written by a newer version of this program."""

    happened = "This session was stored by a newer version of this program."
    kept = "It was left as it is."
    next_step = "Update this program."


class MemoryOfAnotherProcessError(KeystoreError):
    """The session lives in the memory of the running app."""

    happened = "This session is kept in the app's memory until it quits."
    kept = "Other programs can't have it."
    next_step = "Choose a keystore in the app to hand out tokens."


class ServiceUnreachableError(AuthenticatorError):
    """No answer that counts; it may pass by itself and the session is kept."""

    exit_code = 5
    happened = "No answer from {host}: {reason}."
    kept = "Nothing was lost."
    next_step = "Check the connection and try again."


class ServiceSilentError(ServiceUnreachableError):
    """The service took too long."""

    happened = "{host} took too long to answer."


class ServiceAnswerError(ServiceUnreachableError):
    """The answer is not one of the Cotter API."""

    happened = "{host} sent an answer that can't be used: {reason}."
    next_step = "Check the service's address, or try again later."


class ServiceBusyError(ServiceUnreachableError):
    """The service asks to wait, or has trouble of its own; ``seconds`` is 0 if it didn't say."""

    happened = "{host} can't answer now ({status})."
    next_step = "It is tried again by itself."

    @property
    def retry_after(self) -> int:
        """Seconds the service asked to wait; 0 if it did not say."""
        return int(self.values.get("seconds", 0))


class RefusedError(AuthenticatorError):
    """The service said no."""

    exit_code = 6


class WrongCodeError(RefusedError):
    """The code doesn't match."""

    happened = "That code doesn't match. Attempts left: {attempts_left}."
    next_step = "Use the newest message, or send a new code."

    @property
    def attempts_left(self) -> int:
        """How many more codes this challenge takes."""
        return int(self.values["attempts_left"])


class CodeExpiredError(RefusedError):
    """The challenge is over."""

    happened = "This code has run out."
    next_step = "Send a new one."


class TooManyTriesError(RefusedError):
    """A rate limit; ``seconds`` until it may be asked again."""

    happened = "Too many tries."
    next_step = "You can ask again in {seconds} s."

    @property
    def retry_after(self) -> int:
        """Seconds until the service takes another try."""
        return int(self.values["seconds"])


class UnknownApiKeyError(RefusedError):
    """The service doesn't know this API key id."""

    happened = "{host} doesn't know this API key id."
    next_step = "Copy the id from the service again."


class RenewalRefusedError(RefusedError):
    """The refresh token is no longer taken; ``reason`` as in cotter-api 13.4."""

    happened = "{host} refused to renew the session ({reason})."
    next_step = "Sign in again."

    @property
    def reason(self) -> str:
        """``expired``, ``reused``, ``revoked``, ``signed_out``, ``disabled`` or ``unknown``."""
        return str(self.values["reason"])


class RequestRefusedError(RefusedError):
    """Any other refusal; ``message`` is the service's own."""

    happened = "{host} refused: {message}"
    next_step = "Start again."


class TokenUnacceptableError(AuthenticatorError):
    """A token did not pass its checks; it is not handed out."""

    happened = "{host} sent a token that can't be trusted: {reason}."
    kept = "It was not used; the means to renew were kept."
    next_step = "Check the computer's clock and the service's address, then try again."


class StateMismatchError(AuthenticatorError):
    """The answer belongs to another sign-in."""

    happened = "That answer belongs to another sign-in."
    kept = "It was not used."
    next_step = "Start again."


class IdentityKeyChangedError(AuthenticatorError):
    """The service shows another identity key than the pinned one, not endorsed by it."""

    happened = (
        "{host} shows another identity key than before, and the old one doesn't vouch for it."
    )
    kept = "Nothing was sent to it."
    next_step = "Ask whoever runs the service before you connect again."


class UnexpectedSignInError(AuthenticatorError):
    """The service wants to let us in without a code that nobody asked to skip."""

    happened = "{host} would sign you in without a code."
    kept = "That was not accepted."
    next_step = "Start again, or ask whoever runs the service."


class TokensNotHandedOutError(AuthenticatorError):
    """The user turned hand-out off."""

    happened = "Handing out tokens to programs is turned off."
    next_step = "It is turned on in Settings."


class ClockUncertainError(AuthenticatorError):
    """Whether the token is still valid can't be told."""

    happened = "The computer's clock can't be trusted, so the token's time left is unknown."
    kept = "You are still signed in."
    next_step = "Set the clock, or connect to the service."


class SettingsReadOnlyError(AuthenticatorError):
    """The settings file was written by a newer version."""

    happened = "The settings were written by a newer version of this program."
    kept = "They are used as far as they are known, and not changed."
    next_step = "Update this program to change them."


class FileUnwritableError(AuthenticatorError):
    """A file of ours can't be written: a full disk, a folder of somebody else."""

    happened = "{file} can't be written: {reason}."
    kept = "What it held before is unchanged."
    next_step = "Make room, or see to it that you may write there, then try again."


class BrowserSignInError(AuthenticatorError):
    """The way through the browser ended without a sign-in."""

    happened = "The browser came back without a sign-in: {reason}."
    kept = "Nothing was changed."
    next_step = "Start again."
