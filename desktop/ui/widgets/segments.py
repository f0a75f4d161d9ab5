"""One of a few, side by side: radio buttons in one outline."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from desktop.ui.theme import measure
from desktop.ui.theme.palette import ink
from desktop.ui.theme.type import Size, Weight, font
from desktop.ui.widgets.button import draw_ground

SIDE = 14


class Segment(QRadioButton):
    """One choice."""

    def __init__(self, value: str, text: str) -> None:
        """Stand for ``value`` and say ``text``."""
        super().__init__(text)
        self.setObjectName(value)
        self.value = value
        self.first = self.last = self.stacked = False
        self.setProperty("ring", "inside")
        self.setFont(font(Size.BODY, Weight.STRONG))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The word with its sides."""
        metrics = self.fontMetrics()
        height = max(measure.CONTROL, metrics.height() + 12)
        return QSize(metrics.horizontalAdvance(self.text()) + 2 * SIDE, height)

    minimumSizeHint = sizeHint

    def hitButton(self, place: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Soft ground when chosen."""
        chosen = self.isChecked()
        ground = "accent_soft" if chosen else ""
        if not chosen and self.underMouse():
            ground = "inset" if self.isDown() else "hover"
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if ground and self.isEnabled():
                painter.fillPath(self._shape(), ink(ground))
            tone = "accent_ink" if chosen else "text"
            painter.setPen(ink(tone if self.isEnabled() else "disabled"))
            painter.setFont(font(Size.BODY, Weight.STRONG if chosen else Weight.MEDIUM))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def _shape(self) -> QPainterPath:
        box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        if self.stacked:
            return self._stacked_shape()
        left, right = (self.last, self.first) if self.isRightToLeft() else (self.first, self.last)
        box.adjust(1 if left else 0, 0, -1 if right else 0, 0)
        radius = float(measure.ROUND - 1)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(box, radius, radius)
        if not left:
            path.addRect(box.adjusted(0, 0, -box.width() / 2, 0))
        if not right:
            path.addRect(box.adjusted(box.width() / 2, 0, 0, 0))
        return path

    def _stacked_shape(self) -> QPainterPath:
        box = QRectF(self.rect()).adjusted(1, int(self.first), -1, -int(self.last))
        radius = float(measure.ROUND - 1)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(box, radius, radius)
        if not self.first:
            path.addRect(box.adjusted(0, 0, 0, -box.height() / 2))
        if not self.last:
            path.addRect(box.adjusted(0, box.height() / 2, 0, 0))
        return path


class Segments(QWidget):
    """The choices; arrow keys move between them. ``chosen`` carries the value."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]] = ()) -> None:
        """Offer pairs of value and text under ``name``."""
        super().__init__()
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._segments: list[Segment] = []
        self._is_stacked = self._is_told = False
        self.offer(choices)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other choices; the first is chosen."""
        if [(one.value, one.text()) for one in self._segments] == list(choices):
            return
        for old in self._segments:
            old.hide()
            old.deleteLater()
        self._segments = [Segment(value, text) for value, text in choices]
        for one in self._segments:
            one.first, one.last = one is self._segments[0], one is self._segments[-1]
            one.setAccessibleDescription(self.accessibleName())
            # Toggled, not clicked: that is what assistive tools do with what can be chosen.
            one.toggled.connect(self._tell)
            one.setParent(self)
            one.show()
            one.toggled.connect(self._keep_one_stop)
        if self._segments:
            self.choose(self._segments[0].value)
        self._place()
        self.updateGeometry()
        self._keep_one_stop()

    def sizeHint(self) -> QSize:
        """All beside each other."""
        hints = [one.sizeHint() for one in self._segments]
        height = max((one.height() for one in hints), default=measure.CONTROL)
        lines = len(hints) if self._is_stacked else 1
        return QSize(sum(one.width() for one in hints), height * lines)

    def minimumSizeHint(self) -> QSize:
        """They stand below each other where there is no room."""
        widest = max((one.sizeHint().width() for one in self._segments), default=0)
        return QSize(widest, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """Below each other they are higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """One line, or one for each."""
        lines = 1 if width >= self.sizeHint().width() else len(self._segments)
        return max((one.sizeHint().height() for one in self._segments), default=0) * lines

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand beside or below each other."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Change sides where the language does."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._place()

    def _place(self) -> None:
        """Share the width evenly, or by what each needs, or have all of it each."""
        room, wanted = self.width(), self.sizeHint().width()
        stacked = room < wanted
        if stacked is not self._is_stacked:
            self._is_stacked = stacked
            self.updateGeometry()
        height = self.height() // max(1, len(self._segments)) if stacked else self.height()
        widest = self.minimumSizeHint().width()
        even = bool(self._segments) and room // len(self._segments) >= widest
        at = 0
        for index, one in enumerate(self._segments):
            one.stacked = stacked
            if stacked:
                one.setGeometry(0, index * height, room, height)
                continue
            spare = (room - wanted) * (index + 1) // len(self._segments)
            before = (room - wanted) * index // len(self._segments)
            width = one.sizeHint().width() + spare - before
            if even:
                width = room * (index + 1) // len(self._segments) - at
            left = room - at - width if self.isRightToLeft() else at
            one.setGeometry(left, 0, width, height)
            at += width

    def stops(self) -> Sequence[QWidget]:
        """The choices, for the tabulator key's way through a page."""
        return tuple(self._segments)

    def value(self) -> str:
        """What is chosen; empty where nothing is offered."""
        return next((one.value for one in self._segments if one.isChecked()), "")

    def choose(self, value: str) -> None:
        """Choose without telling."""
        self._is_told = True
        for one in self._segments:
            one.setChecked(one.value == value)
        self._is_told = False

    def allow(self, values: Sequence[str]) -> None:
        """Enable these only, and choose one of them."""
        for one in self._segments:
            one.setEnabled(one.value in values)
        if self.value() not in values and values:
            self.choose(values[0])

    def _keep_one_stop(self) -> None:
        """Lead the tabulator key to what is chosen; Qt would lead it to the first one."""
        policy = Qt.FocusPolicy
        for one in self._segments:
            one.setFocusPolicy(policy.StrongFocus if one.isChecked() else policy.ClickFocus)

    def _tell(self, is_chosen: bool) -> None:
        if is_chosen and not self._is_told:
            self.chosen.emit(self.value())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The outline, and hairlines between."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            enabled = any(one.isEnabled() for one in self._segments)
            edge = "outline" if enabled and self.isEnabled() else "border"
            draw_ground(painter, QRectF(self.rect()), "surface", edge)
            painter.setPen(QPen(ink("border"), 1))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            for one in self._segments:
                if not one.last and one.stacked:
                    edge_y = one.geometry().bottom()
                    painter.drawLine(1, edge_y, self.width() - 2, edge_y)
                elif not one.last:
                    edge_x = one.x() if self.isRightToLeft() else one.geometry().right()
                    painter.drawLine(edge_x, 1, edge_x, self.height() - 2)
