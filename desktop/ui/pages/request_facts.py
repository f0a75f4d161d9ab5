"""What is known of a sign-in request: claimed by the device, or seen and signed by the service."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.session.list_entries import SignInRequest
from desktop.ui import request_words, times
from desktop.ui.request_view import RequestView
from desktop.ui.theme.type import Size, Weight, font, grown
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.text import Elided, Glyph, Text

FACT: Final = 28
FACT_NARROW: Final = 24
NOTE: Final = 130
"""Pixels that a note needs to stand beside its value."""


class Line(QWidget):
    """What is known of one thing; its name stands before it."""

    def __init__(self, name: str) -> None:
        """Know nothing yet."""
        super().__init__()
        self.name: Final = Text(name, tone="muted")

    def set_narrow(self, *, narrow: bool) -> None:
        """Be as high as the lines of such a window are."""
        self.setMinimumHeight(FACT_NARROW if narrow else FACT)


class Fact(Line):
    """A value with who says so."""

    def __init__(self, name: str, note: str = "") -> None:
        """Say nothing yet; ``note`` follows the value."""
        super().__init__(name)
        self.value: Final = Elided()
        self._note = Text(note, tone="muted", wrap=True)
        line = Flow(self, gap=4, below=0)
        line.add(self.value)
        line.add(self._note, least=grown(NOTE))
        self._note.setVisible(bool(note))
        self.set_narrow(narrow=False)

    def set_narrow(self, *, narrow: bool) -> None:
        """Say who says so in a lower voice, where it stands below the value."""
        self._note.setFont(font(Size.SMALL if narrow else Size.BODY))
        top = Qt.AlignmentFlag.AlignTop if narrow else Qt.AlignmentFlag.AlignVCenter
        self.name.setAlignment(Qt.AlignmentFlag.AlignLeading | top)
        super().set_narrow(narrow=narrow)

    def say(self, value: str, *, noted: bool = True) -> None:
        """Show ``value``, or nothing at all where it is empty."""
        self.value.setText(value)
        self.value.updateGeometry()
        self._note.setVisible(noted and bool(self._note.text()))
        self.name.setVisible(bool(value))
        self.setVisible(bool(value))


class Signature(Line):
    """Whether the service's signature over all that is shown is good."""

    def __init__(self, name: str) -> None:
        """Know nothing yet."""
        super().__init__(name)
        self._glyph = Glyph("ui/check", "positive")
        self._words = Text(weight=Weight.MEDIUM, wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._glyph)
        line.addWidget(self._words, 1)
        self.set_narrow(narrow=False)

    def say(self, asked: SignInRequest | None) -> None:
        """Show that of a request; nothing at all where only its end is known."""
        tone, icon, words = "muted", "ui/info", self.tr("Not signed by this service")
        if asked is not None and not asked.signature_ok:
            tone, icon, words = "danger", "ui/warning", self.tr("Signature is wrong")
        elif asked is not None and asked.address:
            tone, icon, words = "positive", "ui/check", self.tr("Signature checked")
        self._words.setText(words)
        self._words.set_tone(tone)
        self._glyph.set_glyph(icon, tone)
        self.name.setVisible(asked is not None)
        self.setVisible(asked is not None)


class Facts(QWidget):
    """What is claimed and what was seen, a line each."""

    def __init__(self) -> None:
        """Know nothing yet."""
        super().__init__()
        self._device = Fact(self.tr("Device"), self.tr("(its own claim)"))
        self._address = Fact(self.tr("Address"), self.tr("(seen by the service)"))
        self._asked = Fact(self.tr("Asked"))
        self._decided = Fact(self.tr("Decided"))
        self._service = Fact(self.tr("Service"))
        self._signature = Signature(self.tr("Request"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        self._lines: tuple[Line, ...] = (
            self._device,
            self._address,
            self._asked,
            self._decided,
            self._service,
            self._signature,
        )
        for row, line in enumerate(self._lines):
            grid.addWidget(line.name, row, 0)
            grid.addWidget(line, row, 1)

    def set_narrow(self, *, narrow: bool) -> None:
        """Stand closer together."""
        for line in self._lines:
            line.set_narrow(narrow=narrow)

    def show_facts(self, view: RequestView, host: str, now: float) -> None:
        """Show those of a request."""
        named, placed = bool(view.device_name), bool(view.address)
        self._device.say(request_words.called(view.device_name), noted=named)
        self._address.say(view.address or self.tr("Not told by the service"), noted=placed)
        asked, decided_at = view.asked, view.decided_at
        self._asked.say(times.precise(asked.asked_at, now) if asked is not None else "")
        self._decided.say(times.precise(decided_at, now) if decided_at is not None else "")
        self._service.say(host)
        self._signature.say(asked)
