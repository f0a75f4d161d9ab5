"""The focus ring: one overlay that follows the focus of a window."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from desktop.ui.theme import measure
from desktop.ui.theme.palette import ink

REACH = measure.FOCUS + measure.FOCUS_OFFSET

MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.LayoutRequest)


class FocusRing(QWidget):
    """Drawn around what has the focus, unless the pointer put it there.

    A widget says by its properties how: ``ring`` is ``inside``, ``none`` or, unset, outside;
    ``radius`` its rounding.
    """

    def __init__(self, window: QWidget) -> None:
        """Follow the focus inside ``window``."""
        super().__init__(window)
        self._window = self._ground = window
        self._around: QWidget | None = None
        self._chain: list[QWidget] = []
        self._by_pointer = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = cast("QApplication", QApplication.instance())
        application.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in self._chain:
            if isValid(widget):  # what had the focus may be on its way out, with all around it
                widget.removeEventFilter(self)
        self._chain = []
        self._around = None
        if new is None or not self._window.isAncestorOf(new) or new.property("ring") == "none":
            self.hide()
            return
        if isinstance(new, QAbstractScrollArea) or _was_clicked(new):
            self.hide()
            return
        self._around = new
        ground = _ground_of(new, self._window)
        if self._ground is not ground:
            self._ground = ground
            self.setParent(ground)
        above: QWidget | None = new
        while above is not None and above is not ground:
            self._chain.append(above)
            above = above.parentWidget()
        for widget in self._chain:
            widget.installEventFilter(self)
        self._take_place()
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move along with what the ring is around."""
        if event.type() in MOVES:
            self._take_place()
        elif watched is self._around and event.type() is QEvent.Type.MouseButtonPress:
            self.hide()
        elif watched is self._around and event.type() is QEvent.Type.KeyPress:
            self.show()
        return super().eventFilter(watched, event)

    def _take_place(self) -> None:
        around = self._around
        if around is None:
            return
        reach = 0 if around.property("ring") == "inside" else REACH
        place = around.mapTo(self._ground, around.rect().topLeft())
        box = QRect(place, around.size()).adjusted(-reach, -reach, reach, reach)
        if box != self.geometry():
            self.setGeometry(box)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Two pixels in the colour of focus."""
        around = self._around
        if around is None:
            return
        inside = around.property("ring") == "inside"
        radius = around.property("radius")
        radius = float(radius if isinstance(radius, int) else measure.ROUND)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(ink("focus"), measure.FOCUS))
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            reach = -1.0 if inside else REACH - 1.0
            painter.drawRoundedRect(box, radius + reach, radius + reach)


def _ground_of(widget: QWidget, window: QWidget) -> QWidget:
    """The content of the nearest scroll area, so that the ring scrolls along; else the window."""
    above = widget.parentWidget()
    while above is not None and above is not window:
        area = above.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is above:
            break
        parent = above.parentWidget()
        grand = parent.parentWidget() if parent is not None else None
        if isinstance(grand, QAbstractScrollArea) and grand.viewport() is parent:
            return above
        above = parent
    return window


def _was_clicked(_widget: QWidget) -> bool:
    return bool(QApplication.mouseButtons())
