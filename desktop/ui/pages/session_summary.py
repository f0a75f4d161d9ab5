"""The first card of the session page: ring, who, state, facts."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.session.device_facts import Requests
from desktop.session.snapshot import Activity, Headline, Obstacle, SessionFact, Snapshot
from desktop.ui import times
from desktop.ui.names import TONES, headline_word, keystore_word, status, way_in
from desktop.ui.theme import measure
from desktop.ui.theme.type import Size, Weight, line_height
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip, Tone
from desktop.ui.widgets.ring import Ring, RingTone
from desktop.ui.widgets.sides import set_sides
from desktop.ui.widgets.text import Elided, Hairline, Text

SOON_SECONDS: Final = 600.0
FACT: Final = 26


class Summary(Card):
    """Ring and facts beside each other, or below each other in a narrow window."""

    def __init__(self) -> None:
        """Know nothing yet."""
        super().__init__(padding=0)
        self._narrow: bool | None = None
        self.ring: Final = Ring()
        self.sign_out: Final = Button(self.tr("Sign out"), Kind.QUIET)
        self._who = Elided(size=Size.HEADING, weight=Weight.STRONG)
        self._chip = Chip()
        self._signed_in = Text(tone="muted", wrap=True)
        self._labels = (
            Text(self.tr("Valid until"), tone="muted"),
            Text(self.tr("Next renewal"), tone="muted"),
            Text(self.tr("Kept in"), tone="muted"),
        )
        self._values = tuple(Text(wrap=True) for _ in self._labels)
        self._inside: QWidget | None = None
        self.set_narrow(narrow=False)

    def set_narrow(self, *, narrow: bool) -> None:
        """Lay everything out anew."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        old, self._inside = self._inside, QWidget()
        (self._lay_out_narrow if narrow else self._lay_out_wide)(self._inside)
        self.column.addWidget(self._inside)
        self.sign_out.setVisible(not narrow)
        # Beside each other the name gives way first: a state is short, and weighs more.
        self._chip.set_giving_way(gives_way=narrow)
        for part in (self._labels[0], self._values[0]):
            part.setVisible(not narrow)
        if old is not None:
            self.column.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _lay_out_wide(self, inside: QWidget) -> None:
        padding = measure.CARD_PADDING_WIDE + 1
        line = QHBoxLayout(inside)
        # The button beside the name is higher than the name, which begins level with the ring.
        above = (measure.CONTROL - line_height(Size.HEADING)) // 2
        set_sides(line, padding, padding - above, 17, padding - above - 4)
        line.setSpacing(32)
        ring = QVBoxLayout()
        ring.setContentsMargins(0, above, 0, 0)
        ring.addWidget(self.ring)
        ring.addStretch(1)
        line.addLayout(ring)
        column = QVBoxLayout()
        column.setSpacing(0)
        name = QHBoxLayout()
        name.setSpacing(0)
        name.addWidget(self._who)
        name.addSpacing(10)
        name.addWidget(self._chip)
        name.addStretch(1)
        name.addWidget(self.sign_out)
        column.addLayout(name)
        self._signed_in.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self._who.setAlignment(Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._signed_in)
        column.addSpacing(9)
        column.addLayout(self._facts(24))
        column.addStretch(1)
        line.addLayout(column, 1)

    def _lay_out_narrow(self, inside: QWidget) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(inside)
        column.setContentsMargins(17, 17, 17, 14)
        column.setSpacing(0)
        column.addWidget(self.ring, 0, middle)
        column.addSpacing(12)
        self._who.setAlignment(middle)
        column.addWidget(self._who)
        self._signed_in.setAlignment(middle)
        column.addWidget(self._signed_in)
        column.addSpacing(10)
        column.addWidget(self._chip, 0, middle)
        column.addSpacing(12)
        column.addWidget(Hairline())
        column.addSpacing(10)
        column.addLayout(self._facts(16))
        self.sign_out.setParent(self)  # the menu has it here; the wide layout would take it along

    def _facts(self, gap: int) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(gap)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for row, (label, value) in enumerate(zip(self._labels, self._values, strict=True)):
            for part in (label, value):
                part.setMinimumHeight(max(FACT, part.minimumHeight()))
            grid.addWidget(label, row, 0)
            grid.addWidget(value, row, 1)
        return grid

    def draw(self, snapshot: Snapshot, now: float) -> None:
        """Show the snapshot at wall time ``now``."""
        # How the session itself is: requests have a place of their own.
        snapshot = replace(snapshot, requests=Requests())
        headline = snapshot.headline(now)
        _role, tone, icon = TONES[headline]
        self._who.setText(snapshot.identifier or snapshot.profile_name)
        self._who.updateGeometry()
        word = status(snapshot, now) if self._narrow else headline_word(snapshot, now)
        self._chip.say(word, icon, tone if headline is not Headline.UNREAD else Tone.NEUTRAL)
        self._signed_in.say(self._signed_in_words(snapshot, now))
        known = snapshot.session is not SessionFact.NONE
        for value, words in zip(self._values, self._fact_words(snapshot, now), strict=True):
            value.setText(words)
        self.sign_out.setEnabled(known and snapshot.session is not SessionFact.REFUSED)
        self._draw_ring(snapshot, headline, now)

    def _signed_in_words(self, snapshot: Snapshot, now: float) -> str:
        if snapshot.signed_in_at is None:
            return ""
        at = snapshot.signed_in_at
        when = times.day_only(at, now) if self._narrow else times.moment(at, now)
        how = way_in(snapshot)
        if not how:
            return self.tr("Signed in {when}").format(when=when)
        return self.tr("Signed in {when} with {how}").format(when=when, how=how)

    def _fact_words(self, snapshot: Snapshot, now: float) -> tuple[str, str, str]:
        locked = snapshot.headline(now) is Headline.KEYSTORE_LOCKED
        none = self.tr("–")
        until = none
        if snapshot.expires_at is not None:
            until = times.until(snapshot.expires_at, now)
            if locked or snapshot.session is SessionFact.UNREAD:
                until = self.tr("{time}, as last seen").format(time=until)
            elif snapshot.session in (SessionFact.EXPIRED, SessionFact.REFUSED):
                until = self.tr("{time}, over").format(time=until)
        return until, self._renewal_words(snapshot, now) or none, keystore_word(snapshot) or none

    def _renewal_words(self, snapshot: Snapshot, now: float) -> str:
        if snapshot.session in (SessionFact.REFUSED, SessionFact.NONE):
            return self.tr("after you sign in")
        if snapshot.obstacle is Obstacle.KEYSTORE_LOCKED:
            return self.tr("after you unlock")
        if snapshot.obstacle is Obstacle.KEYSTORE_UNAVAILABLE:
            return self.tr("once there is a keystore")
        if snapshot.activity is Activity.RENEWING:
            return self.tr("now")
        if snapshot.obstacle is Obstacle.OFFLINE:
            return self.tr("when the service answers")
        if snapshot.next_renewal_at is None:
            return ""
        at = times.until(max(snapshot.next_renewal_at, now), now)
        return self.tr("about {time}, by itself").format(time=at)

    def _draw_ring(self, snapshot: Snapshot, headline: Headline, now: float) -> None:
        if headline is Headline.KEYSTORE_LOCKED:
            self.ring.show_icon("ui/lock", self.tr("Keystore locked"))
            return
        if headline is Headline.NEEDS_SIGN_IN or snapshot.expires_at is None:
            self.ring.show_icon("ui/signin", headline_word(snapshot, now))
            return
        left = snapshot.seconds_left(now)
        if not left:
            self.ring.show_icon(TONES[headline][2], headline_word(snapshot, now))
            return
        issued = snapshot.issued_at if snapshot.issued_at is not None else now
        whole = max(1.0, snapshot.expires_at - issued)
        soon = left < snapshot.at_most_a_share(SOON_SECONDS)
        tone = RingTone.SOON if soon else RingTone.CALM
        if headline in (Headline.OFFLINE, Headline.UNREAD):
            tone = RingTone.OFFLINE
        figure, unit = times.time_left(left)
        self.ring.show_left(left / whole, tone, figure, unit)
