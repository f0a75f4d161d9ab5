"""A switch: a check box to the keyboard and to assistive tools."""

from PySide6.QtCore import QEasingCurve, QPoint, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from desktop.ui.theme import measure, motion
from desktop.ui.theme.palette import ink


class Switch(QCheckBox):
    """On or off; its name stands beside it."""

    def __init__(self, name: str) -> None:
        """Be off; ``name`` is what it switches."""
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedSize(*measure.SWITCH)
        self.setProperty("radius", measure.SWITCH[1] // 2)
        self._place = 0.0
        self._slide = QVariantAnimation(self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self._move_knob)
        self.toggled.connect(self._start_sliding)

    def set_on(self, *, on: bool) -> None:
        """Be on or off without saying that the person switched it."""
        was_blocked = self.blockSignals(True)
        self.setChecked(on)
        self.blockSignals(was_blocked)
        self._slide.stop()
        self._move_knob(1.0 if on else 0.0)

    def sizeHint(self) -> QSize:
        """Its fixed size."""
        return QSize(*measure.SWITCH)

    def hitButton(self, place: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Groove and knob."""
        on = self.isChecked()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect())
            if on and self.isEnabled():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(ink("accent"))
            else:
                painter.setPen(QPen(ink("outline" if self.isEnabled() else "border"), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                box = box.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            knob = "on_accent" if on and self.isEnabled() else "outline"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink(knob if self.isEnabled() else "disabled"))
            painter.drawEllipse(self._knob())

    def _knob(self) -> QRectF:
        edge = 12.0
        margin = (self.height() - edge) / 2
        way = self.width() - edge - 2 * margin
        place = 1.0 - self._place if self.isRightToLeft() else self._place
        return QRectF(margin + way * place, margin, edge, edge)

    def _start_sliding(self, on: bool) -> None:
        end = 1.0 if on else 0.0
        if not motion.milliseconds() or not self.isVisible():
            self._move_knob(end)
            return
        self._slide.stop()
        self._slide.setDuration(motion.milliseconds())
        self._slide.setStartValue(self._place)
        self._slide.setEndValue(end)
        self._slide.start()

    def _move_knob(self, place: object) -> None:
        if isinstance(place, float):
            self._place = place
            self.update()
