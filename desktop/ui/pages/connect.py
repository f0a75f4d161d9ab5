"""Connect to a service: address, API key id, what was found, a name for it."""

import uuid
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal

from desktop.foundation.errors import (
    AuthenticatorError,
    InvalidApiKeyIdError,
    UnknownApiKeyError,
)
from desktop.session.joining_facts import Connection, FoundService
from desktop.session.snapshot import Overview
from desktop.ui.commands import Commands
from desktop.ui.pages.found_service import FoundServiceCard
from desktop.ui.pages.page import ColumnPage
from desktop.ui.theme.type import Size, Weight
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.field import Field
from desktop.ui.widgets.text import Text
from desktop.ui.words import sentence_of

QUIET_MS: Final = 600
"""Milliseconds without a key before the service is asked."""


class ConnectPage(ColumnPage):
    """The service is asked as soon as both fields may be right; nothing is added before that."""

    left = Signal()

    def __init__(self, commands: Commands) -> None:
        """Send what is typed to ``commands``."""
        super().__init__(back=" ")
        self._commands = commands
        self._connection: Connection | None = None
        self._asked = ("", "")
        self._named_after = ""
        self.header.back.setText(self.tr("Back"))
        self.address = Field(self.tr("Service address"), placeholder="https://login.example.com")
        self.key = Field(
            self.tr("API key id"),
            placeholder="11111111-2222-3333-4444-555555555555",
            help_text=self.tr("Whoever runs the service gives you both. The id is no secret."),
        )
        self.name = Field(self.tr("Name in this app"))
        self.connect_button = Button(self.tr("Connect"), Kind.PRIMARY, tall=True, wide=True)
        self._checking = Text(size=Size.SMALL, tone="muted", wrap=True)
        self._found = FoundServiceCard()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._check)
        self._lay_out()
        self.header.back.clicked.connect(self._leave)
        self.connect_button.clicked.connect(self._connect)
        for field in (self.address, self.key):
            # Changed, not only edited: dictation and screen readers set the text as a whole.
            field.edit.textChanged.connect(self._typed)
            field.edit.returnPressed.connect(self._check_now)
        self.name.edit.returnPressed.connect(self._connect)
        self.name.edit.textChanged.connect(self._allow_connecting)

    def _lay_out(self) -> None:
        column = self.column
        title = Text(self.tr("Connect to a service"), size=Size.HEADING, weight=Weight.STRONG)
        column.addWidget(title)
        advice = self.tr("It is asked at once, and nothing is sent but the id.")
        column.addWidget(Text(advice, tone="muted", wrap=True))
        column.addSpacing(20)
        column.addWidget(self.address)
        column.addSpacing(16)
        column.addWidget(self.key)
        column.addSpacing(12)
        column.addWidget(self._checking)
        column.addWidget(self._found)
        column.addSpacing(16)
        column.addWidget(self.name)
        column.addSpacing(20)
        column.addWidget(self.connect_button)

    def draw(self, overview: Overview, now: float) -> None:  # noqa: ARG002 (every page's signature)
        """Show what came of asking the service."""
        connection = overview.connection
        self._connection = connection
        found = connection.found if connection is not None else None
        checking = connection is not None and connection.checking
        self._checking.say(self.tr("Asking the service…") if checking else "")
        self._found.setVisible(found is not None)
        self.name.setVisible(found is not None)
        if found is not None:
            self._show_found(found)
        if not checking:
            self._show_problem(connection.problem if connection is not None else None)
        self._allow_connecting()

    def _show_found(self, found: FoundService) -> None:
        self._found.show_service(found)
        if found.host != self._named_after:
            self._named_after = found.host
            self.name.edit.setText(found.name or found.host)
            self.body.show_all_of(self.connect_button)

    def _show_problem(self, problem: AuthenticatorError | None) -> None:
        self.address.show_problem("")
        self.key.show_problem("")
        if problem is None:
            return
        said = sentence_of(problem)
        of_key = isinstance(problem, InvalidApiKeyIdError | UnknownApiKeyError)
        field = self.key if of_key else self.address
        field.show_problem(said.happened, said.rest)

    def enter(self) -> None:
        """The address comes first."""
        self.address.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        self._allow_connecting()
        self._show_problem(None)
        self._quiet.stop()
        if self.address.text() and _is_key_id(self.key.text()):
            self._quiet.start()

    def _check_now(self) -> None:
        if not self.address.text():
            self.address.edit.setFocus()
        elif not self.key.text():
            self.key.edit.setFocus()
        elif self._is_found():
            self.name.edit.setFocus()
        else:
            self._check()

    def _check(self) -> None:
        self._quiet.stop()
        if not self._is_found():
            self._asked = (self.address.text(), self.key.text())
            self._commands.check_service(*self._asked)

    def _is_found(self) -> bool:
        known = self._connection
        same = self._asked == (self.address.text(), self.key.text())
        return same and known is not None and known.found is not None

    def _allow_connecting(self) -> None:
        self.connect_button.setEnabled(self._is_found() and bool(self.name.text()))

    def _connect(self) -> None:
        if self._is_found() and self.name.text():
            for field in (self.address, self.key, self.name):
                field.edit.setModified(False)
            self._commands.add_profile(self.name.text())

    def _leave(self) -> None:
        self._quiet.stop()
        self._commands.forget_connection()
        self.left.emit()


def _is_key_id(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
