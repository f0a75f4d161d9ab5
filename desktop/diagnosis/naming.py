"""The name of a trouble, and its mend, for every error that a check can run into.

The sentence of what happened is the error's own. What to do is said here where more is known: why
a certificate is not trusted, that a name has no address, that a web page came in place of JSON.
"""

import socket
import ssl
from collections.abc import Iterator
from typing import Final

from desktop.diagnosis.finding import Check, Finding, Outcome, failure
from desktop.foundation.errors import (
    AuthenticatorError,
    IdentityKeyChangedError,
    KeystoreBusyError,
    KeystoreChangedError,
    KeystoreError,
    KeystoreLockedError,
    KeystoreUnavailableError,
    PassphraseNeededError,
    PassphraseWrongError,
    RecordDamagedError,
    RecordNewerError,
    RefusedError,
    ServiceAnswerError,
    ServiceBusyError,
    ServiceSilentError,
    ServiceUnreachableError,
    UnknownApiKeyError,
    UnknownProfileError,
)
from desktop.foundation.profiles import ProfilesDamagedError
from desktop.keystore.vault_file import VaultFileDamagedError

# What OpenSSL calls them (X509_V_ERR_…, openssl-verification-options(1)).
_CERTIFICATES: Final = {
    9: Outcome.CERTIFICATE_NOT_YET_VALID,
    10: Outcome.CERTIFICATE_EXPIRED,
    18: Outcome.CERTIFICATE_UNKNOWN,
    19: Outcome.CERTIFICATE_UNKNOWN,
    20: Outcome.CERTIFICATE_UNKNOWN,
    21: Outcome.CERTIFICATE_UNKNOWN,
    62: Outcome.CERTIFICATE_OF_ANOTHER,
    64: Outcome.CERTIFICATE_OF_ANOTHER,
}

_CLASSES: Final = (
    (UnknownProfileError, Outcome.UNKNOWN_PROFILE),
    (ProfilesDamagedError, Outcome.PROFILES_DAMAGED),
    (KeystoreLockedError, Outcome.KEYSTORE_LOCKED),
    (KeystoreBusyError, Outcome.KEYSTORE_HANGS),
    (KeystoreChangedError, Outcome.KEYSTORE_CHANGED),
    (PassphraseNeededError, Outcome.PASSPHRASE_NEEDED),
    (PassphraseWrongError, Outcome.PASSPHRASE_WRONG),
    (VaultFileDamagedError, Outcome.VAULT_FILE_DAMAGED),
    (RecordDamagedError, Outcome.RECORD_DAMAGED),
    (RecordNewerError, Outcome.RECORD_NEWER),
    (KeystoreUnavailableError, Outcome.KEYSTORE_UNAVAILABLE),
    (KeystoreError, Outcome.KEYSTORE_FAILS),
    (ServiceSilentError, Outcome.SERVICE_SILENT),
    (ServiceBusyError, Outcome.SERVICE_BUSY),
    (IdentityKeyChangedError, Outcome.IDENTITY_KEY_CHANGED),
    (UnknownApiKeyError, Outcome.API_KEY_UNKNOWN),
    (RefusedError, Outcome.REFUSED),
)

_MENDS: Final = {
    Outcome.NOTHING_LISTENS: "Start the service, or correct the port in its address.",
    Outcome.HOST_UNKNOWN: "Check the connection and the name; “profile list” shows it.",
    Outcome.UNREACHABLE: "Check the connection of this computer.",
    Outcome.CONNECTION_BROKEN: "Try again; if it stays so, look at the service's log.",
    Outcome.SERVICE_SILENT: "Check the connection, then whether the service is overloaded.",
    Outcome.SERVICE_BUSY: "Wait; if it stays so, look at the service's log.",
    Outcome.CERTIFICATE_OF_ANOTHER: (
        "Use the name that its certificate is for; a sign-in page of the network may be in between."
    ),
    Outcome.CERTIFICATE_EXPIRED: "Its certificate has to be renewed there; check the clock here.",
    Outcome.CERTIFICATE_NOT_YET_VALID: "Set this computer's clock.",
    Outcome.CERTIFICATE_UNKNOWN: (
        "Where it is your own authority, name its file as certificate_file in the settings."
    ),
    Outcome.NO_TLS: "It has to offer TLS 1.2 or newer.",
    Outcome.PROXY_FAILS: "Correct the proxy in the settings.",
    Outcome.WEB_PAGE: "Sign in to the network in a browser, or correct the service's address.",
    Outcome.ANOTHER_KIND_OF_SERVICE: "Correct the service's address; “profile list” shows it.",
    Outcome.KEYSTORE_HANGS: (
        "Look for a window that asks for its password; where there is none, restart the keystore."
    ),
    Outcome.KEYSTORE_LOCKED: "Unlock it by logging in, or by the app's “Unlock”.",
}


def finding_of(check: Check, error: AuthenticatorError) -> Finding:
    """The finding for an error that a check ended with."""
    outcome = outcome_of(error)
    mend = _MENDS.get(outcome, error.next_step.format(**error.values))
    text = " ".join(part for part in (error.happened.format(**error.values), mend) if part)
    return failure(check, outcome, text, error.exit_code)


def outcome_of(error: AuthenticatorError) -> Outcome:
    """The name of what an error is about."""
    for kind, outcome in _CLASSES:
        if isinstance(error, kind):
            return outcome
    if isinstance(error, ServiceAnswerError):
        is_page = "page" in str(error.values["reason"]) or "leads on" in str(error.values["reason"])
        return Outcome.WEB_PAGE if is_page else Outcome.ANOTHER_KIND_OF_SERVICE
    if isinstance(error, ServiceUnreachableError):
        return _outcome_of_connection(error)
    return Outcome.REFUSED


def _outcome_of_connection(error: ServiceUnreachableError) -> Outcome:
    reason = str(error.values["reason"])
    if "proxy" in reason:
        return Outcome.PROXY_FAILS
    for cause in _causes_of(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _CERTIFICATES.get(cause.verify_code, Outcome.CERTIFICATE_UNKNOWN)
        if isinstance(cause, ssl.SSLError):
            return Outcome.NO_TLS
        if isinstance(cause, ConnectionRefusedError):
            return Outcome.NOTHING_LISTENS
        if isinstance(cause, socket.gaierror):
            return Outcome.HOST_UNKNOWN
    if "certificates" in reason:
        return Outcome.CERTIFICATES_UNREADABLE
    return Outcome.CONNECTION_BROKEN if "broke" in reason else Outcome.UNREACHABLE


def _causes_of(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        if isinstance(cause, BaseExceptionGroup):
            yield from cause.exceptions
        cause = cause.__cause__ or cause.__context__
