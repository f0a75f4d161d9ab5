"""A device in a list: what it is called, when it came, when it was used, and its way out."""

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.theme import measure
from desktop.ui.theme.type import Size
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.chip import Chip, Tone
from desktop.ui.widgets.text import Elided, Glyph, Text


class DeviceRow(QWidget):
    """Two lines; in a narrow window a third one says when it was used."""

    def __init__(self, icon: str, name: str, added: str, *, removal: str) -> None:
        """``removal`` is what its button is called, as it stands alone for assistive tools."""
        super().__init__()
        self.remove: Final = Button("", Kind.BARE, icon="ui/trash")
        self.remove.setAccessibleName(removal)
        self.remove.setToolTip(removal)
        self._used = Text(size=Size.SMALL, tone="muted")
        self._used_below = Elided(size=Size.SMALL, tone="muted")
        self._state = Chip()
        self._state.set_giving_way(gives_way=False)
        self._state.hide()
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(Elided(name))
        texts.addWidget(Text(added, size=Size.SMALL, tone="muted", wrap=True))
        texts.addWidget(self._used_below)
        texts.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(measure.CARD_PADDING, 8, measure.CARD_PADDING, 8)
        line.setSpacing(12)
        line.addWidget(Glyph(icon, "muted", measure.ICON_LARGE))
        line.addLayout(texts, 1)
        line.addWidget(self._state)
        line.addWidget(self._used)
        line.addWidget(self.remove)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(measure.ROW_TWO_LINES - 1)
        self.set_narrow(narrow=False)

    def say_used(self, words: str) -> None:
        """Say when it was used."""
        self._used.setText(words)
        self._used_below.setText(words)

    def say_state(self, words: str) -> None:
        """Say that it is held back; nothing at all where ``words`` is empty."""
        self._state.say(words, "ui/warning", Tone.WARNING)

    def set_narrow(self, *, narrow: bool) -> None:
        """Say when it was used below when it came, or beside."""
        self._used.setVisible(not narrow)
        self._used_below.setVisible(narrow)
