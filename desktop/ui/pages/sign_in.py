"""Sign in: with this computer if it is trusted, with a code, by another device, in the browser."""

from itertools import pairwise

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.foundation.errors import AuthenticatorError, TooManyTriesError
from desktop.session.snapshot import Overview, Snapshot
from desktop.ui import times
from desktop.ui.channels import PHONE_CHANNELS, fits, identifier_label, identifier_wanted
from desktop.ui.commands import Commands, IdentifierKind, Recognised
from desktop.ui.device_notice import WAY
from desktop.ui.names import channel_word
from desktop.ui.pages.own_device_way import OwnDeviceWay, way_words
from desktop.ui.pages.page import ColumnPage
from desktop.ui.theme import measure
from desktop.ui.theme.type import Size, Weight
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.card import Row, Rows
from desktop.ui.widgets.chip import Chip, Tone
from desktop.ui.widgets.field import Field, Picker, Problem
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.text import Hairline, Text
from desktop.ui.words import sentence_of

PHONE_LETTERS = "0123456789 +-()./"


class SignInPage(ColumnPage):
    """The identifier is recognised as it is typed; the service's host stays visible."""

    def __init__(self, commands: Commands) -> None:
        """Send what is typed to ``commands``."""
        super().__init__()
        self._commands = commands
        self._profile = ""
        self._channels: tuple[str, ...] = ()
        self._problem: AuthenticatorError | None = None
        self._waits: dict[str, tuple[TooManyTriesError, float]] = {}
        self._sending = False
        self._host = Chip("", "ui/lock")
        self._title = Text(self.tr("Sign in"), size=Size.HEADING, weight=Weight.STRONG)
        self._advice = Text(tone="muted", wrap=True)
        self.own_device = OwnDeviceWay()
        self.identifier = Field(identifier_label(()))
        self._kind = Chip()
        self._kind.hide()
        self.identifier.put_inside(self._kind)
        self.country = Picker(self.tr("Country of the phone number"))
        self.channel = Segments(self.tr("Send the code by"))
        self._channel_label = Text(self.tr("Send the code by"), weight=Weight.STRONG)
        self._channel_help = Text(size=Size.SMALL, tone="muted", wrap=True)
        self.send = Button(self.tr("Send code"), Kind.PRIMARY, tall=True, wide=True)
        self._problem_below = Problem(above=12)
        self.other_device = Row("ui/shield", self.tr("Use a device you trust"), " ")
        self.browser = Row("ui/browser", self.tr("Continue in the browser"), " ")
        self.leave_demo = Button(self.tr("Leave the demo"), Kind.QUIET)
        self.header.add(self.leave_demo)
        self._lay_out()
        self.identifier.edit.textChanged.connect(self._typed)
        self.identifier.edit.returnPressed.connect(self._send)
        self.country.currentIndexChanged.connect(self._typed)
        self.channel.chosen.connect(self._typed)
        self.send.clicked.connect(self._send)
        self.own_device.button.clicked.connect(commands.sign_in_with_device)
        self.other_device.clicked.connect(self._ask_another_device)
        self.browser.clicked.connect(self._continue_in_browser)
        self.leave_demo.clicked.connect(commands.leave_demo)

    def _lay_out(self) -> None:
        column = self.column
        column.addWidget(self._host, 0, Qt.AlignmentFlag.AlignLeading)
        column.addSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._advice)
        column.addSpacing(20)
        column.addWidget(self.own_device)
        column.addWidget(self.identifier)
        self._country_gap = measure.GAP
        column.addSpacing(8)
        column.addWidget(self.country)
        self.country.hide()
        column.addSpacing(8)
        column.addWidget(self._channel_label)
        column.addSpacing(6)
        column.addWidget(self.channel)
        column.addSpacing(6)
        column.addWidget(self._channel_help)
        column.addSpacing(20)
        column.addWidget(self.send)
        column.addWidget(self._problem_below)
        column.addSpacing(22)
        self._or_line = QWidget()
        line = QHBoxLayout(self._or_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(Hairline(), 1)
        line.addWidget(Text(self.tr("or"), size=Size.SMALL, tone="muted"))
        line.addWidget(Hairline(), 1)
        column.addWidget(self._or_line)
        column.addSpacing(14)
        rows = self.ways_besides = Rows()
        rows.add(self.other_device)
        rows.add(self.browser)
        column.addWidget(rows)

    def draw(self, overview: Overview, now: float) -> None:
        """Show the profile's service, and what came of the last try."""
        snapshot = overview.active()
        if snapshot is None:
            return
        self._host.setText(snapshot.service_host)
        opens = self.tr("Opens {host}").format(host=snapshot.service_host)
        self.browser.say(self.tr("Continue in the browser"), opens)
        self.other_device.say(
            self.tr("Use a device you trust"), self.tr("Approve on a phone or computer you added")
        )
        by_device = WAY in snapshot.ways
        self.ways_besides.set_shown(self.other_device, shown=by_device)
        self.ways_besides.set_shown(self.browser, shown=snapshot.in_browser)
        for part in (self._or_line, self.ways_besides):
            part.setVisible(snapshot.in_browser or by_device)
        self.leave_demo.setVisible(snapshot.demo)
        self.own_device.draw(snapshot)
        self.send.set_kind(Kind.PRIMARY if self.own_device.isHidden() else Kind.SECONDARY)
        self._advice.setText(self._advice_words(snapshot))
        self._offer_channels(snapshot)
        if snapshot.profile_id != self._profile:
            self._profile = snapshot.profile_id
            self.identifier.edit.setText(snapshot.last_identifier)
        self._sending = snapshot.sending
        if snapshot.problem is not self._problem:
            self._problem = snapshot.problem
            self._show_problem(snapshot.problem, now)
        self._typed_without_forgetting()
        self.step(now)

    def _advice_words(self, snapshot: Snapshot) -> str:
        if snapshot.untold:
            return self.tr("You are signed out here. {host} is told when it answers again.").format(
                host=snapshot.service_host
            )
        return way_words(snapshot) or self.tr("We send a code to you. There is no password.")

    def step(self, now: float) -> None:
        """Count down until the service takes another try."""
        left = self._wait_until() - now
        if left > 0:
            words = self.tr("Send code in {time}").format(time=times.countdown(left))
            self.send.setText(words)
        else:
            self.send.setText(self.tr("Sending…") if self._sending else self.tr("Send code"))
        self.send.set_counting(counting=left > 0)
        self.send.setEnabled(left <= 0 and not self._sending)

    def enter(self) -> None:
        """The focus is where the way is shortest: on this computer's key, else in the field."""
        if self.own_device.is_ready():
            self.own_device.button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._enter_field()

    def _enter_field(self) -> None:
        self.identifier.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.identifier.edit.selectAll()

    def _offer_channels(self, snapshot: Snapshot) -> None:
        channels = snapshot.channels
        if channels != self._channels:
            self._channels = channels
            self.identifier.name(identifier_label(channels))
            self.channel.offer([(one, channel_word(one)) for one in channels])
            # Choices that were made just now would come last.
            way = (self.identifier.edit, self.country, *self.channel.stops(), self.send)
            for before, after in pairwise(way):
                self.setTabOrder(before, after)
        several = len(channels) > 1
        for part in (self.channel, self._channel_label):
            part.setVisible(several)

    def _show_problem(self, problem: AuthenticatorError | None, now: float) -> None:
        said = sentence_of(problem) if problem is not None else None
        of_field = problem is not None and "identifier" in problem.values
        self.identifier.show_problem("")
        self._problem_below.say("")
        if isinstance(problem, TooManyTriesError):
            if self._waits.get(self._profile, (None,))[0] is not problem:
                self._waits[self._profile] = (problem, now + problem.retry_after)
            at = times.until(self._wait_until(), now)
            again = self.tr("You can ask again at {time}.").format(time=at)
            self._problem_below.say(self.tr("Too many tries."), again)
        elif said is not None and of_field:
            self.identifier.show_problem(said.happened, said.rest)
        elif said is not None:
            self._problem_below.say(said.happened, said.rest)

    def _wait_until(self) -> float:
        """When this profile's service takes another try; each profile waits for its own."""
        return self._waits[self._profile][1] if self._profile in self._waits else 0.0

    def _recognised(self) -> Recognised:
        return self._commands.recognise(self.identifier.text(), self._region())

    def _region(self) -> str:
        if self.country.count():
            return str(self.country.currentData())
        return QLocale.territoryToCode(QLocale.system().territory())

    def _typed(self) -> None:
        self.identifier.show_problem("")
        self._typed_without_forgetting()

    def _typed_without_forgetting(self) -> None:
        text = self.identifier.text()
        found = self._recognised()
        is_phone = bool(text) and all(letter in PHONE_LETTERS for letter in text)
        self._ask_for_country(wanted=is_phone and not text.startswith("+") and len(text) > 2)
        words = {IdentifierKind.EMAIL: self.tr("E-mail"), IdentifierKind.PHONE: self.tr("Phone")}
        self._kind.say(words.get(found.kind, ""), "ui/check", Tone.ACCENT)
        self.identifier.keep_clear_of_inside()
        allowed = [one for one in self._channels if fits(one, found.kind)]
        self.channel.allow(allowed)
        self._channel_help.say(self._help_for(found.kind))

    def _help_for(self, kind: IdentifierKind) -> str:
        phone = [channel_word(one) for one in self._channels if one in PHONE_CHANNELS]
        if kind is IdentifierKind.PHONE and not phone:
            return self.tr("This service sends codes by e-mail only.")
        if kind is not IdentifierKind.EMAIL or not phone:
            return ""
        if len(phone) == 1:
            return self.tr("{channel} needs a phone number.").format(channel=phone[0])
        names = self.tr("{one} and {other}").format(one=phone[0], other=phone[1])
        return self.tr("{channels} need a phone number.").format(channels=names)

    def _ask_for_country(self, *, wanted: bool) -> None:
        if wanted and not self.country.count():
            here = self._region()
            was_blocked = self.country.blockSignals(True)
            for region in self._commands.regions():
                self.country.addItem(f"{region.name} ({region.calling_code})", region.code)
            self.country.blockSignals(was_blocked)
            self.country.pick(here)
        self.country.setVisible(wanted)

    def _send(self) -> None:
        if not self.send.isEnabled():
            return
        if self._lacks_identifier():
            return
        found = self._recognised()
        phone = found.kind is IdentifierKind.PHONE
        channel = self.channel.value() if fits(self.channel.value(), found.kind) else ""
        channel = channel or ("SMS" if phone else "EMAIL")
        self.identifier.edit.setModified(False)
        self._commands.send_code(self.identifier.text(), self._region(), channel)

    def _lacks_identifier(self) -> bool:
        if self.identifier.text():
            return False
        self.identifier.show_problem(identifier_wanted(self._channels))
        self._enter_field()
        return True

    def _ask_another_device(self) -> None:
        if not self._lacks_identifier():
            self._commands.ask_another_device(self.identifier.text(), self._region())

    def _continue_in_browser(self) -> None:
        self._commands.continue_in_browser(self.identifier.text(), self._region())
