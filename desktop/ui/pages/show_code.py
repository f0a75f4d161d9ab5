"""Show this computer's code, so that a device that is trusted already can add it."""

from typing import Final

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.foundation.errors import InvalidIdentifierError
from desktop.session.snapshot import Overview, Snapshot
from desktop.session.under_way import ShownCode
from desktop.ui import times
from desktop.ui.channels import identifier_label, identifier_wanted
from desktop.ui.commands import Commands, IdentifierKind
from desktop.ui.pages.fitting_page import FittingPage
from desktop.ui.pages.page import Header, Scroll
from desktop.ui.theme import measure
from desktop.ui.theme.type import Size, Weight, grown
from desktop.ui.trust_words import is_signed_in
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.digit_tiles import DigitTiles
from desktop.ui.widgets.field import Field, Problem
from desktop.ui.widgets.numbered_step import NumberedStep
from desktop.ui.widgets.qr_view import QrView
from desktop.ui.widgets.ring import Bar
from desktop.ui.widgets.sides import set_sides
from desktop.ui.widgets.text import Glyph, Text
from desktop.ui.widgets.waiting import Waiting
from desktop.ui.words import sentence_of

INDENT: Final = 32


class ShowCodePage(FittingPage):
    """The code is shown while the page is: leaving it, or hiding the window, takes it back."""

    WIDE_FROM = 700

    left = Signal()
    said = Signal(str)

    def __init__(self, commands: Commands) -> None:
        """Send what is pressed to ``commands``."""
        super().__init__()
        self._commands = commands
        self._shown: ShownCode | None = None
        self._identifier = ""
        self._asks_for_whom = False
        self._header = Header()
        self._header.lead_back_from(self.tr("Show this computer’s code"), self.tr("Devices"))
        self._host = Chip("", "ui/lock")
        self._host_below = Chip("", "ui/lock")
        self._header.add(self._host)
        self.qr = QrView(self.tr("Code of this computer"))
        self.digits = DigitTiles(self.tr("Six digits"))
        self._bar = Bar()
        self._left = Text(size=Size.SMALL, tone="muted", wrap=True)
        self._waiting = Waiting("")
        self._problem = Problem(below=16)
        self.again = Button(self.tr("Try again"))
        self.cancel = Button(self.tr("Cancel"))
        self.copy = Button(self.tr("Copy as text"), icon="ui/copy")
        self._whose = Text(size=Size.SMALL, tone="muted", wrap=True)
        self.change = Button(self.tr("Another address"), Kind.LINK)
        self._channels: tuple[str, ...] = ()
        self.identifier = Field(identifier_label(()))
        self.show_button = Button(self.tr("Show the code"), Kind.PRIMARY, tall=True, wide=True)
        self._lay_out()
        self._header.back.clicked.connect(self.left)
        self.cancel.clicked.connect(self.left)
        self.copy.clicked.connect(self._copy)
        self.again.clicked.connect(self._show)
        self.change.clicked.connect(self._ask_for_whom)
        self.show_button.clicked.connect(self._show_typed)
        self.identifier.edit.returnPressed.connect(self._show_typed)

    # -------------------------------------------------------------------------------------- layout

    def _lay_out(self) -> None:
        self._body = Scroll()
        column = self._body.column
        column.addWidget(self._host_below, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._form())
        column.addWidget(self._problem)
        column.addWidget(self.again)
        column.addWidget(self._code())
        column.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(self._body, 1)
        self._fit(narrow=False)

    def _form(self) -> QWidget:
        form = self._form_part = QWidget()
        form.setMaximumWidth(grown(measure.SIGN_IN_COLUMN))
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        title = self.tr("For whom is this computer?")
        column.addWidget(Text(title, weight=Weight.STRONG))
        advice = self.tr("The device that adds it is signed in as the same person.")
        column.addWidget(Text(advice, tone="muted", wrap=True))
        column.addSpacing(16)
        column.addWidget(self.identifier)
        column.addSpacing(16)
        column.addWidget(self.show_button)
        form.hide()
        return form

    def _code(self) -> QWidget:
        whole = self._code_part = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.addWidget(self.qr, 0, Qt.AlignmentFlag.AlignTop)
        self._beside.addWidget(self._steps(), 1)
        column.addLayout(self._beside)
        column.addSpacing(24)
        column.addWidget(self._copy_card())
        column.addSpacing(12)
        whose = QHBoxLayout()
        whose.setSpacing(12)
        whose.addWidget(self._whose, 1)
        whose.addWidget(self.change)
        column.addLayout(whose)
        return whole

    def _steps(self) -> QWidget:
        steps = QWidget()
        column = QVBoxLayout(steps)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(0)
        how = QWidget()
        listed = QVBoxLayout(how)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.setSpacing(12)
        where = self.tr("On a device you already trust")
        listed.addWidget(Text(where, weight=Weight.STRONG, wrap=True))
        for number, (pattern, strong) in enumerate(
            (
                (self.tr("Choose {strong} there."), self.tr("Add a device")),
                (self.tr("Scan this code."), ""),
                (self.tr("Type these six digits when it asks:"), ""),
            ),
            start=1,
        ):
            listed.addWidget(NumberedStep(number, pattern, strong))
        column.addWidget(how)
        column.addSpacing(12)
        self._tiles_line = QHBoxLayout()
        set_sides(self._tiles_line, INDENT, 0, 0, 0)
        self._tiles_line.addWidget(self.digits)
        self._tiles_line.addStretch(1)
        column.addLayout(self._tiles_line)
        column.addSpacing(20)
        column.addWidget(self._bar)
        column.addSpacing(8)
        column.addWidget(self._left)
        column.addSpacing(24)
        column.addWidget(self._waiting)
        column.addSpacing(12)
        column.addWidget(self.cancel)
        column.addStretch(1)
        return steps

    def _copy_card(self) -> Card:
        card = Card(padding=0)
        self._copy_line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._copy_line.setSpacing(12)
        said = QHBoxLayout()
        said.setSpacing(12)
        said.addWidget(Glyph("ui/info"))
        words = self.tr("No camera over there? Copy the code and paste it on the other device.")
        said.addWidget(Text(words, wrap=True), 1)
        self._copy_line.addLayout(said, 1)
        self._copy_line.addWidget(self.copy)
        card.column.addLayout(self._copy_line)
        return card

    def _fit(self, *, narrow: bool) -> None:
        super()._fit(narrow=narrow)
        side = measure.PAGE_PADDING_NARROW if self._is_window_narrow else measure.PAGE_PADDING
        self._body.set_padding(side, 0, side, measure.CARD_PADDING_WIDE)
        self._header.set_narrow(narrow=self._is_window_narrow)
        self.qr.set_narrow(narrow=self._is_window_narrow)
        way = QBoxLayout.Direction
        self._beside.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._beside.setSpacing(16 if narrow else 40)
        self._copy_line.setDirection(way.TopToBottom if self._is_window_narrow else way.LeftToRight)
        set_sides(self._copy_line, 17, 12, 12, 12)
        self._place_host()
        self._body.column.setSpacing(12 if self._is_window_narrow else 0)

    def _place_host(self) -> None:
        """Say below the header where the code is from, if that has no room for both."""
        title = self._header.title.sizeHint().width() + measure.CONTROL
        wanted = title + self._host.sizeHint().width() + 2 * (measure.PAGE_PADDING + measure.GAP)
        fits = not self._is_window_narrow and wanted <= self.width()
        self._host.setVisible(fits)
        self._host_below.setVisible(not fits)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the place for the host again."""
        super().resizeEvent(event)
        self._place_host()

    # ------------------------------------------------------------------------------------- drawing

    def draw(self, overview: Overview, now: float) -> None:
        """Show the code of this moment."""
        snapshot = overview.active()
        if snapshot is None:
            return
        for chip in (self._host, self._host_below):
            chip.setText(snapshot.service_host)
            chip.updateGeometry()
        self._place_host()
        self._identifier = snapshot.identifier or snapshot.last_identifier
        self._channels = snapshot.channels
        self.identifier.name(identifier_label(self._channels))
        shown = self._shown = snapshot.shown_code
        is_known = shown is not None or bool(self._identifier)
        self._choose_part(form=self._asks_for_whom or not is_known)
        if isinstance(snapshot.problem, InvalidIdentifierError):
            said = sentence_of(snapshot.problem)
            self.identifier.show_problem(said.happened, said.rest)
        if shown is None:
            shown = ShownCode(identifier=self._identifier, host=snapshot.service_host, busy=True)
        self.change.setVisible(not is_signed_in(snapshot))
        self._draw_code(shown, snapshot)
        if shown.problem is not None and not self._asks_for_whom:
            self._code_part.hide()
            said = sentence_of(shown.problem)
            self._problem.say(said.happened, said.rest)
            self.again.show()
        self.step(now)

    def _choose_part(self, *, form: bool) -> None:
        self._form_part.setVisible(form)
        self._code_part.setVisible(not form)
        for part in (self._problem, self.again):
            part.hide()

    def _draw_code(self, shown: ShownCode, snapshot: Snapshot) -> None:
        has_code = bool(shown.text)
        self.qr.show_text(shown.text)
        self.digits.show_digits(shown.digits)
        for part in (self.digits, self._bar, self._left):
            part.setVisible(has_code)
        self.copy.setEnabled(has_code)
        self._waiting.say(
            self.tr("Waiting for the other device") if has_code else self.tr("Asking the service")
        )
        whose = self.tr("It adds {computer} for {who}.").format(
            computer=snapshot.this_device.name or self.tr("this computer"), who=shown.identifier
        )
        if shown.key_print:
            key = self.tr("Its key is {print}.").format(print=shown.key_print)
            whose = f"{whose} {key}"
        self._whose.setText(whose)

    def step(self, now: float) -> None:
        """A second of the code's time."""
        self._waiting.step()
        shown = self._shown
        if shown is not None and shown.text:
            left = max(0.0, shown.expires_at - now)
            words = self.tr("{time} left, then a new code appears.").format(
                time=times.countdown(left)
            )
            self._bar.show_left(left / max(1.0, shown.expires_at - shown.started_at), words)
            self._left.setText(words)

    # -------------------------------------------------------------------------------------- acting

    def showEvent(self, event: QShowEvent) -> None:
        """Show the code as long as the page is seen."""
        if not event.spontaneous() and self._identifier and not self._asks_for_whom:
            self._show()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody is to add a computer whose page was left."""
        if not event.spontaneous():
            self._asks_for_whom = False
            self.identifier.edit.clear()
            self._commands.hide_code()
        super().hideEvent(event)

    def enter(self) -> None:
        """Where something is to be typed the field has the focus; else stopping has it."""
        ways_on = (self.identifier.edit, self.again, self.cancel)
        first = next((one for one in ways_on if one.isVisibleTo(self)), self.cancel)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        self._commands.show_code(self.identifier.text(), _region())

    def _ask_for_whom(self) -> None:
        self._commands.hide_code()
        self._asks_for_whom = True
        self._choose_part(form=True)
        self.identifier.edit.setText(self._identifier)
        self.identifier.edit.selectAll()
        self.enter()

    def _show_typed(self) -> None:
        found = self._commands.recognise(self.identifier.text(), _region())
        if found.kind not in (IdentifierKind.EMAIL, IdentifierKind.PHONE):
            self.identifier.show_problem(identifier_wanted(self._channels))
            self.enter()
            return
        self.identifier.show_problem("")
        self._asks_for_whom = False
        self._choose_part(form=False)
        self._show()
        self.enter()

    def _copy(self) -> None:
        if self._shown is not None and self._shown.text:
            QGuiApplication.clipboard().setText(self._shown.text)
            self.said.emit(self.tr("Code copied. Paste it on the other device."))


def _region() -> str:
    return QLocale.territoryToCode(QLocale.system().territory())
