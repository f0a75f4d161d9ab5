"""Session: who, how long still, when it is renewed, what the token says."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QMenu,
    QSpacerItem,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.session.device_facts import DeviceTrust
from desktop.session.snapshot import Activity, NextStep, Obstacle, Overview, SessionFact, Snapshot
from desktop.ui import times
from desktop.ui.device_notice import trust_notice
from desktop.ui.names import claim_mark, claim_name, claim_value
from desktop.ui.pages.fitting_page import FittingPage
from desktop.ui.pages.page import Header, Scroll, keeping_focus
from desktop.ui.pages.session_summary import Summary
from desktop.ui.session_notice import demo_notice, notice_of
from desktop.ui.theme import measure
from desktop.ui.theme.type import Size, Weight
from desktop.ui.time_marks import TimeMarks
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chart import Chart
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.sides import set_sides
from desktop.ui.widgets.text import Text

if TYPE_CHECKING:
    from desktop.ui.commands import Commands
    from desktop.ui.widgets.claim_row import ClaimRow
    from desktop.ui.widgets.claims_list import ClaimsList

CARD_LEAST = 244
CARD_LEAST_NARROW = 238
CHART_SHARE, CLAIMS_SHARE = 312, 352

WITHOUT_A_KEY: Final = (DeviceTrust.UNKNOWN, DeviceTrust.NOT_TRUSTED)
"""Then there is nothing of this computer to forget."""


class SessionPage(FittingPage):
    """One signed-in profile, whatever state it is in."""

    WIDE_FROM = 640

    sign_in_wanted = Signal()
    choose_wanted = Signal()
    removal_wanted = Signal()
    question_wanted = Signal(object, object)
    said = Signal(str)

    def __init__(self, commands: "Commands") -> None:
        """Send what is pressed to ``commands``."""
        super().__init__()
        self._commands = commands
        self._snapshot: Snapshot | None = None
        self._renewing_from: float | None = None
        self._is_trusting = self._renew_had_focus = False
        self._header = Header(self.tr("Session"))
        self.copy = Button(self.tr("Copy access token"), icon="ui/copy")
        self.renew = Button(self.tr("Renew now"), icon="ui/renew")
        self.more = Button("", Kind.BARE, icon="ui/more")
        self.more.setAccessibleName(self.tr("More"))
        self.more.setToolTip(self.tr("More"))
        self.banner = Banner()
        self.demo_banner = Banner()
        self.trust_banner = Banner()
        self.summary = Summary()
        self.chart = Chart()
        self._claims: ClaimsList | None = None
        self._no_claims = EmptyState("ui/lock", "", "")
        self._marks = TimeMarks(self)
        self._lay_out()
        self.copy.clicked.connect(commands.copy_access_token)
        self.renew.clicked.connect(self._renew)
        self.more.clicked.connect(self._open_menu)
        self.summary.sign_out.clicked.connect(commands.sign_out)
        self.banner.pressed.connect(self._act)
        self.demo_banner.pressed.connect(commands.leave_demo)
        self.trust_banner.pressed.connect(self._trust)

    def _lay_out(self) -> None:
        for action in (self.copy, self.renew, self.more):
            self._header.add(action)
        self._above_chart = QSpacerItem(0, 0)
        self._body = Scroll()
        self._body.setAccessibleName(self.tr("Session"))
        column = self._body.column
        column.addWidget(self.banner)
        column.addWidget(self.trust_banner)
        column.addWidget(self.demo_banner)
        column.addWidget(self.summary)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.addWidget(self._chart_card(), CHART_SHARE)
        self._cards.addWidget(self._claims_card(), CLAIMS_SHARE)
        column.addLayout(self._cards, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(self._body, 1)
        self.set_narrow(narrow=False)

    def _chart_card(self) -> Card:
        card = Card()
        title = QHBoxLayout()
        title.addWidget(Text(self.tr("Renewals"), weight=Weight.STRONG))
        title.addStretch(1)
        title.addWidget(Text(self.tr("last 7 days"), size=Size.SMALL, tone="muted"))
        card.column.addLayout(title)
        card.column.addItem(self._above_chart)
        card.column.addWidget(self.chart, 1)
        card.setMinimumSize(240, CARD_LEAST)
        self._chart_frame = card
        return card

    def _claims_card(self) -> Card:
        card = Card()
        # The rows scroll to the very edge of the card.
        set_sides(card.column, 8, 16, 4, 0)
        title = Text(self.tr("Access token claims"), weight=Weight.STRONG)
        title.setContentsMargins(8, 0, 8, 0)
        card.column.addWidget(title)
        card.column.addSpacing(4)
        self._claims_stack = QStackedLayout()
        # Put into the card first: a stack without a parent shows what it gets as a window.
        card.column.addLayout(self._claims_stack, 1)
        self._no_claims_around = self._with_margin(self._no_claims, left=8, right=12)
        self._claims_stack.addWidget(self._no_claims_around)
        card.setMinimumSize(240, CARD_LEAST)
        self._claims_frame = card
        return card

    @staticmethod
    def _with_margin(widget: QWidget, left: int, right: int) -> QWidget:
        around = QWidget()
        line = QHBoxLayout(around)
        set_sides(line, left, 0, right, 0)
        line.addWidget(widget)
        return around

    def draw(self, overview: Overview, now: float) -> None:
        """Show the active snapshot."""
        snapshot = overview.active()
        if snapshot is None:
            return
        self._tell_renewal(snapshot, now)
        self._tell_trust(snapshot)
        self._snapshot = snapshot
        with keeping_focus(self, self._body):
            self.step(now)
            self._draw_actions(snapshot)
        self.chart.show_days(snapshot.renewals)
        self._draw_claims(snapshot, now)

    def _draw_actions(self, snapshot: Snapshot) -> None:
        self.demo_banner.show_notice(demo_notice(snapshot))
        usable = snapshot.session is SessionFact.ACTIVE and snapshot.obstacle not in (
            Obstacle.KEYSTORE_LOCKED,
            Obstacle.KEYSTORE_UNAVAILABLE,
        )
        renewable = usable or (
            snapshot.session is SessionFact.EXPIRED
            and snapshot.obstacle not in (Obstacle.KEYSTORE_LOCKED, Obstacle.KEYSTORE_UNAVAILABLE)
        )
        self.copy.setEnabled(usable)
        had_focus = self.renew.hasFocus()
        self.renew.setEnabled(renewable and snapshot.activity is Activity.IDLE)
        if had_focus and not self.renew.isEnabled():
            # Qt would lead it on to what is beside; the body waits for it to come back.
            self._body.setFocus()
            self._renew_had_focus = True
        elif self._renew_had_focus and self.renew.isEnabled():
            self._renew_had_focus = False
            if self._body.hasFocus():
                self.renew.setFocus()

    def step(self, now: float) -> None:
        """The ring, the banners and the times."""
        if self._snapshot is not None:
            self.summary.draw(self._snapshot, now)
            if self._snapshot.expires_at is not None:
                self._marks.step(self._snapshot.expires_at, now)
            self.banner.show_notice(notice_of(self._snapshot, now))
            notice = trust_notice(self._snapshot, now)
            self.trust_banner.show_notice(notice, pressable=not self._snapshot.sending)

    def _draw_claims(self, snapshot: Snapshot, now: float) -> None:
        locked = snapshot.obstacle in (Obstacle.KEYSTORE_LOCKED, Obstacle.KEYSTORE_UNAVAILABLE)
        shown = bool(snapshot.claims) and not locked
        if shown:
            self._claims_list().show_rows(_claim_rows(snapshot, now))
        elif locked:
            self._no_claims.say(
                "ui/lock",
                self.tr("Claims are in the keystore"),
                self.tr("Unlock it to see what the access token says."),
            )
        elif snapshot.session is SessionFact.UNREAD:
            self._no_claims.say(
                "ui/session",
                self.tr("Reading the keystore"),
                self.tr("Claims show up when it has answered."),
            )
        else:
            self._no_claims.say(
                "ui/key", self.tr("No access token"), self.tr("Sign in to see what one says.")
            )
        if shown:
            self._claims_stack.setCurrentIndex(1)
        else:
            self._claims_stack.setCurrentWidget(self._no_claims_around)
        self._fit_claims()

    def _claims_list(self) -> "ClaimsList":
        """The list, made when there are claims: the first window has none, and should come soon."""
        if self._claims is None:
            from desktop.ui.widgets.claims_list import ClaimsList

            self._claims = ClaimsList()
            self._claims_stack.addWidget(self._with_margin(self._claims, left=0, right=0))
        return self._claims

    def _fit_claims(self) -> None:
        rows = self._claims.full_height() if self._claims is not None else 0
        self._claims_frame.setMinimumHeight(max(CARD_LEAST, rows + 60 if self._is_narrow else 0))

    def _tell_renewal(self, snapshot: Snapshot, now: float) -> None:
        """Say that a renewal the person asked for is done."""
        before = self._renewing_from
        if before is None or snapshot.activity is not Activity.IDLE:
            return
        if snapshot.issued_at is not None and snapshot.issued_at > before:
            self._renewing_from = None
            until = times.until(snapshot.expires_at or now, now)
            self.said.emit(self.tr("Renewed. Valid until {time}.").format(time=until))
        elif snapshot.obstacle is not Obstacle.NONE or snapshot.problem is not None:
            self._renewing_from = None

    def _tell_trust(self, snapshot: Snapshot) -> None:
        """Say that this computer is trusted, where that was asked for here."""
        if self._is_trusting and snapshot.this_device.trust is DeviceTrust.TRUSTED:
            self._is_trusting = False
            self.said.emit(self.tr("This computer is trusted now."))

    def _fit(self, *, narrow: bool) -> None:
        """Cards stacked and actions as icons, or beside each other with words."""
        super()._fit(narrow=narrow)
        side = measure.PAGE_PADDING_NARROW if narrow else measure.PAGE_PADDING
        bottom = measure.PAGE_PADDING_NARROW if narrow else measure.CARD_PADDING_WIDE
        self._body.set_padding(side, 0, side, bottom)
        self._header.set_narrow(narrow=narrow)
        self.copy.set_compact(compact=narrow)
        self.renew.set_compact(compact=narrow)
        self.banner.set_narrow(narrow=narrow)
        self.demo_banner.set_narrow(narrow=narrow)
        self.trust_banner.set_narrow(narrow=narrow)
        self.summary.set_narrow(narrow=narrow)
        way = QBoxLayout.Direction
        gap = 12 if narrow else measure.CARD_GAP
        self._body.column.setSpacing(gap)
        self._cards.setSpacing(gap)
        self._cards.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._above_chart.changeSize(0, 12 if narrow else 28)
        self._chart_frame.setMinimumHeight(CARD_LEAST_NARROW if narrow else CARD_LEAST)
        self._fit_claims()

    def enter(self) -> None:
        """What is needed has the focus: the banner's button, else what scrolls."""
        if self.banner.is_needed:
            self.banner.button.setFocus()
        else:
            self._body.setFocus()

    def _renew(self) -> None:
        snapshot = self._snapshot
        if snapshot is not None:
            self._renewing_from = snapshot.issued_at
        self._commands.renew()

    def _trust(self) -> None:
        self._is_trusting = True
        needs_code = self._snapshot is not None and self._snapshot.needs_code
        (self._commands.confirm_with_code if needs_code else self._commands.trust_computer)()

    def _act(self) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        act: Callable[[], None]
        if snapshot.obstacle is Obstacle.KEYSTORE_LOCKED:
            unlocking = snapshot.unlocking
            act = self._commands.cancel_unlock if unlocking else self._commands.unlock_keystore
        elif snapshot.obstacle is Obstacle.KEYSTORE_UNAVAILABLE:
            chooses = snapshot.next_step() is NextStep.CHOOSE_KEYSTORE
            act = self.choose_wanted.emit if chooses else self._renew
        elif snapshot.session is SessionFact.REFUSED:
            act = self.sign_in_wanted.emit
        else:
            act = self._renew
        act()

    def _open_menu(self) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        out = menu.addAction(self.tr("Sign out"))
        out.triggered.connect(self._commands.sign_out)
        out.setEnabled(self.summary.sign_out.isEnabled())
        everywhere = menu.addAction(self.tr("Sign out everywhere…"))
        everywhere.triggered.connect(self._ask_everywhere)
        everywhere.setEnabled(out.isEnabled())
        forget = menu.addAction(self.tr("Forget this computer…"))
        forget.triggered.connect(self._ask_forget)
        forget.setEnabled(snapshot.this_device.trust not in WITHOUT_A_KEY)
        menu.addSeparator()
        if snapshot.ends_with_the_app:
            keep = menu.addAction(self.tr("Keep the session when you quit…"))
            keep.triggered.connect(self.choose_wanted)
        removal = self.tr("Remove “{name}”").format(name=snapshot.profile_name)
        menu.addAction(removal).triggered.connect(self.removal_wanted)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))

    def _ask_everywhere(self) -> None:
        if self._snapshot is not None:
            # Imported here: the first window asks nothing.
            from desktop.ui.questions import sign_out_everywhere_of

            question = sign_out_everywhere_of(self._snapshot)
            self.question_wanted.emit(question, self._commands.sign_out_everywhere)

    def _ask_forget(self) -> None:
        if self._snapshot is not None:
            from desktop.ui.questions import forgetting_of

            question = forgetting_of(self._snapshot)
            self.question_wanted.emit(question, self._commands.forget_computer)


def _claim_rows(snapshot: Snapshot, now: float) -> "list[ClaimRow]":
    from desktop.ui.widgets.claim_row import ClaimRow

    return [
        ClaimRow(
            claim_name(one.name), claim_value(one, snapshot, now), claim_mark(one.name), one.value
        )
        for one in snapshot.claims
    ]
