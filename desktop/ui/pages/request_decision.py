"""One sign-in request: who asks, from where, how long still, and the two ways to decide.

The number is typed, never shown. Approve and Deny are equally large and neither is the default;
a request with a wrong signature can only be denied.
"""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import request_words, times
from desktop.ui.pages.page import Scroll
from desktop.ui.pages.request_facts import Facts
from desktop.ui.request_view import RequestView, Stand
from desktop.ui.sentence import Sentence
from desktop.ui.theme import measure
from desktop.ui.theme.type import Size, Weight
from desktop.ui.time_marks import TimeMarks
from desktop.ui.trust_words import KIND_ICONS
from desktop.ui.widgets.banner import announce
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.card import Card, Tile
from desktop.ui.widgets.code_boxes import CodeBoxes
from desktop.ui.widgets.field import Problem
from desktop.ui.widgets.ring import Bar
from desktop.ui.widgets.sides import beginning
from desktop.ui.widgets.text import Elided, Glyph, Hairline, Text
from desktop.ui.words import sentence_of

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
        self._wish = Text(tone="muted", wrap=True)
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
        self._marks = TimeMarks(self)
        self._lay_out()
        self.number.textChanged.connect(self._wake)
        self.deny.clicked.connect(self._deny)
        self.approve.clicked.connect(self._approve)

    def _lay_out(self) -> None:
        body = self._body = Scroll()
        # First: what is moved with something in it is dressed anew, all of it.
        self.column.addWidget(body, 1)
        self._gaps = tuple(QSpacerItem(0, measure.CARD_PADDING) for _ in range(3))
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
        column.addItem(self._gaps[0])
        column.addWidget(self.ending)
        column.addWidget(self._bar)
        column.addSpacing(6)
        column.addWidget(self._left)
        column.addSpacing(8)
        column.addWidget(self.facts)
        column.addItem(self._gaps[1])
        column.addWidget(self._rule)
        column.addItem(self._gaps[2])
        column.addWidget(self._ask)
        column.addWidget(self._advice)
        column.addSpacing(12)
        column.addWidget(self.number, 0, beginning())
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
        self.column.addWidget(self._foot)
        self.set_narrow(narrow=False)

    def set_narrow(self, *, narrow: bool) -> None:
        """Keep less clear inside."""
        side = (measure.CARD_PADDING if narrow else measure.CARD_PADDING_WIDE) - 1
        self._body.set_padding(side, side, side, measure.GAP)
        self._below.setContentsMargins(side, measure.GAP, side, side)
        self._tile.setHidden(narrow)
        self.facts.set_narrow(narrow=narrow)
        for gap in self._gaps:
            gap.changeSize(0, measure.GAP if narrow else measure.CARD_PADDING)

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
        self._marks.step(view.asked.expires_at, now)
        left = max(0.0, view.asked.expires_at - now)
        whole = max(1.0, view.asked.expires_at - view.asked.asked_at)
        words = self.tr("{time} left to decide").format(time=times.countdown(left))
        if view.stand is Stand.SENDING:
            words = self.tr("Telling the service…")
        self._left.setText(words)
        self._bar.show_left(left / whole, words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep in sight where the person types."""
        super().resizeEvent(event)
        if self.number.hasFocus():
            self._body.show_all_of(self.number)

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
