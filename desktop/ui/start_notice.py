"""A small window of its own that says why the app does not open."""

import asyncio
from typing import Final

import qasync
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desktop.foundation.errors import AuthenticatorError
from desktop.foundation.settings import Theme
from desktop.ui.theme import measure
from desktop.ui.theme.appearance import Appearance
from desktop.ui.theme.type import Size, Weight
from desktop.ui.widgets.button import Button, Kind
from desktop.ui.widgets.text import Text
from desktop.ui.words import sentence_of

WIDTH: Final = 420


class StartNotice(QWidget):
    """What happened, in bold; below it what was kept and what to do; and a button."""

    closed = Signal()

    def __init__(self, error: AuthenticatorError, application: QApplication) -> None:
        """Dress ``application`` too: no window of it was there before."""
        super().__init__()
        self._appearance = Appearance(application, Theme.SYSTEM, self)
        self._appearance.wear_icon()
        sentence = sentence_of(error)
        self.setWindowTitle(application.applicationDisplayName())
        self.setFixedWidth(WIDTH)
        self.close_button: Final = Button(self.tr("Close"), Kind.PRIMARY)
        self.close_button.clicked.connect(self.close)
        page = QVBoxLayout(self)
        page.setContentsMargins(*(measure.PAGE_PADDING_NARROW,) * 4)
        page.setSpacing(measure.GAP)
        page.addWidget(Text(sentence.happened, size=Size.BODY, weight=Weight.STRONG, wrap=True))
        page.addWidget(Text(sentence.rest, wrap=True))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        page.addSpacing(measure.GAP)
        page.addLayout(buttons)
        self.setAccessibleDescription(sentence.whole())
        self.close_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Enter close it."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say so."""
        self.closed.emit()
        super().closeEvent(event)


def show_start_notice(error: AuthenticatorError, application: QApplication) -> None:
    """Show it until it is closed."""

    async def show() -> None:
        notice = StartNotice(error, application)
        closed = asyncio.Event()
        notice.closed.connect(closed.set)
        notice.show()
        notice.activateWindow()
        await closed.wait()

    qasync.run(show())
