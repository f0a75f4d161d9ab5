"""The banner of a trouble that no page shows itself."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.foundation.errors import AuthenticatorError
from desktop.ui.widgets.banner import Banner, Ground, Notice

translate = QCoreApplication.translate


def problem_notice(problem: AuthenticatorError) -> Notice:
    """What happened, what was kept and what to do next, with a button that closes it."""
    # Imported here: most windows have no trouble to show.
    from desktop.ui.words import sentence_of

    said = sentence_of(problem)
    return Notice(
        ground=Ground.WARNING,
        icon="ui/warning",
        title=said.happened.rstrip("."),
        detail=said.rest,
        action=translate("notice", "Close"),
    )


class ProblemStrip(QWidget):
    """The banner over the page; a problem that was closed doesn’t come again."""

    def __init__(self) -> None:
        """Be hidden until there is a problem."""
        super().__init__()
        self._problem: AuthenticatorError | None = None
        self._closed: AuthenticatorError | None = None
        self._banner = Banner()
        self._banner.pressed.connect(self._close)
        around = QVBoxLayout(self)
        around.setContentsMargins(16, 16, 16, 0)
        around.addWidget(self._banner)
        self.hide()

    def draw(self, problem: AuthenticatorError | None) -> None:
        """Show this one, or none."""
        self._problem = problem
        shown = problem is not None and problem is not self._closed
        self._banner.show_notice(problem_notice(problem) if problem and shown else None)
        self.setVisible(shown)

    def _close(self) -> None:
        self._closed = self._problem
        self.draw(self._problem)
