"""Renewals of the last days as columns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import times
from desktop.ui.theme.palette import ink
from desktop.ui.theme.type import Size, Weight, font, grown
from desktop.ui.widgets.fill import fill

if TYPE_CHECKING:
    from desktop.session.list_entries import RenewalDay

COLUMN: Final = 18
GRIDLINES: Final = 4
AXIS: Final = 24
LABELS: Final = 24
LEGEND: Final = 28
CROSS: Final = 8
TOP: Final = 16
STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def step_of(highest: int) -> int:
    """What one gridline counts, so that the highest column fits below the third one."""
    return next((step for step in STEPS if step * (GRIDLINES - 1) >= highest), highest)


class Chart(QWidget):
    """A column a day: filled on time, outlined waited, a cross for failed."""

    def __init__(self) -> None:
        """Be empty."""
        super().__init__()
        self._days: tuple[RenewalDay, ...] = ()
        self.setAccessibleName(self.tr("Renewals"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_days(self, days: "Sequence[RenewalDay]") -> None:
        """Show these days, the last one being today."""
        if tuple(days) != self._days or not self.accessibleDescription():
            self._days = tuple(days)
            self.setAccessibleDescription(self._sentence())
            self.update()

    def sizeHint(self) -> QSize:
        """Room for seven columns."""
        return QSize(278, 160)

    def minimumSizeHint(self) -> QSize:
        """Room for seven narrow columns."""
        return QSize(grown(220), grown(150))

    def _sentence(self) -> str:
        on_time = sum(day.on_time for day in self._days)
        waited = sum(day.waited for day in self._days)
        failed = sum(day.failed for day in self._days)
        if not on_time + waited + failed:
            return self.tr("No renewals in the last %n days.", "", len(self._days))
        return self.tr(
            "Renewals in the last %n days: on time {on_time}, after waiting for the network "
            "{waited}, failed {failed}.",
            "",
            len(self._days),
        ).format(on_time=on_time, waited=waited, failed=failed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Gridlines, columns, days and legend."""
        with QPainter(self) as painter:
            painter.setFont(font(Size.SMALL))
            axis, below = grown(AXIS), grown(LABELS) + grown(LEGEND)
            plot = QRectF(axis, TOP, self.width() - axis, self.height() - TOP - below)
            highest = max((day.on_time + day.waited for day in self._days), default=0)
            step = step_of(highest)
            self._draw_grid(painter, plot, step)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            scale = plot.height() / (step * (GRIDLINES - 1))
            for index, day in enumerate(self._days):
                self._draw_day(painter, plot, scale, index, day)
            if not any(day.on_time + day.waited + day.failed for day in self._days):
                self._draw_nothing(painter, plot)
            self._draw_legend(painter)

    def _draw_grid(self, painter: QPainter, plot: QRectF, step: int) -> None:
        for index in range(GRIDLINES):
            y = round(plot.bottom() - plot.height() * index / (GRIDLINES - 1))
            painter.setPen(QPen(ink("border"), 1))
            painter.drawLine(round(plot.left()), y, round(plot.right()), y)
            painter.setPen(ink("muted"))
            half = grown(10)
            box = QRectF(0, y - half, grown(AXIS) - 6, 2 * half)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(box, right, str(step * index))

    def _draw_day(
        self, painter: QPainter, plot: QRectF, scale: float, index: int, day: "RenewalDay"
    ) -> None:
        share = plot.width() / len(self._days)
        centre = plot.left() + share * (index + 0.5)
        left = round(centre - COLUMN / 2)
        on_time = round(day.on_time * scale)
        waited = round(day.waited * scale)
        bottom = round(plot.bottom())
        fill(painter, QRectF(left, bottom - on_time, COLUMN, on_time), ink("accent"))
        if waited:
            draw_waited(painter, QRectF(left, bottom - on_time - waited, COLUMN, waited))
        if day.failed:
            draw_cross(painter, QPointF(centre, bottom - on_time - waited - CROSS))
        today = index == len(self._days) - 1
        painter.setFont(font(Size.SMALL, Weight.STRONG if today else Weight.REGULAR))
        painter.setPen(ink("text" if today else "muted"))
        box = QRectF(centre - share / 2, plot.bottom() + 4, share, grown(20))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, times.weekday(day.day))

    def _draw_nothing(self, painter: QPainter, plot: QRectF) -> None:
        painter.setFont(font(Size.BODY))
        words = self.tr("No renewals yet")
        room = painter.fontMetrics().boundingRect(words).adjusted(-8, -4, 8, 4)
        room.moveCenter(plot.center().toPoint())
        fill(painter, room, ink("surface"))
        painter.setPen(ink("muted"))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def _draw_legend(self, painter: QPainter) -> None:
        painter.setFont(font(Size.SMALL))
        metrics = painter.fontMetrics()
        middle = self.height() - metrics.height() / 2 - 1
        x = 0.0
        for name in ("on_time", "waited", "failed"):
            word = {
                "on_time": self.tr("on time"),
                "waited": self.tr("waited"),
                "failed": self.tr("failed"),
            }[name]
            box = QRectF(x, middle - 5, 10, 10)
            if name == "on_time":
                fill(painter, box, ink("accent"))
            elif name == "waited":
                draw_waited(painter, box)
            else:
                draw_cross(painter, box.center())
            painter.setPen(ink("muted"))
            painter.drawText(QPointF(x + 16, middle + metrics.ascent() / 2 - 1), word)
            x += 16 + metrics.horizontalAdvance(word) + 20


def draw_waited(painter: QPainter, box: QRectF) -> None:
    """A renewal that waited: an outlined column."""
    painter.setPen(QPen(ink("accent"), 1.5))
    painter.setBrush(ink("surface"))
    painter.drawRect(box.adjusted(0.75, 0.75, -0.75, -0.75))


def draw_cross(painter: QPainter, centre: QPointF) -> None:
    """A renewal that failed: a cross."""
    half = CROSS / 2
    painter.setPen(QPen(ink("danger"), 2, c=Qt.PenCapStyle.RoundCap))
    for way in (1, -1):
        painter.drawLine(centre - QPointF(half, half * way), centre + QPointF(half, half * way))
