"""What a notification of sign-in requests says. The desktop draws it: texts alone must do."""

from PySide6.QtCore import QCoreApplication

from desktop.session.list_entries import SignInRequest
from desktop.ui.claimed_name import claimed_name
from desktop.ui.counted import counted
from desktop.ui.times import in_words

translate = QCoreApplication.translate


def request_title(request: SignInRequest) -> str:
    """Who asks, by its own claim."""
    name = claimed_name(request.device_name) or translate("notices", "A device without a name")
    return translate("notices", "{name} asks to sign in").format(name=name)


def request_body(request: SignInRequest, now: float) -> str:
    """As whom, from where the service saw it, and how long there is to decide."""
    left = in_words(max(0.0, request.expires_at - now))
    if not request.address:
        return translate("notices", "As {who}. {left} to decide.").format(
            who=request.identifier, left=left
        )
    return translate("notices", "As {who}, from the address {address}. {left} to decide.").format(
        who=request.identifier, address=claimed_name(request.address), left=left
    )


def summary_title(number: int) -> str:
    """Several at once."""
    return counted.requests_to_sign_in(number)


def summary_body() -> str:
    """What to make of that."""
    return translate("notices", "Deny those that are not yours.")


def review() -> str:
    """The button that opens the list."""
    return translate("notices", "Review")


def deny() -> str:
    """The button that denies."""
    return translate("notices", "Deny")
