"""What the UI may know of trusted devices and of sign-in requests at one moment.

Part of the snapshot: no secret is in here, and no heavy import. Times are seconds UTC of this
computer's wall clock.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.foundation.errors import AuthenticatorError

if TYPE_CHECKING:  # the lists are empty before the window is there
    from desktop.session.list_entries import DecidedRequest, KnownDevice, SignInRequest


class DeviceTrust(StrEnum):
    """What is known of this computer's device key for the signed-in or last user.

    ==============  ==========================================================================
    unknown         not read yet, or the keystore is in the way
    not_trusted     there is no key
    trusted         the key is enrolled
    suspended       the service holds it back until a code or another device confirms it
    removed         the service no longer knows it: somebody removed this computer
    key_lost        it was enrolled, and the keystore no longer has it
    ==============  ==========================================================================
    """

    UNKNOWN = "unknown"
    NOT_TRUSTED = "not_trusted"
    TRUSTED = "trusted"
    SUSPENDED = "suspended"
    REMOVED = "removed"
    KEY_LOST = "key_lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThisDevice:
    """This computer as a device. ``key_print`` is empty where there is no key.

    ``identifier`` is whom the key can sign in. ``busy`` while trust is being given or taken.
    """

    trust: DeviceTrust = DeviceTrust.UNKNOWN
    name: str = ""
    key_print: str = ""
    identifier: str = ""
    trusted_since: float | None = None
    busy: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceList:
    """The user's devices; ``read`` is false until the service has told them once."""

    devices: "tuple[KnownDevice, ...]" = ()
    read: bool = False
    problem: AuthenticatorError | None = None

    def others(self) -> "tuple[KnownDevice, ...]":
        """All but this computer."""
        return tuple(one for one in self.devices if not one.is_this)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requests:
    """Open requests, newest first, and those that ended lately, latest first."""

    open: "tuple[SignInRequest, ...]" = ()
    decided: "tuple[DecidedRequest, ...]" = ()
    problem: AuthenticatorError | None = None
