"""The keys of the window. They come before those of whatever has the focus in it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desktop.ui.widgets.dialog import Dialog

LEAVES: Final = "Escape"
"""The key that closes a question, and leads back where there is none."""


class WindowKeys(QObject):
    """While a question covers the window its keys rest: none of them reaches the question."""

    def __init__(self, window: QWidget, question: "Callable[[], Dialog | None]") -> None:
        """Bind keys of ``window``; ``question`` gives the one that was asked last."""
        super().__init__(window)
        self._window, self._question = window, question

    def bind(self, keys: str, act: Callable[[], object]) -> None:
        """Do ``act`` on ``keys``, unless there is a question to answer first."""
        shortcut = QShortcut(QKeySequence(keys), self._window)
        shortcut.activated.connect(partial(self._do, keys, act))

    def bind_always(self, keys: str, act: Callable[[], object]) -> None:
        """Do ``act`` on ``keys``, whatever is asked."""
        QShortcut(QKeySequence(keys), self._window).activated.connect(act)

    def _do(self, keys: str, act: Callable[[], object]) -> None:
        question = self._question()
        if question is None:
            act()
        elif keys == LEAVES:
            question.close_question()
