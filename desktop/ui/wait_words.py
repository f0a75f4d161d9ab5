"""How a sign-in that another device decides has ended, for the one who waits: a pure function."""

from PySide6.QtCore import QCoreApplication

from desktop.foundation.errors import AuthenticatorError, TooManyTriesError
from desktop.session.list_entries import Outcome
from desktop.session.under_way import ApprovalWait
from desktop.ui.sentence import Sentence
from desktop.ui.words import sentence_of

translate = QCoreApplication.translate


def ending_of(wait: ApprovalWait, problem: AuthenticatorError | None) -> Sentence | None:
    """What is said once it is over; None while it is waited for.

    ``problem`` is what went wrong when it was asked again; it weighs more than what was before.
    """
    trouble = problem or wait.problem
    if isinstance(trouble, TooManyTriesError):
        return _limited(wait)
    if trouble is not None:
        return sentence_of(trouble)
    match wait.outcome:
        case None | Outcome.APPROVED:
            return None
        case Outcome.DENIED:
            return Sentence(
                translate("wait", "The request was denied."),
                kept=translate("wait", "Nobody was signed in."),
                next_step=translate("wait", "If that was not you, look at your devices."),
            )
        case Outcome.WRONG_NUMBER:
            return Sentence(
                translate("wait", "Another number was typed there, so the request was denied."),
                next_step=translate("wait", "Ask again; there is a new number then."),
            )
        case Outcome.EXPIRED:
            return Sentence(
                translate("wait", "Nobody answered in time."),
                next_step=translate("wait", "Ask again with the other device at hand."),
            )
        case Outcome.CANCELLED:
            return Sentence(translate("wait", "The request was taken back."))


def _limited(wait: ApprovalWait) -> Sentence:
    # After a denial nobody asks from the same address for ten minutes (cotter-api 13.6).
    if wait.outcome in (Outcome.DENIED, Outcome.WRONG_NUMBER):
        return Sentence(
            translate("wait", "The request was denied, so the next one has to wait."),
            next_step=translate("wait", "Use a code instead, or ask again later."),
        )
    return Sentence(
        translate("wait", "Too many tries."),
        next_step=translate("wait", "Use a code instead, or ask again later."),
    )
