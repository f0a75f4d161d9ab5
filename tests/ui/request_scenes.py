"""Overviews of sign-in requests and of waiting for approval, at the one fixed moment."""

from dataclasses import replace
from typing import Final

from desktop.foundation.errors import ServiceUnreachableError, TooManyTriesError
from desktop.session.device_facts import DeviceTrust, Requests, ThisDevice
from desktop.session.list_entries import DecidedRequest, DeviceKind, Outcome, SignInRequest
from desktop.session.snapshot import Activity, Obstacle, Overview, Snapshot
from desktop.session.under_way import ApprovalWait
from tests.ui.scenes import ACTIVE, BLANK, HOST, NOW, overview_of, signing_in

THIS: Final = ThisDevice(
    trust=DeviceTrust.TRUSTED,
    name="studio-laptop",
    key_print="4F2A 91C0 77E3",
    identifier="maya@example.com",
    trusted_since=NOW - 86400,
)
TRUSTED: Final = replace(ACTIVE, this_device=THIS, ways=("OTP", "TRUSTED_DEVICE"))

FIREFOX: Final = SignInRequest(
    id=7,
    event="LOGIN",
    device_name="Firefox on Windows",
    kind=DeviceKind.BROWSER,
    address="203.0.113.24",
    identifier="maya@example.com",
    asked_at=NOW - 46,
    expires_at=NOW + 134,
    signature_ok=True,
    has_number=True,
)
PHONE: Final = replace(
    FIREFOX,
    id=6,
    device_name="Spare phone",
    kind=DeviceKind.PHONE,
    address="198.51.100.7",
    asked_at=NOW - 132,
    expires_at=NOW + 48,
)
FORGED: Final = replace(FIREFOX, signature_ok=False)
UNNUMBERED: Final = replace(FIREFOX, has_number=False, address="")
LONG: Final = replace(FIREFOX, device_name="\u202eFirefox <b>on</b> Windows " * 400)

SERVER: Final = DecidedRequest(
    id=5,
    device_name="build-server",
    kind=DeviceKind.COMPUTER,
    address="192.0.2.61",
    outcome=Outcome.APPROVED,
    by="studio-laptop",
    is_ours=True,
    decided_at=NOW - 8960,
)
CHROMIUM: Final = replace(
    SERVER,
    id=4,
    device_name="Chromium on Linux",
    kind=DeviceKind.BROWSER,
    outcome=Outcome.DENIED,
    by="Phone",
    is_ours=False,
    decided_at=NOW - 13640,
)
TABLET: Final = replace(
    SERVER,
    id=3,
    device_name="Kitchen tablet",
    kind=DeviceKind.TABLET,
    outcome=Outcome.EXPIRED,
    by="",
    is_ours=False,
    decided_at=NOW - 14900,
)
DECIDED: Final = (SERVER, CHROMIUM, TABLET)

WAIT: Final = ApprovalWait(
    identifier="maya@example.com",
    host=HOST,
    device_name="studio-laptop",
    number="47",
    started_at=NOW - 38,
    expires_at=NOW + 142,
)


def asked(*open_: SignInRequest, decided: tuple[DecidedRequest, ...] = ()) -> Snapshot:
    """A trusted computer, with these requests."""
    return replace(TRUSTED, requests=Requests(open=open_, decided=decided))


def trust_of(trust: DeviceTrust) -> Overview:
    """Somebody signed in on a computer of which that is known."""
    return overview_of(replace(TRUSTED, this_device=replace(THIS, trust=trust)))


def ended(outcome: Outcome) -> Overview:
    """The wait, once it is over."""
    return overview_of(replace(BLANK, sign_in=replace(WAIT, outcome=outcome)))


REQUEST_SCENES: Final[dict[str, Overview]] = {
    "requests": overview_of(asked(FIREFOX, PHONE, decided=DECIDED)),
    "requests-one": overview_of(asked(FIREFOX)),
    "requests-forged": overview_of(asked(FORGED, decided=DECIDED)),
    "requests-no-number": overview_of(asked(UNNUMBERED)),
    "requests-sending": overview_of(asked(replace(FIREFOX, busy=True))),
    "requests-trouble": overview_of(
        asked(
            replace(FIREFOX, problem=ServiceUnreachableError(host=HOST, reason="no route to host"))
        )
    ),
    "requests-expired": overview_of(asked(replace(FIREFOX, expires_at=NOW - 1))),
    "requests-long-name": overview_of(asked(LONG, decided=DECIDED)),
    "requests-nameless": overview_of(asked(replace(FIREFOX, device_name=""))),
    "requests-many": overview_of(
        asked(
            *(
                replace(PHONE, id=100 + number, expires_at=NOW + number)
                for number in range(180, 1, -1)
            )
        )
    ),
    "requests-chosen": overview_of(asked(FIREFOX, PHONE)),
    "requests-chosen-forged": overview_of(asked(FORGED)),
    "requests-chosen-no-number": overview_of(asked(UNNUMBERED)),
    "requests-chosen-trouble": overview_of(
        asked(
            replace(FIREFOX, problem=ServiceUnreachableError(host=HOST, reason="no route to host"))
        )
    ),
    "requests-chosen-expired": overview_of(asked(replace(FIREFOX, expires_at=NOW - 1))),
    "requests-chosen-elsewhere": overview_of(asked(PHONE, decided=(replace(CHROMIUM, id=7),))),
    "requests-chosen-approved": overview_of(asked(decided=(replace(SERVER, id=7),))),
    "requests-chosen-long-name": overview_of(asked(LONG)),
    "requests-decided-only": overview_of(asked(decided=DECIDED)),
    "requests-none": overview_of(TRUSTED),
    "requests-offline": overview_of(
        replace(
            TRUSTED,
            requests=Requests(
                open=(FIREFOX,),
                problem=ServiceUnreachableError(host=HOST, reason="no route to host"),
            ),
        )
    ),
    "requests-needs-code": overview_of(replace(asked(FIREFOX), needs_code=True)),
    "requests-signed-out": overview_of(BLANK),
    "requests-locked": overview_of(replace(TRUSTED, obstacle=Obstacle.KEYSTORE_LOCKED)),
    "requests-not-trusted": trust_of(DeviceTrust.NOT_TRUSTED),
    "requests-suspended": trust_of(DeviceTrust.SUSPENDED),
    "requests-removed": trust_of(DeviceTrust.REMOVED),
    "requests-key-lost": trust_of(DeviceTrust.KEY_LOST),
    "requests-unread": trust_of(DeviceTrust.UNKNOWN),
    "wait": overview_of(signing_in(WAIT)),
    "wait-no-number": overview_of(signing_in(replace(WAIT, number=""))),
    "wait-soon": overview_of(signing_in(replace(WAIT, expires_at=NOW + 12))),
    "wait-denied": ended(Outcome.DENIED),
    "wait-wrong-number": ended(Outcome.WRONG_NUMBER),
    "wait-expired": ended(Outcome.EXPIRED),
    "wait-too-many": overview_of(
        replace(
            BLANK,
            sign_in=replace(WAIT, outcome=Outcome.EXPIRED),
            problem=TooManyTriesError(seconds=90),
        )
    ),
    "wait-asking-again": overview_of(
        replace(
            BLANK,
            activity=Activity.SIGNING_IN,
            sending=True,
            sign_in=replace(WAIT, outcome=Outcome.DENIED),
        )
    ),
    "sign-in-trusted": overview_of(
        replace(
            BLANK,
            this_device=THIS,
            ways=("OTP", "TRUSTED_DEVICE"),
            last_identifier="maya@example.com",
        )
    ),
    "sign-in-device-way": overview_of(
        replace(BLANK, ways=("OTP", "TRUSTED_DEVICE"), last_identifier="maya@example.com")
    ),
    "sign-in-key-lost": overview_of(
        replace(
            BLANK,
            ways=("OTP", "TRUSTED_DEVICE"),
            this_device=replace(THIS, trust=DeviceTrust.KEY_LOST),
        )
    ),
    "session-asked": overview_of(asked(FIREFOX, PHONE)),
}
