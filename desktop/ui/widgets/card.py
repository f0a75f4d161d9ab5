"""Cards, and cards of rows with hairlines between."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.theme import measure
from desktop.ui.theme.palette import ink
from desktop.ui.theme.type import Size, Weight, font
from desktop.ui.widgets.button import draw_ground
from desktop.ui.widgets.text import Glyph, Hairline, Text, draw_icon

ICON_GAP: Final = 12


class Card(QFrame):
    """A surface with an edge; children are laid out below each other."""

    def __init__(self, padding: int = measure.CARD_PADDING, gap: int = 0) -> None:
        """Keep ``padding`` pixels inside and ``gap`` between the children."""
        super().__init__()
        self.setProperty("ground", "card")
        self.column: Final = QVBoxLayout(self)
        self.column.setContentsMargins(padding, padding, padding, padding)
        self.column.setSpacing(gap)


class Rows(Card):
    """A card of rows, a hairline between each two."""

    def __init__(self) -> None:
        """Begin without rows."""
        super().__init__(padding=1)
        self._first: QWidget | None = None
        self._rows: list[QWidget] = []
        self._lines: dict[QWidget, Hairline] = {}

    def set_shown(self, row: QWidget, *, shown: bool) -> None:
        """Show a row, or hide it together with the line above it."""
        row.setVisible(shown)
        first = next((one for one in self._rows if not one.isHidden()), None)
        for one, line in self._lines.items():
            line.setVisible(one is not first and not one.isHidden())

    def add(self, row: QWidget) -> None:
        """Put a row at the end."""
        if self._first is None:
            self._first = row
        else:
            self._lines[row] = Hairline()
            self.column.addWidget(self._lines[row])
        self._rows.append(row)
        self.column.addWidget(row)
        rows = [one for one in self.findChildren(Row) if one.parent() is self]
        for one in rows:
            one.set_ends(first=one is self._first, last=one is row)


class Row(QAbstractButton):
    """A row that leads somewhere: icon, one or two lines, a chevron."""

    def __init__(self, icon: str, text: str, detail: str = "") -> None:
        """Show ``text``, and ``detail`` small below it."""
        super().__init__()
        self._icon, self._detail = icon, detail
        self._first = self._last = False
        self.setText(text)
        self.setAccessibleDescription(detail)
        self.setProperty("ring", "inside")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight((measure.ROW_TWO_LINES if detail else measure.ROW) - 1)
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(measure.CARD_PADDING, 8, measure.CARD_PADDING, 8)
        line.setSpacing(ICON_GAP)
        line.addWidget(Glyph(icon, "muted", measure.ICON_LARGE if detail else measure.ICON))
        texts = QVBoxLayout()
        texts.setSpacing(0)
        self._title = Text(text, wrap=True)
        self._second = Text(detail, size=Size.SMALL, tone="muted", wrap=True)
        texts.addStretch(1)
        texts.addWidget(self._title)
        texts.addWidget(self._second)
        texts.addStretch(1)
        line.addLayout(texts, 1)
        self._second.setVisible(bool(detail))
        line.addWidget(Glyph("ui/forward"))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def say(self, text: str, detail: str = "") -> None:
        """Show other words."""
        self.setText(text)
        self.setAccessibleDescription(detail)
        self._title.setText(text)
        self._second.say(detail)

    def set_ends(self, *, first: bool, last: bool) -> None:
        """Know where in the card it is: a card doesn't clip, so the ends are round themselves."""
        self._first, self._last = first, last
        self.update()

    def sizeHint(self) -> QSize:
        """One line or two."""
        least = measure.ROW_TWO_LINES if self._detail else measure.ROW
        inside = self._line.sizeHint()
        return QSize(inside.width(), max(least - 1, inside.height()))

    def minimumSizeHint(self) -> QSize:
        """The texts give way."""
        return QSize(self._line.minimumSize().width(), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground alone: the rest are labels."""
        ground = _ground_of(self, "")
        if not ground:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(_with_round_ends(self, self._first, self._last), ink(ground))


class Choice(QAbstractButton):
    """A card that is a button: a tile with an icon, a title and what it means."""

    def __init__(self, icon: str, text: str, detail: str) -> None:
        """Show ``text`` and ``detail`` beside the tile."""
        super().__init__()
        self.setText(text)
        self.setAccessibleDescription(detail)
        self.setProperty("radius", measure.ROUND_CARD)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        line = self._line = QHBoxLayout(self)
        side = measure.CARD_PADDING + 1
        line.setContentsMargins(side, side, side, side)
        line.setSpacing(measure.CARD_PADDING)
        line.addWidget(Tile(icon), 0, Qt.AlignmentFlag.AlignVCenter)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Text(text, weight=Weight.STRONG, wrap=True))
        texts.addWidget(Text(detail, tone="muted", wrap=True))
        line.addLayout(texts, 1)
        line.addWidget(Glyph("ui/forward"))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        """What the texts need."""
        return self._line.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """What the texts need when wrapped."""
        return self._line.minimumSize()

    def hasHeightForWidth(self) -> bool:
        """The second line wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Both lines, wrapped."""
        return self._line.heightForWidth(width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground and edge."""
        ground = _ground_of(self, "surface")
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_ground(painter, QRectF(self.rect()), ground, "border", measure.ROUND_CARD)


class Tile(QWidget):
    """An icon or a letter on a soft square."""

    def __init__(self, icon: str = "", letter: str = "", size: int = measure.TILE) -> None:
        """Show ``icon``, or ``letter`` where there is none."""
        super().__init__()
        self._icon, self.letter = icon, letter
        self.setFixedSize(size, size)

    def show_icon(self, icon: str) -> None:
        """Show another icon."""
        if icon != self._icon:
            self._icon = icon
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Soft ground, strong ink."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_ground(painter, QRectF(self.rect()), "accent_soft", "")
            if self._icon:
                inner = self.rect().adjusted(11, 11, -11, -11)
                draw_icon(painter, self._icon, "accent_ink", inner)
                return
            painter.setFont(font(Size.BODY, Weight.STRONG))
            painter.setPen(ink("accent_ink"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.letter)


def _ground_of(button: QAbstractButton, normal: str) -> str:
    if not button.isEnabled():
        return normal
    return "inset" if button.isDown() else "hover" if button.underMouse() else normal


def _with_round_ends(widget: QWidget, first: bool, last: bool) -> QPainterPath:
    box = QRectF(widget.rect())
    radius = float(measure.ROUND_CARD - 1)
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(box, radius, radius)
    if not first:
        path.addRect(box.adjusted(0, 0, 0, -box.height() / 2))
    if not last:
        path.addRect(box.adjusted(0, box.height() / 2, 0, 0))
    return path
