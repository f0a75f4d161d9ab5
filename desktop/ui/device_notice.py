"""Banners about trusted devices: pure functions from snapshot to notice."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from desktop.foundation.device_errors import (
    DeviceKeyLostError,
    DeviceRemovedError,
    DeviceSuspendedError,
    NotTrustedError,
)
from desktop.foundation.errors import AuthenticatorError, KeystoreError, NotSignedInError
from desktop.session.device_facts import DeviceTrust
from desktop.session.snapshot import Obstacle, SessionFact, Snapshot
from desktop.ui.widgets.banner import Ground, Notice

translate = QCoreApplication.translate

WAY: Final = "TRUSTED_DEVICE"
"""What a service calls it in its list of ways (cotter-api 13.1)."""

SAID_BY_THE_CARD: Final = (
    DeviceKeyLostError,
    DeviceRemovedError,
    DeviceSuspendedError,
    NotTrustedError,
    NotSignedInError,
    KeystoreError,
)
"""What the card of this computer says itself."""


def needs_code_notice(snapshot: Snapshot) -> Notice | None:
    """Something was asked for that takes a code of the last ten minutes (cotter-api 13.3)."""
    if not snapshot.needs_code:
        return None
    return Notice(
        ground=Ground.INFO,
        icon="ui/mail",
        title=translate("device_notice", "Confirm it is you with a code first"),
        detail=translate("device_notice", "What you asked for goes on by itself afterwards."),
        action=translate("device_notice", "Sending…")
        if snapshot.sending
        else translate("device_notice", "Send a code"),
        primary=True,
    )


def trouble_notice(snapshot: Snapshot) -> Notice | None:
    """What went wrong with the list of devices, or else with what was asked on its page."""
    if not _is_said_by_the_card(snapshot.devices.problem):
        return _trouble(snapshot.devices.problem, translate("device_notice", "Try now"))
    return None if _is_said_by_the_card(snapshot.problem) else _trouble(snapshot.problem)


def asked_trouble_notice(snapshot: Snapshot) -> Notice | None:
    """What went wrong with what was asked, where no card says anything of this computer."""
    return _trouble(snapshot.problem)


def _is_said_by_the_card(problem: AuthenticatorError | None) -> bool:
    return problem is None or isinstance(problem, SAID_BY_THE_CARD)


def _trouble(problem: AuthenticatorError | None, action: str = "") -> Notice | None:
    if problem is None:
        return None
    # Imported here: most starts have no trouble to tell of.
    from desktop.ui.words import sentence_of

    said = sentence_of(problem)
    return Notice(
        ground=Ground.WARNING,
        icon="ui/warning",
        title=said.happened.rstrip("."),
        detail=said.rest,
        action=action,
    )


def trust_notice(snapshot: Snapshot, now: float) -> Notice | None:
    """After a sign-in with a code, while its proof lasts: trust this computer, or confirm it.

    In a demo, whose own banner takes the room, that is offered on the page of devices alone.
    """
    if snapshot.session is not SessionFact.ACTIVE or snapshot.obstacle is not Obstacle.NONE:
        return None
    waiting = needs_code_notice(snapshot)
    if waiting is not None:
        return waiting
    this = snapshot.this_device
    if this.trust is DeviceTrust.SUSPENDED:
        return Notice(
            ground=Ground.WARNING,
            icon="ui/warning",
            title=translate("device_notice", "The service has suspended this computer"),
            detail=translate(
                "device_notice", "Its renewal was used twice. Confirm it with a code."
            ),
            action="" if this.busy else translate("device_notice", "Confirm this computer"),
        )
    is_proved = snapshot.proved_until is not None and now < snapshot.proved_until
    is_offered = is_proved and WAY in snapshot.ways and not snapshot.demo
    if this.trust is not DeviceTrust.NOT_TRUSTED or not is_offered:
        return None
    return Notice(
        ground=Ground.INFO,
        icon="ui/shield",
        title=translate("device_notice", "Next time without a code?"),
        detail=translate("device_notice", "A trusted computer signs you in and approves others."),
        action="" if this.busy else translate("device_notice", "Trust this computer"),
    )
