"""What the UI may know of trusted devices and of sign-in requests at one moment.

Part of the snapshot: no secret is in here, and no heavy import. Times are seconds UTC of this
computer's wall clock. Names of devices are their own claims: cleaned of line breaks and control
characters and cut to sixty-four characters, but still written by whoever asks.
"""

from dataclasses import dataclass
from enum import StrEnum

from desktop.foundation.errors import AuthenticatorError


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


class DeviceKind(StrEnum):
    """What a device looks like: chooses its small picture, nothing else."""

    COMPUTER = "computer"
    PHONE = "phone"
    TABLET = "tablet"
    BROWSER = "browser"
    OTHER = "other"


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
class KnownDevice:
    """A device that the user trusts, as the service lists it; ``id`` names it in commands."""

    id: str
    name: str
    kind: DeviceKind
    key_print: str
    added_at: float
    added_by: str
    used_at: float | None
    suspended: bool
    is_this: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceList:
    """The user's devices; ``read`` is false until the service has told them once."""

    devices: tuple[KnownDevice, ...] = ()
    read: bool = False
    problem: AuthenticatorError | None = None

    def others(self) -> tuple[KnownDevice, ...]:
        """All but this computer."""
        return tuple(one for one in self.devices if not one.is_this)


class Outcome(StrEnum):
    """How a sign-in request ended."""

    APPROVED = "approved"
    DENIED = "denied"
    WRONG_NUMBER = "wrong_number"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRequest:
    """Another device asks to sign in. ``address`` is what the service saw.

    ``signature_ok``: the service's signature over all that is shown here is good; without it a
    request can't be approved. ``has_number``: the asking device shows a number to type.
    ``busy`` while a decision is on its way.
    """

    id: int
    event: str
    device_name: str
    kind: DeviceKind
    address: str
    identifier: str
    asked_at: float
    expires_at: float
    signature_ok: bool
    has_number: bool
    busy: bool = False
    problem: AuthenticatorError | None = None

    def is_open(self, now: float) -> bool:
        """Whether it can still be decided at wall time ``now``."""
        return now < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedRequest:
    """A request that is over. ``by`` is the device that decided, empty where nobody did."""

    id: int
    device_name: str
    kind: DeviceKind
    address: str
    outcome: Outcome
    by: str
    is_ours: bool
    decided_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Requests:
    """Open requests, newest first, and those that ended lately, latest first."""

    open: tuple[SignInRequest, ...] = ()
    decided: tuple[DecidedRequest, ...] = ()
    problem: AuthenticatorError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalWait:
    """This computer asked; another one decides. ``number`` is to be typed there.

    ``number`` is empty where the service doesn't support it. ``outcome`` is set once it is over
    and was not approved; ``problem`` when it could not be asked.
    """

    identifier: str
    host: str
    device_name: str
    number: str
    started_at: float
    expires_at: float
    outcome: Outcome | None = None
    problem: AuthenticatorError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCode:
    """This computer shows itself to be added elsewhere: ``text`` is what the QR code says.

    ``busy`` while the service is told of it; a new one replaces it by itself when its time is up.
    """

    identifier: str
    host: str
    text: str = ""
    digits: str = ""
    key_print: str = ""
    started_at: float = 0.0
    expires_at: float = 0.0
    busy: bool = False
    problem: AuthenticatorError | None = None


@dataclass(frozen=True, slots=True)
class CodeChoice:
    """One of several codes on a picture; ``text`` goes back with the command."""

    text: str
    key_print: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedDevice:
    """A device that is being added from here.

    First ``choices`` if there were several codes on the picture; then what the service saw of the
    new device, and its digits are asked for; ``done`` once it is trusted. Where the service knows
    nothing of it (published services), ``address`` is empty.
    """

    choices: tuple[CodeChoice, ...] = ()
    name: str = ""
    kind: DeviceKind = DeviceKind.OTHER
    address: str = ""
    key_print: str = ""
    expires_at: float = 0.0
    busy: bool = False
    done: bool = False
    problem: AuthenticatorError | None = None


class DeedKind(StrEnum):
    """The segments of the history page."""

    SIGN_IN = "sign_in"
    RENEWAL = "renewal"
    REQUEST = "request"
    DEVICE = "device"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class PastDeed:
    """One line of the history.

    ``deed`` is its name as exported, such as ``request_approved``; ``who`` and ``detail`` are
    words such as a device's name or a reason.
    """

    at: float
    deed: str
    kind: DeedKind
    detail: str = ""
    who: str = ""
    address: str = ""
