"""Sign-in requests: the list is the truth, a notification only a hint. Leaving decides nothing.

In a narrow window the list and the decision are two steps. What the person looks at never changes
under their hands: a new request joins the list and takes nobody's place.
"""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.session.list_entries import SignInRequest
from desktop.session.snapshot import Overview, Snapshot
from desktop.ui.commands import Commands
from desktop.ui.device_notice import needs_code_notice
from desktop.ui.pages.fitting_page import FittingPage
from desktop.ui.pages.page import Header
from desktop.ui.pages.request_decision import RequestDecision
from desktop.ui.pages.request_list import RequestList
from desktop.ui.request_needs import Step, need_of
from desktop.ui.request_rows import rows_of
from desktop.ui.request_view import RequestView, Stand, view_of
from desktop.ui.request_words import approval_without_number, asks_to_sign_in
from desktop.ui.theme import measure
from desktop.ui.theme.type import grown
from desktop.ui.widgets.banner import Banner, Ground, Notice, announce
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.words import sentence_of


class RequestsPage(FittingPage):
    """``question_wanted`` carries a question and what to do on yes."""

    WIDE_FROM = 620

    sign_in_wanted = Signal()
    choose_wanted = Signal()
    devices_wanted = Signal()
    history_wanted = Signal()
    question_wanted = Signal(object, object)

    def __init__(self, commands: Commands) -> None:
        """Send what is pressed to ``commands``."""
        super().__init__()
        self._commands = commands
        self._snapshot: Snapshot | None = None
        self._now = 0.0
        self._profile = ""
        self._step_of_need = Step.NONE
        self._chosen: int | None = None
        self._wanted: int | None = None
        self._seen: SignInRequest | None = None
        self._announced: set[int] | None = None
        self._is_inside = False
        self.header: Final = Header(self.tr("Sign-in requests"), self.tr("Sign-in requests"))
        self.banner: Final = Banner()
        self.trouble: Final = Banner()
        self.list: Final = RequestList()
        self.decision: Final = RequestDecision()
        self.empty: Final = EmptyState("ui/requests", "", "")
        self._nothing_chosen = EmptyState("ui/requests", "", "")
        self.list.moved.connect(self._move)
        self.list.opened.connect(self._open)
        self.header.back.clicked.connect(self.step_back)
        self.decision.approved.connect(self._approve)
        self.decision.denied.connect(self._deny)
        self.empty.button.clicked.connect(self._act)
        self.banner.pressed.connect(commands.confirm_with_code)

    def lay_out(self) -> None:
        """Put the list beside what was chosen, or one over the other."""
        # From the outside in: what is moved with something in it is dressed anew, all of it.
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.header)
        self._body = QVBoxLayout()
        self._body.setSpacing(measure.CARD_GAP)
        page.addLayout(self._body, 1)
        self._body.addWidget(self.banner)
        self._body.addWidget(self.trouble)
        self._stack = QStackedWidget()
        self._body.addWidget(self._stack, 1)
        around = Card()
        self._stack.addWidget(around)
        around.column.addWidget(self.empty)
        both = QWidget()
        self._stack.addWidget(both)
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(measure.CARD_GAP)
        self._frame = Card(padding=1)
        line.addWidget(self._frame)
        self._frame.column.addWidget(self.list)
        self._beside = QStackedWidget()
        line.addWidget(self._beside, 1)
        nothing = Card()
        self._beside.addWidget(nothing)
        nothing.column.addWidget(self._nothing_chosen)
        self._nothing_chosen.say(
            "ui/requests",
            self.tr("Nobody is asking"),
            self.tr("Choose a request to see how it ended."),
        )
        self._beside.addWidget(self.decision)
        self._fit(narrow=False)

    def select(self, item: int | None) -> None:
        """Show this request as soon as it is known: a menu or a notification led here."""
        self._wanted = item

    def draw(self, overview: Overview, now: float) -> None:
        """Show who asks, and who asked."""
        snapshot = overview.active()
        if snapshot is None:
            return
        if snapshot.profile_id != self._profile:
            self._profile = snapshot.profile_id
            self._chosen = self._seen = self._announced = None
            self._is_inside = False
        self._snapshot = snapshot
        was_led_here = self._take_wanted(snapshot)
        self.banner.show_notice(needs_code_notice(snapshot))
        self.trouble.show_notice(_trouble_of(snapshot))
        self._announce(snapshot, now)
        self.step(now)
        if was_led_here:
            self.enter()

    def step(self, now: float) -> None:
        """The time left of each; one whose time is up is over at once."""
        snapshot, self._now = self._snapshot, now
        if snapshot is None:
            return
        rows = rows_of(snapshot.requests, now)
        need = need_of(snapshot)
        if need is not None or not rows:
            self._draw_empty(snapshot)
            return
        if self._chosen is None and not self._is_narrow:
            self._chosen = next((one.id for one in rows if one.is_open), None)
        view = view_of(snapshot.requests, self._chosen, self._seen, now)
        self._seen = view.asked if view is not None else None
        self._stack.setCurrentIndex(1)
        self.list.show_rows(rows, self._chosen)
        self._draw_decision(view, snapshot, now)
        self._show_steps()

    def _draw_decision(self, view: RequestView | None, snapshot: Snapshot, now: float) -> None:
        if view is None:
            self._is_inside = False
            self._beside.setCurrentIndex(0)
            return
        had_focus = self._is_deciding()
        self.decision.draw(view, snapshot.service_host, now)
        self._beside.setCurrentIndex(1)
        if had_focus and view.stand is Stand.OVER:
            # What had the focus is gone: without a word the focus would be too.
            self._leave_decision(Qt.FocusReason.OtherFocusReason)

    def _draw_empty(self, snapshot: Snapshot) -> None:
        need = need_of(snapshot)
        self._is_inside = False
        self._stack.setCurrentIndex(0)
        if need is not None:
            self._step_of_need = need.step
            self.empty.say(need.icon, need.title, need.detail, need.action)
        else:
            self._step_of_need = Step.NONE
            self.empty.say(
                "ui/requests",
                self.tr("Nobody is asking"),
                self.tr("Requests from other devices show up here."),
                self.tr("See decided requests"),
            )
        self._show_steps()

    def _announce(self, snapshot: Snapshot, now: float) -> None:
        before = self._announced
        self._announced = {one.id for one in snapshot.requests.open if one.is_open(now)}
        if before is None or not self.isVisible():
            return
        for request in snapshot.requests.open:
            if request.id in self._announced - before:
                announce(self.list, asks_to_sign_in(request.device_name))
                return

    # ---------------------------------------------------------------------------------- the steps

    def _fit(self, *, narrow: bool) -> None:
        was = self._is_narrow
        super()._fit(narrow=narrow)
        if narrow and not was:
            self._is_inside = self._is_inside or self._is_deciding()
        side = measure.PAGE_PADDING_NARROW if self._is_window_narrow else measure.PAGE_PADDING
        bottom = measure.PAGE_PADDING_NARROW if narrow else measure.CARD_PADDING_WIDE
        self._body.setContentsMargins(side, 0, side, bottom)
        self.decision.set_narrow(narrow=narrow)
        self.banner.set_narrow(narrow=narrow)
        self.trouble.set_narrow(narrow=narrow)
        self._frame.setMaximumWidth(16777215 if narrow else grown(measure.REQUEST_LIST))
        self._frame.setMinimumWidth(0 if narrow else grown(measure.REQUEST_LIST))
        self._show_steps()

    def _is_deciding(self) -> bool:
        focused: QWidget | None = QApplication.focusWidget()
        return focused is not None and self.decision.isAncestorOf(focused)

    def _show_steps(self) -> None:
        inside = self._is_narrow and self._is_inside
        # What has the focus and is hidden gives it to what comes next, which may be Deny.
        to_back = inside and self.list.hasFocus()
        to_list = not inside and self.header.back.hasFocus()
        if inside:
            self.header.lead_back(back=True)
        else:
            self._frame.show()
        if to_back or to_list:
            (self.header.back if to_back else self.list).setFocus()
        self.header.lead_back(back=inside)
        self._frame.setHidden(inside)
        self._beside.setHidden(self._is_narrow and not inside)
        self.header.set_narrow(narrow=self._is_window_narrow)

    def step_back(self) -> bool:
        """From the decision to the list, where they are two steps."""
        if not (self._is_narrow and self._is_inside):
            return False
        self._is_inside = False
        self._show_steps()
        self.list.setFocus()
        return True

    def enter(self) -> None:
        """Begin where the person goes on: at the number, or in the list."""
        if self._stack.currentIndex() == 0:
            has_button = self.empty.button.isVisibleTo(self)
            start = self.empty.button if has_button else self.empty
            start.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._beside.isHidden() or not self._take_focus():
            self._leave_decision(Qt.FocusReason.TabFocusReason)

    def _move(self, request_id: int) -> None:
        self._choose(request_id, inside=False)

    def _open(self, request_id: int) -> None:
        self._choose(request_id, inside=True)
        if not self._take_focus() and self._is_narrow:
            self._leave_decision(Qt.FocusReason.OtherFocusReason)

    def _leave_decision(self, reason: Qt.FocusReason) -> None:
        """Put the focus where no key decides anything."""
        (self.header.back if self._frame.isHidden() else self.list).setFocus(reason)

    def _take_focus(self) -> bool:
        return self._beside.currentIndex() == 1 and self.decision.take_focus()

    def _choose(self, request_id: int, *, inside: bool) -> None:
        self._chosen = request_id
        self._is_inside = inside
        self.step(self._now)

    def _take_wanted(self, snapshot: Snapshot) -> bool:
        requests = snapshot.requests
        known = {one.id for one in requests.open} | {one.id for one in requests.decided}
        if self._wanted not in known:
            return False
        self._chosen, self._wanted = self._wanted, None
        self._is_inside = True
        return True

    # ----------------------------------------------------------------------------------- deciding

    def _approve(self, request: SignInRequest, number: str) -> None:
        approve = partial(self._commands.approve_request, request.id, number)
        if request.has_number:
            approve()
        else:
            self.question_wanted.emit(approval_without_number(request), approve)

    def _deny(self, request: SignInRequest) -> None:
        self._commands.deny_request(request.id)

    def _act(self) -> None:
        {
            Step.NONE: self.history_wanted.emit,
            Step.UNLOCK: self._commands.unlock_keystore,
            Step.CANCEL_UNLOCK: self._commands.cancel_unlock,
            Step.CHOOSE: self.choose_wanted.emit,
            Step.SIGN_IN: self.sign_in_wanted.emit,
            Step.DEVICES: self.devices_wanted.emit,
        }[self._step_of_need]()


def _trouble_of(snapshot: Snapshot) -> Notice | None:
    """What keeps requests from being heard of."""
    problem = snapshot.requests.problem
    if problem is None or need_of(snapshot) is not None:
        return None
    said = sentence_of(problem)
    return Notice(
        ground=Ground.OFFLINE,
        icon="ui/offline",
        title=said.happened.rstrip("."),
        detail=said.rest,
    )
