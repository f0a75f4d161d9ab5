"""Where to keep the session: instead of a keystore that is not there, or of memory."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.foundation.errors import KeystoreChangedError
from desktop.foundation.secret import Secret
from desktop.session.snapshot import Overview
from desktop.ui.commands import Commands, KeystoreChoice
from desktop.ui.pages.page import ColumnPage
from desktop.ui.theme import measure
from desktop.ui.theme.type import Size, Weight
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.card import Choice
from desktop.ui.widgets.field import Field, Problem
from desktop.ui.widgets.text import Text
from desktop.ui.words import sentence_of

LEAST_LETTERS: Final = 8


class KeystoreChoicePage(ColumnPage):
    """Memory until quit, or a vault file under a passphrase. Nothing is chosen by itself.

    A session that is in memory can go to the system's keystore or to a vault file.
    """

    def __init__(self, commands: Commands) -> None:
        """Send what is chosen to ``commands``."""
        super().__init__(width=measure.WELCOME_COLUMN)
        self._commands = commands
        self._problem = Problem(below=16)
        self.here_now = Choice(
            "ui/lock",
            self.tr("Use the keystore that is here now"),
            self.tr("What the other one holds comes along if it opens. If not, you sign in again."),
        )
        self.system = Choice(
            "ui/lock",
            self.tr("Keep it in the system’s keystore"),
            self.tr("It opens when you log in. Nothing to type here."),
        )
        self.memory = Choice(
            "ui/computer",
            self.tr("Keep it in memory"),
            self.tr("Gone when you quit. Other programs can’t ask for a token."),
        )
        self.vault = Choice(
            "ui/key",
            self.tr("Keep it in a vault file"),
            self.tr("Encrypted under a passphrase that you type at each start."),
        )
        self.first = Field(self.tr("Passphrase"))
        self.second = Field(self.tr("The same once more"))
        self.keep = Button(self.tr("Make the vault file"), Kind.PRIMARY, tall=True, wide=True)
        self._form = QWidget()
        self._lay_out()
        self.here_now.clicked.connect(self._choose_here_now)
        self.system.clicked.connect(self._choose_here_now)
        self.memory.clicked.connect(self._choose_memory)
        self.vault.clicked.connect(self._open_form)
        self.keep.clicked.connect(self._choose_vault)
        self.first.edit.returnPressed.connect(self.second.edit.setFocus)
        self.second.edit.returnPressed.connect(self._choose_vault)

    def _lay_out(self) -> None:
        column = self.column
        title = self.tr("Where should your session be kept?")
        column.addWidget(Text(title, size=Size.HEADING, weight=Weight.STRONG, wrap=True))
        self._advice = Text("", tone="muted", wrap=True)
        column.addWidget(self._advice)
        column.addSpacing(20)
        column.addWidget(self._problem)
        for choice in (self.here_now, self.system, self.memory, self.vault):
            column.addWidget(choice)
            column.addSpacing(12)
        column.addSpacing(8)
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(16)
        for field in (self.first, self.second):
            field.edit.setEchoMode(QLineEdit.EchoMode.Password)
            form.addWidget(field)
        form.addWidget(self.keep)
        column.addWidget(self._form)
        self._form.hide()

    def draw(self, overview: Overview, now: float) -> None:  # noqa: ARG002 (every page's signature)
        """Say what stood in the way of the last choice."""
        said = sentence_of(overview.problem) if overview.problem is not None else None
        self._problem.say(said.happened if said else "", said.rest if said else "")
        snapshot = overview.active()
        is_in_memory = (
            not overview.keystore_choice and snapshot is not None and snapshot.ends_with_the_app
        )
        self._advice.setText(self._advice_words(overview, is_in_memory=is_in_memory))
        self.here_now.setVisible(isinstance(overview.problem, KeystoreChangedError))
        self.system.setVisible(is_in_memory)
        self.memory.setVisible(not is_in_memory)

    def _advice_words(self, overview: Overview, *, is_in_memory: bool) -> str:
        if is_in_memory:
            return self.tr("It is in memory until you quit, and comes along.")
        if overview.problem is not None:
            return self.tr("Nothing is written before you choose.")
        return self.tr("The system’s keystore is not there. Nothing is written before you choose.")

    def enter(self) -> None:
        """None is the default; the focus only starts at the first."""
        first = self.memory if self.system.isHidden() else self.system
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def shows_problem(self) -> bool:
        """It does."""
        return True

    def _choose_here_now(self) -> None:
        self._commands.choose_keystore(KeystoreChoice.HERE_NOW, None)

    def _choose_memory(self) -> None:
        self._commands.choose_keystore(KeystoreChoice.MEMORY, None)

    def _open_form(self) -> None:
        self._form.show()
        self.first.edit.setFocus()
        self.body.show_all_of(self.keep)

    def _choose_vault(self) -> None:
        self.first.show_problem("")
        self.second.show_problem("")
        passphrase = self.first.edit.text()
        if len(passphrase) < LEAST_LETTERS:
            self.first.show_problem(
                self.tr(
                    "Use at least %n characters. Four words make a good one.", "", LEAST_LETTERS
                )
            )
            self.first.edit.setFocus()
        elif passphrase != self.second.edit.text():
            self.second.show_problem(self.tr("The two are not the same."))
            self.second.edit.setFocus()
        else:
            self._commands.choose_keystore(KeystoreChoice.VAULT_FILE, Secret(passphrase))
            self.first.edit.clear()
            self.second.edit.clear()
