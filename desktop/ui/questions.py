"""The two questions that the window asks before something is gone for good."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop.session.snapshot import Snapshot

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, what would follow, and the word on the button that does it."""

    title: str
    detail: str
    action: str


def removal_of(snapshot: Snapshot) -> Question:
    """Whether this profile is to be removed."""
    title = translate("questions", "Remove “{name}”?")
    detail = translate(
        "questions", "You sign out of {host}, and the profile is gone from this computer."
    )
    return Question(
        title=title.format(name=snapshot.profile_name),
        detail=detail.format(host=snapshot.service_host),
        action=translate("questions", "Remove"),
    )


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
