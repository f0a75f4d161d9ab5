"""What the UI may know at one moment. No secret is in here, and no heavy import.

A snapshot holds three facts; one pure function makes headline and next step of them:

=============== ============ ==================== ================ ==================
session         activity     obstacle             headline         next step
=============== ============ ==================== ================ ==================
any             signing_in   any                  signing_in       none
any             any          keystore_locked      keystore_locked  unlock_keystore
any             any          keystore_unavailable keystore_locked  choose_keystore, but
                                                                   try_now where it is
                                                                   busy, none where a
                                                                   newer version wrote
unread          any          other                unread           none
none            any          other                none             sign_in
refused         any          other                needs_sign_in    sign_in
expired         renewing     other                renewing         none
expired         idle         offline              offline          try_now
expired         idle         other                expiring         try_now
active          renewing     other                renewing         none
active          idle         offline              offline          try_now
active          idle         clock_uncertain      expiring         check_clock
active          idle         none, expiring soon  expiring         none
active          idle         none                 active           none
=============== ============ ==================== ================ ==================

A sign-in request that can be decided makes ``request_waiting`` of active, renewing, expiring and
offline. Expiring soon is under 60 s, and under a sixth of the token's lifetime: a renewal is due
before that, so a token that lives a minute is not expiring all its life.
``unread`` draws the shape of the last snapshot in grey. A locked keystore, a missing one or one
that was not read yet is never shown as signed out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.foundation.errors import AuthenticatorError, KeystoreBusyError, RecordNewerError
from desktop.session.device_facts import DeviceList, Requests, ThisDevice

if TYPE_CHECKING:  # nothing of it is drawn before the window is there
    from desktop.session.joining_facts import Connection, OpenInvitation
    from desktop.session.list_entries import Claim, Message, PastDeed, RenewalDay
    from desktop.session.under_way import (
        AddedDevice,
        ApprovalWait,
        BrowserWait,
        CodeEntry,
        ShownCode,
    )
    from desktop.session.update_facts import UpdateFacts

EXPIRING_SECONDS = 60.0
EXPIRING_SHARE = 1 / 6


class SessionFact(StrEnum):
    """What is known of the session."""

    UNREAD = "unread"
    NONE = "none"
    ACTIVE = "active"
    EXPIRED = "expired"
    REFUSED = "refused"


class Activity(StrEnum):
    """What is being done about it."""

    IDLE = "idle"
    SIGNING_IN = "signing_in"
    RENEWING = "renewing"


class Obstacle(StrEnum):
    """What stands in the way."""

    NONE = "none"
    OFFLINE = "offline"
    KEYSTORE_LOCKED = "keystore_locked"
    KEYSTORE_UNAVAILABLE = "keystore_unavailable"
    CLOCK_UNCERTAIN = "clock_uncertain"


class Headline(StrEnum):
    """What tray and window show: one shape and one word each. Values name the tray icons."""

    UNREAD = "unread"
    NONE = "none"
    SIGNING_IN = "signing_in"
    ACTIVE = "active"
    RENEWING = "renewing"
    EXPIRING = "expiring"
    OFFLINE = "offline"
    KEYSTORE_LOCKED = "keystore_locked"
    NEEDS_SIGN_IN = "needs_sign_in"
    REQUEST_WAITING = "request_waiting"


REQUESTS_OUTRANK = (Headline.ACTIVE, Headline.RENEWING, Headline.EXPIRING, Headline.OFFLINE)
"""What is shown of these is less urgent than somebody who asks."""


class NextStep(StrEnum):
    """What the person can do about it."""

    NONE = "none"
    SIGN_IN = "sign_in"
    UNLOCK_KEYSTORE = "unlock_keystore"
    CHOOSE_KEYSTORE = "choose_keystore"
    TRY_NOW = "try_now"
    CHECK_CLOCK = "check_clock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One profile at one moment.

    Times are seconds UTC of this computer's wall clock, corrected so that "in ten minutes" is
    right even if the clock is not. ``way_in`` is the token's ``authentication_method``,
    ``channel`` how the code came. ``kept_in`` names where the tokens are: ``Secret Service``,
    ``memory`` and so on. ``problem`` is the last thing that went wrong and still matters,
    ``refusal`` the service's word for why the session ended (cotter-api 13.4), or ``damaged``
    where its record can't be read. ``unlocking`` is true while the keystore asks for its
    password, ``sending`` while a code is being asked for, ``untold`` until the service has heard
    of a sign-out.

    ``this_device`` is this computer as a trusted device, ``devices`` all of the user's;
    ``requests`` those of other devices to sign in. ``shown_code`` and ``added_device`` while one
    is being added. ``proved_until`` is how long a fresh proof lasts; ``needs_code`` once something
    was asked for that takes one and there was none (cotter-api 13.3).
    """

    profile_id: str
    profile_name: str
    service_host: str
    demo: bool = False
    ways: tuple[str, ...] = ("OTP",)
    channels: tuple[str, ...] = ("EMAIL",)
    in_browser: bool = True
    last_identifier: str = ""
    session: SessionFact = SessionFact.UNREAD
    activity: Activity = Activity.IDLE
    obstacle: Obstacle = Obstacle.NONE
    last_headline: Headline = Headline.NONE
    identifier: str = ""
    way_in: str = ""
    channel: str = ""
    signed_in_at: float | None = None
    issued_at: float | None = None
    expires_at: float | None = None
    next_renewal_at: float | None = None
    retry_at: float | None = None
    kept_in: str = ""
    claims: "tuple[Claim, ...]" = ()
    renewals: "tuple[RenewalDay, ...]" = ()
    refusal: str = ""
    problem: AuthenticatorError | None = field(default=None, compare=False)
    unlocking: bool = False
    sending: bool = False
    untold: bool = False
    sign_in: "CodeEntry | BrowserWait | ApprovalWait | None" = None
    this_device: ThisDevice = field(default_factory=ThisDevice)
    devices: DeviceList = field(default_factory=DeviceList)
    requests: Requests = field(default_factory=Requests)
    shown_code: "ShownCode | None" = None
    added_device: "AddedDevice | None" = None
    proved_until: float | None = None
    needs_code: bool = False

    def headline(self, now: float) -> Headline:
        """The headline at wall time ``now``, seconds."""
        soon = self.seconds_left(now) < self.at_most_a_share(EXPIRING_SECONDS)
        headline = headline_of(self.session, self.activity, self.obstacle, is_expiring=soon)
        asked = self.open_requests(now) > 0 and headline in REQUESTS_OUTRANK
        return Headline.REQUEST_WAITING if asked else headline

    @property
    def ends_with_the_app(self) -> bool:
        """Whether the session is kept in memory, though it need not be."""
        return self.kept_in == "memory" and not self.demo

    def open_requests(self, now: float) -> int:
        """How many requests can be decided at wall time ``now``."""
        return sum(request.is_open(now) for request in self.requests.open)

    def code_entry(self) -> "CodeEntry | None":
        """The code that is waited for, if the sign-in under way waits for one."""
        if self.sign_in is None:
            return None
        # Imported here, as all that is under way: the first window is drawn without it.
        from desktop.session.under_way import CodeEntry

        return self.sign_in if isinstance(self.sign_in, CodeEntry) else None

    def next_step(self) -> NextStep:
        """What the person can do."""
        if self.obstacle is Obstacle.KEYSTORE_UNAVAILABLE:
            # Another place for the session would be no help, and cost it.
            if isinstance(self.problem, KeystoreBusyError):
                return NextStep.TRY_NOW
            if isinstance(self.problem, RecordNewerError):
                return NextStep.NONE
        return next_step_of(self.session, self.activity, self.obstacle)

    def seconds_left(self, now: float) -> float:
        """Seconds the access token still holds; 0 when there is none."""
        return max(0.0, self.expires_at - now) if self.expires_at is not None else 0.0

    def at_most_a_share(self, seconds: float) -> float:
        """``seconds``, or the last sixth of the token's lifetime where that is shorter."""
        if self.issued_at is None or self.expires_at is None:
            return seconds
        return min(seconds, (self.expires_at - self.issued_at) * EXPIRING_SHARE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything the window and the tray draw: all profiles, the shown one, what is being added.

    ``inbox`` is filled in the demo only. ``demo_starting`` while its service comes up.
    ``history`` is that of the shown profile, latest first, read when its page is opened (None
    before); ``can_scan_screen`` where the system lets a program see the screen, ``can_screen``
    where something tells when the screen is locked, ``can_start_at_login`` where the system can
    start what is installed; ``updates`` is what is known of newer versions, None where nobody is
    there to be asked. Without ``other_services`` nobody may add one; ``kept_profile_id`` is the
    profile that can't be removed: both are a brand's. ``is_screened`` while nothing may be shown
    to onlookers: then nothing else is in here (``session/screening.py``).
    ``keystore_choice`` is true while the person has to choose where sessions are kept;
    ``passphrase_needed`` while the vault file waits for its passphrase.
    """

    snapshots: tuple[Snapshot, ...] = ()
    active_id: str = ""
    connection: "Connection | None" = None
    invitation: "OpenInvitation | None" = None
    demo_starting: bool = False
    inbox: "tuple[Message, ...]" = ()
    keystore_choice: bool = False
    passphrase_needed: bool = False
    history: "tuple[PastDeed, ...] | None" = None
    can_scan_screen: bool = False
    can_screen: bool = False
    can_start_at_login: bool = False
    other_services: bool = True
    kept_profile_id: str = ""
    is_screened: bool = False
    updates: "UpdateFacts | None" = None
    problem: AuthenticatorError | None = field(default=None, compare=False)

    def active(self) -> Snapshot | None:
        """The snapshot that the window shows."""
        for snapshot in self.snapshots:
            if snapshot.profile_id == self.active_id:
                return snapshot
        return None

    def somebody_is_signed_in(self) -> bool:
        """Whether there is a session that is kept; the demo's is not."""
        return any(one.session is SessionFact.ACTIVE and not one.demo for one in self.snapshots)

    def most_urgent(self, now: float) -> Snapshot | None:
        """The snapshot that the tray shows: the one that needs the person most."""
        return most_urgent(self.snapshots, now)


URGENCY = (
    Headline.REQUEST_WAITING,
    Headline.NEEDS_SIGN_IN,
    Headline.KEYSTORE_LOCKED,
    Headline.EXPIRING,
    Headline.OFFLINE,
    Headline.SIGNING_IN,
    Headline.RENEWING,
    Headline.ACTIVE,
    Headline.UNREAD,
    Headline.NONE,
)


def most_urgent(snapshots: Sequence[Snapshot], now: float) -> Snapshot | None:
    """The first of the most urgent snapshots in the order of :data:`URGENCY`."""
    return min(snapshots, key=lambda one: URGENCY.index(one.headline(now)), default=None)


def headline_of(
    session: SessionFact, activity: Activity, obstacle: Obstacle, *, is_expiring: bool
) -> Headline:
    """The headline of the table above."""
    if activity is Activity.SIGNING_IN:
        return Headline.SIGNING_IN
    if obstacle in (Obstacle.KEYSTORE_LOCKED, Obstacle.KEYSTORE_UNAVAILABLE):
        return Headline.KEYSTORE_LOCKED
    match session:
        case SessionFact.UNREAD:
            return Headline.UNREAD
        case SessionFact.NONE:
            return Headline.NONE
        case SessionFact.REFUSED:
            return Headline.NEEDS_SIGN_IN
        case SessionFact.EXPIRED | SessionFact.ACTIVE:
            if activity is Activity.RENEWING:
                return Headline.RENEWING
            if obstacle is Obstacle.OFFLINE:
                return Headline.OFFLINE
            if session is SessionFact.EXPIRED or obstacle is Obstacle.CLOCK_UNCERTAIN:
                return Headline.EXPIRING
            return Headline.EXPIRING if is_expiring else Headline.ACTIVE


def next_step_of(session: SessionFact, activity: Activity, obstacle: Obstacle) -> NextStep:
    """The next step of the table above."""
    if activity is Activity.SIGNING_IN:
        return NextStep.NONE
    if obstacle is Obstacle.KEYSTORE_LOCKED:
        return NextStep.UNLOCK_KEYSTORE
    if obstacle is Obstacle.KEYSTORE_UNAVAILABLE:
        return NextStep.CHOOSE_KEYSTORE
    if session in (SessionFact.NONE, SessionFact.REFUSED):
        return NextStep.SIGN_IN
    if session is SessionFact.UNREAD or activity is Activity.RENEWING:
        return NextStep.NONE
    if obstacle is Obstacle.OFFLINE or session is SessionFact.EXPIRED:
        return NextStep.TRY_NOW
    return NextStep.CHECK_CLOCK if obstacle is Obstacle.CLOCK_UNCERTAIN else NextStep.NONE
