"""What this computer is to the service, in words, with the steps that lead on: pure functions.

=================== ================= ============================================
known of it         signed in         steps, the first one leading on
=================== ================= ============================================
keystore locked     any               unlock (or stop waiting for its password)
keystore not there  any               choose
unknown             any               none
not trusted         yes               trust, show its code
suspended           yes               confirm, show its code
removed, key lost   yes               trust again, show its code
all of these        no                sign in, show its code
trusted             any               stop trusting
=================== ================= ============================================
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import QCoreApplication

from desktop.session.device_facts import DeviceTrust
from desktop.session.list_entries import DeviceKind
from desktop.session.snapshot import Obstacle, SessionFact, Snapshot
from desktop.ui.widgets.chip import Tone

translate = QCoreApplication.translate

SIGNED_IN: Final = (SessionFact.ACTIVE, SessionFact.EXPIRED)

KIND_ICONS: Final = {
    DeviceKind.COMPUTER: "ui/computer",
    DeviceKind.PHONE: "ui/phone",
    DeviceKind.TABLET: "ui/tablet",
    DeviceKind.BROWSER: "ui/browser",
    DeviceKind.OTHER: "ui/devices",
}
"""The small picture of each kind of device."""


class TrustStep(Enum):
    """What the person can do about this computer."""

    TRUST = "trust"
    TRUST_AGAIN = "trust_again"
    CONFIRM = "confirm"
    SHOW_CODE = "show_code"
    SIGN_IN = "sign_in"
    UNLOCK = "unlock"
    CANCEL_UNLOCK = "cancel_unlock"
    CHOOSE = "choose"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Standing:
    """A word for the chip, a sentence, and what can be done; the first step leads on."""

    word: str
    icon: str
    tone: Tone
    sentence: str
    steps: tuple[TrustStep, ...] = ()


def is_signed_in(snapshot: Snapshot) -> bool:
    """Whether there is somebody whose devices could be changed."""
    return snapshot.session in SIGNED_IN


def standing_of(snapshot: Snapshot) -> Standing:
    """What this computer is, by the table above."""
    match snapshot.obstacle:
        case Obstacle.KEYSTORE_LOCKED:
            return _locked(snapshot)
        case Obstacle.KEYSTORE_UNAVAILABLE:
            return Standing(
                translate("trust", "No keystore"),
                "ui/lock",
                Tone.WARNING,
                translate("trust", "There is no keystore here, and its key would be in it."),
                (TrustStep.CHOOSE,),
            )
    signed_in = is_signed_in(snapshot)
    match snapshot.this_device.trust:
        case DeviceTrust.UNKNOWN:
            return Standing(
                translate("trust", "Reading the keystore"),
                "ui/session",
                Tone.NEUTRAL,
                translate(
                    "trust", "Whether it is trusted shows up when the keystore has answered."
                ),
            )
        case DeviceTrust.NOT_TRUSTED:
            return _not_trusted(signed_in=signed_in)
        case DeviceTrust.TRUSTED:
            return _trusted(snapshot, signed_in=signed_in)
        case DeviceTrust.SUSPENDED:
            return Standing(
                translate("trust", "Suspended"),
                "ui/warning",
                Tone.WARNING,
                translate(
                    "trust",
                    "The service holds it back because its renewal was used twice. "
                    "Confirm it with a code, or add it again from a device you trust.",
                ),
                _steps(TrustStep.CONFIRM, signed_in=signed_in),
            )
        case DeviceTrust.REMOVED:
            return Standing(
                translate("trust", "Not trusted any more"),
                "ui/cross",
                Tone.DANGER,
                translate(
                    "trust",
                    "It was taken off your devices, so its key can’t sign you in. "
                    "If that was not you, look at your other devices.",
                ),
                _steps(TrustStep.TRUST_AGAIN, signed_in=signed_in),
            )
        case DeviceTrust.KEY_LOST:
            return Standing(
                translate("trust", "Key lost"),
                "ui/warning",
                Tone.DANGER,
                translate(
                    "trust",
                    "The key that made it trusted is gone from the keystore. Nothing was put in "
                    "its place; trusting it again makes a new one.",
                ),
                _steps(TrustStep.TRUST_AGAIN, signed_in=signed_in),
            )


def _locked(snapshot: Snapshot) -> Standing:
    step = TrustStep.CANCEL_UNLOCK if snapshot.unlocking else TrustStep.UNLOCK
    words = translate("trust", "Its key is in the keystore. Unlock it to go on.")
    if snapshot.unlocking:
        words = translate("trust", "Your system asks for the keystore’s password.")
    word = translate("trust", "Keystore locked")
    return Standing(word, "ui/lock", Tone.WARNING, words, (step,))


def _not_trusted(*, signed_in: bool) -> Standing:
    words = translate(
        "trust",
        "Trust it, and it signs you in without a code and can approve other devices.",
    )
    if not signed_in:
        words = translate(
            "trust", "Sign in with a code to trust it, or have a device you trust add it."
        )
    word = translate("trust", "Not trusted")
    steps = _steps(TrustStep.TRUST, signed_in=signed_in)
    return Standing(word, "ui/shield", Tone.NEUTRAL, words, steps)


def _trusted(snapshot: Snapshot, *, signed_in: bool) -> Standing:
    words = translate("trust", "This computer can sign you in and approve other devices.")
    if not signed_in:
        words = translate("trust", "This computer can sign you in as {who}.").format(
            who=snapshot.this_device.identifier
        )
    word = translate("trust", "Trusted")
    return Standing(word, "ui/check", Tone.POSITIVE, words, (TrustStep.STOP,))


def _steps(first: TrustStep, *, signed_in: bool) -> tuple[TrustStep, ...]:
    return (first if signed_in else TrustStep.SIGN_IN, TrustStep.SHOW_CODE)


def step_word(step: TrustStep) -> str:
    """The words on its button."""
    return {
        TrustStep.TRUST: translate("trust", "Trust this computer"),
        TrustStep.TRUST_AGAIN: translate("trust", "Trust it again"),
        TrustStep.CONFIRM: translate("trust", "Confirm this computer"),
        TrustStep.SHOW_CODE: translate("trust", "Show this computer’s code"),
        TrustStep.SIGN_IN: translate("trust", "Sign in"),
        TrustStep.UNLOCK: translate("trust", "Unlock keystore…"),
        TrustStep.CANCEL_UNLOCK: translate("trust", "Cancel"),
        TrustStep.CHOOSE: translate("trust", "Choose"),
        TrustStep.STOP: translate("trust", "Stop trusting"),
    }[step]
