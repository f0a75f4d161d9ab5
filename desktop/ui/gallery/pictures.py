"""What is painted: time left, the chart, codes to scan and to read, icons."""

from collections.abc import Iterator

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.foundation.resources import resource
from desktop.session.list_entries import RenewalDay
from desktop.ui.gallery.specimen import GAP, Group, Specimen, alone, below, beside
from desktop.ui.theme import measure
from desktop.ui.theme.type import Size
from desktop.ui.widgets.card import Card, Tile
from desktop.ui.widgets.chart import Chart
from desktop.ui.widgets.chip import Tone
from desktop.ui.widgets.device_tile import DeviceTile
from desktop.ui.widgets.digit_tiles import DigitTiles
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.qr_view import QrView
from desktop.ui.widgets.ring import Bar, Ring, RingTone
from desktop.ui.widgets.text import Glyph

WEEK = (
    RenewalDay("2026-04-28", 4),
    RenewalDay("2026-04-29", 6, waited=1),
    RenewalDay("2026-04-30", 5),
    RenewalDay("2026-05-01", 2, failed=1),
    RenewalDay("2026-05-02"),
    RenewalDay("2026-05-03", 3, waited=2),
    RenewalDay("2026-05-04", 4),
)

LINK = "cotter-authenticator://add?code=0123456789"


def main_pictures() -> Iterator[Group]:
    """Those of the picture of the components."""
    yield beside("Ring", _rings(small=True), 20)


def further_pictures() -> Iterator[Group]:
    """The others."""
    yield beside("Ring, large", _rings(small=False), 20)
    yield _bars()
    yield _chart()
    yield _codes()
    yield _tiles()
    yield _icons()


def _rings(*, small: bool) -> Iterator[Specimen]:
    for label, fraction, tone, minutes in (
        ("active", 0.7, RingTone.CALM, "42"),
        ("expiring", 0.08, RingTone.SOON, "4"),
        ("offline", 0.7, RingTone.OFFLINE, "42"),
    ):
        ring = Ring(small=small)
        ring.show_left(fraction, tone, minutes, "min" if small else "min left")
        yield Specimen(label, ring)
    locked = Ring(small=small)
    locked.show_icon("ui/lock", "The keystore is locked")
    yield Specimen("locked", locked)


def _bars() -> Group:
    specimens = []
    for label, fraction in (("whole", 1.0), ("half", 0.5), ("empty", 0.0)):
        bar = Bar()
        bar.show_left(fraction, label)
        specimens.append(Specimen(label, bar))
    return below("Bar", specimens, GAP)


def _chart() -> Group:
    specimens = []
    body = QWidget()
    line = QHBoxLayout(body)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(measure.CARD_GAP)
    empty = tuple(RenewalDay(one.day) for one in WEEK)
    for label, days in (("a week", WEEK), ("nothing yet", empty)):
        chart = Chart()
        chart.show_days(days)
        chart.setFixedHeight(190)
        card = Card()
        card.column.addWidget(chart)
        line.addWidget(card)
        specimens.append(Specimen(label, chart))
    return Group("Chart", body, tuple(specimens))


def _codes() -> Group:
    empty, code, narrow = (QrView("Code to scan") for _ in range(3))
    code.show_text(LINK)
    narrow.show_text(LINK)
    narrow.set_narrow(narrow=True)
    empty.setFixedSize(code.sizeHint())
    digits = DigitTiles("Digits")
    digits.show_digits("482913")
    number = DigitTiles("Number", tile=(52, 56), gap=8, size=Size.DISPLAY)
    number.show_digits("57")
    return beside(
        "To scan and to read",
        (
            Specimen("code", code),
            Specimen("narrow", narrow),
            Specimen("none yet", empty),
            Specimen("digits", digits),
            Specimen("number", number),
        ),
        24,
    )


def _tiles() -> Group:
    specimens = [Specimen("icon", Tile("ui/computer")), Specimen("letter", Tile(letter="C"))]
    for tone in Tone:
        tile = DeviceTile("ui/phone")
        tile.show_tone(tone)
        specimens.append(Specimen(tone.name.lower(), tile))
    return beside("Tile", specimens)


def _icons() -> Group:
    body = QWidget()
    flow = Flow(body, gap=16, below=16)
    names = sorted(f"ui/{one.stem}" for one in resource("icons/ui").glob("*.svg"))
    shapes = sorted(f"tray/{one.stem}" for one in resource("icons/tray").glob("*.svg"))
    for name in names + shapes:
        for size in (measure.ICON, measure.ICON_EMPTY):
            flow.add(Glyph(name, "text", size))
    return alone("Icon", body)
