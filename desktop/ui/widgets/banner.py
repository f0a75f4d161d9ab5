"""Banners: something that stands in the way, what still holds, one thing to do."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.theme import measure
from desktop.ui.theme.type import Weight
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.text import Glyph, Text


class Ground(Enum):
    """Ground of a banner, with the role of its icon."""

    INFO = ("info", "accent")
    OFFLINE = ("offline", "muted")
    WARNING = ("warning", "warning")
    DANGER = ("danger", "danger")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a banner says. ``action`` is the verb on its button, empty for none."""

    ground: Ground
    icon: str
    title: str
    detail: str = ""
    action: str = ""
    primary: bool = False


class Banner(QFrame):
    """One notice; ``pressed`` when its button is."""

    pressed = Signal()

    def __init__(self) -> None:
        """Say nothing yet."""
        super().__init__()
        self._notice: Notice | None = None
        self._glyph = Glyph("ui/info", "accent", measure.ICON_LARGE)
        self._title = Text(weight=Weight.STRONG, wrap=True)
        self._detail = Text(wrap=True)
        self.button: Final = Button("")
        self.button.clicked.connect(self.pressed)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.setContentsMargins(0, 4, 0, 4)
        texts.addStretch(1)
        texts.addWidget(self._title)
        texts.addWidget(self._detail)
        texts.addStretch(1)
        said = QHBoxLayout()
        said.setSpacing(12)
        said.addWidget(self._glyph)
        said.addLayout(texts, 1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(17, 8, 13, 8)
        self._line.setSpacing(12)
        self._line.addLayout(said, 1)
        self._line.addWidget(self.button)
        self.hide()

    @property
    def is_needed(self) -> bool:
        """Whether there is no way on but by its button."""
        return self._notice is not None and self._notice.primary

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the button below the words."""
        way = QBoxLayout.Direction
        self._line.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._line.setContentsMargins(17, 8, 13, 16 if narrow else 8)

    def show_notice(self, notice: Notice | None) -> None:
        """Say this, or nothing at all."""
        if notice == self._notice:
            return
        appeared = notice is not None and (
            self._notice is None or self._notice.title != notice.title
        )
        self._notice = notice
        self.setVisible(notice is not None)
        if notice is None:
            return
        ground, tone = notice.ground.value
        if self.property("ground") != ground:
            self.setProperty("ground", ground)
            self.style().unpolish(self)
            self.style().polish(self)
        self._glyph.set_glyph(notice.icon, tone)
        self._title.setText(notice.title)
        self._detail.say(notice.detail)
        self.button.setText(notice.action)
        self.button.set_kind(Kind.PRIMARY if notice.primary else Kind.SECONDARY)
        self.button.setVisible(bool(notice.action))
        self.setMinimumHeight(measure.BANNER_TWO_LINES if notice.detail else measure.BANNER)
        if appeared:
            announce(self, f"{notice.title}. {notice.detail}")


def announce(widget: QWidget, words: str) -> None:
    """Have assistive tools say something that appeared without the focus moving."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
