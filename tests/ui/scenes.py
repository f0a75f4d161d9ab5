"""Overviews of every page and state, at one fixed moment."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from desktop.foundation.errors import (
    AuthenticatorError,
    CodeExpiredError,
    InvalidIdentifierError,
    KeystoreUnavailableError,
    PassphraseWrongError,
    ServiceUnreachableError,
    TokenUnacceptableError,
    TooManyTriesError,
    UnknownApiKeyError,
    WrongCodeError,
)
from desktop.session.demo import DemoError
from desktop.session.joining_facts import Connection, FoundService
from desktop.session.list_entries import Claim, Message, RenewalDay
from desktop.session.snapshot import Activity, Headline, Obstacle, Overview, SessionFact, Snapshot
from desktop.session.under_way import ApprovalWait, BrowserWait, CodeEntry
from desktop.session.update_facts import NewerVersion, UpdateFacts

HOST: Final = "login.example.com"


def _today(hour: int, minute: int, second: int = 0) -> float:
    # Local on purpose: what is drawn is in the person's own zone.
    return datetime(2026, 11, 24, hour, minute, second).astimezone().timestamp()


NOW: Final = _today(13, 49, 38)
ISSUED: Final = _today(13, 32, 7)
EXPIRES: Final = _today(14, 32, 7)

CLAIMS: Final = (
    Claim("sub", "61e51b1b-6d0c-4f7c-9a53-0d8d750eb00f"),
    Claim("authentication_method", "OTP"),
    Claim("iss", f"https://{HOST}"),
    Claim("aud", "11111111-2222-3333-4444-555555555555"),
    Claim("iat", str(int(ISSUED))),
    Claim("exp", str(int(EXPIRES))),
    Claim("type", "access_token"),
    Claim("jti", "9f2c07aa-9e0b-4ad4-8a3d-fa2df5d841d7"),
    Claim("scope", "access"),
)

RENEWALS: Final = (
    RenewalDay("2026-11-18", 9),
    RenewalDay("2026-11-19", 11, 1),
    RenewalDay("2026-11-20", 10),
    RenewalDay("2026-11-21", 2),
    RenewalDay("2026-11-22"),
    RenewalDay("2026-11-23", 12, 2, 1),
    RenewalDay("2026-11-24", 6),
)

BLANK: Final = Snapshot(
    profile_id="work",
    profile_name="Work",
    service_host=HOST,
    channels=("EMAIL", "SMS", "WHATSAPP"),
    kept_in="Secret Service",
    session=SessionFact.NONE,
)

ACTIVE: Final = replace(
    BLANK,
    session=SessionFact.ACTIVE,
    identifier="maya@example.com",
    way_in="OTP",
    channel="EMAIL",
    signed_in_at=_today(9, 4),
    issued_at=ISSUED,
    expires_at=EXPIRES,
    next_renewal_at=_today(14, 20),
    claims=CLAIMS,
    renewals=RENEWALS,
    last_headline=Headline.ACTIVE,
)

ENTRY: Final = CodeEntry(
    identifier="maya@example.com",
    identifier_type="EMAIL",
    channel="EMAIL",
    sent_to="m···a@example.com",
    digits=6,
    started_at=NOW - 48,
    expires_at=NOW + 252,
    resend_at=NOW + 28,
    attempts_left=5,
)

WRONG: Final = replace(
    ENTRY,
    expires_at=NOW + 221,
    resend_at=NOW - 1,
    attempts_left=3,
    problem=WrongCodeError(attempts_left=3),
)

FOUND: Final = Connection(
    service_url=f"https://{HOST}",
    api_key_id="11111111-2222-3333-4444-555555555555",
    checking=False,
    found=FoundService(
        name="Example Works",
        host=HOST,
        compatibility="strict",
        ways=("OTP",),
        channels=("EMAIL", "SMS"),
        key_fingerprint="5f7c9a530d8d750eb00f61e51b1b6d0c5f7c9a530d8d750eb00f61e51b1b6d0c",
    ),
)

MESSAGE: Final = Message(
    to="maya@example.com",
    subject="482913 is your code for Demo",
    text="Your code is 482 913. It holds for 5 minutes. If you didn't ask for it, ignore this.",
    received_at=NOW - 20,
)


def overview_of(snapshot: Snapshot) -> Overview:
    """One profile, shown."""
    return Overview(snapshots=(snapshot,), active_id=snapshot.profile_id)


def signing_in(entry: CodeEntry | BrowserWait | ApprovalWait) -> Snapshot:
    """The profile while it signs in."""
    return replace(BLANK, activity=Activity.SIGNING_IN, sign_in=entry)


def problem_of(error: AuthenticatorError) -> Overview:
    """The sign-in page after a problem."""
    return overview_of(replace(BLANK, problem=error, last_identifier="maya@example.com"))


def demo(snapshot: Snapshot) -> Snapshot:
    """The same in the demo."""
    host = "127.0.0.1:40123"
    return replace(
        snapshot,
        demo=True,
        kept_in="memory",
        profile_name="Demo",
        service_host=host,
        channels=("EMAIL",),
    )


SCENES: Final[dict[str, Overview]] = {
    "welcome": Overview(),
    "welcome-starting": Overview(demo_starting=True),
    "welcome-failed": Overview(problem=DemoError(reason="the port is taken")),
    "connect": Overview(),
    "connect-found": Overview(connection=FOUND),
    "connect-unknown-key": Overview(
        connection=replace(FOUND, found=None, problem=UnknownApiKeyError(host=HOST))
    ),
    "sign-in": overview_of(replace(BLANK, last_identifier="maya@example.com")),
    "sign-in-untold": overview_of(replace(BLANK, last_identifier="maya@example.com", untold=True)),
    "sign-in-phone": overview_of(replace(BLANK, last_identifier="0151 23456789")),
    "sign-in-sending": overview_of(
        replace(BLANK, last_identifier="maya@example.com", sending=True)
    ),
    "sign-in-invalid": problem_of(
        InvalidIdentifierError(identifier="maya@example", reason="its domain has no dot")
    ),
    "sign-in-unreachable": problem_of(
        ServiceUnreachableError(host=HOST, reason="connection refused")
    ),
    "sign-in-too-many": problem_of(TooManyTriesError(seconds=90)),
    "sign-in-demo": overview_of(demo(BLANK)),
    "code": overview_of(signing_in(ENTRY)),
    "code-wrong": overview_of(signing_in(WRONG)),
    "code-busy": overview_of(signing_in(replace(ENTRY, busy=True))),
    "code-right": overview_of(signing_in(replace(ENTRY, accepted=True))),
    "code-expired": overview_of(
        signing_in(
            replace(ENTRY, expires_at=NOW - 1, resend_at=NOW - 1, problem=CodeExpiredError())
        )
    ),
    "code-too-many": overview_of(
        signing_in(
            replace(
                ENTRY,
                attempts_left=0,
                resend_at=NOW + 900,
                problem=TooManyTriesError(seconds=900),
            )
        )
    ),
    "code-demo": replace(overview_of(demo(signing_in(ENTRY))), inbox=(MESSAGE,)),
    "browser-wait": overview_of(signing_in(BrowserWait(host=HOST, expires_at=NOW + 290))),
    "session-active": overview_of(ACTIVE),
    "session-unread": overview_of(replace(ACTIVE, session=SessionFact.UNREAD, claims=())),
    "session-renewing": overview_of(replace(ACTIVE, activity=Activity.RENEWING)),
    "session-expiring": overview_of(replace(ACTIVE, expires_at=NOW + 42)),
    "session-offline": overview_of(
        replace(ACTIVE, obstacle=Obstacle.OFFLINE, next_renewal_at=None, retry_at=NOW + 40)
    ),
    "session-expired": overview_of(
        replace(
            ACTIVE,
            session=SessionFact.EXPIRED,
            expires_at=NOW - 60,
            obstacle=Obstacle.OFFLINE,
            retry_at=NOW + 40,
        )
    ),
    "session-keystore-locked": overview_of(
        replace(ACTIVE, obstacle=Obstacle.KEYSTORE_LOCKED, claims=())
    ),
    "session-unlocking": overview_of(
        replace(ACTIVE, obstacle=Obstacle.KEYSTORE_LOCKED, unlocking=True, claims=())
    ),
    "session-keystore-unavailable": overview_of(
        replace(
            ACTIVE,
            obstacle=Obstacle.KEYSTORE_UNAVAILABLE,
            problem=KeystoreUnavailableError(reason="no D-Bus session"),
            claims=(),
        )
    ),
    "session-clock": overview_of(replace(ACTIVE, obstacle=Obstacle.CLOCK_UNCERTAIN)),
    "session-reused": overview_of(
        replace(
            BLANK,
            session=SessionFact.REFUSED,
            refusal="reused",
            identifier="maya@example.com",
            renewals=RENEWALS,
        )
    ),
    "session-bad-token": overview_of(
        replace(ACTIVE, problem=TokenUnacceptableError(host=HOST, reason="its signature is wrong"))
    ),
    "session-demo": overview_of(demo(ACTIVE)),
    "session-new": overview_of(
        replace(
            ACTIVE,
            claims=(Claim("identifier", "maya@example.com"), *CLAIMS),
            renewals=tuple(RenewalDay(one.day) for one in RENEWALS),
        )
    ),
    "keystore-choice": Overview(keystore_choice=True),
    "keystore-choice-of-memory": overview_of(replace(ACTIVE, kept_in="memory")),
    "unlock-vault": Overview(passphrase_needed=True),
    "unlock-vault-wrong": Overview(passphrase_needed=True, problem=PassphraseWrongError()),
    "settings": replace(overview_of(ACTIVE), can_screen=True, can_start_at_login=True),
    "settings-newer": replace(
        overview_of(ACTIVE),
        updates=UpdateFacts(
            source_host="updates.example.com",
            newer=NewerVersion(version="1.2", released=NOW - 86_400, page_host="example.com"),
            looked_at=NOW,
        ),
    ),
    "screened": Overview(is_screened=True, can_screen=True),
}
