"""Banners: something that stands in the way, what still holds, one thing to do."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.theme import measure
from desktop.ui.theme.type import Weight, grown
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.sides import set_sides
from desktop.ui.widgets.text import Glyph, Text

WORDS: Final = 220
"""Pixels that the words need to stand beside the button."""


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


class _Content:
    """What is in a banner: glyph, title, second line, button."""

    def __init__(self, banner: QFrame) -> None:
        """Lay it out in ``banner``."""
        self.glyph: Final = Glyph("ui/info", "accent", measure.ICON_LARGE)
        self.title: Final = Text(weight=Weight.STRONG, wrap=True)
        self.detail: Final = Text(wrap=True)
        self.button: Final = Button("")
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.setContentsMargins(0, 4, 0, 4)
        texts.addStretch(1)
        texts.addWidget(self.title)
        texts.addWidget(self.detail)
        texts.addStretch(1)
        said = QHBoxLayout()
        said.setSpacing(12)
        said.addWidget(self.glyph)
        said.addLayout(texts, 1)
        self._line = Flow(banner, gap=12, below=12)
        self._line.add(said, least=grown(WORDS))
        self._line.add(self.button)

    def set_narrow(self, *, narrow: bool) -> None:
        """Keep clear below the button, which finds no room beside the words."""
        set_sides(self._line, 17, 8, 13, 16 if narrow else 8)


class Banner(QFrame):
    """One notice; ``pressed`` when its button is.

    Most banners never have anything to say: what is in one is made for its first notice.
    """

    pressed = Signal()

    def __init__(self) -> None:
        """Say nothing yet."""
        super().__init__()
        self._notice: Notice | None = None
        self._made: _Content | None = None
        self._is_narrow = False
        self.hide()

    @property
    def button(self) -> Button:
        """Its button."""
        return self._content().button

    def _content(self) -> _Content:
        if self._made is None:
            self._made = _Content(self)
            self._made.set_narrow(narrow=self._is_narrow)
            self._made.button.clicked.connect(self.pressed)
            # Where the banner is, and not after all that was made before; Qt takes no other stops.
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setTabOrder(self, self._made.button)
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return self._made

    @property
    def is_needed(self) -> bool:
        """Whether there is no way on but by its button."""
        return self._notice is not None and self._notice.primary

    def set_narrow(self, *, narrow: bool) -> None:
        """Put the button below the words."""
        self._is_narrow = narrow
        if self._made is not None:
            self._made.set_narrow(narrow=narrow)

    def show_notice(self, notice: Notice | None, *, pressable: bool = True) -> None:
        """Say this, or nothing at all; what is not ``pressable`` waits for something."""
        if notice is not None:
            self.button.setEnabled(pressable)
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
        content = self._content()
        content.glyph.set_glyph(notice.icon, tone)
        content.title.setText(notice.title)
        content.detail.say(notice.detail)
        content.button.setText(notice.action)
        content.button.set_kind(Kind.PRIMARY if notice.primary else Kind.SECONDARY)
        content.button.setVisible(bool(notice.action))
        self.setMinimumHeight(measure.BANNER_TWO_LINES if notice.detail else measure.BANNER)
        if appeared:
            announce(self, f"{notice.title}. {notice.detail}")


def announce(widget: QWidget, words: str) -> None:
    """Have assistive tools say something that appeared without the focus moving.

    What a window says that nobody can see would be heard over whatever the person does meanwhile.
    """
    window = widget.window()
    if not window.isVisible() or window.isMinimized():
        return
    # Imported here: the first window announces nothing, and the class brings hundreds of constants.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
