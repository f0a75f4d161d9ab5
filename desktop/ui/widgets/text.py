"""Texts in the type scale: plain, wrapped, elided in the middle, and a glyph beside them."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.ui.theme import icons, measure
from desktop.ui.theme.palette import roles
from desktop.ui.theme.type import Size, Weight, font, line_height, mono_font


class Text(QLabel):
    """A label in one size, weight and tone. Its text is always plain: services can't style it."""

    def __init__(
        self,
        text: str = "",
        *,
        size: Size = Size.BODY,
        weight: Weight = Weight.REGULAR,
        tone: str = "text",
        wrap: bool = False,
        mono: bool = False,
    ) -> None:
        """Show ``text``; ``tone`` is a colour role that the style sheet knows."""
        super().__init__(text)
        self.is_heading = size in (Size.HEADING, Size.DISPLAY)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(mono_font(size) if mono else font(size, weight))
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        self.setMinimumHeight(line_height(size))
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def set_tone(self, tone: str) -> None:
        """Change the colour role."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def say(self, text: str) -> None:
        """Show ``text``, or nothing at all where it is empty."""
        self.setText(text)
        self.setVisible(bool(text))


class Elided(Text):
    """One line that gives way in its middle; the whole text is its tooltip then."""

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters: the rest gives way."""
        return QSize(self.fontMetrics().horizontalAdvance("mmm…m"), self.minimumHeight())

    def sizeHint(self) -> QSize:
        """Room for all of it."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(width, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as a tooltip where it doesn't fit."""
        fits = self.fontMetrics().horizontalAdvance(self.text()) <= self.width()
        self.setToolTip("" if fits else plain_tooltip(self.text()))
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, self.width()
        )
        painter.drawText(self.rect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)


class Glyph(QWidget):
    """An icon in a colour role. It says nothing that a word beside it doesn't say too."""

    def __init__(self, name: str, tone: str = "muted", size: int = measure.ICON) -> None:
        """Show ``ui/lock`` and the like, ``size`` pixels wide and high."""
        super().__init__()
        self._name, self._tone, self._size = name, tone, size
        self.setFixedSize(size, size)

    def set_glyph(self, name: str, tone: str) -> None:
        """Show another icon."""
        if (name, tone) != (self._name, self._tone):
            self._name, self._tone = name, tone
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it in the worn colour."""
        tone = self._tone if self.isEnabled() else "disabled"
        with QPainter(self) as painter:
            draw_icon(painter, self._name, tone, self.rect())


class Hairline(QFrame):
    """A line of one pixel between two things."""

    def __init__(self) -> None:
        """Lie across."""
        super().__init__()
        self.setProperty("ground", "hairline")
        self.setFixedHeight(measure.LINE)


def draw_icon(painter: QPainter, name: str, tone: str, box: QRect) -> None:
    """Draw an icon in a role's colour in the middle of ``box``, as large as fits in."""
    size = min(box.width(), box.height())
    ratio = painter.device().devicePixelRatioF()
    image = icons.pixmap(name, getattr(roles(), tone), size, ratio)
    left = box.left() + (box.width() - size) // 2
    top = box.top() + (box.height() - size) // 2
    painter.drawPixmap(left, top, image)


def plain_tooltip(text: str) -> str:
    """``text`` for a tooltip, where Qt would take what looks like markup for markup."""
    if not set(text) & set("<&"):
        return text
    # Imported here: few texts need it, and it brings a table of two thousand names along.
    from html import escape

    return f"<qt>{escape(text)}</qt>"


def is_dress_change(event: QEvent) -> bool:
    """Whether an event tells that the colours changed."""
    return event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)
