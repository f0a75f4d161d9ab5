"""The demo's inbox: what its service would have sent by mail, beside the sign-in pages."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.session.list_entries import Message
from desktop.ui import times
from desktop.ui.pages.page import Scroll
from desktop.ui.theme import measure
from desktop.ui.theme.palette import ink
from desktop.ui.theme.type import Size, Weight, grown
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.fill import fill
from desktop.ui.widgets.sides import set_sides
from desktop.ui.widgets.text import Elided, Text


class Letter(Card):
    """One message; its text can be selected."""

    def __init__(self, message: Message, now: float) -> None:
        """Show ``message``."""
        super().__init__(gap=2)
        subject = Text(message.subject, weight=Weight.STRONG, wrap=True)
        body = Text(message.text.strip(), tone="muted", wrap=True)
        for text in (subject, body):
            text.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            text.setProperty("ring", "inside")
        line = QHBoxLayout()
        line.addWidget(Elided(message.to, size=Size.SMALL, tone="muted"), 1)
        at = times.until(message.received_at, now)
        line.addWidget(Text(at, size=Size.SMALL, tone="muted"))
        self.column.addLayout(line)
        self.column.addWidget(subject)
        self.column.addWidget(body)


class Inbox(QWidget):
    """A drawer at the side, or below the page in a narrow window."""

    def __init__(self) -> None:
        """Be empty."""
        super().__init__()
        self._messages: tuple[Message, ...] | None = None
        self._below = False
        self.setAccessibleName(self.tr("Inbox of the demo"))
        self._body = Scroll()
        self._letters = self._body.column
        column = QVBoxLayout(self)
        set_sides(column, 1, 1, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(16, 16, 16, 8)
        head.setSpacing(0)
        head.addWidget(Text(self.tr("Inbox of the demo"), weight=Weight.STRONG))
        hint = self.tr("Mail from the service on this computer")
        head.addWidget(Text(hint, size=Size.SMALL, tone="muted", wrap=True))
        column.addLayout(head)
        column.addWidget(self._body, 1)
        self._body.set_padding(16, 4, 16, 16)
        self._letters.setSpacing(measure.GAP)
        self.set_below(below=False)
        self.show_messages((), 0.0)

    def set_below(self, *, below: bool) -> None:
        """Lie below the page."""
        self._below = below
        if below:
            self.setMinimumSize(0, 168)
            self.setMaximumSize(16777215, 200)
        else:
            self.setMinimumSize(grown(measure.INBOX), 0)
            self.setMaximumSize(grown(measure.INBOX), 16777215)

    def show_messages(self, messages: Sequence[Message], now: float) -> None:
        """Show these messages, the newest first."""
        if tuple(messages) == self._messages:
            return
        self._messages = tuple(messages)
        while self._letters.count():
            item = self._letters.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for message in sorted(messages, key=_received_at, reverse=True):
            self._letters.addWidget(Letter(message, now))
        if not messages:
            nothing = self.tr("A code shows up here as soon as you ask for one.")
            state = EmptyState("ui/mail", self.tr("No mail yet"), nothing)
            self._letters.addWidget(state)
        self._letters.addStretch(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The sidebar's ground, and a hairline towards the page."""
        with QPainter(self) as painter:
            fill(painter, self.rect(), ink("sidebar"))
            if self._below:
                fill(painter, QRect(0, 0, self.width(), 1), ink("border"))
            else:
                edge = self.width() - 1 if self.isRightToLeft() else 0
                fill(painter, QRect(edge, 0, 1, self.height()), ink("border"))


def _received_at(message: Message) -> float:
    return message.received_at
