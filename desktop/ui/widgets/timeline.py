"""The history as a line through the days: only the rows in sight are painted."""

from collections.abc import Callable
from typing import Final, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.ui import times
from desktop.ui.theme import measure
from desktop.ui.theme.palette import ink
from desktop.ui.theme.type import Size, Weight, font
from desktop.ui.timeline_rows import Line, TimelineRow
from desktop.ui.widgets.button import draw_ground
from desktop.ui.widgets.text import draw_icon
from desktop.ui.widgets.viewport import give_viewport

ROW: Final = 40
ROW_NARROW: Final = 56
HEADING_LOWER: Final = 6
"""Pixels that a day stands lower than the middle of its row: nearer to what it is about."""

CIRCLE: Final = 28
SPACING: Final = (16, 16, 24)
SPACING_NARROW: Final = (10, 10, 10)
"""Pixels before the time, between the columns, and after the words."""

TIME_LEAST: Final = 44
BY_KEYBOARD: Final = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
ROUND: Final = measure.ROUND - 1
Index = QModelIndex | QPersistentModelIndex
Write = Callable[[Line], TimelineRow]


class _Lines(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self._write: Write = lambda line: TimelineRow(line.day.isoformat())
        self._written: dict[int, TimelineRow] = {}

    def show_lines(self, lines: tuple[Line, ...], write: Write) -> None:
        self.beginResetModel()
        self.lines, self._write, self._written = lines, write, {}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        # The arrow keys pass over the days: each deed says its own to whoever can't see them.
        is_heading = self.lines[index.row()].is_heading
        return Qt.ItemFlag.NoItemFlags if is_heading else Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self.row(index.row()).whole()
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.with_day(index.row())
            case _:
                return None

    def row(self, number: int) -> TimelineRow:
        if number not in self._written:
            self._written[number] = self._write(self.lines[number])
        return self._written[number]

    def with_day(self, number: int) -> str:
        line = self.lines[number]
        if line.is_heading:
            return self.row(number).whole()
        return f"{self._write(Line(line.day)).title} {self.row(number).whole()}"


class _Painter(QStyledItemDelegate):
    """Draws a day, or a deed on the line."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, cast("Timeline", option.widget).row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = cast("Timeline", option.widget)
        line, row = view.lines[index.row()], view.row(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(view.layoutDirection())
        if line.is_heading:
            self._draw_heading(painter, view, option.rect, row)
        else:
            self._draw_ground(painter, option)
            self._draw_deed(painter, view, option.rect, line, row)
        painter.restore()

    @staticmethod
    def _draw_heading(painter: QPainter, view: "Timeline", box: QRect, row: TimelineRow) -> None:
        painter.setFont(font(Size.BODY, Weight.STRONG))
        painter.setPen(ink("text"))
        side = (SPACING_NARROW if view.is_narrow else SPACING)[0]
        room = box.adjusted(side, HEADING_LOWER, -side, HEADING_LOWER)
        _write(painter, room, row.title)

    def _draw_deed(
        self,
        painter: QPainter,
        view: "Timeline",
        box: QRect,
        line: Line,
        row: TimelineRow,
    ) -> None:
        before, gap, after = SPACING_NARROW if view.is_narrow else SPACING
        time = QRect(box.left() + before, box.top(), view.time_width(), box.height())
        circle = QRect(time.right() + gap, 0, CIRCLE, CIRCLE)
        circle.moveTop(box.top() + (box.height() - CIRCLE) // 2)
        words = QRect(circle.right() + gap, box.top(), 0, box.height())
        words.setRight(box.right() - after)
        if view.isRightToLeft():
            for one in (time, circle, words):
                one.moveLeft(box.left() + box.right() - one.right())
        self._draw_line(painter, box, circle, line)
        inset = (CIRCLE - measure.ICON) // 2
        draw_icon(painter, row.icon, row.tone, circle.adjusted(inset, inset, -inset, -inset))
        painter.setFont(view.font())
        painter.setPen(ink("muted"))
        trailing = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(time, trailing, row.time)
        if view.is_narrow:
            self._draw_two_lines(painter, words, row)
        else:
            self._draw_one_line(painter, view, words, row)

    @staticmethod
    def _draw_line(painter: QPainter, box: QRect, circle: QRect, line: Line) -> None:
        centre = QRectF(circle).center()
        painter.setPen(QPen(ink("border"), measure.LINE))
        top = centre.y() if line.is_first else box.top()
        bottom = centre.y() if line.is_last else box.bottom() + 1
        painter.drawLine(QPointF(centre.x(), top), QPointF(centre.x(), bottom))
        draw_ground(painter, QRectF(circle), "surface", "border", CIRCLE / 2)

    @staticmethod
    def _draw_one_line(painter: QPainter, view: "Timeline", words: QRect, row: TimelineRow) -> None:
        left, right = words.left(), words.right()
        mirrored = view.isRightToLeft()
        painter.setPen(ink("muted"))
        painter.setFont(font(Size.SMALL))
        aside = min(painter.fontMetrics().horizontalAdvance(row.aside), words.width() // 3)
        if row.aside:
            end = left if mirrored else right - aside
            place = QRect(end, words.top(), aside + 1, words.height())
            _write(painter, place, row.aside, Qt.AlignmentFlag.AlignTrailing)
            aside += SPACING[1]
        strong = font(Size.BODY, Weight.STRONG)
        title = min(QFontMetrics(strong).horizontalAdvance(row.title), words.width() - aside)
        start = right - title if mirrored else left
        painter.setFont(strong)
        painter.setPen(ink("text"))
        _write(painter, QRect(start, words.top(), title + 1, words.height()), row.title)
        room = words.width() - aside - title - measure.GAP // 2 - 1
        start = left + aside if mirrored else left + title + measure.GAP // 2 + 1
        if room > 0:
            painter.setFont(view.font())
            painter.setPen(ink("muted"))
            _write(painter, QRect(start, words.top(), room, words.height()), row.detail)

    @staticmethod
    def _draw_two_lines(painter: QPainter, words: QRect, row: TimelineRow) -> None:
        detail = " · ".join(part for part in (row.detail, row.aside) if part)
        half = words.height() // 2
        first = QRect(words.left(), words.top(), words.width(), half)
        if not detail:
            first = words
        else:
            first.adjust(0, 6, 0, 2)
        painter.setFont(font(Size.BODY, Weight.STRONG))
        painter.setPen(ink("text"))
        _write(painter, first, row.title)
        painter.setFont(font(Size.SMALL))
        painter.setPen(ink("muted"))
        second = QRect(words.left(), words.top() + half, words.width(), half)
        _write(painter, second.adjusted(0, 0, 0, -6), detail)

    @staticmethod
    def _draw_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if not has_focus and not option.state & QStyle.StateFlag.State_MouseOver:
            return
        ground = QRectF(option.rect).adjusted(measure.GAP, 1, -measure.GAP / 2, -1)
        draw_ground(painter, ground, "accent_soft" if has_focus else "hover", "")
        if has_focus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ink("focus"), measure.FOCUS))
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), ROUND, ROUND)


def _write(
    painter: QPainter,
    room: QRect,
    text: str,
    end: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading,
) -> None:
    elide = Qt.TextElideMode.ElideRight
    shown = painter.fontMetrics().elidedText(text, elide, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | end, shown)


class Timeline(QListView):
    """One stop of the Tab key; arrows move from deed to deed, Ctrl+C copies one."""

    def __init__(self, name: str) -> None:
        """Be empty."""
        super().__init__()
        self.is_narrow = False
        self._model = _Lines(self)
        give_viewport(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.tr("Ctrl+C copies a row"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # All rows are as high as the others: none has to be measured before it is seen.
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown, in sight or not."""
        return self._model.lines

    def row(self, number: int) -> TimelineRow:
        """A line in words."""
        return self._model.row(number)

    def show_lines(self, lines: tuple[Line, ...], write: Write) -> None:
        """Show these; ``write`` puts one in words. What was current and in sight stays so."""
        current = self.currentIndex().row()
        before = self.lines[current] if current >= 0 else None
        offset = self.verticalScrollBar().value()
        self._model.show_lines(lines, write)
        if before is not None and before in lines:
            self.setCurrentIndex(self._model.index(lines.index(before)))
        self.verticalScrollBar().setValue(offset)

    def set_narrow(self, *, narrow: bool) -> None:
        """Say each deed in two lines."""
        if narrow != self.is_narrow:
            self.is_narrow = narrow
            self.doItemsLayout()

    def row_height(self) -> int:
        """A row grows with the font."""
        line = QFontMetrics(font(Size.BODY)).height()
        if self.is_narrow:
            return max(ROW_NARROW, 2 * line + 16)
        return max(ROW, line + 20)

    def time_width(self) -> int:
        """Pixels of the widest time of day in the person's own way to write it."""
        metrics = QFontMetrics(self.font())
        widest = metrics.horizontalAdvance(times.longest_clock_time())
        return max(TIME_LEAST, widest + 2)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be on a deed as soon as the focus comes by keyboard; Qt would be on one always."""
        had = self.currentIndex().isValid()
        super().focusInEvent(event)
        if not had:
            self.setCurrentIndex(QModelIndex())
            if event.reason() in BY_KEYBOARD:
                self._begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the current deed; the first arrow leads to the latest one."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._begin():
            return
        current = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy) and current.isValid():
            QGuiApplication.clipboard().setText(self._model.with_day(current.row()))
            return
        super().keyPressEvent(event)

    def _begin(self) -> bool:
        """Go to the latest deed; false where one is current already."""
        if self.currentIndex().isValid() or len(self.lines) < 2:
            return False
        self.setCurrentIndex(self._model.index(1))
        return True
