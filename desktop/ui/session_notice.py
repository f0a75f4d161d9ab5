"""What stands in the way of a session, as a banner: one pure function from snapshot to notice."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from desktop.foundation.device_errors import (
    DeviceKeyLostError,
    DeviceProofRefusedError,
    DeviceRemovedError,
    DeviceSuspendedError,
    NotTrustedError,
)
from desktop.foundation.errors import SessionEndedError
from desktop.session.snapshot import NextStep, Obstacle, SessionFact, Snapshot
from desktop.ui import times
from desktop.ui.widgets.banner import Ground, Notice

translate = QCoreApplication.translate

NOT_MENDED_BY_RENEWING: Final = (
    DeviceKeyLostError,
    DeviceProofRefusedError,
    DeviceRemovedError,
    DeviceSuspendedError,
    NotTrustedError,
    SessionEndedError,
)
"""What is wrong with this computer's key, or with what was asked of it."""


def notice_of(snapshot: Snapshot, now: float) -> Notice | None:
    """The banner of a session page, by what weighs most.

    ====================== =============================================== =================
    obstacle or session    says                                            button
    ====================== =============================================== =================
    keystore_locked        you are still signed in, where somebody is      Unlock keystore…
                           known to be
    keystore_unavailable   the error's sentence                            Choose, Try now,
                                                                           or none
    refused                why the service ended it                        Sign in
    offline                valid until when, tried again when              Try now
    clock_uncertain        what can't be told                              Try now
    a problem besides      the error's sentence                            Try now
    ====================== =============================================== =================
    """
    match snapshot.obstacle:
        case Obstacle.KEYSTORE_LOCKED:
            return _locked(snapshot)
        case Obstacle.KEYSTORE_UNAVAILABLE:
            return _unavailable(snapshot)
    if snapshot.session is SessionFact.REFUSED:
        return _refused(snapshot, now)
    match snapshot.obstacle:
        case Obstacle.OFFLINE:
            return _offline(snapshot, now)
        case Obstacle.CLOCK_UNCERTAIN:
            return Notice(
                ground=Ground.WARNING,
                icon="ui/expiring",
                title=translate("notice", "The computer’s clock can’t be trusted"),
                detail=translate(
                    "notice", "You are still signed in. Set the clock, or ask the service again."
                ),
                action=translate("notice", "Try now"),
            )
    return _other_problem(snapshot)


def demo_notice(snapshot: Snapshot) -> Notice | None:
    """What the person has to know of a demo."""
    if not snapshot.demo:
        return None
    return Notice(
        ground=Ground.INFO,
        icon="ui/info",
        title=translate("notice", "This is a demo on your computer"),
        detail=translate("notice", "Tokens are in memory only. They are gone when you quit."),
        action=translate("notice", "Leave the demo"),
    )


def _locked(snapshot: Snapshot) -> Notice:
    if snapshot.unlocking:
        return Notice(
            ground=Ground.WARNING,
            icon="ui/lock",
            title=translate("notice", "Waiting for the keystore’s password"),
            detail=translate("notice", "Your system asks for it in a window of its own."),
            action=translate("notice", "Cancel"),
        )
    still = translate("notice", "You are still signed in. Unlock it to copy or renew.")
    perhaps = translate("notice", "Unlock it to see who is signed in, or to sign in.")
    return Notice(
        ground=Ground.WARNING,
        icon="ui/lock",
        title=translate("notice", "The keystore is locked"),
        detail=still if snapshot.identifier else perhaps,
        action=translate("notice", "Unlock keystore…"),
        primary=True,
    )


def _unavailable(snapshot: Snapshot) -> Notice:
    # Imported here, as below: most starts have no trouble to tell of.
    from desktop.ui.words import sentence_of

    said = sentence_of(snapshot.problem) if snapshot.problem is not None else None
    actions = {
        NextStep.CHOOSE_KEYSTORE: translate("notice", "Choose"),
        NextStep.TRY_NOW: translate("notice", "Try now"),
    }
    return Notice(
        ground=Ground.WARNING,
        icon="ui/lock",
        title=said.happened.rstrip(".")
        if said
        else translate("notice", "There is no keystore here"),
        detail=said.rest if said else translate("notice", "Choose where to keep your session."),
        action=actions.get(snapshot.next_step(), ""),
        primary=True,
    )


def _offline(snapshot: Snapshot, now: float) -> Notice:
    title = translate("notice", "No answer from {host}").format(host=snapshot.service_host)
    at = times.until(snapshot.expires_at, now) if snapshot.expires_at is not None else ""
    if snapshot.session is SessionFact.EXPIRED:
        detail = translate(
            "notice", "Your token ran out at {time}. It is renewed once the service answers."
        )
    else:
        detail = translate("notice", "Your session stays valid until {time}.")
    detail = detail.format(time=at)
    if snapshot.retry_at is not None and snapshot.retry_at > now:
        wait = times.in_words(snapshot.retry_at - now)
        again = translate("notice", "Trying again in {time}.").format(time=wait)
        detail = f"{detail} {again}"
    return Notice(
        ground=Ground.OFFLINE,
        icon="ui/offline",
        title=title,
        detail=detail,
        action=translate("notice", "Try now"),
    )


def _refused(snapshot: Snapshot, now: float) -> Notice:
    ended = translate("notice", "Your session ended")
    detail = translate("notice", "Sign in again to go on.")
    match snapshot.refusal:
        case "reused":
            ended = translate(
                "notice", "The service ended this session because its renewal was used twice"
            )
            detail = translate("notice", "Somebody may have copied it. Sign in again.")
        case "revoked" | "signed_out":
            ended = translate("notice", "This session was ended elsewhere")
        case "disabled":
            ended = translate("notice", "The service has closed this account")
            detail = translate("notice", "Ask whoever runs it.")
        case "damaged":
            ended = translate("notice", "What the keystore holds of this session is damaged")
            detail = translate("notice", "It was left as it is. Sign in again to replace it.")
        case "expired" if snapshot.expires_at is not None:
            at = times.moment(snapshot.expires_at, now)
            ended = translate("notice", "Your session ended {moment}").format(moment=at)
    return Notice(
        ground=Ground.DANGER,
        icon="ui/warning",
        title=ended,
        detail=detail,
        action=translate("notice", "Sign in"),
        primary=True,
    )


def _other_problem(snapshot: Snapshot) -> Notice | None:
    if snapshot.problem is None:
        return None
    from desktop.ui.words import sentence_of

    said = sentence_of(snapshot.problem)
    renewable = snapshot.next_step() in (NextStep.TRY_NOW, NextStep.NONE)
    renewable = renewable and not isinstance(snapshot.problem, NOT_MENDED_BY_RENEWING)
    return Notice(
        ground=Ground.WARNING,
        icon="ui/warning",
        title=said.happened.rstrip("."),
        detail=said.rest,
        action=translate("notice", "Try now") if renewable else "",
    )
