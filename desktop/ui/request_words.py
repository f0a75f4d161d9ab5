"""What a person calls sign-in requests: the devices that ask, and how it ended."""

from PySide6.QtCore import QCoreApplication

from desktop.session.list_entries import DecidedRequest, Outcome, SignInRequest
from desktop.ui.claimed_name import claimed_name
from desktop.ui.counted import counted
from desktop.ui.questions import Question
from desktop.ui.sentence import Sentence

translate = QCoreApplication.translate


def outcome_words(decided: DecidedRequest) -> str:
    """``Approved here``, ``Denied on Phone``: the second line of a row."""
    match decided.outcome:
        case Outcome.APPROVED:
            return _placed(
                decided,
                here=translate("requests", "Approved here"),
                there=translate("requests", "Approved on {device}"),
                elsewhere=translate("requests", "Approved elsewhere"),
            )
        case Outcome.DENIED:
            return _placed(
                decided,
                here=translate("requests", "Denied here"),
                there=translate("requests", "Denied on {device}"),
                elsewhere=translate("requests", "Denied elsewhere"),
            )
        case Outcome.WRONG_NUMBER:
            return translate("requests", "Denied: wrong number")
        case Outcome.CANCELLED:
            return translate("requests", "Taken back")
        case Outcome.EXPIRED:
            return expired_word()


def ending_of(decided: DecidedRequest) -> Sentence:
    """How a request ended, in the place where it would have been decided."""
    match decided.outcome:
        case Outcome.APPROVED:
            return Sentence(
                _placed(
                    decided,
                    here=translate("requests", "You approved this request."),
                    there=translate("requests", "Already approved on {device}."),
                    elsewhere=translate("requests", "Already approved on another device."),
                )
            )
        case Outcome.DENIED:
            return Sentence(
                _placed(
                    decided,
                    here=translate("requests", "You denied this request."),
                    there=translate("requests", "Already denied on {device}."),
                    elsewhere=translate("requests", "Already denied on another device."),
                )
            )
        case Outcome.WRONG_NUMBER:
            return Sentence(
                translate("requests", "That number doesn’t match. The request was denied."),
                next_step=translate("requests", "Start again on the other device."),
            )
        case Outcome.CANCELLED:
            return Sentence(translate("requests", "The other device took this request back."))
        case Outcome.EXPIRED:
            return expired()


def expired() -> Sentence:
    """Nobody decided in time."""
    return Sentence(
        translate("requests", "This request has run out."),
        kept=translate("requests", "Nobody was signed in by it."),
        next_step=translate("requests", "Start again on the other device."),
    )


def expired_word() -> str:
    """The second line of a row that ran out."""
    return translate("requests", "Expired")


def gone() -> Sentence:
    """It is over, and the service doesn't say how."""
    return Sentence(
        translate("requests", "This request is over."),
        kept=translate("requests", "Nothing is left to decide."),
    )


def approval_without_number(request: SignInRequest) -> Question:
    """What is asked before a request is approved that shows no number to compare."""
    return Question(
        title=translate("requests", "Approve without a number?"),
        detail=translate(
            "requests",
            "{device} shows no number to compare. Approve only if you are signing in there "
            "yourself right now.",
        ).format(device=shortened(request.device_name)),
        action=translate("requests", "Approve"),
        removes=False,
    )


def asks_to_sign_in(name: str) -> str:
    """``Firefox on Windows asks to sign in…``, for menus; its click leads on."""
    return translate("requests", "{device} asks to sign in…").format(device=shortened(name))


def more_requests(number: int) -> str:
    """The entry of a menu that leads to the whole list."""
    return counted.more_requests(number)


def shortened(name: str, most: int = 40) -> str:
    """A name that its device chose, short enough for a sentence."""
    return called(name if len(name) <= most else f"{name[: most - 1]}…")


def called(name: str) -> str:
    """A name that its device chose; a word for an empty one."""
    return claimed_name(name) or translate("requests", "A device without a name")


def _placed(decided: DecidedRequest, *, here: str, there: str, elsewhere: str) -> str:
    if decided.is_ours:
        return here
    return there.format(device=shortened(decided.by)) if decided.by else elsewhere
