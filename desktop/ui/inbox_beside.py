"""Where the demo's inbox stands: beside the page, or below it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout

if TYPE_CHECKING:
    from desktop.session.list_entries import Message
    from desktop.ui.inbox import Inbox


class InboxBeside:
    """The inbox's place beside the page, or below it where both don't fit; empty elsewhere."""

    def __init__(self, line: QBoxLayout) -> None:
        """Put the inbox at the end of ``line``, once there is one to show."""
        self._line = line
        self._below = False
        self._inbox: Inbox | None = None

    def draw(self, messages: "Sequence[Message] | None", now: float) -> None:
        """Show these, or no inbox at all for None."""
        if messages is None:
            if self._inbox is not None:
                self._inbox.hide()
            return
        if self._inbox is None:
            # Imported here: only the demo has one.
            from desktop.ui.inbox import Inbox

            self._inbox = Inbox()
            self._inbox.set_below(below=self._below)
            self._line.addWidget(self._inbox)
        self._inbox.show_messages(messages, now)
        self._inbox.show()

    def set_below(self, *, below: bool) -> None:
        """Below the page, or beside it."""
        self._below = below
        way = QBoxLayout.Direction
        self._line.setDirection(way.TopToBottom if below else way.LeftToRight)
        if self._inbox is not None:
            self._inbox.set_below(below=below)

    def forget(self) -> None:
        """Keep nothing of it."""
        inbox, self._inbox = self._inbox, None
        if inbox is not None:
            inbox.hide()
            inbox.deleteLater()
