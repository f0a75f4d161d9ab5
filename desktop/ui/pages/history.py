"""History: what this computer did, by day; filtered, searched, exported."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from desktop.session.list_entries import DeedKind, PastDeed
from desktop.session.snapshot import Overview, SessionFact, Snapshot
from desktop.ui import times
from desktop.ui.commands import Commands
from desktop.ui.pages.fitting_page import FittingPage
from desktop.ui.pages.page import Header
from desktop.ui.theme import measure
from desktop.ui.theme.type import Size
from desktop.ui.timeline_rows import Filter, day_of, row_of, timeline_lines
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.field import Picker
from desktop.ui.widgets.find_field import FindField
from desktop.ui.widgets.segments import Segments
from desktop.ui.widgets.sides import set_sides
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.timeline import Timeline

ALL: Final = ""
"""The choice that filters nothing."""


class HistoryPage(FittingPage):
    """Reads it again whenever it is opened, and when something was done meanwhile."""

    WIDE_FROM = 640

    said = Signal(str)

    def __init__(self, commands: Commands) -> None:
        """Send what is pressed to ``commands``."""
        super().__init__()
        self._commands = commands
        self._deeds: tuple[PastDeed, ...] | None = None
        self._host = ""
        self._until = ""
        self._now = 0.0
        self._seen: object = None
        self._header = Header(self.tr("History"))
        self.find_field = FindField(self.tr("Find in history"))
        self.export = Button(self.tr("Export…"), icon="ui/export")
        kinds = (
            (ALL, self.tr("All")),
            (DeedKind.SIGN_IN, self.tr("Sign-ins")),
            (DeedKind.RENEWAL, self.tr("Renewals")),
            (DeedKind.REQUEST, self.tr("Requests")),
            (DeedKind.DEVICE, self.tr("Devices")),
            (DeedKind.PROBLEM, self.tr("Problems")),
        )
        self.kinds = Segments(self.tr("Show"), kinds)
        self.kind_picker = Picker(self.tr("Show"))
        for value, text in kinds:
            self.kind_picker.addItem(text, value)
        self.timeline = Timeline(self.tr("History"))
        self._nothing = EmptyState("ui/history", "", "")
        self._lay_out()
        self.find_field.textChanged.connect(self._filter)
        self.kinds.chosen.connect(self._choose)
        self.kind_picker.currentIndexChanged.connect(
            lambda _index: self._choose(str(self.kind_picker.currentData()))
        )
        self.export.clicked.connect(self._open_menu)

    def _lay_out(self) -> None:
        self._header.add(self.find_field)
        self._header.add(self.export)
        inside = QWidget()
        column = self._column = QVBoxLayout(inside)
        column.setSpacing(0)
        choices = QHBoxLayout()
        choices.addWidget(self.kinds)
        choices.addWidget(self.kind_picker, 1)
        choices.addStretch(1)
        column.addLayout(choices)
        column.addSpacing(16)
        card = Card(padding=0)
        set_sides(card.column, 1, 4, 3, 4)
        self._stack = QStackedLayout()
        card.column.addLayout(self._stack, 1)
        self._stack.addWidget(self.timeline)
        self._stack.addWidget(self._nothing)
        column.addWidget(card, 1)
        column.addSpacing(16)
        foot = self.tr(
            "What this computer did in the last 90 days. A record for you, not evidence."
        )
        column.addWidget(Text(foot, size=Size.SMALL, tone="muted", wrap=True))
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(inside, 1)
        self._fit(narrow=False)

    # ------------------------------------------------------------------------------------- drawing

    def draw(self, overview: Overview, now: float) -> None:
        """Show the history of the profile that is shown."""
        snapshot = overview.active()
        if snapshot is None:
            return
        self._now, self._host = now, snapshot.service_host
        self._read_again_after(snapshot)
        if overview.history is not self._deeds or self._until != _until(snapshot, now):
            self._until = _until(snapshot, now)
            self._deeds = overview.history
            self._filter()
        elif not self.timeline.lines:
            self._say_nothing()
        self.export.setEnabled(bool(self._deeds))

    def _read_again_after(self, snapshot: Snapshot) -> None:
        seen = (
            snapshot.profile_id,
            snapshot.session,
            snapshot.renewals,
            snapshot.this_device.trust,
            snapshot.devices.devices,
            len(snapshot.requests.decided),
        )
        if seen != self._seen and self._seen is not None and self.isVisible():
            self._commands.read_history()
        self._seen = seen

    def _filter(self) -> None:
        deeds = self._deeds or ()
        value = self.kinds.value()
        wanted = Filter(DeedKind(value) if value else None, self.find_field.text().strip())
        today = day_of(self._now)
        lines = timeline_lines(deeds, today, self._host, wanted, self._until)
        self.timeline.show_lines(lines, partial(row_of, today=today, host=self._host))
        if lines:
            self._stack.setCurrentWidget(self.timeline)
        else:
            self._say_nothing()
            self._stack.setCurrentWidget(self._nothing)

    def _say_nothing(self) -> None:
        if self._deeds is None:
            title, detail = self.tr("Reading the history"), self.tr("It shows up in a moment.")
        elif not self._deeds:
            title = self.tr("Nothing yet")
            detail = self.tr("Sign-ins, renewals and decisions of this computer show up here.")
        else:
            title = self.tr("Nothing found")
            detail = self.tr("Try another word, or show all.")
        self._nothing.say("ui/history", title, detail)

    def wide_from(self) -> int:
        """Room for all kinds beside each other."""
        return max(super().wide_from(), self.kinds.sizeHint().width() + 2 * measure.PAGE_PADDING)

    def _fit(self, *, narrow: bool) -> None:
        super()._fit(narrow=narrow)
        window = self._is_window_narrow
        side = measure.PAGE_PADDING_NARROW if window else measure.PAGE_PADDING
        self._column.setContentsMargins(side, 0, side, measure.CARD_PADDING)
        self._header.set_narrow(narrow=window)
        self.export.set_compact(compact=window)
        self.kinds.setVisible(not narrow)
        self.kind_picker.setVisible(narrow)
        self.timeline.set_narrow(narrow=narrow)

    def enter(self) -> None:
        """Read it anew; the deeds have the focus."""
        self._commands.read_history()
        first = self.timeline if self.timeline.isVisibleTo(self) else self.find_field
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # -------------------------------------------------------------------------------------- acting

    def _choose(self, value: str) -> None:
        self.kinds.choose(value)
        self.kind_picker.pick(value)
        self._filter()

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for text, ending in ((self.tr("As CSV…"), "csv"), (self.tr("As JSON…"), "json")):
            menu.addAction(text).triggered.connect(
                lambda _checked=False, ending=ending: self._choose_file(ending)
            )
        menu.popup(self.export.mapToGlobal(QPoint(0, self.export.height() + 2)))

    def _choose_file(self, ending: str) -> None:
        dialog = QFileDialog(self, self.tr("Export the history"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{ending.upper()} (*.{ending})")
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(self.tr("history") + f".{ending}")
        dialog.fileSelected.connect(self._commands.export_history)
        dialog.open()


def _until(snapshot: Snapshot, now: float) -> str:
    """Until when the last renewal holds, if it still does."""
    if snapshot.session is not SessionFact.ACTIVE or snapshot.expires_at is None:
        return ""
    return times.until(snapshot.expires_at, now)
