"""Buttons of a few kinds, painted from the colour roles."""

from enum import Enum
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from desktop.ui.theme import measure
from desktop.ui.theme.palette import roles
from desktop.ui.theme.type import Size, Weight, font
from desktop.ui.widgets.text import draw_icon

SIDE: Final = 15
SIDE_LINK: Final = 1
ICON_GAP: Final = 8


class Dress(NamedTuple):
    """Ground, edge and text of a button in one state; an empty ground or edge is clear."""

    ground: str
    edge: str
    text: str


class Kind(Enum):
    """What a button is for, with its dress when normal, hovered and pressed."""

    PRIMARY = (
        Dress("accent", "accent", "on_accent"),
        Dress("accent_hover", "accent_hover", "on_accent"),
        Dress("accent_press", "accent_press", "on_accent"),
    )
    SECONDARY = (
        Dress("surface", "outline", "text"),
        Dress("hover", "outline", "text"),
        Dress("inset", "outline", "text"),
    )
    DANGER = (
        Dress("surface", "danger", "danger"),
        Dress("danger_soft", "danger", "danger"),
        Dress("danger_soft2", "danger", "danger"),
    )
    DANGER_LAST = (
        Dress("danger", "danger", "on_danger"),
        Dress("danger_hover", "danger_hover", "on_danger"),
        Dress("danger_press", "danger_press", "on_danger"),
    )
    QUIET = (
        Dress("", "", "accent"),
        Dress("accent_soft", "accent_soft", "accent_ink"),
        Dress("accent_soft", "accent_soft", "accent_ink"),
    )
    LINK = (
        Dress("", "", "accent"),
        Dress("", "", "accent_hover"),
        Dress("", "", "accent_press"),
    )
    BARE = (
        Dress("", "", "text"),
        Dress("side_hover", "", "text"),
        Dress("inset", "", "text"),
    )


class Button(QPushButton):
    """A button with a verb, an icon or both."""

    def __init__(
        self,
        text: str,
        kind: Kind = Kind.SECONDARY,
        *,
        icon: str = "",
        tall: bool = False,
        wide: bool = False,
    ) -> None:
        """Show ``text``; ``tall`` is the main button's height, ``wide`` fills the column."""
        super().__init__(text)
        self._kind, self._icon, self._tall = kind, icon, tall
        self._compact = False
        self._counting = False
        strong = kind in (Kind.PRIMARY, Kind.DANGER_LAST)
        self.setFont(font(Size.BODY, Weight.STRONG if strong else Weight.MEDIUM))
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        across = QSizePolicy.Policy.Expanding if wide else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def set_kind(self, kind: Kind) -> None:
        """Become a button of another kind."""
        if kind is not self._kind:
            self._kind = kind
            strong = kind in (Kind.PRIMARY, Kind.DANGER_LAST)
            self.setFont(font(Size.BODY, Weight.STRONG if strong else Weight.MEDIUM))
            self.updateGeometry()
            self.update()

    def set_compact(self, *, compact: bool) -> None:
        """Show the icon alone; the text becomes name and tooltip."""
        self._compact = compact
        self.setAccessibleName(self.text() if compact else "")
        self.setToolTip(self.text() if compact else "")
        self.updateGeometry()

    def set_counting(self, *, counting: bool) -> None:
        """Be disabled and stay legible, because the text counts down."""
        self._counting = counting
        self.setEnabled(not counting)
        self.update()

    def sizeHint(self) -> QSize:
        """Text and icon with their sides; never lower than a control."""
        least = measure.FIELD if self._tall else measure.CONTROL
        height = max(least, self.fontMetrics().height() + 12)
        if self._compact or not self.text():
            return QSize(height, height)
        # A link stands flush with the column that it is in.
        side = SIDE_LINK if self._kind is Kind.LINK else SIDE
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2 * side
        return QSize(width + (measure.ICON + ICON_GAP if self._icon else 0), height)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, edge, icon and text of the state it is in."""
        dress = self._dress()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_ground(painter, QRectF(self.rect()), dress.ground, dress.edge)
            painter.setPen(QColor(getattr(roles(), dress.text)))
            self._draw_content(painter, dress.text)

    def _dress(self) -> Dress:
        if not self.isEnabled():
            edge = "" if self._kind in (Kind.QUIET, Kind.BARE, Kind.LINK) else "border"
            return Dress("", edge, "muted" if self._counting else "disabled")
        normal, hovered, pressed = self._kind.value
        if self.isDown():
            return pressed
        return hovered if self.underMouse() else normal

    def _draw_content(self, painter: QPainter, tone: str) -> None:
        box = self.rect()
        if self._compact or not self.text():
            draw_icon(painter, self._icon, tone, _square(box.center().x() + 1, box, measure.ICON))
            return
        text_width = self.fontMetrics().horizontalAdvance(self.text())
        before = measure.ICON + ICON_GAP if self._icon else 0
        left = (box.width() - text_width - before) // 2
        if self.isRightToLeft():
            text_left, icon_centre = left, left + text_width + ICON_GAP + measure.ICON // 2
        else:
            text_left, icon_centre = left + before, left + measure.ICON // 2
        if self._icon:
            draw_icon(painter, self._icon, tone, _square(icon_centre, box, measure.ICON))
        painter.drawText(
            QRect(text_left, 0, text_width + 2, box.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self.text(),
        )


def draw_ground(
    painter: QPainter, box: QRectF, ground: str, edge: str, radius: float = measure.ROUND
) -> None:
    """A rounded rectangle of two roles; an empty one is clear."""
    if edge:
        painter.setPen(QPen(QColor(getattr(roles(), edge)), measure.LINE))
        box = box.adjusted(0.5, 0.5, -0.5, -0.5)
        radius -= 0.5
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    fill = QColor(getattr(roles(), ground)) if ground else Qt.GlobalColor.transparent
    painter.setBrush(fill)
    painter.drawRoundedRect(box, radius, radius)


def _square(centre: int, box: QRect, size: int) -> QRect:
    return QRect(centre - size // 2, (box.height() - size) // 2, size, size)
