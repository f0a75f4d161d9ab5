"""One sign-in request: who asks, from where, how long still, and the two ways to decide.

The number is typed, never shown. Approve and Deny are equally large and neither is the default;
a request with a wrong signature can only be denied.
"""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.session.device_facts import SignInRequest
from desktop.ui import request_words, times
from desktop.ui.pages.page import Scroll
from desktop.ui.request_view import RequestView, Stand
from desktop.ui.sentence import Sentence
from desktop.ui.theme import measure
from desktop.ui.theme.type import Size, Weight
from desktop.ui.trust_words import KIND_ICONS
from desktop.ui.widgets.banner import announce
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.card import Card, Tile
from desktop.ui.widgets.code_boxes import CodeBoxes
from desktop.ui.widgets.field import Problem
from desktop.ui.widgets.ring import Bar
from desktop.ui.widgets.text import Elided, Glyph, Hairline, Text
from desktop.ui.words import sentence_of

FACT: Final = 28
DIGITS: Final = 2


class Ending(QWidget):
    """How a request ended, with a shape and words; said aloud when it appears."""

    def __init__(self) -> None:
        """Nothing has ended yet."""
        super().__init__()
        self._glyph = Glyph("ui/info", "muted", measure.ICON_LARGE)
        self._first = Text(weight=Weight.STRONG, wrap=True)
        self._second = Text(tone="muted", wrap=True)
        beside = QVBoxLayout()
        beside.addWidget(self._glyph)
        beside.addStretch(1)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._first)
        texts.addWidget(self._second)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(measure.GAP)
        line.addLayout(beside)
        line.addLayout(texts, 1)
        self.hide()

    def say(self, said: Sentence | None, *, is_good: bool) -> None:
        """Say it, or nothing at all."""
        words = said.happened if said is not None else ""
        if said is not None and words != self._first.text():
            announce(self, said.whole())
        self._glyph.set_glyph(*(("ui/check", "positive") if is_good else ("ui/info", "muted")))
        self._first.setText(words)
        self._second.say(said.rest if said is not None else "")
        self.setVisible(said is not None)


class Fact(QWidget):
    """A value with who says so; its name stands before it."""

    def __init__(self, name: str, note: str = "") -> None:
        """Say nothing yet; ``note`` follows the value."""
        super().__init__()
        self.name: Final = Text(name, tone="muted")
        self.value: Final = Elided()
        self._note = Text(note, tone="muted")
        self._note.setVisible(bool(note))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.value)
        line.addWidget(self._note)
        line.addStretch(1)
        self.setMinimumHeight(FACT)

    def say(self, value: str, *, noted: bool = True) -> None:
        """Show ``value``, or nothing at all where it is empty."""
        self.value.setText(value)
        self.value.updateGeometry()
        self._note.setVisible(noted and bool(self._note.text()))
        self.name.setVisible(bool(value))
        self.setVisible(bool(value))


class Signature(QWidget):
    """Whether the service's signature over all that is shown is good."""

    def __init__(self, name: str) -> None:
        """Know nothing yet."""
        super().__init__()
        self.name: Final = Text(name, tone="muted")
        self._glyph = Glyph("ui/check", "positive")
        self._words = Text(weight=Weight.MEDIUM)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._glyph)
        line.addWidget(self._words, 1)
        self.setMinimumHeight(FACT)

    def say(self, asked: SignInRequest | None) -> None:
        """Show that of a request; nothing at all where only its end is known."""
        tone, icon, words = "muted", "ui/info", self.tr("Not signed by this service")
        if asked is not None and not asked.signature_ok:
            tone, icon, words = "danger", "ui/warning", self.tr("Signature is wrong")
        elif asked is not None and asked.address:
            tone, icon, words = "positive", "ui/check", self.tr("Signature checked")
        self._words.setText(words)
        self._words.set_tone(tone)
        self._glyph.set_glyph(icon, tone)
        self.name.setVisible(asked is not None)
        self.setVisible(asked is not None)


class Facts(QWidget):
    """What is claimed and what was seen, a line each."""

    def __init__(self) -> None:
        """Know nothing yet."""
        super().__init__()
        self._device = Fact(self.tr("Device"), self.tr("(its own claim)"))
        self._address = Fact(self.tr("Address"), self.tr("(seen by the service)"))
        self._asked = Fact(self.tr("Asked"))
        self._decided = Fact(self.tr("Decided"))
        self._service = Fact(self.tr("Service"))
        self._signature = Signature(self.tr("Request"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        lines: tuple[Fact | Signature, ...] = (
            self._device,
            self._address,
            self._asked,
            self._decided,
            self._service,
            self._signature,
        )
        for row, line in enumerate(lines):
            grid.addWidget(line.name, row, 0)
            grid.addWidget(line, row, 1)

    def show_facts(self, view: RequestView, host: str, now: float) -> None:
        """Show those of a request."""
        named, placed = bool(view.device_name), bool(view.address)
        self._device.say(request_words.called(view.device_name), noted=named)
        self._address.say(view.address or self.tr("Not told by the service"), noted=placed)
        asked, decided_at = view.asked, view.decided_at
        self._asked.say(times.precise(asked.asked_at, now) if asked is not None else "")
        self._decided.say(times.precise(decided_at, now) if decided_at is not None else "")
        self._service.say(host)
        self._signature.say(asked)


class RequestDecision(Card):
    """``approved`` carries the request and the number that was typed, ``denied`` the request."""

    approved = Signal(object, str)
    denied = Signal(object)

    def __init__(self) -> None:
        """Show no request yet."""
        super().__init__(padding=1)
        self._view: RequestView | None = None
        self._tile = Tile("ui/computer")
        self._name = Elided(size=Size.HEADING, weight=Weight.STRONG)
        self._wish = Elided(tone="muted")
        self._bar = Bar()
        self._left = Text(size=Size.SMALL, tone="muted")
        self.ending = Ending()
        self.facts = Facts()
        self._rule = Hairline()
        self._ask = Text(weight=Weight.STRONG, wrap=True)
        self._advice = Text(tone="muted", wrap=True)
        self.number = CodeBoxes(DIGITS)
        self.number.setAccessibleName(self.tr("Number, 2 digits"))
        self._problem = Problem(above=12)
        self._closing = Text(size=Size.SMALL, tone="muted", wrap=True)
        self._closing.setText(self.tr("Closing the window decides nothing."))
        self.deny = Button(self.tr("Deny"), Kind.DANGER, tall=True, wide=True)
        self.approve = Button(self.tr("Approve"), Kind.PRIMARY, tall=True, wide=True)
        self._lay_out()
        self.number.textChanged.connect(self._wake)
        self.deny.clicked.connect(self._deny)
        self.approve.clicked.connect(self._approve)

    def _lay_out(self) -> None:
        body = self._body = Scroll()
        column = body.column
        head = QHBoxLayout()
        head.setSpacing(measure.CARD_PADDING)
        head.addWidget(self._tile)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._wish)
        head.addLayout(names, 1)
        column.addLayout(head)
        column.addSpacing(16)
        column.addWidget(self.ending)
        column.addWidget(self._bar)
        column.addSpacing(6)
        column.addWidget(self._left)
        column.addSpacing(8)
        column.addWidget(self.facts)
        column.addSpacing(16)
        column.addWidget(self._rule)
        column.addSpacing(16)
        column.addWidget(self._ask)
        column.addWidget(self._advice)
        column.addSpacing(12)
        column.addWidget(self.number)
        column.addWidget(self._problem)
        column.addStretch(1)
        self._foot = QWidget()
        foot = self._below = QVBoxLayout(self._foot)
        foot.setSpacing(measure.GAP)
        foot.addWidget(self._closing)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.deny, 1)
        buttons.addWidget(self.approve, 1)
        foot.addLayout(buttons)
        self.column.addWidget(body, 1)
        self.column.addWidget(self._foot)
        self.set_narrow(narrow=False)

    def set_narrow(self, *, narrow: bool) -> None:
        """Keep less clear inside."""
        side = (measure.CARD_PADDING if narrow else measure.CARD_PADDING_WIDE) - 1
        self._body.set_padding(side, side, side, measure.GAP)
        self._below.setContentsMargins(side, measure.GAP, side, side)

    def draw(self, view: RequestView, host: str, now: float) -> None:
        """Show a request; another one than before begins with empty boxes."""
        before, self._view = self._view, view
        if before is None or before.id != view.id:
            self.number.start_anew()
            self._body.verticalScrollBar().setValue(0)
        self._tile.show_icon(KIND_ICONS[view.kind])
        self._name.setText(request_words.called(view.device_name))
        self._wish.say(self._wish_words(view))
        self.ending.say(view.ending, is_good=view.is_good)
        self.facts.show_facts(view, host, now)
        self._draw_question(view)
        self.step(now)

    def step(self, now: float) -> None:
        """A second of the time left."""
        view = self._view
        if view is None or view.asked is None or view.stand is Stand.OVER:
            return
        left = max(0.0, view.asked.expires_at - now)
        whole = max(1.0, view.asked.expires_at - view.asked.asked_at)
        words = self.tr("{time} left to decide").format(time=times.countdown(left))
        if view.stand is Stand.SENDING:
            words = self.tr("Telling the service…")
        self._left.setText(words)
        self._bar.show_left(left / whole, words)

    def take_focus(self) -> bool:
        """Put the focus where the person goes on; false where there is nothing to do."""
        if not self.number.isHidden() and self.number.isEnabled():
            self.number.setFocus()
            self._body.show_all_of(self.number)
            return True
        return False

    def _draw_question(self, view: RequestView) -> None:
        over, forged = view.stand is Stand.OVER, view.stand is Stand.FORGED
        sending = view.stand is Stand.SENDING
        signed = view.asked is not None and view.asked.signature_ok
        numbered = view.asked is not None and view.asked.has_number and signed
        for part in (self._bar, self._left, self._rule, self._ask, self._advice, self._foot):
            part.setHidden(over)
        if numbered:
            self._ask.setText(self.tr("Type the number that device shows"))
            self._advice.setText(self.tr("Only if you are signing in there yourself right now."))
        elif signed:
            self._ask.setText(self.tr("That device shows no number"))
            self._advice.setText(
                self.tr("Approve only if you are signing in there yourself right now.")
            )
        else:
            self._ask.setText(self.tr("This request can’t be approved"))
            self._advice.setText(
                self.tr(
                    "The service’s signature of it is wrong: it may have been changed on its way. "
                    "Deny it, and ask whoever runs the service."
                )
            )
        self._ask.set_tone("text" if signed else "danger")
        self.number.setHidden(over or not numbered)
        if sending:
            self.number.show_waiting()
        elif self.number.isReadOnly():
            self.number.show_typing()
        self.approve.setHidden(over or forged or not signed)
        self.deny.setDisabled(sending)
        self._show_problem(view)
        self._wake()

    def _show_problem(self, view: RequestView) -> None:
        problem = view.asked.problem if view.asked is not None else None
        if problem is None or view.stand in (Stand.OVER, Stand.SENDING):
            self._problem.say("")
            return
        said = sentence_of(problem)
        is_new = self._problem.isHidden()
        self._problem.say(said.happened, said.rest)
        if is_new:
            self._body.show_all_of(self._problem)

    def _wake(self) -> None:
        view = self._view
        if view is None or view.asked is None:
            return
        typed = not view.asked.has_number or len(self.number.text()) == DIGITS
        self.approve.setEnabled(view.stand is Stand.OPEN and typed)

    def _wish_words(self, view: RequestView) -> str:
        if view.asked is None or not view.asked.identifier:
            return ""
        who = view.asked.identifier
        if view.stand is Stand.OVER:
            return self.tr("wanted to sign in as {who}").format(who=who)
        return self.tr("wants to sign in as {who}").format(who=who)

    def _deny(self) -> None:
        if self._view is not None and self._view.asked is not None:
            self.denied.emit(self._view.asked)

    def _approve(self) -> None:
        if self._view is not None and self._view.asked is not None:
            number = self.number.text() if self._view.asked.has_number else ""
            self.approved.emit(self._view.asked, number)
