"""Waiting for the browser's answer."""

from PySide6.QtCore import Qt

from desktop.session.snapshot import Overview
from desktop.session.under_way import BrowserWait
from desktop.ui import times
from desktop.ui.commands import Commands
from desktop.ui.pages.page import ColumnPage
from desktop.ui.theme.type import Size, Weight
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.chip import Chip
from desktop.ui.widgets.ring import Bar
from desktop.ui.widgets.text import Text


class BrowserWaitPage(ColumnPage):
    """What to do there, how long it is waited for, and how to stop."""

    def __init__(self, commands: Commands) -> None:
        """Send what is pressed to ``commands``."""
        super().__init__()
        self._wait: BrowserWait | None = None
        self._from = 0.0
        self._host = Chip("", "ui/lock")
        self._bar = Bar()
        self._left = Text(size=Size.SMALL, tone="muted")
        self.cancel = Button(self.tr("Cancel"))
        self.cancel.clicked.connect(commands.cancel_sign_in)
        self.header.back.setText(self.tr("Sign in"))
        self.header.back.show()
        self.header.set_narrow(narrow=False)
        self.header.back.clicked.connect(commands.cancel_sign_in)
        title = self.tr("Go on in your browser")
        advice = self.tr(
            "Its page has opened there. Look at the address before you type anything. "
            "This window goes on by itself when you have signed in."
        )
        self.column.addWidget(self._host, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addSpacing(12)
        self.column.addWidget(Text(title, size=Size.HEADING, weight=Weight.STRONG))
        self.column.addWidget(Text(advice, tone="muted", wrap=True))
        self.column.addSpacing(20)
        self.column.addWidget(self._bar)
        self.column.addSpacing(8)
        self.column.addWidget(self._left)
        self.column.addSpacing(20)
        self.column.addWidget(self.cancel)

    def draw(self, overview: Overview, now: float) -> None:
        """Show the wait under way."""
        snapshot = overview.active()
        if snapshot is None or not isinstance(snapshot.sign_in, BrowserWait):
            return
        if snapshot.sign_in != self._wait:
            self._wait, self._from = snapshot.sign_in, now
            self._host.setText(snapshot.sign_in.host)
            self._host.updateGeometry()
        self.step(now)

    def step(self, now: float) -> None:
        """A second of the wait."""
        if self._wait is not None:
            left = max(0.0, self._wait.expires_at - now)
            words = self.tr("{time} left").format(time=times.countdown(left))
            self._bar.show_left(left / max(1.0, self._wait.expires_at - self._from), words)
            self._left.setText(words)

    def enter(self) -> None:
        """Stopping is all there is to do here."""
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
