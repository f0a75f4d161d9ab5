"""The sentence of each error, in the person’s language.

``errors.py`` holds the English of every class for terminals; here each stands once more as a
literal, where ``pyside6-lupdate`` finds it for translation, with the apostrophes of print.
"""

from typing import Final

from PySide6.QtCore import QCoreApplication

from desktop.foundation.errors import AuthenticatorError
from desktop.ui.brand_words import BRAND_SENTENCES
from desktop.ui.device_words import DEVICE_SENTENCES
from desktop.ui.invitation_words import INVITATION_SENTENCES
from desktop.ui.reason_words import reason_in_words
from desktop.ui.sentence import QT_TRANSLATE_NOOP, Sentence
from desktop.ui.start_words import START_SENTENCES

translate = QCoreApplication.translate


SENTENCES: Final = {
    **BRAND_SENTENCES,
    **DEVICE_SENTENCES,
    **START_SENTENCES,
    **INVITATION_SENTENCES,
    "AuthenticatorError": Sentence(
        QT_TRANSLATE_NOOP("errors", "Something went wrong."),
    ),
    "InputError": Sentence(
        QT_TRANSLATE_NOOP("errors", "Something went wrong."),
    ),
    "InvalidIdentifierError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors",
            "“{identifier}” can’t be an e-mail address or phone number: {reason}.",
        ),
        next_step=QT_TRANSLATE_NOOP("errors", "Check it and try again."),
    ),
    "InvalidServiceUrlError": Sentence(
        QT_TRANSLATE_NOOP("errors", "“{url}” can’t be used as a service: {reason}."),
        next_step=QT_TRANSLATE_NOOP(
            "errors", "Use an https address; plain http is only for this computer."
        ),
    ),
    "InvalidApiKeyIdError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors",
            "That is not an API key id: it looks like 11111111-2222-3333-4444-555555555555.",
        ),
        next_step=QT_TRANSLATE_NOOP("errors", "Copy it from the service again."),
    ),
    "InvalidProfileNameError": Sentence(
        QT_TRANSLATE_NOOP("errors", "A profile can’t be called that: {reason}."),
        kept=QT_TRANSLATE_NOOP("errors", "Nothing was added."),
        next_step=QT_TRANSLATE_NOOP("errors", "Choose another name."),
    ),
    "CodeNotTypedError": Sentence(
        QT_TRANSLATE_NOOP("errors", "No code was typed."),
        kept=QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        next_step=QT_TRANSLATE_NOOP(
            "errors", "Start again, and type the code or pass it on standard input."
        ),
    ),
    "UnknownProfileError": Sentence(
        QT_TRANSLATE_NOOP("errors", "There is no profile “{name}”."),
        next_step=QT_TRANSLATE_NOOP(
            "errors", "“cotter-authenticator profile list” shows them all."
        ),
    ),
    "ProfileExistsError": Sentence(
        QT_TRANSLATE_NOOP("errors", "There is a profile “{name}” already."),
        kept=QT_TRANSLATE_NOOP("errors", "It was left as it is."),
        next_step=QT_TRANSLATE_NOOP("errors", "Choose another name, or remove it first."),
    ),
    "ProfileNeededError": Sentence(
        QT_TRANSLATE_NOOP("errors", "No service is connected yet."),
        next_step=QT_TRANSLATE_NOOP(
            "errors",
            "Connect one with “cotter-authenticator profile add NAME --service URL --api-key ID”.",
        ),
    ),
    "SignInNeededError": Sentence(
        QT_TRANSLATE_NOOP("errors", "Something went wrong."),
    ),
    "NotSignedInError": Sentence(
        QT_TRANSLATE_NOOP("errors", "Nobody is signed in to “{profile}”."),
        next_step=QT_TRANSLATE_NOOP("errors", "Sign in first."),
    ),
    "SessionEndedError": Sentence(
        QT_TRANSLATE_NOOP("errors", "The session of “{profile}” has ended ({reason})."),
        kept=QT_TRANSLATE_NOOP("errors", "The profile was kept."),
        next_step=QT_TRANSLATE_NOOP("errors", "Sign in again."),
    ),
    "KeystoreError": Sentence(
        QT_TRANSLATE_NOOP("errors", "Something went wrong."),
    ),
    "KeystoreLockedError": Sentence(
        QT_TRANSLATE_NOOP("errors", "The keystore is locked."),
        kept=QT_TRANSLATE_NOOP("errors", "You are still signed in."),
        next_step=QT_TRANSLATE_NOOP("errors", "Unlock it and try again."),
    ),
    "KeystoreUnavailableError": Sentence(
        QT_TRANSLATE_NOOP("errors", "The keystore can’t be reached: {reason}."),
        kept=QT_TRANSLATE_NOOP("errors", "Nothing in it was changed."),
        next_step=QT_TRANSLATE_NOOP("errors", "Start it, or choose where to keep your session."),
    ),
    "KeystoreBusyError": Sentence(
        QT_TRANSLATE_NOOP("errors", "The keystore is still busy with an earlier request."),
        kept=QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        next_step=QT_TRANSLATE_NOOP(
            "errors",
            "Look for a window that asks for its password, then try again.",
        ),
    ),
    "KeystoreChangedError": Sentence(
        QT_TRANSLATE_NOOP("errors", "Your session is kept in {before}, but {now} is here now."),
        kept=QT_TRANSLATE_NOOP("errors", "Nothing was moved."),
        next_step=QT_TRANSLATE_NOOP(
            "errors", "Bring back {before}, or choose {now} and sign in again."
        ),
    ),
    "KeystoreMovedError": Sentence(
        QT_TRANSLATE_NOOP("errors", "Your session was moved from {before} to {now} meanwhile."),
        kept=QT_TRANSLATE_NOOP("errors", "Nothing was lost."),
        next_step=QT_TRANSLATE_NOOP("errors", "Try again."),
    ),
    "PassphraseWrongError": Sentence(
        QT_TRANSLATE_NOOP("errors", "That passphrase doesn’t open the vault file."),
        kept=QT_TRANSLATE_NOOP("errors", "The vault file is as it was."),
        next_step=QT_TRANSLATE_NOOP("errors", "Try again."),
    ),
    "PassphraseNeededError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors", "The vault file needs its passphrase, and there is no terminal to ask for it."
        ),
        kept=QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        next_step=QT_TRANSLATE_NOOP("errors", "Run the command in a terminal."),
    ),
    "RecordDamagedError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors",
            "What the keystore holds of this session is damaged: {reason}.",
        ),
        kept=QT_TRANSLATE_NOOP("errors", "It was left as it is."),
        next_step=QT_TRANSLATE_NOOP("errors", "Sign in again to replace it."),
    ),
    "RecordNewerError": Sentence(
        QT_TRANSLATE_NOOP("errors", "This session was stored by a newer version of this program."),
        kept=QT_TRANSLATE_NOOP("errors", "It was left as it is."),
        next_step=QT_TRANSLATE_NOOP("errors", "Update this program."),
    ),
    "VaultFileDamagedError": Sentence(
        QT_TRANSLATE_NOOP("errors", "The vault file is damaged: {reason}."),
        kept=QT_TRANSLATE_NOOP("errors", "It was left as it is."),
        next_step=QT_TRANSLATE_NOOP(
            "errors",
            "Put a copy of it back, or choose where to keep your session and sign in again.",
        ),
    ),
    "MemoryOfAnotherProcessError": Sentence(
        QT_TRANSLATE_NOOP("errors", "This session is kept in the app’s memory until it quits."),
        kept=QT_TRANSLATE_NOOP("errors", "Other programs can’t have it."),
        next_step=QT_TRANSLATE_NOOP("errors", "Choose a keystore in the app to hand out tokens."),
    ),
    "ServiceUnreachableError": Sentence(
        QT_TRANSLATE_NOOP("errors", "No answer from {host}: {reason}."),
        kept=QT_TRANSLATE_NOOP("errors", "Nothing was lost."),
        next_step=QT_TRANSLATE_NOOP("errors", "Check the connection and try again."),
    ),
    "ServiceSilentError": Sentence(
        QT_TRANSLATE_NOOP("errors", "{host} took too long to answer."),
        kept=QT_TRANSLATE_NOOP("errors", "Nothing was lost."),
        next_step=QT_TRANSLATE_NOOP("errors", "Check the connection and try again."),
    ),
    "ServiceAnswerError": Sentence(
        QT_TRANSLATE_NOOP("errors", "{host} sent an answer that can’t be used: {reason}."),
        kept=QT_TRANSLATE_NOOP("errors", "Nothing was lost."),
        next_step=QT_TRANSLATE_NOOP("errors", "Check the service’s address, or try again later."),
    ),
    "ServiceBusyError": Sentence(
        QT_TRANSLATE_NOOP("errors", "{host} can’t answer now ({status})."),
        kept=QT_TRANSLATE_NOOP("errors", "Nothing was lost."),
        next_step=QT_TRANSLATE_NOOP("errors", "It is tried again by itself."),
    ),
    "RefusedError": Sentence(
        QT_TRANSLATE_NOOP("errors", "Something went wrong."),
    ),
    "WrongCodeError": Sentence(
        QT_TRANSLATE_NOOP("errors", "That code doesn’t match. Attempts left: {attempts_left}."),
        next_step=QT_TRANSLATE_NOOP("errors", "Use the newest message, or send a new code."),
    ),
    "CodeExpiredError": Sentence(
        QT_TRANSLATE_NOOP("errors", "This code has run out."),
        next_step=QT_TRANSLATE_NOOP("errors", "Send a new one."),
    ),
    "TooManyTriesError": Sentence(
        QT_TRANSLATE_NOOP("errors", "Too many tries."),
        next_step=QT_TRANSLATE_NOOP("errors", "You can ask again in {seconds} s."),
    ),
    "UnknownApiKeyError": Sentence(
        QT_TRANSLATE_NOOP("errors", "{host} doesn’t know this API key id."),
        next_step=QT_TRANSLATE_NOOP("errors", "Copy the id from the service again."),
    ),
    "RenewalRefusedError": Sentence(
        QT_TRANSLATE_NOOP("errors", "{host} refused to renew the session ({reason})."),
        next_step=QT_TRANSLATE_NOOP("errors", "Sign in again."),
    ),
    "RequestRefusedError": Sentence(
        QT_TRANSLATE_NOOP("errors", "{host} refused: {message}"),
        next_step=QT_TRANSLATE_NOOP("errors", "Start again."),
    ),
    "TokenUnacceptableError": Sentence(
        QT_TRANSLATE_NOOP("errors", "{host} sent a token that can’t be trusted: {reason}."),
        kept=QT_TRANSLATE_NOOP("errors", "It was not used; the means to renew were kept."),
        next_step=QT_TRANSLATE_NOOP(
            "errors",
            "Check the computer’s clock and the service’s address, then try again.",
        ),
    ),
    "StateMismatchError": Sentence(
        QT_TRANSLATE_NOOP("errors", "That answer belongs to another sign-in."),
        kept=QT_TRANSLATE_NOOP("errors", "It was not used."),
        next_step=QT_TRANSLATE_NOOP("errors", "Start again."),
    ),
    "IdentityKeyChangedError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors",
            "{host} shows another identity key than before, and the old one doesn’t vouch for it.",
        ),
        kept=QT_TRANSLATE_NOOP("errors", "Nothing was sent to it."),
        next_step=QT_TRANSLATE_NOOP(
            "errors", "Ask whoever runs the service before you connect again."
        ),
    ),
    "UnexpectedSignInError": Sentence(
        QT_TRANSLATE_NOOP("errors", "{host} would sign you in without a code."),
        kept=QT_TRANSLATE_NOOP("errors", "That was not accepted."),
        next_step=QT_TRANSLATE_NOOP("errors", "Start again, or ask whoever runs the service."),
    ),
    "NewsNotBelievedError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors", "What {host} says of newer versions can’t be believed: {reason}."
        ),
        QT_TRANSLATE_NOOP("errors", "Nothing of it was used."),
        QT_TRANSLATE_NOOP(
            "errors",
            "It is asked again tomorrow. If that doesn’t help, tell whoever gave you this app.",
        ),
    ),
    "ExecInfoError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors",
            "KUBERNETES_EXEC_INFO asks for a credential that can’t be given: {reason}.",
        ),
        QT_TRANSLATE_NOOP("errors", "Nothing was handed out."),
        QT_TRANSLATE_NOOP(
            "errors", "Name client.authentication.k8s.io/v1 or v1beta1 in the kubeconfig."
        ),
    ),
    "TokensNotHandedOutError": Sentence(
        QT_TRANSLATE_NOOP("errors", "Handing out tokens to programs is turned off."),
        next_step=QT_TRANSLATE_NOOP("errors", "It is turned on in Settings."),
    ),
    "ScreenedError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors", "The app is hidden because the screen was locked or this computer slept."
        ),
        kept=QT_TRANSLATE_NOOP("errors", "Nothing was handed out or changed."),
        next_step=QT_TRANSLATE_NOOP(
            "errors", "Unlock the screen and show the window, then try again."
        ),
    ),
    "ClockUncertainError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors",
            "The computer’s clock can’t be trusted, so the token’s time left is unknown.",
        ),
        kept=QT_TRANSLATE_NOOP("errors", "You are still signed in."),
        next_step=QT_TRANSLATE_NOOP("errors", "Set the clock, or connect to the service."),
    ),
    "SettingsReadOnlyError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors",
            "The settings were written by a newer version of this program.",
        ),
        kept=QT_TRANSLATE_NOOP(
            "errors", "They are used as far as they are known, and not changed."
        ),
        next_step=QT_TRANSLATE_NOOP("errors", "Update this program to change them."),
    ),
    "FileUnwritableError": Sentence(
        QT_TRANSLATE_NOOP("errors", "{file} can’t be written: {reason}."),
        kept=QT_TRANSLATE_NOOP("errors", "What it held before is unchanged."),
        next_step=QT_TRANSLATE_NOOP(
            "errors", "Make room, or see to it that you may write there, then try again."
        ),
    ),
    "DemoError": Sentence(
        QT_TRANSLATE_NOOP("errors", "The service of the demo did not start: {reason}."),
        next_step=QT_TRANSLATE_NOOP("errors", "Try again, or connect to another service."),
    ),
    "BrowserSignInError": Sentence(
        QT_TRANSLATE_NOOP("errors", "The browser came back without a sign-in: {reason}."),
        kept=QT_TRANSLATE_NOOP("errors", "Nothing was changed."),
        next_step=QT_TRANSLATE_NOOP("errors", "Start again."),
    ),
    "ProfilesDamagedError": Sentence(
        QT_TRANSLATE_NOOP("errors", "The list of profiles can’t be read: {reason}."),
        kept=QT_TRANSLATE_NOOP("errors", "The file was left as it is, and so was the keystore."),
        next_step=QT_TRANSLATE_NOOP("errors", "Mend {file}, or move it away to start anew."),
    ),
}

TOLD_BY_WORD: Final = frozenset({"reason", "decision"})
"""Values that are words of ours."""


def sentence_of(error: AuthenticatorError) -> Sentence:
    """The sentence of an error with its values filled in."""
    found = next(
        SENTENCES[one.__name__] for one in type(error).__mro__ if one.__name__ in SENTENCES
    )

    values = dict(error.values)
    for name in TOLD_BY_WORD & values.keys():
        values[name] = reason_in_words(str(values[name]))

    def said(text: str) -> str:
        return translate("errors", text).format(**values) if text else ""

    return Sentence(said(found.happened), said(found.kept), said(found.next_step))
