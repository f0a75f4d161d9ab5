"""The vault file waits for its passphrase."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.foundation.secret import Secret
from desktop.session.snapshot import Overview
from desktop.ui.commands import Commands
from desktop.ui.pages.page import ColumnPage
from desktop.ui.theme.type import Size, Weight
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.field import Field
from desktop.ui.widgets.text import Text
from desktop.ui.words import sentence_of


class UnlockVaultPage(ColumnPage):
    """One field; a wrong passphrase is said below it."""

    def __init__(self, commands: Commands) -> None:
        """Send the passphrase to ``commands``."""
        super().__init__()
        self._commands = commands
        self.passphrase = Field(self.tr("Passphrase"))
        self.passphrase.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.open_vault = Button(self.tr("Open"), Kind.PRIMARY, tall=True, wide=True)
        title = Text(self.tr("Open the vault file"), size=Size.HEADING, weight=Weight.STRONG)
        self.column.addWidget(title)
        advice = self.tr("Your session is in it. You are still signed in.")
        self.column.addWidget(Text(advice, tone="muted", wrap=True))
        self.column.addSpacing(20)
        self.column.addWidget(self.passphrase)
        self.column.addSpacing(20)
        self.column.addWidget(self.open_vault)
        self.open_vault.clicked.connect(self._open)
        self.passphrase.edit.returnPressed.connect(self._open)

    def draw(self, overview: Overview, now: float) -> None:  # noqa: ARG002 (every page's signature)
        """Say what came of the last passphrase."""
        said = sentence_of(overview.problem) if overview.problem is not None else None
        self.passphrase.show_problem(said.happened if said else "", said.rest if said else "")

    def enter(self) -> None:
        """The field has the focus."""
        self.passphrase.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def shows_problem(self) -> bool:
        """It does."""
        return True

    def _open(self) -> None:
        passphrase = self.passphrase.edit.text()
        if passphrase:
            self.passphrase.edit.clear()
            self._commands.open_vault(Secret(passphrase))
