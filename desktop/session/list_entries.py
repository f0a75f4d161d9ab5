"""What the lists of a snapshot are made of: its claims, devices, requests, deeds and so on.

None of it is drawn before the first paint, so nothing of that imports it. No secret is in here.
Times are seconds UTC of this computer's wall clock. Names of devices are their own claims: cleaned
of line breaks and control characters and cut to sixty-four characters, but still written by
whoever asks.
"""

from dataclasses import dataclass
from enum import StrEnum

from desktop.foundation.errors import AuthenticatorError


class DeviceKind(StrEnum):
    """What a device looks like: chooses its small picture, nothing else."""

    COMPUTER = "computer"
    PHONE = "phone"
    TABLET = "tablet"
    BROWSER = "browser"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of the access token, by its RFC 7519 name; times stay decimal Unix seconds."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class RenewalDay:
    """Renewals of one local day: on time, after waiting for the network, failed for good."""

    day: str
    on_time: int = 0
    waited: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """A message in the demo's inbox, as its service sent it; ``received_at`` in seconds UTC."""

    to: str
    subject: str
    text: str
    received_at: float


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
