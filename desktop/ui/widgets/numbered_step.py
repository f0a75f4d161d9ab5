"""One of the steps that a person takes: its number in a circle, and what to do."""

from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.theme import measure
from desktop.ui.theme.palette import ink
from desktop.ui.theme.type import Size, Weight, font, line_height
from desktop.ui.widgets.text import is_dress_change

CIRCLE: Final = 20


class _Number(QWidget):
    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.setFixedSize(CIRCLE, CIRCLE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(ink("outline"), measure.LINE))
            painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
            painter.setPen(ink("text"))
            painter.setFont(font(Size.SMALL, Weight.STRONG))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))


class NumberedStep(QWidget):
    """A number and a sentence, of which one part may be strong."""

    def __init__(self, number: int, pattern: str, strong: str = "") -> None:
        """Say ``pattern``; ``strong`` takes the place of ``{strong}`` in it."""
        super().__init__()
        self._pattern = self._strong = ""
        self.words: Final = QLabel()
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        self.words.setMinimumHeight(line_height(Size.BODY))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.words.setSizePolicy(policy)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(_Number(number))
        beside.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addLayout(beside)
        line.addWidget(self.words, 1)
        self.say(pattern, strong)

    def say(self, pattern: str, strong: str = "") -> None:
        """Say something else; ``strong`` may be written by others."""
        if (pattern, strong) != (self._pattern, self._strong):
            self._pattern, self._strong = pattern, strong
            self._write()

    def changeEvent(self, event: QEvent) -> None:
        """Write it again when the dress changes: rich text keeps the ink that it was written in."""
        if is_dress_change(event) and self._pattern:
            self._write()
        super().changeEvent(event)

    def _write(self) -> None:
        strong = f'<span style="font-weight:600">{_escaped(self._strong)}</span>'
        self.words.setText(_escaped(self._pattern).format(strong=strong))
        self.words.setAccessibleName(self._pattern.format(strong=self._strong))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
