"""The words about invitations: the sentences of their errors (see ``words``), and cautions."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from desktop.foundation.service_address import Caution
from desktop.ui.sentence import QT_TRANSLATE_NOOP, Sentence

_NOTHING_SENT: Final = QT_TRANSLATE_NOOP("errors", "Nothing was sent, added or changed.")
_A_NEW_ONE: Final = QT_TRANSLATE_NOOP("errors", "Ask whoever sent it for a new one.")

INVITATION_SENTENCES: Final = {
    "InvitationError": Sentence(
        QT_TRANSLATE_NOOP("errors", "This invitation can’t be followed."),
        _NOTHING_SENT,
        _A_NEW_ONE,
    ),
    "NotAnInvitationError": Sentence(
        QT_TRANSLATE_NOOP("errors", "That is no invitation to a service."),
        _NOTHING_SENT,
        QT_TRANSLATE_NOOP("errors", "Copy the whole link, from cotter-authenticator:// on."),
    ),
    "SeveralInvitationsError": Sentence(
        QT_TRANSLATE_NOOP("errors", "There are several invitations in this."),
        _NOTHING_SENT,
        QT_TRANSLATE_NOOP("errors", "Open one at a time."),
    ),
    "InvitationTooLongError": Sentence(
        QT_TRANSLATE_NOOP("errors", "This invitation is longer than any can be."),
        _NOTHING_SENT,
        _A_NEW_ONE,
    ),
    "InvitationDamagedError": Sentence(
        QT_TRANSLATE_NOOP("errors", "This invitation can’t be used: {reason}."),
        _NOTHING_SENT,
        _A_NEW_ONE,
    ),
    "InvitationAddressError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors", "This invitation leads to an address that can’t be used: {reason}."
        ),
        _NOTHING_SENT,
        QT_TRANSLATE_NOOP(
            "errors", "Don’t follow it. Ask whoever sent it for the address, by another way."
        ),
    ),
    "InvitationNewerError": Sentence(
        QT_TRANSLATE_NOOP(
            "errors", "This invitation says something that this program doesn’t know: {reason}."
        ),
        _NOTHING_SENT,
        QT_TRANSLATE_NOOP("errors", "Update this program, or ask for another link."),
    ),
    "AlreadyConnectedError": Sentence(
        QT_TRANSLATE_NOOP("errors", "{host} is connected already, as “{name}”."),
        QT_TRANSLATE_NOOP("errors", "It was left as it is."),
        QT_TRANSLATE_NOOP("errors", "Use that profile."),
    ),
    "InvitationUnansweredError": Sentence(
        QT_TRANSLATE_NOOP("errors", "Nobody is there to say whether {host} is to be asked."),
        _NOTHING_SENT,
        QT_TRANSLATE_NOOP("errors", "Run the command in a terminal, or say --yes."),
    ),
    "InvitationKeyError": Sentence(
        QT_TRANSLATE_NOOP("errors", "{host} shows another key than this invitation names."),
        QT_TRANSLATE_NOOP("errors", "Nothing was added, and nobody was signed in."),
        QT_TRANSLATE_NOOP(
            "errors", "Don’t connect. Ask whoever sent the invitation, by another way."
        ),
    ),
}

_CAUTIONS: Final = {
    Caution.OTHER_ALPHABET: QT_TRANSLATE_NOOP(
        "invitation",
        "“xn--” stands for letters of another alphabet, which can look like ones you know. "
        "Compare this address letter by letter with the one you were told.",
    ),
    Caution.NUMBERS: QT_TRANSLATE_NOOP(
        "invitation", "A number instead of a name says nothing of who answers there."
    ),
    Caution.THIS_COMPUTER: QT_TRANSLATE_NOOP(
        "invitation", "That is a program on this computer, not a service elsewhere."
    ),
}


def caution_words(caution: Caution) -> str:
    """What to look at before anything is sent to an address."""
    return QCoreApplication.translate("invitation", _CAUTIONS[caution])
