"""Add a device: bring its code here, compare what the service saw, type its digits."""

from enum import Enum
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.foundation.device_errors import CodeUnreadableError
from desktop.foundation.errors import AuthenticatorError
from desktop.session.snapshot import Overview, Snapshot
from desktop.session.under_way import AddedDevice, CodeChoice
from desktop.ui.claimed_name import claimed_name
from desktop.ui.commands import Commands
from desktop.ui.device_notice import asked_trouble_notice, needs_code_notice
from desktop.ui.pages.new_device import NewDevice
from desktop.ui.pages.page import ColumnPage, keeping_focus
from desktop.ui.picture_source import picture_in, picture_on_clipboard
from desktop.ui.theme import measure
from desktop.ui.theme.type import Size, Weight
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.card import Row, Rows
from desktop.ui.widgets.field import Field, Problem
from desktop.ui.widgets.text import Glyph, Hairline, Text
from desktop.ui.widgets.waiting import Waiting
from desktop.ui.words import sentence_of

COLUMN = 440


class Part(Enum):
    """How far it has come."""

    WAYS = "ways"
    CHOICES = "choices"
    CONFIRM = "confirm"
    DONE = "done"


def part_of(added: AddedDevice | None) -> Part:
    """Which part of the page is shown."""
    if added is None:
        return Part.WAYS
    if added.done:
        return Part.DONE
    if added.key_print:
        return Part.CONFIRM
    return Part.CHOICES if added.choices else Part.WAYS


class AddDevicePage(ColumnPage):
    """Nothing is added before the digits were typed here."""

    left = Signal()

    def __init__(self, commands: Commands) -> None:
        """Send what is read and typed to ``commands``."""
        super().__init__(width=COLUMN)
        self._commands = commands
        self._snapshot: Snapshot | None = None
        self._own_problem: AuthenticatorError | None = None
        self._part: Part | None = None
        self._used: QWidget | None = None
        self._choices: tuple[CodeChoice, ...] = ()
        self._choice_rows: Rows | None = None
        self.header.lead_back_from(self.tr("Add a device"), self.tr("Back"))
        self.banner = Banner()
        self.scan = Row(
            "ui/qr", self.tr("Scan the screen"), self.tr("A code that is shown on this computer")
        )
        self.choose = Row(
            "ui/search",
            self.tr("Choose a picture…"),
            self.tr("A photo or a screenshot of the code"),
        )
        self.clipboard = Row(
            "ui/copy", self.tr("Use the picture that was copied"), self.tr("From the clipboard")
        )
        self.text = Field(self.tr("Text of the code"), placeholder=self.tr("Paste it here"))
        self.use_text = Button(self.tr("Use this text"), tall=True, wide=True)
        self._busy = Waiting(self.tr("Asking the service what it saw of that device"))
        self._problem = Problem(above=16)
        self.device = NewDevice()
        self._done_words = Text(weight=Weight.STRONG, wrap=True)
        self.another = Button(self.tr("Choose another way"))
        self.done = Button(self.tr("Done"), Kind.PRIMARY, tall=True, wide=True)
        self._parts = {
            Part.WAYS: self._ways_part(),
            Part.CHOICES: self._choices_part(),
            Part.CONFIRM: self.device,
            Part.DONE: self._done_part(),
        }
        self._lay_out()
        self._connect()

    # -------------------------------------------------------------------------------------- layout

    def _lay_out(self) -> None:
        self._banner_around = QWidget()
        around = QVBoxLayout(self._banner_around)
        around.setContentsMargins(0, 0, 0, measure.CARD_GAP)
        around.addWidget(self.banner)
        self._banner_around.hide()
        self.column.addWidget(self._banner_around)
        for part in self._parts.values():
            part.hide()
            self.column.addWidget(part)

    def _connect(self) -> None:
        commands = self._commands
        self.header.back.clicked.connect(self._back)
        self.banner.pressed.connect(commands.confirm_with_code)
        self.scan.clicked.connect(self._scan)
        self.choose.clicked.connect(self._choose_file)
        self.clipboard.clicked.connect(self._take_clipboard)
        self.use_text.clicked.connect(self._read_text)
        self.text.edit.returnPressed.connect(self._read_text)
        self.device.confirmed.connect(commands.add_device)
        self.device.cancelled.connect(commands.leave_adding)
        self.another.clicked.connect(commands.leave_adding)
        self.done.clicked.connect(self._leave)

    def _ways_part(self) -> QWidget:
        part, column = _part()
        advice = self.tr(
            "On the other device, open Devices and choose “Show this computer’s code”. "
            "Then bring that code here."
        )
        column.addWidget(Text(advice, tone="muted", wrap=True))
        column.addSpacing(16)
        self._scan_rows = Rows()
        self._scan_rows.add(self.scan)
        column.addWidget(self._scan_rows)
        self._below_scan = QWidget()
        self._below_scan.setFixedHeight(12)
        column.addWidget(self._below_scan)
        rows = Rows()
        rows.add(self.choose)
        rows.add(self.clipboard)
        column.addWidget(rows)
        column.addSpacing(16)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(Hairline(), 1)
        line.addWidget(Text(self.tr("or"), size=Size.SMALL, tone="muted"))
        line.addWidget(Hairline(), 1)
        column.addLayout(line)
        column.addSpacing(8)
        column.addWidget(self.text)
        column.addSpacing(8)
        column.addWidget(self.use_text)
        column.addWidget(self._problem)
        column.addSpacing(16)
        column.addWidget(self._busy)
        return part

    def _choices_part(self) -> QWidget:
        part, column = _part()
        title = self.tr("There are several codes in this picture")
        column.addWidget(Text(title, size=Size.HEADING, weight=Weight.STRONG, wrap=True))
        column.addSpacing(4)
        advice = self.tr("Choose the one with the key that the other device shows.")
        column.addWidget(Text(advice, tone="muted", wrap=True))
        column.addSpacing(16)
        self._choices_place = QVBoxLayout()
        column.addLayout(self._choices_place)
        column.addSpacing(16)
        column.addWidget(self.another)
        return part

    def _done_part(self) -> QWidget:
        part, column = _part()
        column.addSpacing(24)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(Glyph("ui/check", "positive", measure.ICON_EMPTY), 0, middle)
        column.addSpacing(12)
        self._done_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._done_words)
        more = Text(self.tr("It signs in by itself in a moment."), tone="muted", wrap=True)
        more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(more)
        column.addSpacing(20)
        column.addWidget(self.done)
        return part

    def set_narrow(self, *, narrow: bool) -> None:
        """Take the page's padding."""
        super().set_narrow(narrow=narrow)
        self.banner.set_narrow(narrow=narrow)
        self.device.set_narrow(narrow=narrow)

    # ------------------------------------------------------------------------------------- drawing

    def draw(self, overview: Overview, now: float) -> None:
        """Show how far it has come."""
        snapshot = overview.active()
        if snapshot is None:
            return
        self._snapshot = snapshot
        notice = needs_code_notice(snapshot) or asked_trouble_notice(snapshot)
        self.banner.show_notice(notice, pressable=not snapshot.sending)
        self._banner_around.setVisible(notice is not None)
        for part in (self._scan_rows, self._below_scan):
            part.setVisible(overview.can_scan_screen)
        added = snapshot.added_device
        with keeping_focus(self, self.body):
            self._draw_ways(added)
        if added is not None:
            self._draw_choices(added.choices)
            name = claimed_name(added.name) or added.key_print
            self._done_words.setText(self.tr("“{name}” is trusted now").format(name=name))
            if added.key_print and not added.done:
                self.device.draw(added, snapshot.service_host, now)
        self._show_part(part_of(added))
        if added is None or not added.busy:
            self._return_focus()

    def _draw_ways(self, added: AddedDevice | None) -> None:
        busy = added is not None and added.busy
        if busy and self._used is None:
            self._used = self.window().focusWidget()
        for way in (self.scan, self.choose, self.clipboard, self.text, self.use_text):
            way.setEnabled(not busy)
        self._busy.setVisible(busy)
        problem = self._own_problem or (added.problem if added is not None else None)
        said = sentence_of(problem) if problem is not None and not busy else None
        self._problem.say(said.happened if said else "", said.rest if said else "")

    def _return_focus(self) -> None:
        """Give it back to the way that was used, if it leads nowhere; it could not keep it."""
        used, self._used = self._used, None
        if used is not None and isValid(used) and self.isAncestorOf(used):
            used.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw_choices(self, choices: tuple[CodeChoice, ...]) -> None:
        if choices == self._choices:
            return
        self._choices = choices
        old, self._choice_rows = self._choice_rows, Rows()
        for choice in choices:
            row = Row("ui/key", self.tr("Key {print}").format(print=choice.key_print))
            row.clicked.connect(partial(self._commands.read_device_code_text, choice.text))
            self._choice_rows.add(row)
        self._choices_place.addWidget(self._choice_rows)
        # Made just now, they would come last.
        for before, after in pairwise((*self._choice_rows.findChildren(Row), self.another)):
            self.setTabOrder(before, after)
        if old is not None:
            old.hide()
            old.deleteLater()

    def _show_part(self, part: Part) -> None:
        if part is self._part:
            return
        self._part, self._used = part, None
        for name, widget in self._parts.items():
            widget.setVisible(name is part)
        if part is not Part.WAYS:
            self.text.edit.clear()
        if self.isVisible():
            self.enter()

    def step(self, now: float) -> None:
        """A second of the code's time."""
        self._busy.step()
        if self._part is Part.CONFIRM:
            self.device.step(now)

    # -------------------------------------------------------------------------------------- acting

    def enter(self) -> None:
        """What comes next has the focus."""
        if self.banner.isVisibleTo(self) and self.banner.button.isVisibleTo(self):
            self.banner.button.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        match self._part:
            case Part.CONFIRM:
                self.device.take_focus()
            case Part.DONE:
                self.done.setFocus(Qt.FocusReason.OtherFocusReason)
            case Part.CHOICES:
                rows = self._choice_rows.findChildren(Row) if self._choice_rows else []
                for row in rows[:1]:
                    row.setFocus(Qt.FocusReason.OtherFocusReason)
            case _:
                first = self.scan if self.scan.isVisibleTo(self) else self.choose
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_back(self) -> bool:
        """Back to the ways, from whatever was read."""
        if self._part in (Part.CHOICES, Part.CONFIRM):
            self._commands.leave_adding()
            return True
        return False

    def _back(self) -> None:
        if not self.step_back():
            self._leave()

    def _leave(self) -> None:
        self._own_problem = None
        self.left.emit()

    def _scan(self) -> None:
        self._own_problem = None
        self._commands.scan_screen()

    def _read_text(self) -> None:
        text = self.text.text()
        if not text:
            self.text.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._own_problem = None
        self._commands.read_device_code_text(text)

    def _take_clipboard(self) -> None:
        try:
            picture = picture_on_clipboard()
        except CodeUnreadableError as error:
            self._say(error)
            return
        self._read_picture(picture)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Picture of the code"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter(self.tr("Pictures (*.png *.jpg *.jpeg *.bmp *.webp *.gif)"))
        dialog.fileSelected.connect(self._chose_file)
        dialog.open()

    def _chose_file(self, file: str) -> None:
        try:
            picture = picture_in(Path(file))
        except CodeUnreadableError as error:
            self._say(error)
            return
        self._read_picture(picture)

    def _read_picture(self, picture: bytes | QImage) -> None:
        self._own_problem = None
        self._commands.read_device_code_picture(picture)

    def _say(self, problem: AuthenticatorError) -> None:
        self._own_problem = problem
        self._draw_ways(self._snapshot.added_device if self._snapshot is not None else None)


def _part() -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return part, column
