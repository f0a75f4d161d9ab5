"""The parts of the invitation's page: the ways to open one, where it leads, what is decided."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.session.joining_facts import InvitedService
from desktop.ui.claimed_name import claimed_name
from desktop.ui.invitation_words import caution_words
from desktop.ui.pages.found_service import in_groups
from desktop.ui.sentence import Sentence
from desktop.ui.theme import measure
from desktop.ui.theme.type import Size
from desktop.ui.widgets.banner import Banner, Ground, Notice
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.card import Card, Row, Rows
from desktop.ui.widgets.field import Field
from desktop.ui.widgets.host_name import HostName, breakable
from desktop.ui.widgets.text import Hairline, Text


class WaysToOpen(QWidget):
    """A link to paste, a file, what was copied. ``opened`` carries the text."""

    opened = Signal(str)
    file_wanted = Signal()
    clipboard_wanted = Signal()

    def __init__(self) -> None:
        """Hold an empty field."""
        super().__init__()
        self.text: Final = Field(
            self.tr("Link"),
            placeholder="cotter-authenticator://add?…",
            help_text=self.tr("It begins with cotter-authenticator://"),
        )
        self.open: Final = Button(self.tr("Open"), Kind.PRIMARY, tall=True, wide=True)
        self.file: Final = Row(
            "ui/search", self.tr("Choose a file…"), self.tr("With the link, or a picture of it")
        )
        self.clipboard: Final = Row(
            "ui/copy", self.tr("Use what was copied"), self.tr("From the clipboard")
        )
        column = _column(self)
        advice = self.tr("Somebody sent you a link or a file. Opening it sends nothing.")
        column.addWidget(Text(advice, tone="muted", wrap=True))
        column.addSpacing(20)
        column.addWidget(self.text)
        column.addSpacing(16)
        column.addWidget(self.open)
        column.addSpacing(16)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(Hairline(), 1)
        line.addWidget(Text(self.tr("or"), size=Size.SMALL, tone="muted"))
        line.addWidget(Hairline(), 1)
        column.addLayout(line)
        column.addSpacing(12)
        rows = Rows()
        rows.add(self.file)
        rows.add(self.clipboard)
        column.addWidget(rows)
        self.open.clicked.connect(self._open)
        self.text.edit.returnPressed.connect(self._open)
        self.text.edit.textChanged.connect(lambda: self.text.show_problem(""))
        self.file.clicked.connect(self.file_wanted)
        self.clipboard.clicked.connect(self.clipboard_wanted)

    def show_problem(self, first: str, second: str) -> None:
        """Say why there is no invitation."""
        self.text.show_problem(first, second)

    def clear(self) -> None:
        """Forget what was pasted."""
        self.text.edit.clear()

    def _open(self) -> None:
        if self.text.text():
            self.opened.emit(self.text.text())
        else:
            self.text.edit.setFocus(Qt.FocusReason.OtherFocusReason)


class InvitedCard(QWidget):
    """Where the link leads, in large letters, and what it claims besides."""

    def __init__(self) -> None:
        """Know no service yet."""
        super().__init__()
        self.host: Final = HostName()
        self._asked = Text(size=Size.SMALL, tone="muted", wrap=True)
        self._caution = Banner()
        self._known = Banner()
        self._values = {name: Text(wrap=True) for name in ("name", "id")}
        self._values["key"] = Text(wrap=True, mono=True, size=Size.BODY)
        self._notes = {
            name: Text(size=Size.SMALL, tone="muted", wrap=True) for name in ("name", "key")
        }
        column = _column(self)
        column.addWidget(Text(self.tr("This invitation leads to"), tone="muted", wrap=True))
        column.addWidget(self.host)
        column.addSpacing(4)
        column.addWidget(self._asked)
        column.addSpacing(16)
        for banner in (self._caution, self._known):
            banner.set_narrow(narrow=True)
            around = QWidget()
            inside = QVBoxLayout(around)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(banner)
            column.addWidget(around)
        self._below = QWidget()
        self._below.setFixedHeight(16)
        column.addWidget(self._below)
        self._card = self._facts()
        column.addWidget(self._card)

    def _facts(self) -> Card:
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        labels = {
            "name": self.tr("Calls itself"),
            "id": self.tr("API key id"),
            "key": self.tr("Its key"),
        }
        row = 0
        for name, label in labels.items():
            if row:
                grid.setRowMinimumHeight(row, 8)
                row += 1
            grid.addWidget(Text(label, tone="muted"), row, 0, top)
            grid.addWidget(self._values[name], row, 1, top)
            row += 1
            if name in self._notes:
                grid.addWidget(self._notes[name], row, 1, top)
                row += 1
        card.column.addLayout(grid)
        return card

    def show_service(self, service: InvitedService, *, is_asked: bool, is_found: bool) -> None:
        """Show this one; ``is_asked`` once something was sent to it.

        Once it ``is_found``, what the service says stands below in place of what the link claims.
        """
        self.host.show_host(service.host)
        self._card.setVisible(not is_found)
        held = self.tr("It shows the key that the link names.") if service.key_fingerprint else ""
        unasked = self.tr("Nothing was sent to it so far.")
        self._asked.say(held if is_found else "" if is_asked else unasked)
        caution = service.cautions[0] if service.cautions else None
        self._caution.show_notice(
            Notice(
                ground=Ground.WARNING,
                icon="ui/warning",
                title=self.tr("Look closely at this address"),
                detail=caution_words(caution),
            )
            if caution is not None
            else None
        )
        self._known.show_notice(self._known_notice(service))
        has_banner = bool(service.cautions) or bool(service.known_id)
        self._below.setVisible(has_banner and not is_found)
        name = claimed_name(service.claimed_name)
        self._values["name"].setText(name or self.tr("It does not say"))
        self._notes["name"].say(
            self.tr("So the link says; anybody can write that.") if name else ""
        )
        self._values["id"].setText(breakable(service.api_key_id, "-"))
        self._values["id"].setAccessibleName(service.api_key_id)
        key = in_groups(service.key_fingerprint)
        self._values["key"].setText(key or self.tr("It names none"))
        pinned = self.tr("The link names it. If the service shows another one, it is refused.")
        unpinned = self.tr("Compare what the service shows with what you were told.")
        self._notes["key"].say(pinned if key else unpinned)

    def _known_notice(self, service: InvitedService) -> Notice | None:
        if not service.known_id:
            return None
        if service.key_differs:
            return Notice(
                ground=Ground.DANGER,
                icon="ui/warning",
                title=self.tr("It names another key than yours"),
                detail=self.tr(
                    "You have this service as “{name}”, which stays as it is. "
                    "Ask whoever sent the link, by another way."
                ).format(name=service.known_as),
            )
        return Notice(
            ground=Ground.INFO,
            icon="ui/info",
            title=self.tr("You have this service already"),
            detail=self.tr("As “{name}”. It stays as it is.").format(name=service.known_as),
        )


class NameOfProfile(Field):
    """What the new profile is to be called: another name than the others have."""

    def __init__(self) -> None:
        """Know no other names yet."""
        super().__init__(self.tr("Name in this app"))
        self._taken: tuple[str, ...] = ()
        self._refusal: Sentence | None = None
        self.edit.textChanged.connect(self._say)
        self.edit.textEdited.connect(self._typed)

    def know_taken(self, names: tuple[str, ...]) -> None:
        """These can't be taken."""
        self._taken = names
        self._say()

    def show_refusal(self, refusal: Sentence | None) -> None:
        """Say why it was not taken."""
        self._refusal = refusal
        self._say()

    def is_free(self) -> bool:
        """Whether something was typed that no other profile is called."""
        return bool(self.text()) and self.text() not in self._taken

    def _typed(self) -> None:
        self._refusal = None
        self._say()

    def _say(self) -> None:
        if self.text() in self._taken:
            taken = self.tr("There is a profile “{name}” already.").format(name=self.text())
            self.show_problem(taken, self.tr("Choose another name."))
        elif self._refusal is not None:
            self.show_problem(self._refusal.happened, self._refusal.rest)
        else:
            self.show_problem("")


class Steps(QWidget):
    """Agree, or leave things as they are."""

    agreed = Signal()
    declined = Signal()

    def __init__(self) -> None:
        """Nothing can be agreed to before the page says so."""
        super().__init__()
        self.agree: Final = Button("", Kind.PRIMARY, tall=True, wide=True)
        self.decline: Final = Button(self.tr("Not now"), tall=True, wide=True)
        self.agree.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, measure.CARD_GAP, 0, 12)
        column.setSpacing(measure.GAP)
        column.addWidget(self.agree)
        column.addWidget(self.decline)
        self.agree.clicked.connect(self.agreed)
        self.decline.clicked.connect(self.declined)

    def say(self, agreement: str, *, is_offered: bool) -> None:
        """What agreeing does; nothing is offered where there is nothing to agree to."""
        self.agree.setText(agreement)
        self.agree.setVisible(is_offered)
        self.decline.setText(self.tr("Not now") if is_offered else self.tr("Close"))


def _column(part: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
