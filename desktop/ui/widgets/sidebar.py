"""The sidebar: profile switcher, places, status line. Under 720 pixels it is a rail of icons."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.theme import measure
from desktop.ui.theme.palette import ink
from desktop.ui.theme.type import Size, Weight, font, grown
from desktop.ui.widgets.button import draw_ground
from desktop.ui.widgets.fill import fill
from desktop.ui.widgets.sides import set_sides
from desktop.ui.widgets.text import Glyph, Text, draw_icon

MARGIN: Final = 8
ICON_AT: Final = 12
TEXT_AT: Final = 40
SWITCHER: Final = 56
BADGE_RIGHT: Final = 12
DOT: Final = 8
BADGE_GAP: Final = 4
MOST_COUNTED: Final = 99


class Place(QAbstractButton):
    """One place of the window."""

    def __init__(self, name: str, icon: str, text: str, shortcut: str) -> None:
        """Lead to the place called ``name``; ``shortcut`` is told in the tooltip."""
        super().__init__()
        self.name = name
        self._icon, self._shortcut = icon, shortcut
        self._is_rail = False
        self._count = 0
        self.setText(text)
        self.setCheckable(True)
        self.setProperty("ring", "inside")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_rail(rail=False)

    def set_rail(self, *, rail: bool) -> None:
        """Show the icon alone."""
        self._is_rail = rail
        self.setToolTip(f"{self.text()} ({self._shortcut})" if rail else self._shortcut)
        self.updateGeometry()
        self.update()

    def set_count(self, count: int) -> None:
        """Show how many wait there; nothing for none."""
        if count == self._count:
            return
        self._count = count
        waiting = self.tr("{place}, {count} waiting").format(place=self.text(), count=count)
        self.setAccessibleName(waiting if count else "")
        self.update()

    def sizeHint(self) -> QSize:
        """An item, or a square of the rail."""
        if self._is_rail:
            return QSize(measure.RAIL_ITEM, measure.RAIL_ITEM)
        height = max(measure.SIDEBAR_ITEM, self.fontMetrics().height() + 12)
        return QSize(grown(measure.SIDEBAR) - 2 * MARGIN, height)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Soft ground where the person is."""
        here = self.isChecked()
        ground = "accent_soft" if here else ""
        if not here and self.isDown():
            ground = "inset"
        elif not here and self.underMouse():
            ground = "side_hover"
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if ground:
                draw_ground(painter, QRectF(self.rect()), ground, "")
            tone = "accent_ink" if here else "muted"
            edge = measure.ICON
            top = (self.height() - edge) // 2
            if self._is_rail:
                draw_icon(painter, self._icon, tone, QRect(12, top, edge, edge))
                if self._count:
                    self._draw_dot(painter, QRect(12 + edge - 3, top - DOT + 3, DOT, DOT), ground)
                return
            mirrored = self.isRightToLeft()
            left = self.width() - ICON_AT - edge if mirrored else ICON_AT
            draw_icon(painter, self._icon, tone, QRect(left, top, edge, edge))
            painter.setPen(ink("accent_ink" if here else "text"))
            painter.setFont(font(Size.BODY, Weight.STRONG if here else Weight.REGULAR))
            room = self.rect().adjusted(*((0, 0, -TEXT_AT, 0) if mirrored else (TEXT_AT, 0, 0, 0)))
            badge = self._badge(mirrored=mirrored)
            if self._count:
                room.setRight(room.right() if mirrored else badge.left() - BADGE_GAP)
                room.setLeft(badge.right() + BADGE_GAP if mirrored else room.left())
            if painter.fontMetrics().horizontalAdvance(self.text()) > room.width():
                # Whole in a lighter hand says more than cut off in a strong one.
                painter.setFont(font(Size.BODY, Weight.REGULAR))
            elide = Qt.TextElideMode.ElideRight
            words = painter.fontMetrics().elidedText(self.text(), elide, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            if self._count:
                self._draw_badge(painter, badge)

    @staticmethod
    def _draw_dot(painter: QPainter, box: QRect, ground: str) -> None:
        painter.setPen(QPen(ink(ground or "sidebar"), 2))
        painter.setBrush(ink("accent"))
        painter.drawEllipse(QRectF(box).adjusted(-1, -1, 1, 1))

    def _badge(self, *, mirrored: bool) -> QRect:
        metrics = QFontMetrics(font(Size.SMALL, Weight.STRONG))
        height = max(measure.BADGE, metrics.height() + 4)
        width = max(height, metrics.horizontalAdvance(self._count_words()) + 12)
        left = BADGE_RIGHT if mirrored else self.width() - BADGE_RIGHT - width
        return QRect(left, (self.height() - height) // 2, width, height)

    def _draw_badge(self, painter: QPainter, box: QRect) -> None:
        draw_ground(painter, QRectF(box), "accent", "", box.height() / 2)
        painter.setFont(font(Size.SMALL, Weight.STRONG))
        painter.setPen(ink("on_accent"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._count_words())

    def _count_words(self) -> str:
        return str(self._count) if self._count <= MOST_COUNTED else f"{MOST_COUNTED}+"


class ProfileSwitcher(QAbstractButton):
    """Which profile is shown; its menu has the others."""

    def __init__(self) -> None:
        """Show no profile yet."""
        super().__init__()
        self._host = ""
        self._is_rail = False
        self.setProperty("ring", "inside")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_profile(self, name: str, host: str) -> None:
        """Show this profile."""
        if (name, host) == (self.text(), self._host):
            return
        self._host = host
        self.setText(name)
        self.setAccessibleName(self.tr("Profile {name}").format(name=name))
        self.setAccessibleDescription(host)
        self.setToolTip(f"{name}\n{host}")
        self.update()

    def set_rail(self, *, rail: bool) -> None:
        """Show the letter alone."""
        self._is_rail = rail
        self.updateGeometry()

    def menu_place(self) -> QPoint:
        """Where its menu opens, on the screen."""
        return self.mapToGlobal(self.rect().bottomLeft())

    def sizeHint(self) -> QSize:
        """Two lines, or a square of the rail."""
        if self._is_rail:
            return QSize(measure.RAIL_ITEM, measure.RAIL_ITEM)
        return QSize(grown(measure.SIDEBAR) - 2 * MARGIN, SWITCHER)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Tile with the first letter, name, host, arrows."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.isDown() or self.underMouse():
                ground = "inset" if self.isDown() else "side_hover"
                draw_ground(painter, QRectF(self.rect()), ground, "")
            tile = QRect(0, 0, 32, 32)
            mirrored = self.isRightToLeft()
            at = QPoint(9, (self.height() - 32) // 2)
            if self._is_rail:
                at.setX((self.width() - 32) // 2)
            elif mirrored:
                at.setX(self.width() - 9 - 32)
            tile.moveTopLeft(at)
            draw_ground(painter, QRectF(tile), "accent_soft", "")
            painter.setFont(font(Size.BODY, Weight.STRONG))
            painter.setPen(ink("accent_ink"))
            painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, self.text()[:1].upper())
            if not self._is_rail:
                self._draw_names(painter, mirrored=mirrored)

    def _draw_names(self, painter: QPainter, *, mirrored: bool) -> None:
        left, right = (30, 51) if mirrored else (51, 30)
        room = self.width() - left - right
        middle = self.height() // 2
        arrows = QRect(9 if mirrored else self.width() - 25, middle - 10, 16, 16)
        painter.setPen(ink("text"))
        self._draw_line(painter, QRect(left, middle - 18, room, 20), self.text())
        painter.setFont(font(Size.SMALL))
        painter.setPen(ink("muted"))
        self._draw_line(painter, QRect(left, middle + 1, room, 16), self._host)
        draw_icon(painter, "ui/updown", "muted", arrows)

    @staticmethod
    def _draw_line(painter: QPainter, box: QRect, text: str) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


class StatusLine(QWidget):
    """Tray shape and words at the foot of the sidebar."""

    def __init__(self) -> None:
        """Say nothing yet."""
        super().__init__()
        self._glyph = Glyph("tray/none", "muted")
        self._text = Text(size=Size.SMALL, tone="muted", wrap=True)
        line = self._line = QHBoxLayout(self)
        set_sides(line, 20, 0, 12, 0)
        line.setSpacing(12)
        line.addWidget(self._glyph)
        line.addWidget(self._text, 1)
        self.setMinimumHeight(measure.STATUS_LINE - 1)

    def say(self, shape: str, tone: str, words: str) -> None:
        """Show a headline."""
        self._glyph.set_glyph(shape, tone)
        self._text.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(words if self._text.isHidden() else "")

    def set_rail(self, *, rail: bool) -> None:
        """Show the shape alone."""
        self._text.setHidden(rail)
        set_sides(self._line, 20, 0, 19 if rail else 12, 0)
        self.setToolTip(self._text.text() if rail else "")


class Sidebar(QWidget):
    """``went`` carries the name of the place that the person goes to."""

    went = Signal(str)

    def __init__(self, places: Sequence[Place]) -> None:
        """Offer these places from top to bottom."""
        super().__init__()
        self.switcher: Final = ProfileSwitcher()
        self.status: Final = StatusLine()
        self._places = list(places)
        column = QVBoxLayout(self)
        self._column = column
        column.setSpacing(0)
        items = QVBoxLayout()
        items.setContentsMargins(MARGIN, 0, MARGIN, 0)
        items.setSpacing(2)
        items.addWidget(self.switcher)
        items.addSpacing(6)
        for place in self._places:
            # No button group: in one of these, the tabulator key would lead to the marked one only.
            # Toggled, not clicked: that is what assistive tools do with what can be marked.
            place.toggled.connect(partial(self._went, place.name))
            items.addWidget(place)
        column.addLayout(items)
        column.addStretch(1)
        column.addWidget(self.status)
        self._items = items
        self.set_rail(rail=False)

    def set_rail(self, *, rail: bool) -> None:
        """Be a rail of icons."""
        self._is_rail = rail
        self.setFixedWidth(measure.RAIL if rail else grown(measure.SIDEBAR))
        side = (measure.RAIL - measure.RAIL_ITEM) // 2 if rail else MARGIN
        set_sides(self._column, 0, MARGIN, 1, 0)
        set_sides(self._items, side, 0, side if rail else MARGIN, 0)
        self.switcher.set_rail(rail=rail)
        self.status.set_rail(rail=rail)
        for place in self._places:
            place.set_rail(rail=rail)

    def name_places(self, places: Sequence[Place]) -> None:
        """Call its places as ``places`` are called, which are as many and are thrown away."""
        for own, other in zip(self._places, places, strict=True):
            own.setText(other.text())
            own.set_rail(rail=self._is_rail)
            other.deleteLater()

    def forget(self) -> None:
        """Keep nothing of any profile."""
        self.switcher.show_profile("", "")
        self.status.say("tray/none", "muted", "")
        for place in self._places:
            place.set_count(0)

    def count(self, name: str, count: int) -> None:
        """Show how many wait at a place."""
        for place in self._places:
            if place.name == name:
                place.set_count(count)

    def mark(self, name: str) -> None:
        """Show where the person is; nowhere where no place has this name."""
        for place in self._places:
            was_blocked = place.blockSignals(True)
            place.setChecked(place.name == name)
            place.blockSignals(was_blocked)

    def _went(self, name: str, _is_marked: bool) -> None:
        self.went.emit(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Its ground, and hairlines beside it and above the status line."""
        with QPainter(self) as painter:
            fill(painter, self.rect(), ink("sidebar"))
            edge = 0 if self.isRightToLeft() else self.width() - 1
            fill(painter, QRect(edge, 0, 1, self.height()), ink("border"))
            if not self._is_rail:
                line = self.height() - self.status.height() - 1
                fill(painter, QRect(0, line, self.width(), 1), ink("border"))
