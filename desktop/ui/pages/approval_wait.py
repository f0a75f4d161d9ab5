"""Waiting for approval: what to do on the other device, the number to type there, the time left."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.foundation.errors import AuthenticatorError, TooManyTriesError
from desktop.session.snapshot import Overview, Snapshot
from desktop.session.under_way import ApprovalWait
from desktop.ui import times
from desktop.ui.channels import channel_for
from desktop.ui.claimed_name import claimed_name
from desktop.ui.commands import Commands
from desktop.ui.names import application_name
from desktop.ui.pages.page import ColumnPage
from desktop.ui.theme import measure
from desktop.ui.theme.type import Size, Weight
from desktop.ui.time_marks import TimeMarks
from desktop.ui.wait_words import ending_of
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.digit_tiles import DigitTiles
from desktop.ui.widgets.field import Problem
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.numbered_step import NumberedStep
from desktop.ui.widgets.ring import Ring, RingTone
from desktop.ui.widgets.text import Text

SOON_SECONDS: Final = 30.0
TILE: Final = (72, 80)


class ApprovalWaitPage(ColumnPage):
    """Ends at once when it was denied or ran out, and says so; then it can be asked again."""

    def __init__(self, commands: Commands) -> None:
        """Send what is pressed to ``commands``."""
        super().__init__()
        self._commands = commands
        self._snapshot: Snapshot | None = None
        self._wait: ApprovalWait | None = None
        self._was_over = False
        self._blocked: tuple[TooManyTriesError, float] | None = None
        self._host = Chip("", "ui/lock")
        self._asked = Text(tone="muted", wrap=True)
        self._which = NumberedStep(2, "")
        self._type_it = NumberedStep(3, "")
        self.number: Final = DigitTiles(
            self.tr("Number"), tile=TILE, gap=measure.GAP, size=Size.DISPLAY
        )
        self._no_number = Text(wrap=True)
        self.ring: Final = Ring(small=True, stacked=True)
        self._caution = Text(size=Size.SMALL, tone="muted", wrap=True)
        self.ending: Final = Problem(below=20)
        self.cancel: Final = Button(self.tr("Cancel"))
        self.again: Final = Button(self.tr("Ask again"), Kind.PRIMARY)
        self.use_code: Final = Button(self.tr("Use a code instead"), Kind.LINK)
        self.header.back.setText(self.tr("Sign in"))
        self.header.back.show()
        self.header.set_narrow(narrow=False)
        self._marks = TimeMarks(self)
        self._lay_out()
        self.header.back.clicked.connect(commands.cancel_sign_in)
        self.cancel.clicked.connect(commands.cancel_sign_in)
        self.again.clicked.connect(self._ask_again)
        self.use_code.clicked.connect(self._use_code)

    def _lay_out(self) -> None:
        title = self.tr("Approve on another device")
        column = self.column
        column.addWidget(self._host, 0, Qt.AlignmentFlag.AlignLeading)
        column.addSpacing(12)
        column.addWidget(Text(title, size=Size.HEADING, weight=Weight.STRONG, wrap=True))
        column.addWidget(self._asked)
        column.addSpacing(20)
        column.addWidget(self.ending)
        self._steps = self._steps_widget()
        column.addWidget(self._steps)
        actions = Flow(spread=True)
        for button in (self.cancel, self.again, self.use_code):
            actions.add(button)
        column.addLayout(actions)

    def _steps_widget(self) -> QWidget:
        around = QWidget()
        column = QVBoxLayout(around)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        open_it = NumberedStep(
            1, self.tr("Open {app} on one of them.").format(app=application_name())
        )
        for step in (open_it, self._which, self._type_it):
            column.addWidget(step)
            column.addSpacing(10)
        card = Card(padding=measure.CARD_PADDING_WIDE + 1)
        line = QHBoxLayout()
        line.addWidget(self.number)
        line.addWidget(self._no_number, 1)
        line.addStretch()
        line.addWidget(self.ring)
        card.column.addLayout(line)
        column.addSpacing(4)
        column.addWidget(card)
        column.addSpacing(12)
        column.addWidget(self._caution)
        column.addSpacing(24)
        return around

    def draw(self, overview: Overview, now: float) -> None:
        """Show the wait under way, or how it ended."""
        snapshot = overview.active()
        if snapshot is None or not isinstance(snapshot.sign_in, ApprovalWait):
            return
        wait = snapshot.sign_in
        self._snapshot, self._wait = snapshot, wait
        self._note_limit(snapshot.problem or wait.problem, now)
        self._host.setText(wait.host)
        self._host.updateGeometry()
        asked = self.tr("We asked the devices that {who} trusts.")
        self._asked.setText(asked.format(who=wait.identifier))
        name = claimed_name(wait.device_name)
        self._which.say(self.tr("Choose the request from {strong}."), name)
        self._show_number(wait.number)
        self._show_ending(wait, snapshot)
        self.step(now)

    def _show_number(self, number: str) -> None:
        self.number.show_digits(number)
        self.number.setVisible(bool(number))
        self._no_number.setVisible(not number)
        if number:
            self._type_it.say(self.tr("Type this number there:"))
            self._caution.setText(
                self.tr("Type it only on your own device. Don’t read it out to anyone.")
            )
        else:
            self._type_it.say(self.tr("Approve it there."))
            self._no_number.setText(self.tr("This service gives no number to compare."))
            self._caution.setText(self.tr("Approve it only on your own device."))

    def _show_ending(self, wait: ApprovalWait, snapshot: Snapshot) -> None:
        ending = ending_of(wait, snapshot.problem)
        over = ending is not None
        self.ending.say(
            ending.happened if ending is not None else "",
            ending.rest if ending is not None else "",
        )
        self._steps.setHidden(over)
        self._asked.setHidden(over)
        self.cancel.setHidden(over)
        self.again.setVisible(over)
        if over is not self._was_over:
            self._was_over = over
            if self.isVisible():
                self.enter()

    def step(self, now: float) -> None:
        """A second of the time left."""
        wait = self._wait
        if wait is None:
            return
        if not self._was_over:
            self._marks.step(wait.expires_at, now)
        left = max(0.0, wait.expires_at - now)
        whole = max(1.0, wait.expires_at - wait.started_at)
        tone = RingTone.SOON if left < SOON_SECONDS else RingTone.CALM
        self.ring.show_left(left / whole, tone, times.countdown(left), self.tr("left"))

        self._step_again(now)

    def _note_limit(self, problem: AuthenticatorError | None, now: float) -> None:
        if not isinstance(problem, TooManyTriesError):
            self._blocked = None
        elif self._blocked is None or self._blocked[0] is not problem:
            self._blocked = (problem, now + problem.retry_after)

    def _step_again(self, now: float) -> None:
        """Count down until the service takes another request."""
        sending = self._snapshot is not None and self._snapshot.sending
        left = self._blocked[1] - now if self._blocked is not None else 0.0
        if left > 0:
            words = self.tr("Ask again in {time}").format(time=times.countdown(left))
        else:
            words = self.tr("Asking…") if sending else self.tr("Ask again")
        self.again.setText(words)
        self.again.set_counting(counting=left > 0)
        self.again.setEnabled(left <= 0 and not sending)

    def said_at_entry(self) -> str:
        """The number too: it is what the other device asks for, and the focus does not say it."""
        heading = super().said_at_entry()
        if self._was_over or self._wait is None or not self._wait.number:
            return heading
        asked, number = self.tr("Type this number there:"), " ".join(self._wait.number)
        return f"{heading}. {asked} {number}"

    def enter(self) -> None:
        """What there is to do here: stop, or ask again."""
        button = self.again if self._was_over else self.cancel
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_again(self) -> None:
        if self._wait is not None:
            self._commands.ask_another_device(self._wait.identifier, "")

    def _use_code(self) -> None:
        """Leave this, and have a code sent at once where it is clear by which way."""
        self._commands.cancel_sign_in()
        if self._wait is None or self._snapshot is None:
            return
        identifier = self._wait.identifier
        kind = self._commands.recognise(identifier, "").kind
        channel = channel_for(kind, self._snapshot.channels)
        if channel:
            self._commands.send_code(identifier, "", channel)
