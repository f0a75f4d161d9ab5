"""A page that comes up out of its ground, where motion isn't unwelcome."""

from PySide6.QtCore import QEasingCurve, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.ui.theme import motion
from desktop.ui.theme.palette import ink
from desktop.ui.widgets.fill import fill


class PageFade(QWidget):
    """A veil over a stack, in the colour of the ground, for a moment after each new page."""

    def __init__(self, stack: QStackedWidget) -> None:
        """Follow what ``stack`` shows."""
        super().__init__(stack)
        self._stack = stack
        self._left = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._fading = QVariantAnimation(self)
        self._fading.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._fading.setStartValue(1.0)
        self._fading.setEndValue(0.0)
        self._fading.valueChanged.connect(self._thin)
        self._fading.finished.connect(self.hide)
        stack.currentChanged.connect(self._begin)

    def _begin(self, index: int) -> None:
        self._fading.stop()
        self.hide()
        if index < 0 or not motion.milliseconds() or not self._stack.isVisible():
            return
        self.setGeometry(self._stack.rect())
        self._left = 1.0
        self._fading.setDuration(motion.milliseconds())
        self._fading.start()
        self.show()
        self.raise_()

    def _thin(self, left: object) -> None:
        if isinstance(left, float):
            self._left = left
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As much of the ground as is left."""
        colour = ink("window")
        colour.setAlphaF(self._left)
        with QPainter(self) as painter:
            fill(painter, self.rect(), colour)
