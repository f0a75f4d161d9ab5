"""What is under way in a snapshot: a sign-in that waits for somebody, a device that is being added.

None of it is drawn before the first paint, so nothing of that imports it. No secret is in here.
Times are seconds UTC of this computer's wall clock.
"""

from dataclasses import dataclass

from desktop.foundation.errors import AuthenticatorError
from desktop.session.list_entries import DeviceKind, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEntry:
    """A challenge under way: what the code page draws. Times are this computer's wall clock.

    ``attempts_left`` is None where the service doesn't say. ``sent_to`` is masked by the service
    or by us. ``accepted`` is set for the moment between the right code and the session.
    """

    identifier: str
    identifier_type: str
    channel: str
    sent_to: str
    digits: int
    expires_at: float
    started_at: float
    resend_at: float
    attempts_left: int | None
    busy: bool = False
    accepted: bool = False
    problem: AuthenticatorError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserWait:
    """The browser has been opened and its answer is waited for until ``expires_at``."""

    host: str
    expires_at: float


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
