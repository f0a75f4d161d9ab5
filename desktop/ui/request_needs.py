"""What has to be first before requests show up here: one pure function of the snapshot."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

from desktop.session.device_facts import DeviceTrust
from desktop.session.snapshot import Obstacle, SessionFact, Snapshot

translate = QCoreApplication.translate


class Step(Enum):
    """What a press of the button does."""

    NONE = "none"
    UNLOCK = "unlock"
    CANCEL_UNLOCK = "cancel_unlock"
    CHOOSE = "choose"
    SIGN_IN = "sign_in"
    DEVICES = "devices"


@dataclass(frozen=True, slots=True)
class Need:
    """Why nothing can be decided here, and what changes that."""

    icon: str
    title: str
    detail: str
    action: str = ""
    step: Step = Step.NONE


def need_of(snapshot: Snapshot) -> Need | None:
    """What is needed; None where requests are watched. The first row that fits counts.

    ====================================== ====================
    the snapshot                           step
    ====================================== ====================
    keystore locked                        unlock it
    keystore asked for its password        cancel that
    no keystore                            choose one
    session not read yet                   none
    nobody signed in, or session refused   sign in
    device not trusted, suspended, removed see the devices page
    or its key lost
    device not read yet                    none
    ====================================== ====================
    """
    return _of_keystore(snapshot) or _of_session(snapshot) or _of_device(snapshot)


def _of_keystore(snapshot: Snapshot) -> Need | None:
    if snapshot.obstacle is Obstacle.KEYSTORE_UNAVAILABLE:
        return Need(
            "ui/lock",
            translate("needs", "There is no keystore here"),
            translate("needs", "Requests show up here once this computer’s key can be reached."),
            translate("needs", "Choose"),
            Step.CHOOSE,
        )
    if snapshot.obstacle is not Obstacle.KEYSTORE_LOCKED:
        return None
    if snapshot.unlocking:
        return Need(
            "ui/lock",
            translate("needs", "Waiting for the keystore’s password"),
            translate("needs", "Your system asks for it in a window of its own."),
            translate("needs", "Cancel"),
            Step.CANCEL_UNLOCK,
        )
    return Need(
        "ui/lock",
        translate("needs", "The keystore is locked"),
        translate("needs", "This computer’s key is in it. Unlock it to see who asks."),
        translate("needs", "Unlock keystore…"),
        Step.UNLOCK,
    )


def _of_session(snapshot: Snapshot) -> Need | None:
    if snapshot.session is SessionFact.UNREAD:
        return Need("ui/requests", translate("needs", "Reading the keystore"), "")
    if snapshot.session in (SessionFact.ACTIVE, SessionFact.EXPIRED):
        return None
    return Need(
        "ui/signin",
        translate("needs", "Nobody is signed in"),
        translate("needs", "Sign in on a computer you trust to decide about other devices."),
        translate("needs", "Sign in"),
        Step.SIGN_IN,
    )


def _of_device(snapshot: Snapshot) -> Need | None:
    match snapshot.this_device.trust:
        case DeviceTrust.TRUSTED:
            return None
        case DeviceTrust.UNKNOWN:
            return Need("ui/requests", translate("needs", "Reading this computer’s key"), "")
        case DeviceTrust.NOT_TRUSTED:
            title = translate("needs", "This computer is not trusted")
            detail = translate("needs", "Trust it to approve other devices from here.")
        case DeviceTrust.SUSPENDED:
            title = translate("needs", "This computer is suspended")
            detail = translate("needs", "It can’t decide until you have confirmed it.")
        case DeviceTrust.REMOVED:
            title = translate("needs", "This computer is not trusted any more")
            detail = translate("needs", "It was taken off your devices. Trust it again to decide.")
        case DeviceTrust.KEY_LOST:
            title = translate("needs", "This computer’s key is gone")
            detail = translate("needs", "The keystore no longer has it. Trust this computer again.")
    return Need("ui/devices", title, detail, translate("needs", "See devices"), Step.DEVICES)
