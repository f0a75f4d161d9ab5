"""Devices: this computer, the others that the user trusts, and the ways to more and to fewer."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.session.device_facts import DeviceTrust
from desktop.session.list_entries import KnownDevice
from desktop.session.snapshot import Obstacle, Overview, Snapshot
from desktop.ui import times
from desktop.ui.claimed_name import claimed_name
from desktop.ui.commands import Commands
from desktop.ui.device_notice import needs_code_notice, trouble_notice
from desktop.ui.pages.fitting_page import FittingPage
from desktop.ui.pages.page import Header, Scroll, keeping_focus
from desktop.ui.pages.this_computer import ThisComputer
from desktop.ui.questions import end_of_trust, removal_of_device
from desktop.ui.theme import measure
from desktop.ui.theme.type import Weight
from desktop.ui.trust_words import KIND_ICONS, TrustStep, is_signed_in
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.card import Card, Rows
from desktop.ui.widgets.device_row import DeviceRow
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.text import Glyph, Text

EMPTY_HEIGHT: Final = 172

KEYSTORE_AWAY: Final = (Obstacle.KEYSTORE_LOCKED, Obstacle.KEYSTORE_UNAVAILABLE)
"""Then there is no key to prove a change with."""


class DevicesPage(FittingPage):
    """Draws the list as the service told it last; asks again whenever it is opened."""

    WIDE_FROM = 700

    add_wanted = Signal()
    code_wanted = Signal()
    sign_in_wanted = Signal()
    choose_wanted = Signal()
    question_wanted = Signal(object, object)
    """A :class:`~desktop.ui.questions.Question`, and what to do when it is confirmed."""

    def __init__(self, commands: Commands) -> None:
        """Send what is pressed to ``commands``."""
        super().__init__()
        self._commands = commands
        self._snapshot: Snapshot | None = None
        self._drawn: tuple[KnownDevice, ...] | None = None
        self._may_list = False
        self._list: Rows | None = None
        self.rows: dict[str, DeviceRow] = {}
        self._header = Header(self.tr("Devices"))
        self.add = Button(self.tr("Add a device"), Kind.PRIMARY, icon="ui/add")
        self.code_banner = Banner()
        self.trouble_banner = Banner()
        self.this = ThisComputer()
        self._heading = Text(self.tr("Other devices you trust"), weight=Weight.STRONG)
        self._empty = Card()
        self._nobody = EmptyState("ui/devices", "", "")
        self._advice = Text(tone="muted", wrap=True)
        self._lay_out()
        self.add.clicked.connect(self.add_wanted)
        self.this.pressed.connect(self._act)
        self.code_banner.pressed.connect(commands.confirm_with_code)
        self.trouble_banner.pressed.connect(commands.read_devices)

    def _lay_out(self) -> None:
        self._header.add(self.add)
        self._body = Scroll()
        self._body.setAccessibleName(self.tr("Devices"))
        column = self._body.column
        for banner in (self.code_banner, self.trouble_banner):
            around = QWidget()
            inside = QVBoxLayout(around)
            inside.setContentsMargins(0, 0, 0, measure.CARD_GAP)
            inside.addWidget(banner)
            column.addWidget(around)
        column.addWidget(self.this)
        column.addSpacing(16)
        self._heading.setContentsMargins(0, 8, 0, 8)
        column.addWidget(self._heading)
        self._empty.column.setContentsMargins(0, 0, 0, 0)
        self._empty.column.addWidget(self._nobody)
        self._empty.setMinimumHeight(EMPTY_HEIGHT)
        self._place = QVBoxLayout()
        column.addLayout(self._place)
        column.addWidget(self._empty)
        column.addSpacing(16)
        foot = QHBoxLayout()
        foot.setSpacing(measure.GAP)
        foot.addWidget(Glyph("ui/info"))
        foot.addWidget(self._advice, 1)
        column.addLayout(foot)
        column.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(self._body, 1)
        self.set_narrow(narrow=False)

    # ------------------------------------------------------------------------------------ drawing

    def draw(self, overview: Overview, now: float) -> None:
        """Show the devices of the profile that is shown."""
        snapshot = overview.active()
        if snapshot is None:
            return
        self._snapshot = snapshot
        with keeping_focus(self, self._body):
            self._draw_all(snapshot, now)

    def _draw_all(self, snapshot: Snapshot, now: float) -> None:
        self._draw_banners(snapshot)
        self.this.draw(snapshot)
        is_trusted = snapshot.this_device.trust is DeviceTrust.TRUSTED
        may_list = is_trusted and is_signed_in(snapshot)
        if may_list and not self._may_list and self.isVisible():  # trusted just now
            self._commands.read_devices()
        self._may_list = may_list
        is_away = snapshot.obstacle in KEYSTORE_AWAY
        self.add.setVisible(may_list and not is_away)
        self.add.set_kind(Kind.SECONDARY if snapshot.needs_code else Kind.PRIMARY)
        self._heading.setVisible(may_list)
        self._draw_list(snapshot, now, may_list=may_list)
        advice = self.tr("Lost a device? Remove it here. From that moment it can’t sign you in.")
        if not may_list:
            advice = self.tr(
                "Your other devices show up here once you are signed in and this computer is "
                "trusted."
            )
        self._advice.setText(advice)

    def _draw_banners(self, snapshot: Snapshot) -> None:
        for banner, notice in (
            (self.code_banner, needs_code_notice(snapshot)),
            (self.trouble_banner, trouble_notice(snapshot)),
        ):
            banner.show_notice(
                notice, pressable=banner is self.trouble_banner or not snapshot.sending
            )
            around = banner.parentWidget()
            if around is not None:
                around.setVisible(notice is not None)

    def _draw_list(self, snapshot: Snapshot, now: float, *, may_list: bool) -> None:
        others = snapshot.devices.others() if may_list else ()
        if others != self._drawn:
            self._drawn = others
            self._build_list(snapshot, others)
        for device in others:
            row = self.rows[device.id]
            row.say_used(self._used_words(device, now))
            row.remove.setEnabled(snapshot.obstacle not in KEYSTORE_AWAY)
        self._empty.setVisible(may_list and not others)
        if snapshot.devices.read:
            self._nobody.say(
                "ui/devices",
                self.tr("No other device"),
                self.tr("Add one, so that you can get in when this computer can’t."),
            )
        else:
            detail = self.tr("The service is asked for your devices.")
            if snapshot.devices.problem is not None:
                detail = self.tr("They show up when the service has answered.")
            self._nobody.say("ui/devices", self.tr("Not known yet"), detail)

    def _build_list(self, snapshot: Snapshot, others: tuple[KnownDevice, ...]) -> None:
        old, self._list, self.rows = self._list, None, {}
        if others:
            self._list = Rows()
            named = Counter(claimed_name(one.name) for one in others)
            for device in others:
                row = self._row(snapshot, device, alike=named[claimed_name(device.name)] > 1)
                self.rows[device.id] = row
                self._list.add(row)
            self._place.addWidget(self._list)
        if old is not None:
            self._place.removeWidget(old)
            old.hide()
            old.deleteLater()

    def _row(self, snapshot: Snapshot, device: KnownDevice, *, alike: bool) -> DeviceRow:
        name = claimed_name(device.name) or self.tr("Device {print}").format(print=device.key_print)
        if alike:
            name = self.tr("{name}, key {print}").format(name=name, print=device.key_print)
        row = DeviceRow(
            KIND_ICONS[device.kind],
            name,
            self._added_words(snapshot, device),
            removal=self.tr("Remove {name}").format(name=name),
        )
        row.say_state(self.tr("Suspended") if device.suspended else "")
        row.set_narrow(narrow=self._is_narrow)
        row.remove.clicked.connect(partial(self._ask_removal, device))
        return row

    def _added_words(self, snapshot: Snapshot, device: KnownDevice) -> str:
        day = times.long_day(device.added_at)
        if not device.added_by:
            return self.tr("Added {day} with a code").format(day=day)
        if device.added_by == snapshot.this_device.name:
            return self.tr("Added {day} from this computer").format(day=day)
        by = claimed_name(device.added_by)
        return self.tr("Added {day} from {device}").format(day=day, device=by)

    def _used_words(self, device: KnownDevice, now: float) -> str:
        if device.used_at is None:
            return self.tr("never used")
        return self.tr("used {when}").format(when=times.lately(device.used_at, now))

    def set_narrow(self, *, narrow: bool) -> None:
        """Take the page's padding, and stack what has no room beside each other."""
        side = measure.PAGE_PADDING_NARROW if narrow else measure.PAGE_PADDING
        self._body.set_padding(side, 0, side, measure.CARD_PADDING_WIDE)
        self._header.set_narrow(narrow=narrow)
        self.add.set_compact(compact=narrow)
        super().set_narrow(narrow=narrow)

    def _fit(self, *, narrow: bool) -> None:
        super()._fit(narrow=narrow)
        self.this.set_narrow(narrow=narrow)
        for banner in (self.code_banner, self.trouble_banner):
            banner.set_narrow(narrow=narrow)
        for row in self.rows.values():
            row.set_narrow(narrow=narrow)

    def enter(self) -> None:
        """Ask the service anew; what scrolls has the focus."""
        self._body.setFocus()
        if self._may_list:
            self._commands.read_devices()

    # ------------------------------------------------------------------------------------- acting

    def _act(self, step: TrustStep) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        commands = self._commands
        acts: dict[TrustStep, Callable[[], object]] = {
            TrustStep.TRUST: commands.trust_computer,
            TrustStep.TRUST_AGAIN: commands.trust_computer,
            TrustStep.CONFIRM: commands.trust_computer,
            TrustStep.SHOW_CODE: self.code_wanted.emit,
            TrustStep.SIGN_IN: self.sign_in_wanted.emit,
            TrustStep.UNLOCK: commands.unlock_keystore,
            TrustStep.CANCEL_UNLOCK: commands.cancel_unlock,
            TrustStep.CHOOSE: self.choose_wanted.emit,
            TrustStep.STOP: partial(
                self.question_wanted.emit, end_of_trust(snapshot), commands.stop_trusting
            ),
        }
        acts[step]()

    def _ask_removal(self, device: KnownDevice) -> None:
        remove = partial(self._commands.remove_device, device.id)
        self.question_wanted.emit(removal_of_device(device), remove)
