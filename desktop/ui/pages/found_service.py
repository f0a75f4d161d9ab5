"""What a service said of itself, before it is added."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from desktop.session.joining_facts import FoundService
from desktop.ui.names import channel_word
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chip import Chip, Tone
from desktop.ui.widgets.text import Text

GROUP: Final = 8


class FoundServiceCard(Card):
    """Name, host, ways, rules and key of a service that has answered."""

    def __init__(self) -> None:
        """Know no service yet."""
        super().__init__()
        self._lines: dict[str, Text] = {}
        chip = Chip(self.tr("Found"), "ui/check", Tone.POSITIVE)
        self.column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, (name, label) in enumerate(
            (
                ("name", self.tr("Service")),
                ("host", self.tr("Host")),
                ("codes", self.tr("Codes by")),
                ("kind", self.tr("Rules")),
                ("key", self.tr("Its key")),
            )
        ):
            value = Text(wrap=True, mono=name == "key")
            self._lines[name] = value
            grid.addWidget(Text(label, tone="muted"), row, 0, top)
            grid.addWidget(value, row, 1, top)
        self.column.addLayout(grid)

    def show_service(self, found: FoundService) -> None:
        """Say what this one is."""
        strict = self.tr("strict: rotates and signs as it should")
        published = self.tr("published: older rules with known weaknesses")
        channels = ", ".join(channel_word(one) for one in found.channels)
        self._lines["name"].setText(found.name or found.host)
        self._lines["host"].setText(found.host)
        self._lines["codes"].setText(channels)
        self._lines["kind"].setText(strict if found.compatibility == "strict" else published)
        self._lines["key"].setText(in_groups(found.key_fingerprint))


def in_groups(fingerprint: str) -> str:
    """A key's print in groups of eight, which a person can compare."""
    plain = fingerprint.replace(" ", "")
    return " ".join(plain[start : start + GROUP] for start in range(0, len(plain), GROUP))
