"""The banner of a trouble that no page shows itself."""

from PySide6.QtCore import QCoreApplication

from desktop.foundation.errors import AuthenticatorError
from desktop.ui.widgets.banner import Ground, Notice
from desktop.ui.words import sentence_of

translate = QCoreApplication.translate


def problem_notice(problem: AuthenticatorError) -> Notice:
    """What happened, what was kept and what to do next, with a button that closes it."""
    said = sentence_of(problem)
    return Notice(
        ground=Ground.WARNING,
        icon="ui/warning",
        title=said.happened.rstrip("."),
        detail=said.rest,
        action=translate("notice", "Close"),
    )
