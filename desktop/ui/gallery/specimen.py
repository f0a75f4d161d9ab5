"""A widget in one of its states, which it is brought into as a person would: nothing is painted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QHoverEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.theme import measure
from desktop.ui.theme.palette import ink
from desktop.ui.theme.type import Size, Weight
from desktop.ui.widgets.fill import fill
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.focus_ring import REACH
from desktop.ui.widgets.text import Text

GAP = 12
AROUND = REACH + 2
"""Pixels around a widget that belong to its picture: the focus ring is there."""


class Force(Enum):
    """What brings a widget into its state."""

    NONE = auto()
    HOVER = auto()
    PRESS = auto()
    FOCUS = auto()
    DISABLE = auto()


@dataclass(frozen=True, slots=True)
class Specimen:
    """``label`` names the state; a widget of a group is seen in each of them once."""

    label: str
    widget: QWidget
    force: Force = Force.NONE

    def bring_about(self) -> None:
        """Be in the state, but for the focus: only one widget has that at a time."""
        match self.force:
            case Force.HOVER:
                hover(self.widget)
            case Force.PRESS if isinstance(self.widget, QAbstractButton):
                self.widget.setDown(True)
            case Force.DISABLE:
                self.widget.setEnabled(False)

    def place_on(self, ground: QWidget) -> QRect:
        """Where it and its focus ring are on ``ground``."""
        box = QRect(self.widget.mapTo(ground, self.widget.rect().topLeft()), self.widget.size())
        return box.adjusted(-AROUND, -AROUND, AROUND, AROUND)


@dataclass(frozen=True, slots=True)
class Group:
    """What stands under one title: ``body`` has the specimens in it."""

    title: str
    body: QWidget
    specimens: tuple[Specimen, ...]

    def framed(self) -> QWidget:
        """The title with the states in their order, and the body below it."""
        states = ", ".join(one.label for one in self.specimens if one.label)
        words = f"{self.title}: {states}" if states else self.title
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(measure.GAP)
        column.addWidget(
            Text(words, size=Size.SMALL, weight=Weight.STRONG, tone="muted", wrap=True)
        )
        column.addWidget(self.body)
        return frame


def beside(title: str, specimens: Iterable[Specimen], gap: int = GAP) -> Group:
    """Specimens beside each other, as large as they want to be."""
    return _laid_out(title, tuple(specimens), Flow(gap=gap, below=gap))


def below(title: str, specimens: Iterable[Specimen], gap: int = measure.GAP) -> Group:
    """Specimens below each other, as wide as the column."""
    column = QVBoxLayout()
    column.setSpacing(gap)
    return _laid_out(title, tuple(specimens), column)


def alone(title: str, widget: QWidget, label: str = "") -> Group:
    """One specimen."""
    return below(title, (Specimen(label, widget),))


def states_of(make: Callable[[], QWidget]) -> tuple[Specimen, ...]:
    """A button-like widget in the five states that most have."""
    return (
        Specimen("normal", make()),
        Specimen("hover", make(), Force.HOVER),
        Specimen("pressed", make(), Force.PRESS),
        Specimen("focus", make(), Force.FOCUS),
        Specimen("disabled", make(), Force.DISABLE),
    )


def hover(widget: QWidget, at: QPointF | None = None) -> None:
    """Tell ``widget`` that the pointer is at a place of it, or in its middle."""
    if isinstance(widget, QAbstractItemView):
        widget = widget.viewport()
    widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    place = at or QPointF(widget.rect().center())
    for kind in (QEvent.Type.HoverEnter, QEvent.Type.HoverMove):
        QApplication.sendEvent(widget, QHoverEvent(kind, place, place, QPointF(-1, -1)))


class Photograph(QWidget):
    """What is a window of its own in real life, such as a menu; taken again in each dress."""

    def __init__(self, take: Callable[[QWidget], QPixmap]) -> None:
        """Be empty until the first :meth:`take_again`; ``take`` is given this widget."""
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._take = take
        self._picture = QPixmap()

    def take_again(self) -> None:
        """Show it in the dress that is worn now."""
        self._picture = self._take(self)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As large as what it shows."""
        return self._picture.deviceIndependentSize().toSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture."""
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._picture)


class Still(QWidget):
    """How a place looked while a widget in it had the focus, over how it looks now."""

    def __init__(self, ground: QWidget, place: QRect, picture: QPixmap) -> None:
        """Lie over ``place``; the pointer goes through it."""
        super().__init__(ground)
        self._picture = picture
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(place)
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture."""
        with QPainter(self) as painter:
            fill(painter, self.rect(), ink("window"))
            painter.drawPixmap(0, 0, self._picture)


def _laid_out(title: str, specimens: tuple[Specimen, ...], line: QLayout) -> Group:
    body = QWidget()
    line.setContentsMargins(0, 0, 0, 0)
    for one in specimens:
        line.addWidget(one.widget)
    body.setLayout(line)
    return Group(title, body, specimens)
