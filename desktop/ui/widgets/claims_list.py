"""The claims of a token: plain name, value, and the claim's own name, one row each."""

from collections.abc import Sequence
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

from desktop.ui.theme import measure
from desktop.ui.theme.palette import ink
from desktop.ui.theme.type import Size, font, mono_font
from desktop.ui.widgets.button import draw_ground
from desktop.ui.widgets.claim_row import ClaimRow
from desktop.ui.widgets.fill import fill
from desktop.ui.widgets.viewport import give_viewport

GAP: Final = 16
NAMES_LEAST: Final = 80
ROUND: Final = measure.ROUND - 1
SCROLL_BAR: Final = 12
REACH: Final = 8
"""Pixels that the ground of a row reaches beyond its words."""
Index = QModelIndex | QPersistentModelIndex


class _Claims(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[ClaimRow, ...] = ()

    def show_rows(self, rows: tuple[ClaimRow, ...]) -> None:
        if len(rows) != len(self.rows):
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        else:
            self.rows = rows
            self.dataChanged.emit(self.index(0), self.index(max(0, len(rows) - 1)))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.name}: {row.value}"
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                return f"{row.mark}: {row.whole}"
            case Qt.ItemDataRole.UserRole:
                return row
            case _:
                return None


class _Painter(QStyledItemDelegate):
    """Draws a row over a hairline."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, ClaimRow):
            return
        view = cast("ClaimsList", option.widget)
        # The scroll bar comes and goes beside the rows, which stay as wide as they are.
        box = QRect(option.rect)
        box.setWidth(view.contentsRect().width() - SCROLL_BAR - REACH)
        mirrored = view.isRightToLeft()
        box.moveLeft(view.contentsRect().width() - REACH - box.width() if mirrored else REACH)
        self._draw_ground(painter, option, box)
        if index.row() < index.model().rowCount() - 1:
            fill(painter, QRect(box.left(), box.bottom(), box.width(), 1), ink("border"))
        painter.setLayoutDirection(view.layoutDirection())
        middle = Qt.AlignmentFlag.AlignVCenter
        name_width, mark_width = view.names_width(), view.mark_width(row)
        name = QRect(box.left(), box.top(), name_width, box.height())
        mark = QRect(box.right() - mark_width, box.top(), mark_width, box.height())
        value = QRect(name.right() + GAP, box.top(), 0, box.height())
        value.setRight(mark.left() - GAP)
        if mirrored:
            for one in (name, mark, value):
                one.moveLeft(box.left() + box.right() - one.right())
        painter.setFont(view.font())
        painter.setPen(ink("muted"))
        painter.drawText(name, middle | Qt.AlignmentFlag.AlignLeading, row.name)
        painter.setPen(ink("text"))
        shown = painter.fontMetrics().elidedText(
            row.value, Qt.TextElideMode.ElideMiddle, value.width()
        )
        painter.drawText(value, middle | Qt.AlignmentFlag.AlignLeading, shown)
        painter.setFont(mono_font())
        painter.setPen(ink("muted"))
        painter.drawText(mark, middle | Qt.AlignmentFlag.AlignTrailing, row.mark)

    @staticmethod
    def _draw_ground(painter: QPainter, option: QStyleOptionViewItem, words: QRect) -> None:
        """What a row stands on: more than its words, so that the ring of the focus is clear."""
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if not has_focus and not option.state & QStyle.StateFlag.State_MouseOver:
            return
        ground = words.adjusted(-REACH, 0, REACH, -1) & option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, QRectF(ground), "accent_soft" if has_focus else "hover", "")
        if has_focus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ink("focus"), measure.FOCUS))
            painter.drawRoundedRect(QRectF(ground).adjusted(1, 1, -1, -1), ROUND, ROUND)
        painter.restore()


def row_height() -> int:
    """A row grows with the font."""
    return max(measure.CLAIM_ROW, QFontMetrics(font(Size.BODY)).height() + 14)


class ClaimsList(QListView):
    """One stop of the Tab key; arrows move, Ctrl+C copies the whole value."""

    def __init__(self) -> None:
        """Be empty."""
        super().__init__()
        self._claims = _Claims(self)
        give_viewport(self)
        self.setModel(self._claims)
        self.setItemDelegate(_Painter(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Access token claims"))
        self.setAccessibleDescription(self.tr("Ctrl+C copies the value of a row"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)

    def show_rows(self, rows: Sequence[ClaimRow]) -> None:
        """Show these claims."""
        if tuple(rows) != self._claims.rows:
            self._claims.show_rows(tuple(rows))
            self.viewport().update()

    def names_width(self) -> int:
        """Pixels of the column of names: as wide as the longest."""
        names = QFontMetrics(self.font())
        widest = max((names.horizontalAdvance(row.name) for row in self._claims.rows), default=0)
        return min(max(widest + 2, NAMES_LEAST), self.contentsRect().width() // 3)

    def mark_width(self, row: ClaimRow) -> int:
        """Pixels of a row's mark; the value before it has what the mark leaves."""
        wanted = QFontMetrics(mono_font()).horizontalAdvance(row.mark) + 1
        return min(wanted, self.contentsRect().width() // 3)

    def sizeHint(self) -> QSize:
        """Three rows; the others are scrolled to, or shown where there is room."""
        return QSize(280, 3 * row_height())

    def full_height(self) -> int:
        """Pixels of all rows."""
        return row_height() * len(self._claims.rows)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be on a row as soon as the focus comes."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._claims.index(0))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the whole value of the current row."""
        row = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        if event.matches(QKeySequence.StandardKey.Copy) and isinstance(row, ClaimRow):
            QGuiApplication.clipboard().setText(row.whole)
            return
        super().keyPressEvent(event)
