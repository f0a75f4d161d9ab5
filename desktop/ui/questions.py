"""The questions that the window asks before something is gone for good."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.session.snapshot import Snapshot
from desktop.ui.claimed_name import claimed_name

if TYPE_CHECKING:
    from desktop.session.list_entries import KnownDevice

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, what would follow, and the word on the button that does it.

    ``removes`` something for good: the button is dressed as a danger.
    """

    title: str
    detail: str
    action: str
    removes: bool = True


def reset_of_everything() -> Question:
    """Whether everything is to be removed."""
    return Question(
        title=translate("questions", "Reset everything?"),
        detail=translate(
            "questions",
            "Every session, profile, key and file of this app is removed. "
            "You sign in anew afterwards.",
        ),
        action=translate("questions", "Reset"),
    )


def removal_of_device(device: "KnownDevice") -> Question:
    """Whether another device is to be taken off the user's."""
    title = translate("questions", "Remove “{name}”?")
    return Question(
        title=title.format(name=claimed_name(device.name) or device.key_print),
        detail=translate(
            "questions",
            "From that moment it can’t sign you in, and the sessions that it began end. "
            "To trust it again you need a code or another device.",
        ),
        action=translate("questions", "Remove"),
    )


def end_of_trust(snapshot: Snapshot) -> Question:
    """Whether this computer is no longer to be trusted; the session stays."""
    return Question(
        title=translate("questions", "Stop trusting this computer?"),
        detail=_with_warning(
            snapshot,
            translate(
                "questions",
                "Its device key is deleted. You stay signed in, and it can’t approve other "
                "devices. To trust it again you need a code or another device.",
            ),
        ),
        action=translate("questions", "Stop trusting"),
    )


def forgetting_of(snapshot: Snapshot) -> Question:
    """Whether to sign out and to delete this computer's key."""
    return Question(
        title=translate("questions", "Forget this computer?"),
        detail=_with_warning(
            snapshot,
            translate(
                "questions",
                "You sign out and its device key is deleted. To trust it again you need a code or "
                "another device.",
            ),
        ),
        action=translate("questions", "Forget"),
    )


def sign_out_everywhere_of(snapshot: Snapshot) -> Question:
    """Whether to end every session of the user."""
    detail = translate(
        "questions",
        "Every session of {who} at {host} ends, here and on all other devices. "
        "Devices you trust stay trusted.",
    )
    return Question(
        title=translate("questions", "Sign out everywhere?"),
        detail=detail.format(who=snapshot.identifier, host=snapshot.service_host),
        action=translate("questions", "Sign out everywhere"),
    )


def _with_warning(snapshot: Snapshot, detail: str) -> str:
    devices = snapshot.devices
    if not devices.read or devices.others():
        return detail
    last = translate(
        "questions", "It is the last device you trust: from then on only a code helps."
    )
    return f"{detail} {last}"
