"""An invitation: where it leads, what it claims, and nothing sent before the person agrees.

A web page can open one at a moment that it chooses. So the host stands in large letters, the
buttons that agree wake after a moment only, and the focus is on the one that leaves things alone.
"""

from enum import Enum
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.foundation.device_errors import CodeUnreadableError
from desktop.foundation.errors import (
    AuthenticatorError,
    InvalidProfileNameError,
    ProfileExistsError,
)
from desktop.foundation.invitation_errors import InvitationKeyError
from desktop.session.joining_facts import Connection, InvitedService, OpenInvitation
from desktop.session.snapshot import Overview
from desktop.ui.commands import Commands
from desktop.ui.pages.found_service import FoundServiceCard
from desktop.ui.pages.invitation_parts import InvitedCard, NameOfProfile, Steps, WaysToOpen
from desktop.ui.pages.page import ColumnPage
from desktop.ui.picture_source import picture_in, picture_on_clipboard
from desktop.ui.theme import measure
from desktop.ui.theme.type import Size
from desktop.ui.widgets.field import Problem
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.waiting import Waiting
from desktop.ui.words import sentence_of

COLUMN: Final = 440
WAKE_MS: Final = 700
"""Milliseconds before a button that agrees can be pressed: a click meant for what was there before
comes earlier."""


class Part(Enum):
    """How far it has come."""

    WAYS = "ways"
    KNOWN = "known"
    CONFIRM = "confirm"
    FOUND = "found"


def part_of(invitation: OpenInvitation | None) -> Part:
    """Which part of the page is shown."""
    if invitation is None or invitation.service is None:
        return Part.WAYS
    if invitation.service.known_id:
        return Part.KNOWN
    found = invitation.connection is not None and invitation.connection.found is not None
    return Part.FOUND if found else Part.CONFIRM


class InvitationPage(ColumnPage):
    """From a link to a profile, by two agreements: to ask the service, and to connect to it."""

    left = Signal()
    profile_wanted = Signal(str)

    def __init__(self, commands: Commands) -> None:
        """Send what is chosen to ``commands``."""
        super().__init__(width=COLUMN)
        self._commands = commands
        self._invitation: OpenInvitation | None = None
        self._shown: tuple[Part, InvitedService | None] = (Part.WAYS, None)
        self._own_problem: AuthenticatorError | None = None
        self.header.lead_back_from(self.tr("Invitation"), self.tr("Back"))
        self.ways = WaysToOpen()
        self.invited = InvitedCard()
        self.found = FoundServiceCard()
        self.name = NameOfProfile()
        self.steps = Steps()
        self._busy = Waiting(self.tr("Asking the service…"))
        self._problem = Problem(above=16)
        self._more = Text(size=Size.SMALL, tone="muted", wrap=True)
        self._wake = QTimer(self)
        self._wake.setSingleShot(True)
        self._wake.setInterval(WAKE_MS)
        self._wake.timeout.connect(self._allow)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._found_part, found = _part_below()
        found.addWidget(self.found)
        found.addSpacing(measure.CARD_GAP)
        found.addWidget(self.name)
        self._busy_part, busy = _part_below()
        busy.addWidget(self._busy)
        for part in (
            self.ways,
            self.invited,
            self._found_part,
            self._busy_part,
            self._problem,
            self.steps,
            self._more,
        ):
            self.column.addWidget(part)

    def _connect(self) -> None:
        self.header.back.clicked.connect(self._back)
        self.ways.opened.connect(self._open_text)
        self.ways.file_wanted.connect(self._choose_file)
        self.ways.clipboard_wanted.connect(self._take_clipboard)
        self.steps.agreed.connect(self._agree)
        self.steps.declined.connect(self._back)
        self.name.edit.returnPressed.connect(self._agree)
        self.name.edit.textChanged.connect(self._allow)

    # ------------------------------------------------------------------------------------- drawing

    def draw(self, overview: Overview, now: float) -> None:  # noqa: ARG002 (every page's signature)
        """Show how far it has come."""
        invitation = overview.invitation
        self._invitation = invitation
        if invitation is not None:
            self._own_problem = None
        service = invitation.service if invitation is not None else None
        part = part_of(invitation)
        connection = invitation.connection if invitation is not None else None
        self.ways.setVisible(part is Part.WAYS)
        self.invited.setVisible(part is not Part.WAYS)
        self.steps.setVisible(part is not Part.WAYS)
        self._found_part.setVisible(part is Part.FOUND)
        if service is not None:
            self.invited.show_service(
                service, is_asked=connection is not None, is_found=part is Part.FOUND
            )
            self._draw_connection(part, connection, service)
        else:
            self._draw_ways(invitation)
        more = invitation.more if invitation is not None else 0
        waiting = self.tr("Invitations that wait behind this one: {count}")
        self._more.say(waiting.format(count=more) if more else "")
        if (part, service) != self._shown:
            self._begin(part, service, connection)
        self._allow()

    def _draw_ways(self, invitation: OpenInvitation | None) -> None:
        problem = self._own_problem or (invitation.problem if invitation is not None else None)
        said = sentence_of(problem) if problem is not None else None
        self.ways.show_problem(said.happened if said else "", said.rest if said else "")
        self._busy_part.hide()
        self._problem.say("")

    def _draw_connection(
        self, part: Part, connection: Connection | None, service: InvitedService
    ) -> None:
        checking = connection is not None and connection.checking
        self._busy_part.setVisible(checking)
        problem = connection.problem if connection is not None and not checking else None
        of_name = isinstance(problem, ProfileExistsError | InvalidProfileNameError)
        said = sentence_of(problem) if problem is not None else None
        if part is Part.FOUND and connection is not None and connection.found is not None:
            self.found.show_service(connection.found)
            self.name.know_taken(service.taken_names)
        self.name.show_refusal(said if of_name else None)
        self._problem.say(
            said.happened if said and not of_name else "", said.rest if said and not of_name else ""
        )
        refused = isinstance(problem, InvitationKeyError)
        self.steps.say(self._agreement(part, problem, service), is_offered=not refused)

    def _agreement(
        self, part: Part, problem: AuthenticatorError | None, service: InvitedService
    ) -> str:
        if part is Part.KNOWN:
            return self.tr("Go to “{name}”").format(name=service.known_as)
        if part is Part.FOUND:
            return self.tr("Connect")
        return self.tr("Ask again") if problem is not None else self.tr("Ask this service")

    def _begin(
        self, part: Part, service: InvitedService | None, connection: Connection | None
    ) -> None:
        """Another invitation, or another part of it: nothing can be agreed to at once."""
        self._shown = (part, service)
        self._wake.start()
        if part is not Part.WAYS:
            self.ways.clear()
        found = connection.found if connection is not None else None
        if part is Part.FOUND and service is not None and found is not None:
            self.name.edit.setText(service.claimed_name or found.name or found.host)
            self.body.show_all_of(self.steps)
        else:
            self.body.verticalScrollBar().setValue(0)
        if self.isVisible():
            self.enter()

    def _allow(self) -> None:
        part = self._shown[0]
        checking = not self._busy_part.isHidden()
        named = part is not Part.FOUND or self.name.is_free()
        self.steps.agree.setEnabled(not self._wake.isActive() and not checking and named)

    def step(self, now: float) -> None:  # noqa: ARG002 (every page's signature)
        """A second of waiting."""
        self._busy.step()

    # -------------------------------------------------------------------------------------- acting

    def enter(self) -> None:
        """What leaves things alone has the focus, or what is to be typed."""
        match self._shown[0]:
            case Part.WAYS:
                self.ways.text.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            case Part.FOUND:
                self.name.edit.setFocus(Qt.FocusReason.OtherFocusReason)
                self.name.edit.selectAll()
            case _:
                self.steps.decline.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_back(self) -> bool:
        """Leave the invitation undecided; the next one that waits is shown."""
        self._own_problem = None
        if self._invitation is None:
            return False
        self._commands.close_invitation()
        return True

    def _back(self) -> None:
        if not self.step_back():
            self.ways.clear()
            self.left.emit()

    def _agree(self) -> None:
        if not self.steps.agree.isEnabled() or self._invitation is None:
            return
        part, service = self._shown
        if part is Part.KNOWN and service is not None:
            self.profile_wanted.emit(service.known_id)
            self._commands.close_invitation()
        elif part is Part.FOUND:
            self._commands.add_invited(self.name.text())
        else:
            self._commands.ask_invited()

    def _open_text(self, text: str) -> None:
        self._own_problem = None
        self._commands.find_invitation(text)

    def _take_clipboard(self) -> None:
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self._open_text(text)
            return
        try:
            picture = picture_on_clipboard()
        except CodeUnreadableError as error:
            self._say(error)
            return
        self._commands.read_invitation(picture)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("File or picture of the invitation"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.choose)
        dialog.open()

    def choose(self, file: str) -> None:
        """Open the invitation that a file holds."""
        try:
            content = picture_in(Path(file))
        except CodeUnreadableError as error:
            self._say(error)
            return
        self._commands.read_invitation(content)

    def _say(self, problem: AuthenticatorError) -> None:
        self._own_problem = problem
        self._draw_ways(None)


def _part_below() -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, measure.CARD_GAP, 0, 0)
    column.setSpacing(0)
    return part, column
