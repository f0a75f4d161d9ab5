"""The new device as the service saw it, and the digits that it shows."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.foundation.device_errors import WrongDigitsError
from desktop.foundation.errors import AuthenticatorError
from desktop.session.under_way import AddedDevice
from desktop.ui import times
from desktop.ui.claimed_name import claimed_name
from desktop.ui.theme import measure
from desktop.ui.theme.type import Size, Weight
from desktop.ui.time_marks import TimeMarks
from desktop.ui.trust_words import KIND_ICONS
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.code_boxes import CodeBoxes
from desktop.ui.widgets.device_tile import DeviceTile
from desktop.ui.widgets.field import Problem
from desktop.ui.widgets.ring import Bar
from desktop.ui.widgets.sides import beginning
from desktop.ui.widgets.text import Elided, Text
from desktop.ui.words import sentence_of

DIGITS: Final = 6
LIFETIME: Final = 180.0
"""Seconds that a code is good for (cotter-api 5.6)."""


class NewDevice(QWidget):
    """``confirmed`` carries the digits. They are sent by Add or Enter, never by themselves."""

    confirmed = Signal(str)
    cancelled = Signal()

    def __init__(self) -> None:
        """Know no device yet."""
        super().__init__()
        self._added: AddedDevice | None = None
        self._problem: AuthenticatorError | None = None
        self._full = ""
        self._host = Chip("", "ui/lock")
        self._tile = DeviceTile("ui/devices")
        self._name = Elided(size=Size.HEADING, weight=Weight.STRONG)
        self._claim = Text(size=Size.SMALL, tone="muted", wrap=True)
        self._address = Text(wrap=True)
        self._key = Text(mono=True, size=Size.BODY)
        self.boxes: Final = CodeBoxes(DIGITS)
        self._below = Problem(below=12)
        self._bar = Bar()
        self._left = Text(size=Size.SMALL, tone="muted", wrap=True)
        self.add: Final = Button(self.tr("Add"), Kind.PRIMARY, tall=True, wide=True)
        self.cancel: Final = Button(self.tr("Cancel"), tall=True, wide=True)
        self._marks = TimeMarks(self)
        self._lay_out()
        self.boxes.textChanged.connect(self._allow)
        self.boxes.completed.connect(self._completed)
        self.add.clicked.connect(self._confirm)
        self.cancel.clicked.connect(self.cancelled)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._host, 0, Qt.AlignmentFlag.AlignLeading)
        column.addSpacing(12)
        title = self.tr("Is this your device?")
        column.addWidget(Text(title, size=Size.HEADING, weight=Weight.STRONG, wrap=True))
        column.addSpacing(12)
        column.addWidget(self._card())
        column.addSpacing(20)
        typing = self.tr("Type the six digits that it shows")
        column.addWidget(Text(typing, weight=Weight.STRONG, wrap=True))
        advice = self.tr("Only if you hold it yourself right now.")
        column.addWidget(Text(advice, tone="muted", wrap=True))
        column.addSpacing(8)
        column.addWidget(self.boxes, 0, beginning())
        column.addSpacing(12)
        column.addWidget(self._below)
        column.addWidget(self._bar)
        column.addSpacing(8)
        column.addWidget(self._left)
        column.addSpacing(16)
        buttons = QHBoxLayout()
        buttons.setSpacing(measure.GAP)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.add)
        column.addLayout(buttons)

    def _card(self) -> Card:
        card = Card(gap=12)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self._tile)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(self._name)
        texts.addWidget(self._claim)
        texts.addStretch(1)
        line.addLayout(texts, 1)
        card.column.addLayout(line)
        facts = QGridLayout()
        facts.setHorizontalSpacing(16)
        facts.setVerticalSpacing(4)
        facts.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, (label, value) in enumerate(
            ((self.tr("Address"), self._address), (self.tr("Key"), self._key))
        ):
            facts.addWidget(Text(label, tone="muted"), row, 0, top)
            facts.addWidget(value, row, 1, top)
        card.column.addLayout(facts)
        return card

    def draw(self, added: AddedDevice, host: str, now: float) -> None:
        """Show the device that was read."""
        if self._added is None or added.key_print != self._added.key_print:
            self._problem, self._full = None, ""
            self.boxes.start_anew()
        self._added = added
        self._host.setText(host)
        self._host.updateGeometry()
        self._tile.show_icon(KIND_ICONS[added.kind])
        name = claimed_name(added.name)
        self._name.setText(name or self.tr("Unnamed device"))
        self._name.updateGeometry()
        claim = self.tr("What it calls itself: its own claim")
        if not name:
            claim = self.tr("The service tells nothing of it. Compare the key.")
        self._claim.setText(claim)
        address = self.tr("{address}, as the service saw it").format(
            address=claimed_name(added.address)
        )
        self._address.setText(address if added.address else self.tr("not known to the service"))
        self._key.setText(added.key_print)
        self._draw_mood(added, now)
        self.step(now)

    def _draw_mood(self, added: AddedDevice, now: float) -> None:
        is_new = added.problem is not self._problem
        self._problem = added.problem
        is_wrong = isinstance(added.problem, WrongDigitsError)
        if added.busy or now >= added.expires_at:
            self.boxes.show_waiting()
        elif is_new and is_wrong:
            self._full = ""
            self.boxes.show_wrong()
        elif self.boxes.isReadOnly():
            self.boxes.show_typing()
        said = sentence_of(added.problem) if added.problem is not None and not added.busy else None
        self._below.say(said.happened if said else "", said.rest if said else "")

    def step(self, now: float) -> None:
        """A second of the code's time."""
        added = self._added
        if added is None:
            return
        self._marks.step(added.expires_at, now)
        left = max(0.0, added.expires_at - now)
        words = self.tr("{time} left").format(time=times.countdown(left))
        if left <= 0:
            words = self.tr("That code has run out. Show a new one on the other device.")
            self.boxes.show_waiting()
        self._bar.show_left(left / LIFETIME, words)
        self._left.setText(words)
        self._allow()

    def set_narrow(self, *, narrow: bool) -> None:
        """The boxes move together."""
        self.boxes.set_compact(compact=narrow)

    def take_focus(self) -> None:
        """What is to be typed has the focus."""
        self.boxes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _allow(self) -> None:
        is_full = len(self.boxes.text()) == DIGITS
        self.add.setEnabled(is_full and not self.boxes.isReadOnly())

    def _completed(self, digits: str) -> None:
        # The boxes tell it once when they are full, and again when Enter is pressed in them.
        if digits == self._full:
            self._confirm()
        self._full = digits

    def _confirm(self) -> None:
        if self.add.isEnabled():
            self.boxes.show_waiting()
            self._allow()
            self.confirmed.emit(self.boxes.text())
