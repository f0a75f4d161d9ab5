"""What is shown while everything is hidden from onlookers: that it is, and a button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from desktop.ui.commands import Commands
from desktop.ui.pages.page import Page
from desktop.ui.widgets.empty_state import EmptyState


class ScreenedPage(Page):
    """Nothing of any account is on it."""

    def __init__(self, commands: Commands) -> None:
        """Show again through ``commands``."""
        super().__init__()
        words = EmptyState("ui/lock", "", "")
        words.say(
            "ui/lock",
            self.tr("Hidden while you were away"),
            self.tr("Sessions are kept and renewed meanwhile."),
            self.tr("Show"),
        )
        self.show_again = words.button
        self.show_again.clicked.connect(commands.show_behind_screen)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(words, 1)

    def enter(self) -> None:
        """The button has the focus."""
        self.show_again.setFocus(Qt.FocusReason.OtherFocusReason)

    def shows_problem(self) -> bool:
        """Whatever happened is told once it is shown again."""
        return True
