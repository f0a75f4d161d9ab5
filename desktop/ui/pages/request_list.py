"""The list of sign-in requests: one stop of the Tab key, arrows move, Enter leads on.

Only the rows in sight are painted, so that hundreds of requests cost no more than ten.
"""

from typing import Final, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.ui.request_rows import RequestRow
from desktop.ui.theme import measure
from desktop.ui.theme.palette import ink
from desktop.ui.theme.type import Size, Weight, font, grown, line_height
from desktop.ui.widgets.enter_key import ENTER
from desktop.ui.widgets.fill import fill
from desktop.ui.widgets.text import draw_icon, plain_tooltip
from desktop.ui.widgets.viewport import give_viewport

SIDE: Final = 12
ICON_GAP: Final = 12
SIDE_GAP: Final = 8
HEADING: Final = 34
Index = QModelIndex | QPersistentModelIndex


class _Requests(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[RequestRow, ...] = ()

    def show_rows(self, rows: tuple[RequestRow, ...]) -> bool:
        """Take these; true where other rows than before are there."""
        if [one.id for one in rows] == [one.id for one in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return False
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.rows[index.row()].id is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(part for part in (row.title, row.detail, row.side) if part)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(f"{row.title[:200]}\n{row.detail}") if row.detail else ""
            case Qt.ItemDataRole.UserRole:
                return row
            case _:
                return None


class _Painter(QStyledItemDelegate):
    """Draws a row over a hairline."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(Qt.ItemDataRole.UserRole)
        is_heading = isinstance(row, RequestRow) and row.id is None
        return QSize(0, heading_height() if is_heading else row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, RequestRow):
            return
        painter.save()
        painter.setLayoutDirection(option.widget.layoutDirection())
        box = QRect(option.rect)
        if row.id is None:
            self._draw_heading(painter, box, row)
        else:
            self._draw_row(painter, option, box, row)
        painter.restore()

    @staticmethod
    def _draw_heading(painter: QPainter, box: QRect, row: RequestRow) -> None:
        painter.setFont(font(Size.SMALL, Weight.STRONG))
        painter.setPen(ink("muted"))
        room = box.adjusted(SIDE, 0, -SIDE, -6)
        low = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeading
        painter.drawText(room, low, row.title)

    def _draw_row(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, row: RequestRow
    ) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = box.adjusted(0, 0, 0, -1)
        if chosen or hovered:
            fill(painter, ground, ink("accent_soft" if chosen else "hover"))
        fill(painter, QRect(box.left(), box.bottom(), box.width(), 1), ink("border"))
        self._draw_words(painter, ground, row, chosen=chosen)
        view = cast("RequestList", option.widget)
        if option.state & QStyle.StateFlag.State_HasFocus and view.shows_focus:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ink("focus"), measure.FOCUS))
            inside = QRectF(ground).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(inside, measure.ROUND - 1, measure.ROUND - 1)

    @staticmethod
    def _draw_words(painter: QPainter, box: QRect, row: RequestRow, *, chosen: bool) -> None:
        mirrored = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        strong = font(Size.BODY if row.is_open else Size.SMALL, Weight.STRONG)
        side_font = strong if row.is_open else font(Size.SMALL)
        side_width = QFontMetrics(side_font).horizontalAdvance(row.side) + 1
        edge = measure.ICON_LARGE
        icon = QRect(box.left() + SIDE, box.center().y() - edge // 2, edge, edge)
        side = QRect(box.right() - SIDE - side_width, box.top(), side_width, box.height())
        left = icon.right() + 1 + ICON_GAP
        width = side.left() - SIDE_GAP - left
        first, second = line_height(Size.BODY), line_height(Size.SMALL)
        top = box.top() + (box.height() - first - second) // 2
        title, detail = QRect(left, top, width, first), QRect(left, top + first, width, second)
        if mirrored:
            for one in (icon, side, title, detail):
                one.moveLeft(box.left() + box.right() - one.right())
        draw_icon(painter, row.icon, "accent_ink" if chosen else "muted", icon)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(side_font)
        painter.setPen(ink("accent_ink" if chosen else "text" if row.is_open else "muted"))
        painter.drawText(side, middle | Qt.AlignmentFlag.AlignTrailing, row.side)
        lines = (
            (title, row.title, font(Size.BODY, Weight.STRONG if chosen else Weight.REGULAR)),
            (detail, row.detail, font(Size.SMALL)),
        )
        tones = ("accent_ink" if chosen else "text", "muted")
        for (room, words, dress), tone in zip(lines, tones, strict=True):
            painter.setFont(dress)
            painter.setPen(ink(tone))
            elide = Qt.TextElideMode.ElideMiddle
            shown = painter.fontMetrics().elidedText(words, elide, room.width())
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignLeading, shown)


def row_height() -> int:
    """A row of two lines over its hairline; it grows with the font."""
    return max(measure.REQUEST_ROW, line_height(Size.BODY) + line_height(Size.SMALL) + 21)


def heading_height() -> int:
    """The line over rows of one sort."""
    return max(HEADING, line_height(Size.SMALL) + 14)


class RequestList(QListView):
    """``moved`` carries the request that the person is on, ``opened`` the one they pressed."""

    moved = Signal(int)
    opened = Signal(int)

    def __init__(self) -> None:
        """Be empty."""
        super().__init__()
        self._requests = _Requests(self)
        self._is_drawing = False
        self.shows_focus = False
        give_viewport(self)
        self.setModel(self._requests)
        self.setItemDelegate(_Painter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Sign-in requests"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setProperty("ring", "none")
        self.clicked.connect(self._pressed)

    def show_rows(self, rows: tuple[RequestRow, ...], chosen: int | None) -> None:
        """Show these, the request ``chosen`` marked."""
        if rows == self._requests.rows and chosen == self.chosen():
            return
        at = self.verticalScrollBar().value()
        self._is_drawing = True
        if self._requests.show_rows(rows):
            self.verticalScrollBar().setValue(at)
        if chosen != self.chosen():
            self.setCurrentIndex(self._index_of(chosen))
            if chosen is None:
                self.clearSelection()
        self._is_drawing = False
        self.viewport().update()

    def chosen(self) -> int | None:
        """The marked request."""
        return self._id_at(self.currentIndex())

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 (Qt's override)
        """Tell where the person moved to; what was drawn is no news."""
        super().currentChanged(current, previous)
        request = self._id_at(current)
        if request is not None and not self._is_drawing:
            self.moved.emit(request)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be on a row as soon as the focus comes; the pointer shows itself where it is."""
        self.shows_focus = event.reason() is not Qt.FocusReason.MouseFocusReason
        by_person = event.reason() is not Qt.FocusReason.OtherFocusReason
        if self.chosen() is None and by_person:
            first = next((one.id for one in self._requests.rows if one.id is not None), None)
            self.setCurrentIndex(self._index_of(first))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and space lead on."""
        self.shows_focus = True
        if event.key() in (*ENTER, Qt.Key.Key_Space):
            self._pressed(self.currentIndex())
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Three rows; the others are scrolled to, or shown where there is room."""
        return QSize(grown(measure.REQUEST_LIST), heading_height() + 3 * row_height())

    def _pressed(self, index: Index) -> None:
        request = self._id_at(index)
        if request is not None:
            self.opened.emit(request)

    def _id_at(self, index: Index) -> int | None:
        row = index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None
        return row.id if isinstance(row, RequestRow) else None

    def _index_of(self, request: int | None) -> QModelIndex:
        for number, row in enumerate(self._requests.rows):
            if row.id is not None and row.id == request:
                return self._requests.index(number)
        return QModelIndex()
