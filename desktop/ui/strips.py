"""What lies over every page: a trouble that no page shows itself, an invitation that waits."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.session.snapshot import Overview
from desktop.ui.problem_notice import ProblemStrip
from desktop.ui.routing import PageName
from desktop.ui.widgets.banner import Banner, Ground, Notice

if TYPE_CHECKING:
    from desktop.session.joining_facts import OpenInvitation

translate = QCoreApplication.translate

BESIDE_FROM: Final = 480


class Strips(QWidget):
    """The strips below each other, as wide as the page."""

    def __init__(self, show_invitation: Callable[[], None]) -> None:
        """``show_invitation`` leads to the invitation that waits."""
        super().__init__()
        self._problem = ProblemStrip()
        self._invitation = Banner()
        self._invitation.pressed.connect(show_invitation)
        self._around = QWidget()
        around = QVBoxLayout(self._around)
        around.setContentsMargins(16, 16, 16, 0)
        around.addWidget(self._invitation)
        self._around.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._problem)
        column.addWidget(self._around)

    def draw(self, overview: Overview, page: PageName, *, shows_problem: bool) -> None:
        """Show what ``page`` does not."""
        self._problem.draw(None if shows_problem else overview.problem)
        waits = overview.invitation if page is not PageName.INVITATION else None
        self._invitation.show_notice(_waiting(waits) if waits is not None else None)
        self._around.setVisible(waits is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button below the words where there is no room beside them."""
        self._invitation.set_narrow(narrow=event.size().width() < BESIDE_FROM)
        super().resizeEvent(event)


def _waiting(invitation: "OpenInvitation") -> Notice:
    if invitation.service is not None:
        detail = translate("invitation", "It leads to {host}.").format(host=invitation.service.host)
    elif invitation.problem is not None:
        # Imported here, as everywhere before the first window: most starts have nothing to say.
        from desktop.ui.words import sentence_of

        detail = sentence_of(invitation.problem).happened
    else:
        detail = ""
    return Notice(
        ground=Ground.INFO,
        icon="ui/invite",
        title=translate("invitation", "An invitation is waiting"),
        detail=detail,
        action=translate("invitation", "Look at it"),
    )
