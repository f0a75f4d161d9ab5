"""Enter the code: boxes, time and attempts left, another code, what to do when none came."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.foundation.errors import (
    AuthenticatorError,
    CodeExpiredError,
    TooManyTriesError,
    WrongCodeError,
)
from desktop.foundation.secret import Secret
from desktop.session.snapshot import Overview
from desktop.session.under_way import CodeEntry
from desktop.ui import times
from desktop.ui.commands import Commands
from desktop.ui.names import channel_word
from desktop.ui.pages.page import ColumnPage
from desktop.ui.theme import measure
from desktop.ui.theme.palette import roles
from desktop.ui.theme.type import Size, Weight, line_height
from desktop.ui.time_marks import TimeMarks
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.card import Row, Rows
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.code_boxes import CodeBoxes
from desktop.ui.widgets.field import Problem
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.ring import Bar
from desktop.ui.widgets.sides import beginning
from desktop.ui.widgets.text import Glyph, Text, is_dress_change
from desktop.ui.words import sentence_of


class SentTo(QLabel):
    """``We sent six digits to m···a@example.com.``, the place in strong ink."""

    def __init__(self) -> None:
        """Say nothing yet."""
        super().__init__()
        self._pattern = self._place = ""
        self.setProperty("tone", "muted")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setMinimumHeight(line_height(Size.BODY))

    def say(self, pattern: str, place: str) -> None:
        """Show ``pattern`` with ``{place}`` filled in."""
        self._pattern, self._place = pattern, place
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        """Take the new ink when the colours change."""
        if is_dress_change(event) and self._pattern:
            self._write()
        super().changeEvent(event)

    def _write(self) -> None:
        place = self._place.replace("&", "&amp;").replace("<", "&lt;")
        strong = f'<span style="color:{roles().text}; font-weight:600">{place}</span>'
        words = self._pattern.format(place=strong)
        if words != self.text():
            self.setText(words)
            self.setAccessibleName(self._pattern.format(place=self._place))


class Hint(QWidget):
    """A row that only tells something."""

    def __init__(self, icon: str, text: str) -> None:
        """Show ``text`` after ``icon``."""
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(measure.CARD_PADDING, 8, measure.CARD_PADDING, 8)
        line.setSpacing(12)
        line.addWidget(Glyph(icon))
        line.addWidget(Text(text, tone="muted", wrap=True), 1)
        self.setMinimumHeight(measure.ROW - 1)


class CodePage(ColumnPage):
    """Sends the code itself once the boxes are full; a wrong one keeps everything."""

    def __init__(self, commands: Commands, clock: Callable[[], float]) -> None:
        """Send what is typed to ``commands``; ``clock`` is the wall time in seconds."""
        super().__init__(back="")
        self._commands, self._clock = commands, clock
        self._entry: CodeEntry | None = None
        self._challenge = (0.0, "")
        self._problem: AuthenticatorError | None = None
        self._host = Chip("", "ui/lock")
        self._sent_to = SentTo()
        self.boxes = CodeBoxes()
        self._problem_below = Problem(below=12)
        self._bar = Bar()
        self._time = Text(size=Size.SMALL, tone="muted")
        self._attempts = Text(size=Size.SMALL, tone="muted")
        self._marks = TimeMarks(self)
        self.again = Button(self.tr("Send again"))
        self.paste = Button(self.tr("Paste code"), Kind.LINK)
        self.change = Row("ui/mail", self.tr("Change the address"))
        self.header.back.setText(self.tr("Sign in"))
        self.header.back.show()
        self.header.set_narrow(narrow=False)
        self._lay_out()
        self.boxes.completed.connect(self._submit)
        self.again.clicked.connect(self._send_again)
        self.paste.clicked.connect(self._paste)
        self.change.clicked.connect(commands.cancel_sign_in)
        self.header.back.clicked.connect(commands.cancel_sign_in)

    def _lay_out(self) -> None:
        column = self.column
        column.addWidget(self._host, 0, Qt.AlignmentFlag.AlignLeading)
        column.addSpacing(12)
        column.addWidget(Text(self.tr("Enter the code"), size=Size.HEADING, weight=Weight.STRONG))
        column.addWidget(self._sent_to)
        column.addSpacing(20)
        column.addWidget(self.boxes, 0, beginning())
        column.addSpacing(12)
        column.addWidget(self._problem_below)
        column.addSpacing(8)
        column.addWidget(self._bar)
        column.addSpacing(8)
        legend = Flow(below=0, spread=True)
        legend.add(self._time)
        legend.add(self._attempts)
        column.addLayout(legend)
        column.addSpacing(20)
        actions = Flow(spread=True)
        actions.add(self.again)
        actions.add(self.paste)
        column.addLayout(actions)
        column.addSpacing(24)
        column.addWidget(Text(self.tr("It didn’t arrive?"), weight=Weight.STRONG))
        column.addSpacing(8)
        rows = Rows()
        self._spam = Hint("ui/search", self.tr("Look in the spam folder for “Your code is”"))
        rows.add(self._spam)
        rows.add(self.change)
        column.addWidget(rows)

    def draw(self, overview: Overview, now: float) -> None:
        """Show the challenge under way."""
        snapshot = overview.active()
        if snapshot is None or not isinstance(snapshot.sign_in, CodeEntry):
            return
        entry = snapshot.sign_in
        self._entry = entry
        self._host.setText(snapshot.service_host)
        self.boxes.set_digits(entry.digits)
        self._sent_to.say(self._sent_words(entry), entry.sent_to)
        by_mail = entry.channel == "EMAIL"
        self._spam.setVisible(by_mail)
        address, number = self.tr("Change the address"), self.tr("Change the number")
        another = any(one != entry.channel for one in snapshot.channels) and not by_mail
        other = self.tr("Change the number or the way")
        self.change.say(address if by_mail else other if another else number)
        if (entry.started_at, entry.identifier) != self._challenge:
            self._challenge = (entry.started_at, entry.identifier)
            self._problem = None
            self.boxes.start_anew()
        self._draw_mood(entry)
        self.step(now)

    def _draw_mood(self, entry: CodeEntry) -> None:
        is_new = entry.problem is not self._problem
        self._problem = entry.problem
        if entry.accepted:
            self.boxes.show_right()
        elif entry.busy or isinstance(entry.problem, CodeExpiredError):
            self.boxes.show_waiting()
        elif is_new and isinstance(entry.problem, WrongCodeError):
            self.boxes.show_wrong()
        elif self.boxes.isReadOnly():
            self.boxes.show_typing()
        if is_new or entry.problem is None:
            self._show_problem(entry)

    def _show_problem(self, entry: CodeEntry) -> None:
        problem = entry.problem
        if problem is None or entry.busy or entry.accepted:
            self._problem_below.say("")
            return
        said = sentence_of(problem)
        if isinstance(problem, WrongCodeError):
            first = self.tr("That code doesn’t match.")
            if entry.attempts_left is not None:
                first += " " + self._attempts_words(entry.attempts_left)
            self._problem_below.say(first, said.next_step)
        elif isinstance(problem, TooManyTriesError):
            at = times.until(entry.resend_at, self._clock())
            again = self.tr("You can ask again at {time}.").format(time=at)
            self._problem_below.say(said.happened, again)
        else:
            self._problem_below.say(said.happened, said.rest)

    def step(self, now: float) -> None:
        """A second of the time left and of the wait for another code."""
        entry = self._entry
        if entry is None:
            return
        self._marks.step(entry.expires_at, now)
        left = max(0.0, entry.expires_at - now)
        whole = max(1.0, entry.expires_at - entry.started_at)
        words = self.tr("{time} left").format(time=times.countdown(left))
        if left <= 0 or isinstance(entry.problem, CodeExpiredError):
            words, left = self.tr("This code has run out."), 0.0
        self._bar.show_left(left / whole, words)
        self._time.setText(words)
        told = self._problem_below.isHidden() and entry.attempts_left is not None
        self._attempts.setText(self._attempts_words(entry.attempts_left or 0) if told else "")
        wait = entry.resend_at - now
        if wait > 0:
            count = self.tr("Send again in {time}").format(time=times.countdown(wait))
            self.again.setText(count)
        else:
            run_out = left <= 0
            self.again.setText(self.tr("Send a new one") if run_out else self.tr("Send again"))
        self.again.set_counting(counting=wait > 0)
        if wait <= 0 and entry.busy:
            self.again.setEnabled(False)
        self.paste.setEnabled(not self.boxes.isReadOnly())

    def set_narrow(self, *, narrow: bool) -> None:
        """Take the page's padding; the boxes move together."""
        super().set_narrow(narrow=narrow)
        self.boxes.set_compact(compact=narrow)

    def enter(self) -> None:
        """The boxes have the focus."""
        self.boxes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sent_words(self, entry: CodeEntry) -> str:
        if entry.channel != "EMAIL":
            by = channel_word(entry.channel)
            return self.tr("We sent a code by {channel} to {place}.").replace("{channel}", by)
        if entry.digits == 6:
            return self.tr("We sent six digits to {place}.")
        return self.tr("We sent %n digits to {place}.", "", entry.digits)

    def _attempts_words(self, attempts: int) -> str:
        if self._is_wrong():
            return self.tr("%n attempts left.", "", attempts)
        return self.tr("%n attempts left", "", attempts)

    def _is_wrong(self) -> bool:
        return isinstance(self._problem, WrongCodeError)

    def _submit(self, code: str) -> None:
        self.boxes.show_waiting()
        self._commands.submit_code(Secret(code))

    def _send_again(self) -> None:
        self._commands.send_code_again()
        self.enter()

    def _paste(self) -> None:
        self.enter()
        self.boxes.paste_clipboard()
