"""Welcome: the ways to begin."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.session.snapshot import Overview
from desktop.ui.commands import Commands
from desktop.ui.pages.page import Header, Page, Scroll
from desktop.ui.theme import measure
from desktop.ui.theme.icons import app_drawing
from desktop.ui.theme.type import Size, Weight, grown
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.card import Choice
from desktop.ui.widgets.text import Glyph, Text, draw_icon

APP_ICON = 58


class AppIcon(QWidget):
    """The application's icon."""

    def __init__(self) -> None:
        """Be as high as the two lines beside it."""
        super().__init__()
        self.setFixedSize(APP_ICON, APP_ICON)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it in its own colours."""
        with QPainter(self) as painter:
            # The drawing keeps a margin; its edge belongs at the column's edge.
            draw_icon(painter, app_drawing(APP_ICON), "text", self.rect().adjusted(-3, -3, 3, 3))


class WelcomePage(Page):
    """Connect to a service, open an invitation, or try it on this computer."""

    connect_wanted = Signal()
    invitation_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, commands: Commands) -> None:
        """Send what is chosen to ``commands``."""
        super().__init__()
        self._commands = commands
        self._header = Header()
        settings = Button(self.tr("Settings"), Kind.QUIET, icon="ui/settings")
        settings.clicked.connect(self.settings_wanted)
        self._header.add(settings)
        self.connect_choice = Choice(
            "ui/link",
            self.tr("Connect to a service"),
            self.tr("With its address and an API key id"),
        )
        self.invitation_choice = Choice(
            "ui/invite",
            self.tr("Open an invitation"),
            self.tr("Someone sent you a link or a file"),
        )
        self.demo_choice = Choice(
            "ui/play",
            self.tr("Try it on this computer"),
            self.tr("Starts a small service here. Nothing is kept when you quit"),
        )
        self.connect_choice.clicked.connect(self.connect_wanted)
        self.invitation_choice.clicked.connect(self.invitation_wanted)
        self.demo_choice.clicked.connect(self._start_demo)
        self._starting = Text(size=Size.SMALL, tone="muted", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(self._heading())
        column.addSpacing(34)
        column.addWidget(self.connect_choice)
        column.addSpacing(12)
        column.addWidget(self.invitation_choice)
        column.addSpacing(12)
        column.addWidget(self.demo_choice)
        column.addSpacing(20)
        foot = QHBoxLayout()
        foot.setSpacing(measure.GAP)
        foot.addWidget(Glyph("ui/lock", "muted", measure.ICON_CHIP))
        promise = self.tr("Tokens go to your system’s keystore, never to a plain file.")
        foot.addWidget(Text(promise, size=Size.SMALL, tone="muted", wrap=True), 1)
        column.addLayout(foot)
        column.addWidget(self._starting)
        inside = QWidget()
        inside.setMaximumWidth(grown(measure.WELCOME_COLUMN))
        inside.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(inside, 1000)
        centred.addStretch(1)
        body = Scroll()
        body.set_padding(24, 0, 24, measure.HEADER)
        body.column.addStretch(1)
        body.column.addLayout(centred)
        body.column.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(body, 1)

    def _heading(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(15)
        line.addWidget(AppIcon(), 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        title = self.tr("Sign in without a password")
        texts.addWidget(Text(title, size=Size.DISPLAY, weight=Weight.STRONG, wrap=True))
        texts.addWidget(Text(self.tr("With a code sent to you."), tone="muted", wrap=True))
        line.addLayout(texts, 1)
        return line

    def draw(self, overview: Overview, now: float) -> None:  # noqa: ARG002 (every page's signature)
        """Say when the demo's service is starting."""
        busy = overview.demo_starting
        self.demo_choice.setEnabled(not busy)
        self.connect_choice.setEnabled(not busy)
        self.invitation_choice.setEnabled(not busy)
        self._starting.say(self.tr("Starting the service on this computer…") if busy else "")

    def enter(self) -> None:
        """The first way has the focus."""
        self.connect_choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start_demo(self) -> None:
        self._commands.start_demo()
