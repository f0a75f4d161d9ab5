"""A row of Settings: a name, what it means, and the control that changes it."""

from typing import Final

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.theme import measure
from desktop.ui.theme.type import Size, grown
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.text import Glyph, Text

WORDS: Final = 200
WORDS_BESIDE_SMALL: Final = 120
"""Pixels that the words need to stand beside a control; a switch leaves them the most."""

CONTROL: Final = 1
"""Where the control stands in the line, after the words."""


class SettingRow(QWidget):
    """A name, what it means, and the control that changes it."""

    def __init__(
        self, name: str, control: QWidget, detail: str = "", *, wide: bool = False
    ) -> None:
        """Put ``control`` at the end of the row; a ``wide`` one goes below in a narrow window."""
        super().__init__()
        self._wide = wide
        self.setMinimumHeight(
            (measure.SETTING_ROW_TWO_LINES if detail else measure.SETTING_ROW) - 1
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        line = self._line = Flow(self, gap=12)
        line.setContentsMargins(measure.CARD_PADDING, 7, measure.CARD_PADDING, 7)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        self._name = Text(name, wrap=True)
        texts.addWidget(self._name)
        self._locked_by = ""
        self._own_detail = detail
        self._lock: Glyph | None = None
        self._detail = Text(detail, size=Size.SMALL, tone="muted", wrap=True)
        texts.addWidget(self._detail)
        texts.addStretch(1)
        line.add(texts, least=grown(WORDS if wide else WORDS_BESIDE_SMALL))
        self._detail.setVisible(bool(detail))
        line.add(control)
        self.control = control
        control.setAccessibleDescription(detail)

    def say(self, name: str, detail: str) -> None:
        """Be called otherwise, and mean something else."""
        self._name.setText(name)
        self._own_detail = detail
        self._say_detail()

    def lock(self, by: str) -> None:
        """Say that ``by`` has set it for the user; an empty one gives it back."""
        self._locked_by = by
        if by and self._lock is None:
            # Made here: hardly anybody has a row that somebody else has set.
            self._lock = Glyph("ui/lock", "muted")
            self._line.takeAt(CONTROL)
            self._line.add(self._lock)
            self._line.add(self.control)
        if self._lock is not None:
            self._lock.setVisible(bool(by))
        self._say_detail()

    def _say_detail(self) -> None:
        by = self._locked_by
        said = self.tr("Set by {name}").format(name=by) if by else self._own_detail
        self._detail.say(said)
        self.control.setAccessibleDescription(said)

    def set_narrow(self, *, narrow: bool) -> None:
        """Put a wide control below its name, or beside it."""
        if not self._wide:
            return
        self._line.setContentsMargins(
            measure.CARD_PADDING, 12 if narrow else 7, measure.CARD_PADDING, 12 if narrow else 7
        )
