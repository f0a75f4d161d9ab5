"""Enter presses the button that has the focus, as space does."""

from typing import Final, cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterKey(QObject):
    """Qt leaves it to the platform's theme whether Enter presses a button; here it always does."""

    def __init__(self, window: QWidget) -> None:
        """Take what the widgets of ``window`` leave over: a key that nobody used arrives there."""
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Press the button; a key held down presses once."""
        if event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = cast("QKeyEvent", event)
        focused = self._window.focusWidget()
        if key.key() in ENTER and isinstance(focused, QAbstractButton) and focused.isEnabled():
            if not key.isAutoRepeat():
                focused.click()
            return True
        return super().eventFilter(watched, event)
