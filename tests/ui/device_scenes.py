"""Overviews of the pages about trusted devices, in every state."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from desktop.foundation.device_errors import (
    CodeUnreadableError,
    DeviceSuspendedError,
    WrongDigitsError,
)
from desktop.foundation.errors import ServiceUnreachableError
from desktop.session.device_facts import DeviceList, DeviceTrust, ThisDevice
from desktop.session.list_entries import DeedKind, DeviceKind, KnownDevice, PastDeed
from desktop.session.snapshot import Obstacle, Overview, SessionFact, Snapshot
from desktop.session.under_way import AddedDevice, CodeChoice, ShownCode
from tests.ui.scenes import ACTIVE, BLANK, HOST, NOW, demo, overview_of


def on(day: int, hour: int = 12, minute: int = 0) -> float:
    """A moment of November 2026 in this computer's zone."""
    return datetime(2026, 11, day, hour, minute).astimezone().timestamp()


THIS: Final = ThisDevice(
    trust=DeviceTrust.TRUSTED,
    name="studio-laptop",
    key_print="4F2A 91C0 77E3",
    identifier="maya@example.com",
    trusted_since=on(3),
)
UNTRUSTED: Final = ThisDevice(trust=DeviceTrust.NOT_TRUSTED, name="studio-laptop")

ITSELF: Final = KnownDevice(
    id="4f2a91c077e3",
    name="studio-laptop",
    kind=DeviceKind.COMPUTER,
    key_print="4F2A 91C0 77E3",
    added_at=on(3, 9),
    added_by="",
    used_at=NOW - 40,
    suspended=False,
    is_this=True,
)
PHONE: Final = replace(
    ITSELF,
    id="a0c4810b5d22",
    name="Phone",
    kind=DeviceKind.PHONE,
    key_print="A0C4 810B 5D22",
    added_at=on(3),
    added_by="studio-laptop",
    used_at=on(24, 8, 51),
    is_this=False,
)
TABLET: Final = replace(
    PHONE,
    id="77d1e09c4b3a",
    name="Kitchen tablet",
    kind=DeviceKind.TABLET,
    key_print="77D1 E09C 4B3A",
    added_at=on(9),
    added_by="Phone",
    used_at=on(22, 19),
)
SERVER: Final = replace(
    PHONE,
    id="09be63fa1c55",
    name="build-server",
    kind=DeviceKind.COMPUTER,
    key_print="09BE 63FA 1C55",
    added_at=on(17),
    used_at=None,
)

LISTED: Final = DeviceList(devices=(ITSELF, PHONE, TABLET, SERVER), read=True)

SIGNED_IN: Final = replace(ACTIVE, ways=("OTP", "TRUSTED_DEVICE"))
TRUSTED: Final = replace(SIGNED_IN, this_device=THIS, devices=LISTED)
NOT_TRUSTED: Final = replace(SIGNED_IN, this_device=UNTRUSTED)


def with_trust(trust: DeviceTrust) -> Snapshot:
    """Somebody signed in at a computer of that standing."""
    return replace(TRUSTED, this_device=replace(THIS, trust=trust))


def with_others(*others: KnownDevice) -> Snapshot:
    """A trusted computer, and these besides."""
    return replace(TRUSTED, devices=DeviceList(devices=(ITSELF, *others), read=True))


STRANGE_NAMES: Final = with_others(
    replace(PHONE, name="\u202emoc.live\u202c\nsecond line\x1b[31m"),
    replace(TABLET, name="A name that somebody made as long as it could be made, word by word"),
    replace(SERVER, name="", suspended=True),
)

SHOWN: Final = ShownCode(
    identifier="maya@example.com",
    host=HOST,
    text=(
        "Kay64UG8yvCyLhqU000LxzYeUm0L/hLIl5S8kyKWbdc=:ED25519:"
        "11111111-2222-3333-4444-555555555555:61e51b1b-55cd-4b00-9cc0-4b71fa0eb00f:1600000000"
    ),
    digits="298842",
    key_print="5CC6 0E13 9A7B",
    started_at=NOW - 29,
    expires_at=NOW + 151,
)
REMEMBERED: Final = replace(BLANK, last_identifier="maya@example.com", this_device=UNTRUSTED)

SEEN: Final = AddedDevice(
    name="Kitchen tablet",
    kind=DeviceKind.TABLET,
    address="203.0.113.7",
    key_print="5CC6 0E13 9A7B",
    expires_at=NOW + 142,
)


def adding(added: AddedDevice | None, *, can_scan: bool = True) -> Overview:
    """A trusted computer that adds a device."""
    overview = overview_of(replace(TRUSTED, added_device=added))
    return replace(overview, can_scan_screen=can_scan)


def _deed(at: float, deed: str, kind: DeedKind, *words: str) -> PastDeed:
    return PastDeed(at, deed, kind, *words)


RENEWED: Final = tuple(
    _deed(on(24, hour, 32), "renewed", DeedKind.RENEWAL) for hour in (13, 12, 11, 10, 9)
)
DEEDS: Final = (
    *RENEWED[:2],
    _deed(
        on(24, 11, 20), "request_approved", DeedKind.REQUEST, "number", "build-server", "192.0.2.61"
    ),
    *RENEWED[2:],
    _deed(
        on(24, 10, 2),
        "request_denied_elsewhere",
        DeedKind.REQUEST,
        "Phone",
        "Chromium on Linux",
        "203.0.113.90",
    ),
    _deed(on(24, 9, 4), "renewed", DeedKind.RENEWAL),
    _deed(on(24, 9, 4), "signed_in", DeedKind.SIGN_IN, "EMAIL"),
    _deed(on(23, 17, 58), "signed_out", DeedKind.SIGN_IN),
    _deed(on(23, 17, 20), "renewed_late", DeedKind.RENEWAL),
    _deed(on(23, 14, 14), "renewed", DeedKind.RENEWAL),
    _deed(on(23, 14, 7), "renewal_failed", DeedKind.PROBLEM, "RequestRefusedError"),
    _deed(on(23, 8, 47), "renewed", DeedKind.RENEWAL),
    _deed(on(21, 11, 58), "renewed", DeedKind.RENEWAL),
    _deed(
        on(21, 11, 40),
        "request_wrong_number",
        DeedKind.PROBLEM,
        "",
        "\u202emoc.live\nsecond line",
        "203.0.113.91",
    ),
    _deed(on(17, 12), "device_added", DeedKind.DEVICE, "", "build-server", "192.0.2.61"),
    _deed(on(3, 12), "device_trusted", DeedKind.DEVICE, "", "studio-laptop"),
)
HISTORY: Final = replace(overview_of(TRUSTED), history=DEEDS)

DEVICE_SCENES: Final[dict[str, Overview]] = {
    "devices": overview_of(TRUSTED),
    "devices-alone": overview_of(with_others()),
    "devices-asked": overview_of(replace(TRUSTED, devices=DeviceList())),
    "devices-unreachable": overview_of(
        replace(
            TRUSTED,
            devices=DeviceList(
                problem=ServiceUnreachableError(host=HOST, reason="connection refused")
            ),
        )
    ),
    "devices-strange-names": overview_of(STRANGE_NAMES),
    "devices-not-trusted": overview_of(NOT_TRUSTED),
    "devices-busy": overview_of(
        replace(NOT_TRUSTED, this_device=replace(UNTRUSTED, busy=True)),
    ),
    "devices-needs-code": overview_of(replace(NOT_TRUSTED, needs_code=True)),
    "devices-signed-out": overview_of(replace(BLANK, this_device=UNTRUSTED)),
    "devices-signed-out-trusted": overview_of(replace(BLANK, this_device=THIS)),
    "devices-suspended": overview_of(
        replace(
            with_trust(DeviceTrust.SUSPENDED),
            devices=DeviceList(problem=DeviceSuspendedError()),
        )
    ),
    "devices-removed": overview_of(with_trust(DeviceTrust.REMOVED)),
    "devices-key-lost": overview_of(
        replace(TRUSTED, this_device=replace(THIS, trust=DeviceTrust.KEY_LOST, key_print=""))
    ),
    "devices-reading": overview_of(
        replace(
            ACTIVE,
            session=SessionFact.UNREAD,
            this_device=ThisDevice(name="studio-laptop", trusted_since=on(3)),
        )
    ),
    "devices-keystore-locked": overview_of(replace(TRUSTED, obstacle=Obstacle.KEYSTORE_LOCKED)),
    "devices-unlocking": overview_of(
        replace(TRUSTED, obstacle=Obstacle.KEYSTORE_LOCKED, unlocking=True)
    ),
    "devices-no-keystore": overview_of(
        replace(TRUSTED, obstacle=Obstacle.KEYSTORE_UNAVAILABLE),
    ),
    "show-code": overview_of(replace(NOT_TRUSTED, shown_code=SHOWN)),
    "show-code-signed-out": overview_of(replace(REMEMBERED, shown_code=SHOWN)),
    "show-code-asking": overview_of(
        replace(NOT_TRUSTED, shown_code=replace(SHOWN, text="", digits="", key_print="", busy=True))
    ),
    "show-code-unreachable": overview_of(
        replace(
            NOT_TRUSTED,
            shown_code=ShownCode(
                identifier="maya@example.com",
                host=HOST,
                problem=ServiceUnreachableError(host=HOST, reason="connection refused"),
            ),
        )
    ),
    "add-device": adding(None),
    "add-device-no-scan": adding(None, can_scan=False),
    "add-device-reading": adding(AddedDevice(busy=True)),
    "add-device-unreadable": adding(
        AddedDevice(problem=CodeUnreadableError(reason="no code is in the picture"))
    ),
    "add-device-choices": adding(
        AddedDevice(
            choices=(
                CodeChoice("one", "5CC6 0E13 9A7B"),
                CodeChoice("two", "A0C4 810B 5D22"),
            )
        )
    ),
    "add-device-confirm": adding(SEEN),
    "add-device-wrong": adding(replace(SEEN, problem=WrongDigitsError())),
    "add-device-adding": adding(replace(SEEN, busy=True)),
    "add-device-run-out": adding(replace(SEEN, expires_at=NOW - 1)),
    "add-device-published": adding(
        replace(SEEN, name="", address="", kind=DeviceKind.COMPUTER),
    ),
    "add-device-strange": adding(replace(SEEN, name="\u202emoc.live\n" + "A" * 200)),
    "add-device-done": adding(replace(SEEN, done=True)),
    "add-device-needs-code": overview_of(
        replace(TRUSTED, added_device=SEEN, needs_code=True),
    ),
    "history": HISTORY,
    "history-nothing": replace(HISTORY, history=()),
    "history-reading": replace(HISTORY, history=None),
    "session-trust": overview_of(replace(NOT_TRUSTED, proved_until=NOW + 500)),
    "session-trust-demo": overview_of(demo(replace(NOT_TRUSTED, proved_until=NOW + 500))),
    "session-suspended": overview_of(with_trust(DeviceTrust.SUSPENDED)),
    "show-code-for-whom": overview_of(replace(BLANK, this_device=UNTRUSTED)),
}
