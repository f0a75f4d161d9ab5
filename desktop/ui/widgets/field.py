"""A labelled field with help or a problem below, and a picker in the same dress."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.theme import measure
from desktop.ui.theme.palette import ink
from desktop.ui.theme.type import Size, Weight
from desktop.ui.widgets.banner import announce
from desktop.ui.widgets.button import draw_ground
from desktop.ui.widgets.text import Glyph, Text, draw_icon

SIDE: Final = 12


class Problem(QWidget):
    """A problem in two lines: what happened, and what to do."""

    def __init__(self, *, above: int = 0, below: int = 0) -> None:
        """Say nothing yet; keep ``above`` and ``below`` it so many pixels clear."""
        super().__init__()
        self._first = Text(weight=Weight.STRONG, tone="danger", wrap=True)
        self._second = Text(wrap=True)
        self._glyph = Glyph("ui/warning", "danger")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, above, 0, below)
        line.setSpacing(measure.GAP)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 2, 0, 0)
        beside.addWidget(self._glyph)
        beside.addStretch(1)
        line.addLayout(beside)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._first)
        texts.addWidget(self._second)
        line.addLayout(texts, 1)
        self.hide()

    def say(self, first: str, second: str = "") -> None:
        """Show it; nothing at all where ``first`` is empty."""
        if first and first != self._first.text():
            announce(self, f"{first} {second}")
        self._first.setText(first)
        self._second.say(second)
        self.setVisible(bool(first))

    def words(self) -> str:
        """What it says, for whoever has to describe a field."""
        return f"{self._first.text()} {self._second.text()}".strip()


class Field(QWidget):
    """Label, line edit, and below it a help that a problem takes the place of."""

    def __init__(self, label: str, *, placeholder: str = "", help_text: str = "") -> None:
        """Show an empty field under ``label``."""
        super().__init__()
        self.edit: Final = QLineEdit()
        self.edit.setAccessibleName(label)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setProperty("ring", "none")
        height = max(measure.FIELD, self.edit.fontMetrics().height() + 12)
        self.edit.setFixedHeight(height)
        self.label: Final = Text(label, weight=Weight.STRONG, wrap=True)
        self.label.setBuddy(self.edit)
        self.problem: Final = Problem()
        self._help = Text(help_text, size=Size.SMALL, tone="muted", wrap=True)
        self._inside: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.label)
        column.addWidget(self.edit)
        column.addWidget(self._help)
        self._help.setVisible(bool(help_text))
        column.addWidget(self.problem)
        self.setFocusProxy(self.edit)

    def name(self, label: str) -> None:
        """Be called otherwise."""
        self.label.setText(label)
        self.edit.setAccessibleName(label)

    def text(self) -> str:
        """What was typed, without space around it."""
        return self.edit.text().strip()

    def put_inside(self, widget: QWidget) -> None:
        """Keep a small widget at the end of the field."""
        self._inside = widget
        line = QHBoxLayout(self.edit)
        line.setContentsMargins(SIDE, 0, SIDE, 0)
        line.addStretch(1)
        line.addWidget(widget)

    def keep_clear_of_inside(self) -> None:
        """Don't write below the widget at the end; call it when that has changed."""
        inside = self._inside
        shown = inside is not None and not inside.isHidden()
        room = inside.sizeHint().width() + 4 if inside is not None and shown else 0
        self.edit.setTextMargins(0, 0, room, 0)

    def show_problem(self, first: str, second: str = "") -> None:
        """Turn the edge and say what is wrong; nothing at all where ``first`` is empty."""
        self.problem.say(first, second)
        self._help.setVisible(bool(self._help.text()) and not first)
        self.edit.setAccessibleDescription(self.problem.words() or self._help.text())
        if self.edit.property("wrong") != bool(first):
            self.edit.setProperty("wrong", bool(first))
            self.edit.style().unpolish(self.edit)
            self.edit.style().polish(self.edit)


class Picker(QComboBox):
    """One of many, from a list."""

    def __init__(self, name: str) -> None:
        """Be empty; ``name`` is what is picked."""
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        # Qt's own delegate of a picker takes no measures from the style sheet.
        self.setItemDelegate(QStyledItemDelegate(self))

    def pick(self, value: object) -> None:
        """Show the entry of this value without telling."""
        was_blocked = self.blockSignals(True)
        self.setCurrentIndex(max(0, self.findData(value)))
        self.blockSignals(was_blocked)

    def sizeHint(self) -> QSize:
        """The longest entry, and the arrow."""
        metrics = self.fontMetrics()
        texts = (self.itemText(index) for index in range(self.count()))
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=60)
        height = max(measure.CONTROL, metrics.height() + 12)
        return QSize(widest + 3 * SIDE + measure.ICON + measure.GAP, height)

    def minimumSizeHint(self) -> QSize:
        """The entry gives way."""
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Outline, entry and arrow."""
        ground = "hover" if self.underMouse() and self.isEnabled() else "surface"
        edge = "outline" if self.isEnabled() else "border"
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_ground(painter, QRectF(self.rect()), ground, edge)
            tone = "text" if self.isEnabled() else "disabled"
            arrow = self.rect().adjusted(self.width() - SIDE - measure.ICON, 0, -SIDE, 0)
            inner = self.rect().adjusted(SIDE, 0, -2 * SIDE - measure.ICON, 0)
            if self.isRightToLeft():
                arrow.moveLeft(SIDE)
                inner.moveLeft(2 * SIDE + measure.ICON)
            arrow.setTop((self.height() - measure.ICON) // 2)
            arrow.setHeight(measure.ICON)
            draw_icon(painter, "ui/down", "muted" if self.isEnabled() else tone, arrow)
            painter.setPen(ink(tone))
            shown = self.fontMetrics().elidedText(
                self.currentText(), Qt.TextElideMode.ElideRight, inner.width()
            )
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)
