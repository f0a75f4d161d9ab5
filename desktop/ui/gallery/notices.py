"""What the app says: banners, chips, a toast, a question, empty states."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QEnterEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.gallery.specimen import Force, Group, Specimen, alone, below, beside
from desktop.ui.theme import measure
from desktop.ui.theme.type import Size, Weight
from desktop.ui.widgets.banner import Banner, Ground, Notice
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip, Tone
from desktop.ui.widgets.dialog import Dialog
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.field import Problem
from desktop.ui.widgets.host_name import HostName
from desktop.ui.widgets.numbered_step import NumberedStep
from desktop.ui.widgets.page_fade import PageFade
from desktop.ui.widgets.text import Elided, Hairline, Text
from desktop.ui.widgets.toast import Toast
from desktop.ui.widgets.waiting import Waiting

NOTICES = (
    Notice(ground=Ground.INFO, icon="ui/info", title="2 devices were added.", action="Show"),
    Notice(
        ground=Ground.OFFLINE,
        icon="ui/offline",
        title="No answer from the service.",
        action="Try now",
    ),
    Notice(
        ground=Ground.WARNING, icon="ui/lock", title="The keystore is locked.", action="Unlock…"
    ),
    Notice(
        ground=Ground.DANGER,
        icon="ui/warning",
        title="Signed out by the service.",
        action="Sign in",
    ),
)

TWO_LINES = Notice(
    ground=Ground.WARNING,
    icon="ui/lock",
    title="The keystore is locked.",
    detail="You are still signed in.",
    action="Unlock keystore…",
    primary=True,
)

CHIPS = (
    ("Active", "ui/check", Tone.POSITIVE),
    ("Offline", "ui/offline", Tone.NEUTRAL),
    ("Locked", "ui/lock", Tone.WARNING),
    ("Refused", "ui/warning", Tone.DANGER),
    ("Renewing", "ui/renew", Tone.ACCENT),
)


def main_notices() -> Iterator[Group]:
    """Those of the picture of the components."""
    yield _banners()
    chips = (Specimen(word, Chip(word, icon, tone)) for word, icon, tone in CHIPS)
    yield beside("Chip", chips, measure.GAP)
    yield alone("Toast with undo", _ToastStage())
    yield _empty_state()
    yield alone("Dialog", _DialogStage())


def further_notices() -> Iterator[Group]:
    """The others."""
    problem = Problem()
    group = alone("Problem", problem)
    problem.say("That code doesn’t match. 3 attempts left.", "Use the newest message.")
    yield group
    yield alone("Waiting", Waiting("Waiting for your other device…"))
    pattern = "Open {strong} on a device that you trust."
    yield alone("Numbered step", NumberedStep(1, pattern, "Cotter Authenticator"))
    host = HostName()
    host.show_host("login.example.com")
    yield alone("Host name", host)
    yield alone("Page", _PageStage())
    yield _texts()


def _banners() -> Group:
    labels = ("info", "offline", "warning", "danger", "two lines")
    banners = [Banner() for _ in labels]
    group = below("Banner", (Specimen(*one) for one in zip(labels, banners, strict=True)))
    for banner, notice in zip(banners, (*NOTICES, TWO_LINES), strict=True):
        banner.show_notice(notice)
    return group


def _empty_state() -> Group:
    card = Card(padding=1)
    state = EmptyState("ui/requests", "Nobody is asking", "")
    state.say(
        "ui/requests",
        "Nobody is asking",
        "Requests from other devices show up here.",
        "See decided requests",
    )
    card.column.addWidget(state)
    return Group("Empty state", card, (Specimen("", state),))


def _texts() -> Group:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 0, 0)
    elided = Elided("a-very-long-name-of-a-device-that-gives-way-in-its-middle@login.example.com")
    elided.setMaximumWidth(280)
    specimens = (
        Specimen("display", Text("42 min", size=Size.DISPLAY, weight=Weight.STRONG)),
        Specimen("heading", Text("This computer", size=Size.HEADING, weight=Weight.STRONG)),
        Specimen("body", Text("You stay signed in until 15:20.")),
        Specimen("muted", Text("Added on 3 May by Phone", tone="muted")),
        Specimen("small", Text("Added on 3 May by Phone", size=Size.SMALL, tone="muted")),
        Specimen("mono", Text("SHA256:8f1d 99c0", size=Size.SMALL, mono=True)),
        Specimen("elided", elided),
        Specimen("disabled", Text("Can’t be used now"), Force.DISABLE),
        Specimen("hairline", Hairline()),
    )
    for one in specimens:
        column.addWidget(one.widget)
    return Group("Text", body, specimens)


class _PageStage(QWidget):
    """Two pages to turn."""

    def __init__(self) -> None:
        super().__init__()
        self._stack = QStackedWidget()
        for words in ("The first page", "The second page"):
            self._stack.addWidget(Text(words, weight=Weight.STRONG))
        PageFade(self._stack)
        turn = Button("Turn")
        turn.clicked.connect(self._turn)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._stack, 1)
        line.addWidget(turn)

    def _turn(self) -> None:
        self._stack.setCurrentIndex(1 - self._stack.currentIndex())


class _ToastStage(QWidget):
    """Room for a toast, which stays because the pointer seems to be on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(measure.TOAST + 32)
        self.toast = Toast(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.toast.say("Profile “Test” removed.", "Undo", self._say_again)
        at = QPointF(1, 1)
        QApplication.sendEvent(self.toast, QEnterEvent(at, at, at))

    def _say_again(self) -> None:
        self.toast.show()


class _DialogStage(QWidget):
    """A window of its own for a question, which covers it."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(260)
        self._dialog: Dialog | None = None

    def sizeHint(self) -> QSize:
        return QSize(measure.DIALOG, 260)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._dialog is None:
            self._ask()

    def _ask(self) -> None:
        self._dialog = Dialog(
            self,
            "Forget this computer?",
            "You sign out and its device key is deleted. To trust it again you need a code or "
            "another device.",
            "Forget",
        )
        self._dialog.open(lambda: None)
        self._dialog.destroyed.connect(self._ask)
