"""What a person reads of each deed in the history."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from desktop.session.list_entries import PastDeed
from desktop.ui.claimed_name import claimed_name
from desktop.ui.counted import counted
from desktop.ui.sentence import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

CONTEXT: Final = "deeds"


@dataclass(frozen=True, slots=True)
class Deed:
    """Icon, its role, and what happened in two or three words; ``detail`` where it is fixed."""

    icon: str
    tone: str
    title: str
    detail: str = ""
    aside: str = ""


DEEDS: Final = {
    "signed_in": Deed("ui/signin", "accent", QT_TRANSLATE_NOOP("deeds", "Signed in.")),
    "signed_out": Deed(
        "ui/signout",
        "muted",
        QT_TRANSLATE_NOOP("deeds", "Signed out."),
        QT_TRANSLATE_NOOP("deeds", "Tokens deleted from the keystore"),
    ),
    "signed_out_everywhere": Deed(
        "ui/signout",
        "muted",
        QT_TRANSLATE_NOOP("deeds", "Signed out everywhere."),
        QT_TRANSLATE_NOOP("deeds", "Every session of yours was ended"),
    ),
    "renewed": Deed("ui/renew", "muted", QT_TRANSLATE_NOOP("deeds", "Renewed.")),
    "renewed_late": Deed("ui/renew", "muted", QT_TRANSLATE_NOOP("deeds", "Renewed.")),
    "renewal_failed": Deed("ui/warning", "danger", QT_TRANSLATE_NOOP("deeds", "Renewal failed.")),
    "refused": Deed(
        "ui/warning", "danger", QT_TRANSLATE_NOOP("deeds", "The service ended the session.")
    ),
    "device_trusted": Deed(
        "ui/shield", "positive", QT_TRANSLATE_NOOP("deeds", "Trusted this computer.")
    ),
    "device_confirmed": Deed(
        "ui/shield", "positive", QT_TRANSLATE_NOOP("deeds", "Confirmed this computer.")
    ),
    "device_forgotten": Deed(
        "ui/trash",
        "muted",
        QT_TRANSLATE_NOOP("deeds", "Stopped trusting this computer."),
        QT_TRANSLATE_NOOP("deeds", "Its key was deleted"),
    ),
    "device_suspended": Deed(
        "ui/warning",
        "warning",
        QT_TRANSLATE_NOOP("deeds", "The service suspended this computer."),
        QT_TRANSLATE_NOOP("deeds", "Its renewal was used twice"),
    ),
    "device_taken_off": Deed(
        "ui/warning", "danger", QT_TRANSLATE_NOOP("deeds", "This computer was taken off.")
    ),
    "device_added": Deed("ui/add", "positive", QT_TRANSLATE_NOOP("deeds", "Added a device.")),
    "device_removed": Deed("ui/trash", "muted", QT_TRANSLATE_NOOP("deeds", "Removed a device.")),
    "request_asked": Deed(
        "ui/requests", "accent", QT_TRANSLATE_NOOP("deeds", "Asked another device.")
    ),
    "request_approved": Deed(
        "ui/check", "positive", QT_TRANSLATE_NOOP("deeds", "Approved a sign-in.")
    ),
    "request_denied": Deed("ui/cross", "danger", QT_TRANSLATE_NOOP("deeds", "Denied a sign-in.")),
    "request_wrong_number": Deed(
        "ui/cross",
        "danger",
        QT_TRANSLATE_NOOP("deeds", "Denied a sign-in."),
        aside=QT_TRANSLATE_NOOP("deeds", "wrong number"),
    ),
    "request_approved_elsewhere": Deed(
        "ui/check", "positive", QT_TRANSLATE_NOOP("deeds", "Approved on another device.")
    ),
    "request_denied_elsewhere": Deed(
        "ui/cross", "danger", QT_TRANSLATE_NOOP("deeds", "Denied on another device.")
    ),
    "request_expired": Deed(
        "ui/expiring", "muted", QT_TRANSLATE_NOOP("deeds", "A request ran out.")
    ),
}
"""By the name that is exported."""

OTHER: Final = Deed("ui/info", "muted", QT_TRANSLATE_NOOP("deeds", "Something was done."))
"""For a deed of a later version."""

REASONS: Final = {
    "signed_in": {
        "EMAIL": QT_TRANSLATE_NOOP("deeds", "Code by e-mail"),
        "SMS": QT_TRANSLATE_NOOP("deeds", "Code by SMS"),
        "WHATSAPP": QT_TRANSLATE_NOOP("deeds", "Code by WhatsApp"),
        "BROWSER": QT_TRANSLATE_NOOP("deeds", "In the browser"),
        "DEVICE": QT_TRANSLATE_NOOP("deeds", "With a device you trust"),
    },
    "refused": {
        "reused": QT_TRANSLATE_NOOP("deeds", "Its renewal was used twice"),
        "revoked": QT_TRANSLATE_NOOP("deeds", "It was ended elsewhere"),
        "signed_out": QT_TRANSLATE_NOOP("deeds", "It was ended elsewhere"),
        "disabled": QT_TRANSLATE_NOOP("deeds", "The account is closed"),
        "expired": QT_TRANSLATE_NOOP("deeds", "It had run out"),
        "unknown": QT_TRANSLATE_NOOP("deeds", "It did not know it any more"),
    },
    "renewal_failed": {
        "ServiceAnswerError": QT_TRANSLATE_NOOP("deeds", "The service’s answer can’t be used"),
        "TokenUnacceptableError": QT_TRANSLATE_NOOP("deeds", "The new token can’t be trusted"),
        "TooManyTriesError": QT_TRANSLATE_NOOP("deeds", "The service wanted fewer tries"),
        "UnknownApiKeyError": QT_TRANSLATE_NOOP("deeds", "The service doesn’t know the API key id"),
        "RequestRefusedError": QT_TRANSLATE_NOOP("deeds", "The service answered with an error"),
        "IdentityKeyChangedError": QT_TRANSLATE_NOOP("deeds", "The service showed another key"),
        "KeystoreLockedError": QT_TRANSLATE_NOOP("deeds", "The keystore was locked"),
        "KeystoreUnavailableError": QT_TRANSLATE_NOOP("deeds", "The keystore was not there"),
        "KeystoreBusyError": QT_TRANSLATE_NOOP("deeds", "The keystore was busy"),
    },
}
"""What the detail of some deeds stands for; others are shown as they are."""

BY_NUMBER: Final = "number"
"""The detail of an approval for which the number was typed."""

WHOM: Final = ("request_approved_elsewhere", "request_denied_elsewhere")
"""Deeds whose detail is the device that decided."""


def deed_of(past: PastDeed) -> Deed:
    """Icon, role and title of a deed, translated."""
    found = DEEDS.get(past.deed, OTHER)
    return Deed(found.icon, found.tone, _said(found.title))


def detail_of(past: PastDeed, host: str) -> str:
    """What stands after the title: why or how, which device, from where."""
    found = DEEDS.get(past.deed, OTHER)
    parts = [_said(found.detail), _reason(past), claimed_name(past.who), claimed_name(past.address)]
    if past.deed == "signed_in":
        parts.append(host)
    return ", ".join(part for part in parts if part)


def aside_of(past: PastDeed) -> str:
    """What stands at the end of the line."""
    if past.deed in WHOM and past.detail:
        return translate("deeds", "by {device}").format(device=claimed_name(past.detail))
    if past.deed == "request_approved" and past.detail == BY_NUMBER:
        return translate("deeds", "number matched")
    return _said(DEEDS.get(past.deed, OTHER).aside)


def renewals_words(count: int, late: int, since: str) -> str:
    """``6 times since 09:04, all on time``: the renewals of a day in a line."""
    if count == 1:
        return translate("deeds", "after waiting") if late else translate("deeds", "on time")
    if not late:
        return counted.times_on_time(count, since)
    return counted.times_with_late(count, since, late)


def _reason(past: PastDeed) -> str:
    if past.deed in (*WHOM, "request_approved"):
        return ""
    known = REASONS.get(past.deed)
    if known is None:
        return claimed_name(past.detail)
    return _said(known.get(past.detail, ""))


def _said(text: str) -> str:
    return translate(CONTEXT, text) if text else ""
