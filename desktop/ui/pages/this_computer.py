"""The card of this computer: what it is to the service, and what can be done about it."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from desktop.session.snapshot import Snapshot
from desktop.ui import times
from desktop.ui.claimed_name import claimed_name
from desktop.ui.theme import measure
from desktop.ui.theme.type import Size, Weight, grown
from desktop.ui.trust_words import TrustStep, standing_of, step_word
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.device_tile import EDGE, DeviceTile
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.text import Elided, Text

GAP: Final = 20
CHIP_GAP: Final = 12
FACT_GAP: Final = 6
WORDS: Final = 330
"""Pixels that tile and words need to stand beside the buttons."""

BUTTONS: Final = 2
"""No standing has more steps."""

QUIET_STEPS: Final = (TrustStep.STOP, TrustStep.SHOW_CODE, TrustStep.CANCEL_UNLOCK)
"""What never is the one thing that leads on."""


class ThisComputer(Card):
    """``pressed`` carries the :class:`TrustStep` of the button."""

    pressed = Signal(TrustStep)

    def __init__(self) -> None:
        """Know nothing yet."""
        super().__init__(padding=measure.CARD_PADDING_WIDE)
        self._steps: tuple[TrustStep, ...] = ()
        self._tile = DeviceTile("ui/computer")
        self._name = Elided(size=Size.HEADING, weight=Weight.STRONG)
        self._chip = Chip()
        self._chip.set_giving_way(gives_way=False)
        self._sentence = Text(tone="muted", wrap=True)
        self._since = Text(size=Size.SMALL, tone="muted")
        self._key = Text(size=Size.SMALL, tone="muted", mono=True)
        self._dot = Text("·", size=Size.SMALL, tone="muted")
        self._is_narrow = False
        self._padding = measure.CARD_PADDING_WIDE
        self.buttons: Final = tuple(Button("", wide=True) for _ in range(BUTTONS))
        self._lay_out()
        for index, button in enumerate(self.buttons):
            button.clicked.connect(lambda _checked=False, at=index: self._press(at))

    def _lay_out(self) -> None:
        way = QBoxLayout.Direction
        self._line = Flow(gap=GAP, below=16)
        self._about = QBoxLayout(way.LeftToRight)
        self._about.setSpacing(GAP)
        tile = QVBoxLayout()
        tile.addWidget(self._tile)
        tile.addStretch(1)
        self._about.addLayout(tile)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        name = self._heading = QBoxLayout(way.LeftToRight)
        name.setSpacing(CHIP_GAP)
        name.addWidget(self._name)
        name.addWidget(self._chip)
        name.addStretch(1)
        texts.addLayout(name)
        texts.addSpacing(2)
        texts.addWidget(self._sentence)
        texts.addSpacing(6)
        self._facts = Flow(gap=FACT_GAP, below=0)
        for part in (self._since, self._dot, self._key):
            self._facts.add(part)
        texts.addLayout(self._facts)
        texts.addStretch(1)
        self._about.addLayout(texts, 1)
        self._line.add(self._about, least=grown(WORDS))
        beside = QVBoxLayout()
        beside.setSpacing(measure.GAP)
        beside.addStretch(1)
        for button in self.buttons:
            beside.addWidget(button)
        beside.addStretch(1)
        self._line.add(beside)
        self.column.addLayout(self._line)

    def draw(self, snapshot: Snapshot) -> None:
        """Show this computer as it is known."""
        this = snapshot.this_device
        standing = standing_of(snapshot)
        self._tile.show_tone(standing.tone)
        self._name.setText(claimed_name(this.name) or self.tr("This computer"))
        self._name.updateGeometry()
        self._chip.say(standing.word, standing.icon, standing.tone)
        self._sentence.setText(standing.sentence)
        since = ""
        if this.trusted_since is not None:
            since = self.tr("Trusted since {day}").format(day=times.long_day(this.trusted_since))
        self._since.say(since)
        self._key.say(self.tr("key {print}").format(print=this.key_print) if this.key_print else "")
        self._draw_steps(standing.steps, may_lead=not snapshot.needs_code, busy=this.busy)
        self._place()

    def _draw_steps(self, steps: tuple[TrustStep, ...], *, may_lead: bool, busy: bool) -> None:
        self._steps = steps
        for index, button in enumerate(self.buttons):
            button.setVisible(index < len(steps))
            if index >= len(steps):
                continue
            leads_on = may_lead and index == 0 and steps[0] not in QUIET_STEPS
            button.set_kind(Kind.PRIMARY if leads_on else Kind.SECONDARY)
            word = step_word(steps[index])
            if button.text() != word:
                button.setText(word)
                button.updateGeometry()
            button.setEnabled(not busy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find a place for the chip again."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        self._place_heading()
        self._place_facts()

    def _place_heading(self) -> None:
        """Put the chip below the name where that would have to give way to it."""
        way = QBoxLayout.Direction
        wanted = self._name.sizeHint().width() + self._chip.sizeHint().width() + CHIP_GAP
        below = self._is_narrow or wanted > self._room()
        direction = way.TopToBottom if below else way.LeftToRight
        if direction != self._heading.direction():
            self._heading.setDirection(direction)
            self._heading.setSpacing(6 if below else CHIP_GAP)
            # Qt tells the layouts around only of what changes in the outermost one.
            self._heading.update()
            self.updateGeometry()

    def _room(self) -> int:
        """Pixels for the words, beside the buttons where these leave them enough."""
        shown = [one.sizeHint().width() for one in self.buttons if not one.isHidden()]
        alone = self.contentsRect().width() - 2 * self._padding - EDGE - GAP
        beside = alone - max(shown, default=-GAP) - GAP
        return beside if beside >= grown(WORDS) - EDGE - GAP else alone

    def _place_facts(self) -> None:
        # Beside two buttons there is no room for both in one line.
        both = not self._since.isHidden() and not self._key.isHidden()
        dotted = self._since.sizeHint().width() + self._dot.sizeHint().width() + 2 * FACT_GAP
        on_one_line = dotted + self._key.sizeHint().width() <= self._room()
        if self._dot.isHidden() is (both and on_one_line):
            self._dot.setVisible(both and on_one_line)
            self._facts.update()
            self.updateGeometry()

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the buttons below the words."""
        self._is_narrow = narrow
        padding = self._padding = measure.CARD_PADDING if narrow else measure.CARD_PADDING_WIDE
        self.column.setContentsMargins(padding, padding, padding, padding)
        self._about.setSpacing(16 if narrow else GAP)
        self._place()

    def _press(self, index: int) -> None:
        if index < len(self._steps):
            self.pressed.emit(self._steps[index])
