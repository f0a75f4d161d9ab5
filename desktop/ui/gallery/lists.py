"""Places, rows and lists."""

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtWidgets import QWidget

from desktop.session.list_entries import DeedKind, PastDeed
from desktop.ui.gallery.specimen import Force, Group, Specimen, below, beside
from desktop.ui.theme import measure
from desktop.ui.timeline_rows import Filter, Line, TimelineRow, row_of, timeline_lines
from desktop.ui.widgets.card import Row, Rows
from desktop.ui.widgets.claim_row import ClaimRow
from desktop.ui.widgets.claims_list import ClaimsList
from desktop.ui.widgets.device_row import DeviceRow
from desktop.ui.widgets.sidebar import Place, ProfileSwitcher, Sidebar
from desktop.ui.widgets.timeline import Timeline

HOST = "login.example.com"
TODAY = datetime(2026, 5, 4)  # noqa: DTZ001 (the person's own zone)

DEEDS = (
    ("renewed", DeedKind.RENEWAL, 14, "", "", ""),
    ("request_approved", DeedKind.REQUEST, 11, "", "Firefox on Windows", "203.0.113.7"),
    ("signed_in", DeedKind.SIGN_IN, 9, "", "", ""),
)
"""What was done today: its name, its kind, the hour, and what it was about."""

CLAIMS = (
    ClaimRow("Who", "maya@example.com", "email", "maya@example.com"),
    ClaimRow("Session", "01JX8Y3Q…P7D2", "sid", "01JX8Y3QP7D2"),
    ClaimRow("Valid until", "15:20", "exp", "1777900800"),
    ClaimRow("Issued by", HOST, "iss", f"https://{HOST}"),
)

STATES = (
    ("normal", Force.NONE),
    ("hover", Force.HOVER),
    ("pressed", Force.PRESS),
    ("focus", Force.FOCUS),
)


def main_lists() -> Iterator[Group]:
    """Those of the picture of the components."""
    yield _sidebar_items()
    yield _rows()


def further_lists() -> Iterator[Group]:
    """The others."""
    yield _sidebars()
    yield _device_rows()
    yield _claims()
    yield _timeline()


def _sidebar_items() -> Group:
    forced = [
        Specimen(label, Place(label, "ui/session", label.capitalize(), ""), force)
        for label, force in STATES
    ]
    selected = Place("selected", "ui/session", "Selected", "")
    selected.setChecked(True)
    counted = Place("badge", "ui/requests", "With a badge", "")
    counted.set_count(3)
    specimens = (*forced[:3], Specimen("selected", selected), forced[3], Specimen("badge", counted))
    sidebar = Sidebar([place for one in specimens if isinstance(place := one.widget, Place)])
    sidebar.switcher.hide()
    sidebar.status.hide()
    return Group("Sidebar item", sidebar, specimens)


def _sidebars() -> Group:
    wide, rail = _sidebar(), _sidebar()
    rail.set_rail(rail=True)
    for one in (wide, rail):
        one.setFixedHeight(220)
    switchers = [ProfileSwitcher() for _ in STATES[1:]]
    for switcher in switchers:
        switcher.show_profile("Example", HOST)
    forced = zip(STATES[1:], switchers, strict=True)
    return beside(
        "Sidebar",
        (
            Specimen("wide", wide),
            Specimen("rail", rail),
            *(Specimen(label, switcher, force) for (label, force), switcher in forced),
        ),
        measure.CARD_GAP,
    )


def _sidebar() -> Sidebar:
    places = (
        Place("session", "ui/session", "Session", "Ctrl+1"),
        Place("requests", "ui/requests", "Sign-in requests", "Ctrl+2"),
    )
    sidebar = Sidebar(places)
    sidebar.switcher.show_profile("Example", HOST)
    sidebar.status.say("tray/active", "positive", "Active until 15:20")
    sidebar.mark("session")
    sidebar.count("requests", 3)
    return sidebar


def _rows() -> Group:
    rows = Rows()
    specimens = tuple(
        Specimen(label, Row("ui/phone", label.capitalize()), force)
        for label, force in (*STATES[:3], ("disabled", Force.DISABLE), STATES[3])
    )
    for one in specimens:
        rows.add(one.widget)
    return Group("Row", rows, specimens)


def _device_rows() -> Group:
    rows = Rows()
    normal, suspended, narrow = (
        DeviceRow("ui/phone", "Phone", "Added on 3 May by this computer", removal="Remove Phone")
        for _ in range(3)
    )
    suspended.say_state("Held back")
    for one in (normal, suspended, narrow):
        one.say_used("Used today")
        rows.add(one)
    narrow.set_narrow(narrow=True)
    labels = ("normal", "held back", "narrow")
    specimens = zip(labels, (normal, suspended, narrow), strict=True)
    return Group("Device row", rows, tuple(Specimen(*one) for one in specimens))


def _claims() -> Group:
    def make() -> ClaimsList:
        made = ClaimsList()
        made.show_rows(CLAIMS)
        made.setFixedSize(432, made.full_height())
        return made

    return below("Claims", _three_states(make(), make(), make()))


def _timeline() -> Group:
    def make() -> Timeline:
        made = Timeline("History")
        made.show_lines(_lines(), _write)
        made.set_narrow(narrow=True)
        made.setFixedSize(280, 4 * made.row_height())
        return made

    return beside("Timeline", _three_states(make(), make(), make()))


def _lines() -> tuple[Line, ...]:
    deeds = [
        PastDeed(TODAY.replace(hour=hour).timestamp(), deed, kind, detail, who, address)
        for deed, kind, hour, detail, who, address in DEEDS
    ]
    return timeline_lines(deeds, TODAY.date(), HOST, Filter(), "15:20")


def _write(line: Line) -> TimelineRow:
    return row_of(line, TODAY.date(), HOST)


def _three_states(normal: QWidget, hovered: QWidget, focus: QWidget) -> tuple[Specimen, ...]:
    return (
        Specimen("normal", normal),
        Specimen("hover", hovered, Force.HOVER),
        Specimen("focus", focus, Force.FOCUS),
    )
